-- What holds of the editions of a release as of a day? Newest first; of those not yet due only the next.
select *
from edition_status_as_of($as_of_on)
where release = $release
    and (status <> 'scheduled' or due_on = (
        select min(due_on) from edition_status_as_of($as_of_on) where release = $release and status = 'scheduled'
    ))
order by period_end desc, ref;
