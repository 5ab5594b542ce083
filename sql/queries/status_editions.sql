-- What holds of the editions of a release as of a day? Newest first; of those not yet due only the next.
with now as materialized (
    from edition_status_as_of($as_of_on) where release = $release
)
from now
where status <> 'scheduled' or due_on = (select min(due_on) from now where status = 'scheduled')
order by period_end desc, ref;
