-- Which tables and views does the database hold, and what does each answer?
with relation as (
    select table_name as name, 'table' as kind, comment
    from duckdb_tables()
    where schema_name = 'main' and not internal and database_name = current_database()
    union all
    select view_name, 'view', comment
    from duckdb_views()
    where schema_name = 'main' and not internal and database_name = current_database()
)
select
    name,
    kind,
    coalesce(comment, '') as comment
from relation
order by kind, name;
