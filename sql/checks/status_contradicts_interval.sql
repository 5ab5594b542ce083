-- Which release has, on the last day spoken of, another status than the interval of that day?
select release_status.release, release_status.status, held.status as interval_status, held.from_on, held.through_on
from release_status
join status_interval as held
    on held.release = release_status.release
    and held.from_on <= (select as_of_on from record_clock)
    and coalesce(held.through_on, date '9999-12-31') >= (select as_of_on from record_clock)
where held.status <> release_status.status
    -- past its last look a status stands as last seen, and the interval says that nobody has looked since, or what kept us out
    and not (
        release_status.status in ('withheld', 'overdue') and held.status in ('unchecked', 'blocked', 'unreachable', 'unreadable')
        and release_status.observed_through_on < (select as_of_on from record_clock)
    )
order by all;
