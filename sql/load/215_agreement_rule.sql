-- Rows of agreement_rule, as the record gives them.
insert into agreement_rule by name
select * from read_json($rows, columns = $columns);
