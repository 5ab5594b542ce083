-- How many sources of each grade does the record rest on?
select
    grade,
    count(*) as sources
from source
group by grade
order by grade;
