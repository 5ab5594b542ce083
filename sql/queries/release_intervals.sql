-- Which status held of each release from when to when?
select
    status_interval.release,
    release.title,
    status_interval.from_on,
    status_interval.through_on,
    status_interval.status,
    status_interval.grounds,
    status_interval.evidence,
    release.scopes
from status_interval
join release using (release)
order by status_interval.release, status_interval.from_on, status_interval.through_on nulls last, status_interval.status;
