-- Which table, view or column of the outer surface has no comment?
select table_name, column_name
from duckdb_columns()
where not internal and database_name = current_database() and schema_name = 'main' and (comment is null or comment = '')
union all
select table_name, null from duckdb_tables() where not internal and database_name = current_database() and (comment is null or comment = '')
union all
select view_name, null from duckdb_views() where not internal and database_name = current_database() and schema_name = 'main' and (comment is null or comment = '')
order by all;
