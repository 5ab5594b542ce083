-- Rows of record_difference, as the record gives them.
insert into record_difference by name
select * from read_json($rows, columns = $columns);
