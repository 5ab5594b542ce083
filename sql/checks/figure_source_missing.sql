-- Which reported figure names a source that is not there, or none?
with named as (
    select figure, unnest(sources) as source from reported_figure
)
select named.figure, named.source
from named
anti join source on source.source = named.source
union all
select figure, null from reported_figure where len(sources) = 0
order by all;
