-- Observations of the packaged record, as written.
insert into record_observation by name
select * from read_json($rows, columns = $columns);
