-- Rows of measure, as the record gives them.
insert into measure by name
select * from read_json($rows, columns = $columns);
