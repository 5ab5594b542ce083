-- Rows of source, as the record gives them.
insert into source by name
select * from read_json($rows, columns = $columns);
