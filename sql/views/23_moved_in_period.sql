-- Which new figures of a period may be old ones of another period, of other labels, or of another table?
--
-- Of one period a column is pushed down, two are exchanged, or a table stands under the title of another. `reading` is what is
-- said of the period, `reading_of_table` what is said of the table where half of it is so.

create temp table of_other_period as
with found as (
    select edition, previous, table_title, grain, place, other_end, count(distinct id) as cells, any_value(of_period) as of_all,
        if(bool_and(is_next), 2, max(choices)) as choices, max(choices) as places, list(moved_by(old_value, value)) as changes,
        count(distinct value) as different
    from at_other_period
    where of_period >= 3
    group by edition, previous, table_title, grain, place, other_end
),
beside as (
    select *, log10(of_all * places / nullif(sum(cells) over (partition by edition, previous, table_title, grain, place) - cells, 0))
        as digits_each
    from found
)
select edition, previous, table_title, grain, place, cells, of_all, 'the figures of ' || period_name(grain, other_end) as reading,
    'the figures of other periods' as reading_of_table
from beside
where are_enough(cells, of_all, changes) and (are_telling(changes, 0) or (cells >= 12 and different >= 4))
    and is_beyond_chance(cells, digits_each, choices, of_all, cells)
-- a period that is like several others is one
qualify row_number() over (partition by edition, previous, table_title, grain, place order by cells desc, other_end) = 1;

create temp table of_other_labels as
select edition, previous, table_title, grain, place,
    if(are_shuffled(value, old_value), count(*), len(those_that_stood(value, old_value))) as cells, any_value(of_period) as of_all,
    'the figures of other labels' as reading, 'the figures of other labels' as reading_of_table
from asked
where of_period >= 3
group by edition, previous, table_title, grain, place
-- one is lost where rows are pushed down
having cells >= nearly_all(of_all - (of_all >= 6)::integer) and have_stood(value, old_value);

-- The same labels of another table, but where both print half as many the same elsewhere and so are names of one thing.
create temp table of_other_table as
with fitting as (
    select asked.edition, asked.previous, asked.table_title, asked.grain, asked.place, held_in, at_rank, old_title,
        other.table_title as other_title, count(*) as cells, any_value(of_period) as of_all
    from asked
    join stated as other using (held_in)
    where of_period >= 3 and other.table_title <> old_title and other.member = old_name and other.grain = asked.grain
        and other.place = asked.place and other.figure = asked.value and since <= at_rank and until > at_rank
    group by all
    having are_enough(cells, of_all, list(moved_by(old_value, value)))
        and are_telling(list_distinct(list(value)), count(*) filter (where value <> 0))
),
one_thing as (
    select held_in, at_rank, old_title, other_title, count(*) filter (where figure <> 0) as same
    from (select distinct held_in, at_rank, old_title, other_title from fitting)
    join stated as own using (held_in)
    join stated as other using (held_in, member, grain, place, figure)
    where own.table_title = old_title and other.table_title = other_title
        and own.since <= at_rank and own.until > at_rank and other.since <= at_rank and other.until > at_rank
    group by held_in, at_rank, old_title, other_title
    having are_telling(list_distinct(list(figure)), 0)
)
select edition, previous, table_title, grain, place, cells, of_all, 'the figures of the table "' || other_title || '"' as reading,
    'the figures of other tables' as reading_of_table
from fitting
left join one_thing using (held_in, at_rank, old_title, other_title)
where coalesce(2 * same < cells, true)
qualify row_number() over (partition by edition, previous, table_title, grain, place order by cells desc, other_title) = 1;

-- The figures of the cells beside them in the sheet. Between the first and the last that is revised, what a push would have
-- changed must have changed.
create temp table of_next_cells as
with candidate as (
    select edition, previous, table_title, grain, place, any_value(period_end) as period_end, any_value(held_in) as held_in,
        any_value(old_title) as old_title, any_value(of_period) as of_all
    from asked
    where origin = 'file' and of_period >= 6
    group by edition, previous, table_title, grain, place
    having 2 * len(those_that_stood(value, old_value)) >= count(distinct value)
),
printed as (
    select candidate.*, cell.member as old_name, cell.value as figure, sheet,
        lpad(regexp_extract(cell, '\d+$'), 7, ' ') as row_at, lpad(regexp_extract(cell, '^[A-Z]+'), 3, ' ') as column_at
    from candidate
    join cell on cell.edition = held_in and cell.table_title = old_title and cell.grain = candidate.grain
        and cell.period_end is not distinct from candidate.period_end
    where regexp_full_match(cell, '[A-Z]{1,3}\d{1,7}')
),
beside as (
    select *, unnest([
        {'own_at': row_at, 'next_at': lag(row_at) over down, 'next_figure': lag(figure) over down, 'which': 'rows above'},
        {'own_at': row_at, 'next_at': lead(row_at) over down, 'next_figure': lead(figure) over down, 'which': 'rows below'},
        {'own_at': column_at, 'next_at': lag(column_at) over across, 'next_figure': lag(figure) over across, 'which': 'columns before'},
        {'own_at': column_at, 'next_at': lead(column_at) over across, 'next_figure': lead(figure) over across, 'which': 'columns after'}
    ], recursive := true)
    from printed
    window down as (partition by edition, previous, table_title, grain, place, sheet, column_at order by row_at),
        across as (partition by edition, previous, table_title, grain, place, sheet, row_at order by column_at)
),
held as (
    select *, coalesce(value = next_figure, false) as fits,
        own_at between first_at and last_at and next_at between first_at and last_at
            and next_figure is not null and (value is not null or figure <> next_figure) as is_within
    from (
        select beside.*, asked.value, min(own_at) filter (where asked.value is not null) over of_period as first_at,
            max(own_at) filter (where asked.value is not null) over of_period as last_at
        from beside
        left join asked using (edition, previous, table_title, old_name, grain, place)
        window of_period as (partition by edition, previous, table_title, grain, place, which)
    )
)
select edition, previous, table_title, grain, place, count(*) filter (where fits) as cells, any_value(of_all) as of_all,
    'the figures of the ' || which as reading, 'the figures of other labels' as reading_of_table
from held
group by edition, previous, table_title, grain, place, which
having cells >= nearly_all(count(*) filter (where fits or (is_within and value is null)))
    and are_enough(cells, count(*) filter (where fits or is_within), list(moved_by(figure, value)) filter (where fits))
    and are_telling(list_distinct(list(value) filter (where fits)), count(*) filter (where fits and value <> 0));

-- One reading of each period.
create temp table moved_in_period as
select * exclude choice
from (
    select *, 1 as choice from of_other_period
    union all
    select *, 2 from of_other_table
    union all
    select *, 3 from of_next_cells
    union all
    select *, 4 from of_other_labels
)
qualify row_number() over (partition by edition, previous, table_title, grain, place order by choice, reading) = 1;
