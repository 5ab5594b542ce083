-- Rows of agency, as the record gives them.
insert into agency by name
select * from read_json($rows, columns = $columns);
