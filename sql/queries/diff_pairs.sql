-- Which pairs of editions of a release were compared? The newest first; how many known editions lie between the two.
with pair as (
    select distinct difference.edition, difference.previous, difference.method
    from difference
    join (select edition, release from edition) as edition using (edition)
    where difference.edition <> difference.previous and edition.release = $release
)
select
    pair.*, edition.ref, before.ref as previous_ref,
    edition.published_on, edition.published_by, before.published_on as previous_published_on,
    (
        select count(*) from edition as between_them
        where between_them.release = edition.release
            and (between_them.period_end, between_them.published_by, between_them.edition)
                > (before.period_end, before.published_by, before.edition)
            and (between_them.period_end, between_them.published_by, between_them.edition)
                < (edition.period_end, edition.published_by, edition.edition)
    ) as editions_between
from pair
join edition using (edition)
join edition as before on before.edition = pair.previous
order by edition.period_end desc, edition.published_by desc, pair.edition desc;
