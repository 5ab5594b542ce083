-- Which new figures may be old ones under another label, of another period, or in another order?
--
-- The new figures of a member are held against those of every other member for the same periods, and against its own of other
-- periods. They may have moved where nearly all that were revised are what stood there before, or half of them beyond any chance,
-- and nearly all that the move would have changed did change: between the first and the last revised period, what it leaves as it
-- was says nothing, and what it should have changed and did not speaks against it. Figures that are alike by chance are not enough.

-- How far a figure is looked for: 36 months or years, 24 rows, and full years up to five; of days a month, twelve weeks, a year.
create temp macro distances(grain, by_row) as case
    when by_row then range(1, 25) || [36, 48, 52]
    when grain in ('month', 'fiscal_year') then range(1, 37) || [48, 60]
    else range(1, 32) || range(35, 85, 7) || [364, 365, 366]
end;

create temp table at_other_period as
with elsewhere as materialized (
    select id, series, by_row, spot, grain, at_rank, value
    from asked
    join asked_spot using (id)
    where period_end is not null and (of_grain >= 3 or of_period >= 3)
        and (series, value) in (select (series, figure) from series_figure)
),
looked_for as (
    select *, unnest(distances(grain, by_row) || list_transform(distances(grain, by_row), lambda distance: -distance)) as distance
    from elsewhere
),
found as materialized (
    select id, series, by_row, distance, older.period_start, older.period_end
    from looked_for
    join series_figure as older using (series, by_row)
    where older.spot = looked_for.spot - distance and older.figure = value and older.since <= at_rank and older.until > at_rank
)
select asked.*, by_row, distance, found.period_end as other_end, least(places - 1, 2 * len(distances(asked.grain, by_row))) as choices,
    by_row and abs(distance) = 1
        or coalesce(found.period_end + 1 = asked.period_start or asked.period_end + 1 = found.period_start, false) as is_next
from found
join asked using (id)
join series_size using (series);

-- The same figure of the same period under another label of the table, but for 0, or, if it has three digits, in another table:
-- what is shorter is met too often to be looked for.
create temp view at_other_label as
select one.*, other.table_title as other_title, other.member as other_name, not_zero as looked_for
from asked as one
join stated as other on other.held_in = one.held_in and other.table_title = one.old_title and other.grain = one.grain
    and other.place = one.place and other.figure = one.value
where one.value <> 0 and of_member >= 3 and other.member <> one.old_name and other.since <= one.at_rank and other.until > one.at_rank
union all
select one.*, other.table_title, other.member, long_figures
from asked as one
join stated as other on other.held_in = one.held_in and other.grain = one.grain and other.place = one.place and other.figure = one.value
where digits(one.value) >= 3 and of_member >= 6 and other.table_title <> one.old_title
    and other.since <= one.at_rank and other.until > one.at_rank;

-- Where half of the revised figures of a member may have stood before: at a distance in one grain, or at another label. Of so many
-- choices; and how seldom, as a power of ten, is one of these figures found at another of them? (null: none is.)
create temp table perhaps_moved as
with at_distance as (
    select edition, previous, table_title, member, grain, by_row, distance, bool_and(is_next) as is_next, count(*) as found,
        any_value(of_grain) as looked_for, any_value(choices) as choices
    from at_other_period
    group by edition, previous, table_title, member, grain, by_row, distance
),
at_label as (
    select edition, previous, table_title, member, any_value(held_in) as held_in, other_title, other_name, count(*) as found,
        any_value(looked_for) as looked_for
    from at_other_label
    group by edition, previous, table_title, member, other_title, other_name
),
labels as (
    select held_in, table_title as other_title, count(distinct member) - 1 as choices
    from stated
    where (held_in, table_title) in (select (held_in, other_title) from at_label)
    group by held_in, table_title
),
either as (
    select *, null as other_title, null as other_name, 3 as least_found,
        sum(found) over (partition by edition, previous, table_title, member, grain, by_row) - found as elsewhere
    from at_distance
    union all by name
    select * exclude (held_in), false as by_row, false as is_next, 2,
        sum(found) over (partition by edition, previous, table_title, member, other_title) - found
    from at_label
    join labels using (held_in, other_title)
)
select * exclude (found, looked_for, least_found, elsewhere), log10(looked_for * choices / nullif(elsewhere, 0)) as digits_each
from either
where found >= greatest(least_found, looked_for / 2);

-- Figures that the newer edition does not print any more.
create temp table lost_figure as
select edition, previous, table_title, member, grain, counted(grain, period_end) as place
from difference
where what = 'cell' and old_value is not null and value is null;

-- One row for each older figure of a member that may have moved: what stands in its place (`value`, where it was revised), and
-- what the move would have put there (`before`). Between the first and the last revised period the move must have changed what
-- differs; what comes from beyond, or was new, may have come from elsewhere, and can speak for a move but not against it.
create temp view held_against as
with member as (
    select distinct edition, previous, table_title, member, grain, held_in, at_rank, old_title, old_name, first_place, last_place, series,
        of_grain, of_member
    from asked
    join asked_series using (held_in, old_title, old_name, grain)
),
of_label as (
    select stated.*
    from stated
    join (select distinct other_title, other_name from perhaps_moved) as label on other_title = table_title and other_name = member
)
select perhaps_moved.*, old_title, member.grain as own_grain, own.place as own_place, if(perhaps_moved.grain is null, of_member, of_grain) as of_all, revised.old_value, revised.value,
    coalesce(at_period.figure, at_label.figure) as before, coalesce(revised.value = before, false) as fits,
    value is null and own.figure = before as is_same,
    own.place between first_place and last_place
        and case
            when other_title is not null then own.place
            when at_period.place is not null then at_period.place
            when not perhaps_moved.by_row then own.place - distance
        end between first_place and last_place
        and case
            when before is not null then value is not null or own.figure <> before
            else value is not null and other_title is null and at_period.place is null  -- no such period; a code says nothing
        end as is_within
from perhaps_moved
join member on member.edition = perhaps_moved.edition and member.previous = perhaps_moved.previous
    and member.table_title = perhaps_moved.table_title and member.member = perhaps_moved.member
    and (perhaps_moved.grain is null or member.grain = perhaps_moved.grain)
join series_figure as own on own.series = member.series and own.by_row = perhaps_moved.by_row
    and own.since <= at_rank and own.until > at_rank
left join series_figure as at_period on at_period.series = member.series and at_period.by_row = perhaps_moved.by_row
    and at_period.spot = own.spot - perhaps_moved.distance and at_period.since <= at_rank and at_period.until > at_rank
left join of_label as at_label on at_label.held_in = member.held_in and at_label.table_title = perhaps_moved.other_title
    and at_label.member = perhaps_moved.other_name and at_label.grain = member.grain and at_label.place = own.place
    and at_label.since <= at_rank and at_label.until > at_rank
left join revised on revised.edition = perhaps_moved.edition and revised.previous = perhaps_moved.previous
    and revised.table_title = perhaps_moved.table_title and revised.member = perhaps_moved.member
    and revised.grain = member.grain and revised.place = own.place
left join lost_figure on lost_figure.edition = perhaps_moved.edition and lost_figure.previous = perhaps_moved.previous
    and lost_figure.table_title = perhaps_moved.table_title and lost_figure.member = perhaps_moved.member
    and lost_figure.grain = member.grain and lost_figure.place = own.place
where lost_figure.place is null and own.figure is not null;

-- Two labels under which the older edition prints the same figures for other periods, half as many, are names of one thing: where
-- they now agree for more periods, a figure was revised. What is too little to tell of one member may be enough where half of a table
-- moved in the same way.
create temp table moved_member as
with in_runs as (
    select *, value is distinct from lag(value) over (partition by edition, previous, table_title, member, other_title, other_name,
        grain, by_row, distance order by own_grain, own_place) as is_other
    from held_against
),
fitting as (
    select edition, previous, table_title, member, old_title, other_title, other_name, grain, by_row, distance,
        any_value(is_next) as is_next, any_value(digits_each) as digits_each, any_value(choices) as choices,
        count(*) filter (where fits and is_other) as runs,
        any_value(of_all) as of_all, count(*) filter (where fits) as cells, count(*) filter (where fits and value <> 0) as not_zero,
        list_distinct(list(value) filter (where fits)) as different, list(moved_by(old_value, value)) filter (where fits) as changes
    from in_runs
    group by edition, previous, table_title, member, old_title, other_title, other_name, grain, by_row, distance
    having cells >= nearly_all(count(*) filter (where fits or (is_within and value is null)))
        and are_enough(cells, count(*) filter (where fits or is_within), changes)
        and (cells >= 0.75 * count(before) filter (where value is not null)
            or are_enough(cells, count(before) filter (where value is not null), changes))
        and not (other_title is not null and count(*) filter (where is_same and before <> 0) * 2 >= cells
            and are_telling(list_distinct(list(before) filter (where is_same)), 0))
),
of_half as (
    select edition, previous, table_title, other_title, grain, by_row, distance
    from (
        select edition, previous, table_title, other_title, grain, by_row, distance, member,
            max(cells) as cells, max(not_zero) as not_zero, flatten(list(different)) as different, bool_and(is_next) as is_next,
            max(choices) as choices, max(runs * coalesce(digits_each, 3)) as digits
        from fitting
        group by all
    )
    join revised_table using (edition, previous, table_title)
    group by edition, previous, table_title, other_title, grain, by_row, distance
    having sum(cells) * 2 >= any_value(of_table) and are_telling(list_distinct(flatten(list(different))), sum(not_zero))
        and (bool_and(is_next) or sum(digits) - log10(max(choices)) >= 4)
)
select fitting.*
from fitting
left join of_half on of_half.edition = fitting.edition and of_half.previous = fitting.previous
    and of_half.table_title = fitting.table_title and of_half.other_title is not distinct from fitting.other_title
    and of_half.grain is not distinct from fitting.grain and of_half.by_row = fitting.by_row
    and of_half.distance is not distinct from fitting.distance
where of_half.edition is not null
    or (are_telling(different, not_zero) and (is_next or is_beyond_chance(runs, digits_each, choices, of_all, cells)));
