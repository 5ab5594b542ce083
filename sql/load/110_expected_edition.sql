-- Rows of expected_edition, as the record gives them.
insert into expected_edition by name
select * from read_json($rows, columns = $columns);
