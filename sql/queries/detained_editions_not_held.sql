-- Which editions of ICE's detention statistics are known to have appeared, from a day ($from) on, and are not held here? One row per
-- edition; is_later: it appeared after the newest whose count of people detained is held, so the count does not end there.
with held as (
    select edition.edition, edition.published_by
    from observation
    join edition using (edition)
    where observation.series = 'ice-detained'
)
select
    edition.ref,
    edition.published_on,
    edition.published_by,
    edition.published_on > (select max(published_by) from held) as is_later
from edition
anti join held using (edition)
where edition.release = 'ice-detention-statistics'
    and edition.published_on >= cast($from as date)
    and edition.known_on <= (select as_of_on from record_clock)
order by edition.published_on, edition.edition;
