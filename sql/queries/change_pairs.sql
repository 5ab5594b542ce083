-- Which editions of a release were compared, newest first, and how many known editions lie between the two that are not held?
--
-- An edition beside itself: two of its own figures were compared, or its bytes appeared more than once.
with ordered as (
    select *, row_number() over (order by period_end, published_by, edition) as position
    from edition
    where release = $release
),
pair as (
    select
        edition, previous,
        any_value(method) as method,
        max(cells) filter (where what = 'edition') as cells,
        max(old_cells) filter (where what = 'edition') as old_cells,
        max(equal_cells) filter (where what = 'edition') as equal_cells,
        count(*) filter (where what = 'table' and how <> 'left') as tables
    from difference
    group by edition, previous
    union
    select edition, previous, null, null, null, null, null
    from finding
    where edition = previous and edition not in (select edition from difference where edition = previous)
),
weighed as (
    select
        edition, previous, count(*) as findings,
        count(*) filter (where weight = 'suspect') as suspects,
        count(*) filter (where weight = 'loss') as losses,
        count(*) filter (where weight = 'change') as changes,
        count(*) filter (where weight = 'routine') as routine
    from finding
    where release = $release
    group by edition, previous
),
laid as (
    select
        pair.*,
        new.ref, old.ref as old_ref, new.position as place, old.position as old_place,
        new.published_on, new.published_by, old.published_on as old_published_on, old.published_by as old_published_by,
        new.digest, old.digest as old_digest, new.file, old.file as old_file,
        new.known_on as first_seen_on,
        (
            select count(*)
            from ordered as other
            where other.position > old.position and other.position < new.position and not other.ingested
                and other.edition not in (select edition from difference)
        ) as between_editions,
        coalesce(weighed.findings, 0) as findings,
        coalesce(weighed.suspects, 0) as suspects,
        coalesce(weighed.losses, 0) as losses,
        coalesce(weighed.changes, 0) as changes,
        coalesce(weighed.routine, 0) as routine
    from pair
    join ordered as new on new.edition = pair.edition
    join ordered as old on old.edition = pair.previous
    left join weighed on weighed.edition = pair.edition and weighed.previous = pair.previous
)
select * exclude (place, old_place), (sum(between_editions) over ())::bigint as all_between_editions
from laid
order by place desc, edition = previous, old_place desc;
