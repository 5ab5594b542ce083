-- Which measures or scopes can figures be asked for ($kind)?
select id
from (
    select 'measure' as kind, measure as id from measure
    union
    select 'scope', scope from scope
)
where kind = $kind
order by id;
