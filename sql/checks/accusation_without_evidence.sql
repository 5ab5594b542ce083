-- Which status says something of an agency and names no evidence?
select 'release' as level, release, null as ref, status
from release_status
where status in ('late', 'overdue', 'withheld', 'reduced', 'removed', 'cancelled', 'discontinued', 'proposed_end', 'resumed')
    and len(evidence) = 0
union all
select 'edition', release, ref, status
from edition_status
where status in ('late', 'overdue', 'withheld', 'reduced', 'removed', 'cancelled', 'discontinued')
    and len(evidence) = 0
order by all;
