-- What turned since a day: the status of releases, of editions, and what came back from each address that this tracker
-- visits? `alarm`: it is late, lost or gone, or this tracker could not look.
with status as (
    select 'release' as level, now.release, null as ref, null as url, was.status as was, now.status, now.since_on,
        now.observed_through_on, now.basis
    from release_status_as_of($as_of_on) as now
    left join release_status_as_of($since_on) as was using (release)
    union all
    select 'edition', now.release, now.ref, null, was.status, now.status, now.since_on, now.observed_through_on, now.basis
    from edition_status_as_of($as_of_on) as now
    left join edition_status_as_of($since_on) as was using (release, ref)
    where now.status <> 'scheduled'
),
own_look as (
    select *, row_number() over (partition by release, url, known_on > $since_on order by log_line desc) as age
    from look
    where log_line is not null and observer = 'statistics-tracker'
        and role is distinct from 'file' and known_on <= $as_of_on
),
address as (
    select 'address' as level, now.release, null as ref, now.url, was.outcome as was, now.outcome as status,
        now.looked_on as since_on, now.looked_on as observed_through_on, now.text as basis
    from own_look as now
    left join own_look as was
        on was.release = now.release and was.url = now.url and was.age = 1 and was.known_on <= $since_on
    where now.age = 1 and now.known_on > $since_on
)
select
    level, release, ref, url, was, status,
    status in (
        'late', 'overdue', 'withheld', 'reduced', 'removed', 'cancelled', 'discontinued',
        'gone', 'blocked', 'unreachable', 'unreadable'
    ) as alarm,
    since_on, observed_through_on, basis
from (from status union all from address)
where status is distinct from was
order by alarm desc, release, level desc, ref, url;
