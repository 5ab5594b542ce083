-- On which day would a release have two statuses?
select earlier.release, earlier.from_on, earlier.through_on, earlier.status, later.from_on as next_from_on, later.status as next_status
from status_interval as earlier
join status_interval as later
    on later.release = earlier.release
    and later.from_on > earlier.from_on
    and later.from_on <= coalesce(earlier.through_on, date '9999-12-31')
order by all;
