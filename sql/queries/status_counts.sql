-- How many releases hold each status?
select
    coalesce(status, 'unchecked') as status,
    count(*) as releases
from release
left join release_status using (release)
group by all
order by all;
