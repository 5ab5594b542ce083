-- What are all rows of one table or view ($table)?
select *
from query_table($table)
order by all;
