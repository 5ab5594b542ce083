-- Which columns does each table and view have, and what do they mean?
select
    table_name as name,
    column_name,
    column_index,
    data_type,
    is_nullable,
    coalesce(comment, '') as comment
from duckdb_columns()
where schema_name = 'main' and not internal and database_name = current_database()
order by table_name, column_index;
