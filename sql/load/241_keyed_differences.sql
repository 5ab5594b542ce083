-- What differs between the versions of keyed releases; one row of $versions for each edition says which version it is in
-- which file of changes, and which came before it.
insert into difference by name
with version as (
    select * from read_json($versions, columns = {
        'file': 'varchar', 'number': 'integer', 'place': 'integer', 'edition': 'varchar', 'previous': 'varchar', 'digest': 'varchar',
        'old_digest': 'varchar', 'table_title': 'varchar', 'grain': 'varchar'
    })
    where previous is not null
)
select
    version.edition, version.previous, changed.what, changed.how,
    case when changed.what <> 'edition' then version.table_title end as table_title,
    case when changed.what in ('table', 'copy') or (changed.what = 'member' and changed.how = 'left') then version.table_title
        end as old_table_title,
    case when not (changed.what = 'copy' or (changed.what = 'member' and changed.how = 'left')) then changed.member end as member,
    case when changed.what = 'copy' or (changed.what = 'member' and changed.how = 'left') then changed.member end as old_member,
    changed.label,
    case when changed.what in ('period', 'cell') then version.grain end as grain,
    changed.period_start, changed.period_end, changed.old_value, changed.old_code, changed.value, changed.code,
    case when changed.what = 'table' or changed.old_cell is not null then '' end as old_sheet, changed.old_cell,
    case when changed.what = 'table' or changed.cell is not null then '' end as sheet, changed.cell,
    changed.old_cells, changed.cells, changed.equal_cells, changed.text,
    version.old_digest, version.digest, 'compared' as method
from read_parquet($changes, filename = 'file', file_row_number = true) as changed
join version on version.file = changed.file and version.number = changed.number
where changed.how <> 'new'
order by version.place, changed.file_row_number;
