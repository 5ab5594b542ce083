-- Notes printed with the tables of the files that this workspace holds, and the titles of what was not read in them (mark
-- 'unclaimed', no table): a table that stands among these was not dropped by its publisher.
insert into cell_note by name
with held as (
    select * from read_json($editions, columns = {'digest': 'varchar', 'edition': 'varchar'})
)
select held.digest, held.edition, parsed.sheet, parsed.cell, parsed."table" as table_title, parsed.mark, parsed.text
from read_parquet($parsed, filename = 'file') as parsed
join held on parsed.file like '%/' || held.digest || '.notes.parquet'
order by held.edition, parsed.sheet, parsed.cell;
