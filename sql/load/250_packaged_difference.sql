-- Differences that the packaged record carries, for pairs of editions that were not compared here.
insert into difference by name
select * replace (
    -- a CSV can not tell a blank cell from nothing at all
    case when old_code = '(blank)' then '' else old_code end as old_code,
    case when code = '(blank)' then '' else code end as code
)
from record_difference
where case when edition = previous then edition not in (select edition from edition where ingested)
    else (edition, previous) not in (select (edition, previous) from difference) end
order by edition, previous, what, table_title, old_table_title, member, old_member, grain, period_start, period_end,
    old_cell, cell, old_text, text;
