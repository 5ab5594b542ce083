-- What does each scope cover?
select
    scope,
    title,
    definition
from scope
order by title, scope;
