-- Rows of look, as the record gives them.
insert into look by name
select * from read_json($rows, columns = $columns);
