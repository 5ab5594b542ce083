-- Which edition is called missing although an edition of its days is known?
select status.release, status.ref, status.status, edition.edition
from edition_status as status
join edition
    on edition.release = status.release and edition.period_start = status.period_start and edition.period_end = status.period_end
where status.status in ('overdue', 'withheld') and not starts_with(status.ref, 'after ')
order by all;
