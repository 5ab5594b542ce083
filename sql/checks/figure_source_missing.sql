-- Which reported figure names a source that is not there, or none?
select figure, sources
from reported_figure
where len(sources) = 0
    or exists (select 1 from (select unnest(sources) as name) as named anti join source on source.source = named.name)
order by figure;
