-- Rows of relation_reading, as the record gives them.
insert into relation_reading by name
select * from read_json($rows, columns = $columns);
