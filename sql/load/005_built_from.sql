-- The digest of what this database is built from.
insert into built_from by name
select * from read_json($rows, columns = $columns);
