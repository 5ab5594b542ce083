-- Rows of sum_rule, as the record gives them.
insert into sum_rule by name
select * from read_json($rows, columns = $columns);
