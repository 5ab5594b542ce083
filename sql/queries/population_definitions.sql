-- Which populations does the record tell apart, and what is inside each?
select population, title, definition, contains
from population
order by population <> 'all', title;
