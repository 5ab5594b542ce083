-- Rows of left_out, as the record gives them.
insert into left_out by name
select * from read_json($rows, columns = $columns);
