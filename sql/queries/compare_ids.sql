-- Which measures, scopes or reasons can figures be asked for ($kind)?
select id
from (
    select 'measure' as kind, measure as id from measure
    union
    select 'scope', scope from scope
    union
    select 'reason', reason from figure_verdict
)
where kind = $kind
order by id;
