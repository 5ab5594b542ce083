-- Which pairs of editions of a release were compared? The newest first; how many known editions lie between the two.
with pair as (
    select distinct difference.edition, difference.previous, difference.method
    from difference
    join (select edition, release from edition) as edition using (edition)
    where difference.edition <> difference.previous and edition.release = $release
),
counted as (
    select
        pair.edition, pair.previous, pair.method,
        count(*) filter (where finding.weight = 'suspect') as suspects,
        count(*) filter (where finding.weight = 'loss') as losses,
        count(*) filter (where finding.weight = 'change') as changes,
        count(*) filter (where finding.weight = 'routine') as routine
    from pair
    left join finding on finding.edition = pair.edition and finding.previous in (pair.previous, pair.edition)
    group by pair.edition, pair.previous, pair.method
)
select
    counted.*, edition.ref, before.ref as previous_ref,
    edition.published_on, edition.published_by, before.published_on as previous_published_on,
    (
        select count(*) from edition as between_them
        where between_them.release = edition.release
            and (between_them.period_end, between_them.published_by, between_them.edition)
                > (before.period_end, before.published_by, before.edition)
            and (between_them.period_end, between_them.published_by, between_them.edition)
                < (edition.period_end, edition.published_by, edition.edition)
    ) as editions_between
from counted
join edition using (edition)
join edition as before on before.edition = counted.previous
order by edition.period_end desc, edition.published_by desc, counted.edition desc;
