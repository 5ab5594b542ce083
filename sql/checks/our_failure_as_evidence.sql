-- Which status about an agency rests on a look that failed on our side?
select distinct status.release, status.ref, status.status, look.look, look.outcome
from (
    select release, ref, status, unnest(evidence) as evidence from edition_status
    union all
    select release, null, status, unnest(evidence) from release_status
) as status
join look on status.evidence = 'look:' || look.look
where status.status not in ('unchecked', 'blocked', 'unreachable', 'unreadable')
    and look.outcome not in ('seen', 'gone')
order by all;
