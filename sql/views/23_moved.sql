-- Which new figures may be old ones under another label, of another period, or in another order?
--
-- The new figures of a member are held against those of every other member for the same periods, and against its own of other
-- periods. They may have moved where nearly all that were revised are what stood there before, and nearly all that the move
-- would have changed did change: between the first and the last revised period, what it leaves as it was says nothing, and what
-- it should have changed and did not speaks against it. Figures that are alike by chance are not enough.

-- Seven digits together in figures that differ, or twelve figures that are not 0, and two different ones: less may be chance.
create temp macro are_telling(different, not_zero) as
    list_sum(list_transform(different, lambda figure: digits(figure))) >= 7 or (not_zero >= 12 and len(different) >= 2);

-- How far a figure is looked for: 24 months, years or rows, and full years up to five; of days 14, twelve weeks, a month, a year.
create temp macro distances(grain, by_row) as case
    when by_row then range(1, 25) || [36, 48, 52]
    when grain in ('month', 'fiscal_year') then range(1, 25) || [36, 48, 60]
    else range(1, 15) || range(21, 85, 7) || [29, 30, 31, 364, 365, 366]
end;

-- Are two numbers, but for what computers lose, the same?
create temp macro is_alike(one, other) as abs(one - other) <= 1e-9 * greatest(abs(one), abs(other));

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
    select id, by_row, distance, older.period_start, older.period_end
    from looked_for
    join series_figure as older using (series, by_row)
    where older.spot = looked_for.spot - distance and older.figure = value and older.since <= at_rank and older.until > at_rank
)
select asked.*, by_row, distance, found.period_end as other_end,
    by_row and abs(distance) = 1
        or coalesce(found.period_end + 1 = asked.period_start or asked.period_end + 1 = found.period_start, false) as is_next
from found
join asked using (id);

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

-- Where nearly all revised figures of a member may have stood before: at a distance in one grain, or at another label.
create temp table perhaps_moved as
select edition, previous, table_title, member, grain, null as other_title, null as other_name, by_row, distance,
    bool_and(is_next) as is_next
from at_other_period
group by edition, previous, table_title, member, grain, by_row, distance
-- the first of them, or the last, have nothing at that distance, and others may have a code
having count(*) >= greatest(3, 0.7 * (any_value(of_grain) - abs(distance))) and count(*) * 2 >= any_value(of_grain)
union all
select edition, previous, table_title, member, null, other_title, other_name, false, null, false
from at_other_label
group by edition, previous, table_title, member, other_title, other_name
having count(*) >= greatest(2, 0.7 * any_value(looked_for) - 0.1 * any_value(of_member));

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
select perhaps_moved.*, old_title, if(perhaps_moved.grain is null, of_member, of_grain) as of_all, revised.value,
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

-- Two labels under which the older edition prints the same figures for other periods are names of one thing: where they now
-- agree for more periods, a figure was revised. What is too little to tell of one member may be enough where half of a table
-- moved in the same way.
create temp table moved_member as
with fitting as (
    select edition, previous, table_title, member, old_title, other_title, other_name, grain, by_row, distance,
        any_value(is_next) as is_next,
        any_value(of_all) as of_all, count(*) filter (where fits) as cells, count(*) filter (where fits and value <> 0) as not_zero,
        list_distinct(list(value) filter (where fits)) as different
    from held_against
    group by edition, previous, table_title, member, old_title, other_title, other_name, grain, by_row, distance
    having cells >= nearly_all(count(*) filter (where fits or is_within)) and cells >= 0.75 * count(before) filter (where value is not null)
        and not (other_title is not null and coalesce(are_telling(list_distinct(list(before) filter (where is_same)), 0), false))
),
of_half as (
    select edition, previous, table_title, other_title, grain, by_row, distance
    from (
        select edition, previous, table_title, other_title, grain, by_row, distance, member,
            max(cells) as cells, max(not_zero) as not_zero, flatten(list(different)) as different
        from fitting
        group by all
    )
    join revised_table using (edition, previous, table_title)
    group by edition, previous, table_title, other_title, grain, by_row, distance
    having sum(cells) * 2 >= any_value(of_table) and are_telling(list_distinct(flatten(list(different))), sum(not_zero))
)
select fitting.*
from fitting
left join of_half on of_half.edition = fitting.edition and of_half.previous = fitting.previous
    and of_half.table_title = fitting.table_title and of_half.other_title is not distinct from fitting.other_title
    and of_half.grain is not distinct from fitting.grain and of_half.by_row = fitting.by_row
    and of_half.distance is not distinct from fitting.distance
where of_half.edition is not null or are_telling(different, not_zero);

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
-- that a sum stays where nothing is added says little
having count(*) >= nearly_all(any_value(of_grain)) and count(*) filter (where added <> 0) * 2 >= count(*)
    and are_telling(list_distinct(list(added)), count(*) filter (where added <> 0));

-- Of how many digits must figures be on average, that one in a hundred at most stands among so many others by chance?
create temp macro are_long(different, cells) as
    list_sum(list_transform(different, lambda figure: digits(figure))) >= cells * (2 + log10(cells));

-- Which new figures are among the old ones?
create temp macro those_that_stood(value, old_value) as list_intersect(list_distinct(list(value)), list_distinct(list(old_value)));

-- What a period is called.
create temp macro period_name(grain, period_end) as case grain
    when 'month' then strftime(period_end, '%Y-%m') when 'fiscal_year' then 'FY' || year(period_end) else period_end::varchar
end;

-- Readings of a member in one grain or in all, of a period (with its place) and of tables: how many revised figures fit, and of
-- how many.
create temp table moved as
with reordered as (
    select edition, previous, table_title, member, grain, len(those_that_stood(value, old_value)) as cells, count(*) as of_all
    from asked
    where of_grain >= 3
    group by edition, previous, table_title, member, grain
    having are_long(those_that_stood(value, old_value), count(*)) and cells >= nearly_all(count(*))
),
-- periods whose figures are those of another one, or those of other labels
other_period as (
    select edition, previous, table_title, grain, place, count(distinct id) as cells, any_value(of_period) as of_all,
        'the figures of other periods' as reading, 'the figures of ' || period_name(grain, other_end) as reading_of_one
    from at_other_period
    where of_period >= 3
    group by edition, previous, table_title, grain, place, other_end
    having cells >= nearly_all(of_all)
        and (are_telling(list_distinct(list(value)), 0) or (cells >= 12 and count(distinct value) >= 4))
    -- a period that is like several others is one
    qualify row_number() over (partition by edition, previous, table_title, grain, place order by cells desc, other_end) = 1
    union all
    select edition, previous, table_title, grain, place, len(those_that_stood(value, old_value)), any_value(of_period),
        'the figures of other labels', 'the figures of other labels'
    from asked
    where of_period >= 3
    group by edition, previous, table_title, grain, place
    -- one is lost where rows are pushed down
    having are_long(those_that_stood(value, old_value), count(*))
        and len(those_that_stood(value, old_value)) >= nearly_all(count(*) - (count(*) >= 6)::integer)
)
select edition, previous, table_title, member, grain, null as place, cells, of_all,
    case when other_title is not null then 1 when not by_row then 2 else 3 end as choice,
    case
        when other_title is not null then 'the figures of "' || other_name || '"'
            || if(other_title = old_title, ' under another label', ' of the table "' || other_title || '"')
        when is_next then 'the figures of the period' || if(distance > 0, ' before', ' after')
        else 'the figures of ' || abs(distance) || case
                when by_row then ' period' when grain = 'month' then ' month' when grain = 'fiscal_year' then ' year' else ' day'
            end || if(abs(distance) = 1, '', 's') || if(distance > 0, ' before', ' after')
    end as reading
from moved_member
union all
select edition, previous, table_title, member, grain, null, cells, of_all, 4, reading
from summed
union all
select edition, previous, table_title, member, grain, null, cells, of_all, 5, 'the same figures in another order'
from reordered
union all
select edition, previous, table_title, null, grain, place, cells, of_all, 6, reading_of_one
from other_period
union all
select edition, previous, table_title, null, null, null, sum(cells), any_value(of_table), 7, reading
from other_period
join revised_table using (edition, previous, table_title)
group by edition, previous, table_title, reading
having sum(cells) * 2 >= any_value(of_table);
