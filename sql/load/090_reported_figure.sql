-- Rows of reported_figure, as the record gives them.
insert into reported_figure by name
select * from read_json($rows, columns = $columns);
