-- Which differences between editions of a release were found from the files held here? In the columns of the record.
select
    edition, previous, what, how, digest, old_digest, table_title, old_table_title, member, old_member, label, grain,
    period_start, period_end, old_value, case when old_code = '' then '(blank)' else old_code end as old_code,
    value, case when code = '' then '(blank)' else code end as code,
    old_sheet, old_cell, sheet, cell, old_cells, cells, equal_cells, old_text, text
from difference
where method = 'compared' and starts_with(edition, $release || '/')
order by edition, previous, what, table_title, old_table_title, member, old_member, grain, period_start, period_end,
    old_cell, cell, old_text, text;
