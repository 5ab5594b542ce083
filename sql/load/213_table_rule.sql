-- Rows of table_rule, as the record gives them.
insert into table_rule by name
select * from read_json($rows, columns = $columns);
