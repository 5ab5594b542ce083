-- Rows of relation_term, as the record gives them.
insert into relation_term by name
select * from read_json($rows, columns = $columns);
