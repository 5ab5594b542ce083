-- Rows of series, as the record gives them.
insert into series by name
select * from read_json($rows, columns = $columns);
