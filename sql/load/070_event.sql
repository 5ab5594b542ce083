-- Rows of event, as the record gives them.
insert into event by name
select * from read_json($rows, columns = $columns);
