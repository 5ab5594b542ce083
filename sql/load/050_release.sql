-- Rows of release, as the record gives them.
insert into release by name
select * from read_json($rows, columns = $columns);
