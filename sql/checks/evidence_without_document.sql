-- Which evidence id of a status leads to no document?
with named as (
    select release, unnest(evidence) as evidence from edition_status
    union
    select release, unnest(evidence) from release_status
)
select named.*
from named
anti join evidence on evidence.release = named.release and evidence.evidence = named.evidence
order by all;
