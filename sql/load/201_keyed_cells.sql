-- Each value of the keyed releases that this workspace holds, once: in the edition that printed it first. One row of
-- $versions for each edition says which version it is in which file of changes.
insert into cell by name
with version as (
    select * from read_json($versions, columns = {
        'file': 'varchar', 'number': 'integer', 'place': 'integer', 'edition': 'varchar', 'digest': 'varchar', 'table_title': 'varchar',
        'grain': 'varchar'
    })
)
select
    version.digest, version.edition, '' as sheet, changed.cell, version.table_title, changed.member, version.grain,
    changed.period_start, changed.period_end, changed.value, changed.code
from read_parquet($changes, filename = 'file', file_row_number = true) as changed
join version on version.file = changed.file and version.number = changed.number
where changed.what = 'cell' and changed.how <> 'left'
order by version.place, changed.file_row_number;
