-- Rows of scope, as the record gives them.
insert into scope by name
select * from read_json($rows, columns = $columns);
