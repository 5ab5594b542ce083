-- Rows of appearance, as the record gives them.
insert into appearance by name
select * from read_json($rows, columns = $columns);
