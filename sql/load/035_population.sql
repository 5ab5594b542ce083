-- Rows of population, as the record gives them.
insert into population by name
select * from read_json($rows, columns = $columns);
