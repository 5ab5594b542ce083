-- Which new figures of a member may be sums of old ones, or the old ones in another order?

-- Are two numbers, but for what computers lose, the same?
create temp macro is_alike(one, other) as abs(one - other) <= 1e-9 * greatest(abs(one), abs(other));

create temp table reordered as
select edition, previous, table_title, member, grain, count(*) as of_all,
    if(are_shuffled(value, old_value), count(*), len(those_that_stood(value, old_value))) as cells
from asked
where of_grain >= 3
group by edition, previous, table_title, member, grain
having cells >= nearly_all(of_all) and have_stood(value, old_value);

-- Figures that are the sums of those that stood before, from the first of them or of their year, or of which such sums stood.
create temp table summed as
with beside as (
    select asked.edition, asked.previous, asked.table_title, asked.member, asked.grain, asked.value, asked.old_value, asked.of_grain,
        asked_spot.by_row, before.figure as old_before, coalesce(also.value, before.figure) as new_before
    from asked
    join asked_spot using (id)
    join series_figure as before on before.series = asked_spot.series and before.by_row = asked_spot.by_row
        and before.spot = asked_spot.spot - 1 and before.since <= asked.at_rank and before.until > asked.at_rank
    left join asked as also on also.edition = asked.edition and also.previous = asked.previous and also.table_title = asked.table_title
        and also.member = asked.member and also.grain = asked.grain and also.place = before.place
    where asked.of_grain >= 3
),
fitting as (
    select *, old_value as added, 'the sums of the figures before' as reading
    from beside
    where is_alike(value - new_before, old_value)
    union all
    select *, value, 'the figures of which the sums stood before'
    from beside
    where is_alike(old_value - old_before, value)
)
select edition, previous, table_title, member, grain, reading, count(*) as cells, any_value(of_grain) as of_all
from fitting
group by edition, previous, table_title, member, grain, by_row, reading
having are_enough(count(*), any_value(of_grain), list(moved_by(old_value, value)))
    and are_telling(list_distinct(list(added)), count(*) filter (where added <> 0));
