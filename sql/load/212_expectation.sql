-- Rows of expectation, as the record gives them.
insert into expectation by name
select * from read_json($rows, columns = $columns);
