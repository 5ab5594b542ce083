-- What differs between the editions whose files are held here; one row of $pairs for each file of differences says which two.
insert into difference by name
with pair as (
    select * from read_json($pairs, columns = {
        'file': 'varchar', 'edition': 'varchar', 'previous': 'varchar', 'digest': 'varchar', 'old_digest': 'varchar'
    })
)
select pair.edition, pair.previous, pair.digest, pair.old_digest, found.* exclude (file), 'compared' as method
from read_parquet($differences, filename = 'file') as found
join pair on found.file = pair.file
order by pair.edition, pair.previous, found.what, found.table_title, found.old_table_title, found.member, found.old_member,
    found.grain, found.period_start, found.period_end, found.old_cell, found.cell, found.old_text, found.text;
