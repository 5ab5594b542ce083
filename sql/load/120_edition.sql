-- Rows of edition, as the record gives them.
insert into edition by name
select * from read_json($rows, columns = $columns);
