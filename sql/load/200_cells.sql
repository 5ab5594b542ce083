-- Every cell of the files that this workspace holds; one row of $editions for each file says which edition it is.
insert into cell by name
with held as (
    select * from read_json($editions, columns = {'digest': 'varchar', 'edition': 'varchar'})
)
select
    held.digest, held.edition, parsed.sheet, parsed.cell, parsed."table" as table_title, parsed.member, parsed.grain,
    parsed.period_start, parsed.period_end, parsed.value, parsed.code
from read_parquet($parsed, filename = 'file') as parsed
join held on parsed.file like '%/' || held.digest || '.cells.parquet'
order by held.edition, parsed.sheet, parsed.cell, parsed.member;
