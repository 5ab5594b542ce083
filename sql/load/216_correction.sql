-- Rows of correction, as the record gives them.
insert into correction by name
select * from read_json($rows, columns = $columns);
