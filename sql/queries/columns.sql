-- Which columns does a table have, in order, with their types?
select column_name, data_type
from duckdb_columns()
where table_name = $table_name and not internal and database_name = current_database()
order by column_index;
