-- Rows of relation, as the record gives them.
insert into relation by name
select * from read_json($rows, columns = $columns);
