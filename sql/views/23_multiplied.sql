-- Which new figures may be the old ones times one factor, as with another base year, currency or measure?
--
-- As printed, a figure stands for all that is rounded to it. Six different figures of a member, or twelve of a table, and half of
-- what is revised, must have come from the old ones by one factor, where of a million such revisions at most one would do so by
-- chance, however these are chosen: each by as much as rounding can make, beside the distance of the factor from 1 (one that is
-- less than four times that says nothing). Between the first and the last that is revised, a figure that should have changed and
-- did not speaks against it.

-- The place of the last digit of a figure that is not 0: -1 of 12.5, 3 of 27,000.
create temp macro last_place(figure) as case
    when figure = 0 or figure::varchar like '%e%' then null
    when figure % 1 <> 0 then -len(split_part(figure::varchar, '.', 2))
    else len(try_cast(figure as bigint)::varchar) - len(rtrim(try_cast(figure as bigint)::varchar, '0'))
end;

-- Between which factors lies that of a figure? What computers lose is lost here too.
create temp macro factors_within(old_value, value, old_half, half) as if(old_value * value >= 0 and abs(old_value) > old_half, {
    'least': (abs(value) - half) / (abs(old_value) + old_half), 'most': (abs(value) + half) / (abs(old_value) - old_half)
}, null);
create temp macro factors(old_value, value, old_unit, unit) as
    factors_within(old_value, value, greatest(old_unit / 2, 1e-12 * abs(old_value)), greatest(unit / 2, 1e-12 * abs(value)));

create temp macro is_by(factor, bounds) as coalesce(factor between bounds['least'] and bounds['most'], false);

create temp table multiplied as
with steady as (
    select edition, previous, table_title, member, grain, grouping(member) = 1 as is_table
    from revised
    where old_value <> 0
    group by grouping sets ((edition, previous, table_title), (edition, previous, table_title, member, grain))
    -- of the five largest figures three are alike but for a tenth: nothing is lost that is not, and time is saved
    having count(*) >= if(is_table, 12, 6) and list_sort(arg_max(value / old_value, abs(old_value), 5))[4]
        between 0 and 1.1 * list_sort(arg_max(value / old_value, abs(old_value), 5))[2]
),
printed as (
    select *, 10.0 ^ min(last_place(old_value)) over of_member as old_unit, 10.0 ^ min(last_place(value)) over of_member as unit
    from revised
    where (edition, previous, table_title) in (select (edition, previous, table_title) from steady)
    window of_member as (partition by edition, previous, table_title, member, grain)
),
bounded as (
    select steady.edition, steady.previous, steady.table_title, steady.member, steady.grain, is_table, value, old_unit, unit,
        factors(old_value, value, old_unit, unit) as bounds
    from steady
    join printed on printed.edition = steady.edition and printed.previous = steady.previous and printed.table_title = steady.table_title
        and (is_table or (printed.member = steady.member and printed.grain is not distinct from steady.grain))
),
-- the factor by which most of them may have been multiplied: where most of these bounds have begun and not ended
bound as (
    select edition, previous, table_title, member, grain, is_table, bounds.least as factor, 1 as step from bounded where bounds is not null
    union all
    select edition, previous, table_title, member, grain, is_table, bounds.most, -1 from bounded where bounds is not null
),
overlap as (
    select *, sum(step) over (one rows unbounded preceding) as of_bounds, lead(factor) over one as until
    from bound
    window one as (partition by edition, previous, table_title, member, grain, is_table order by factor, step desc)
),
chosen as (
    select edition, previous, table_title, member, grain, is_table, arg_max((factor + until) / 2, (of_bounds, -factor)) as factor
    from overlap
    group by edition, previous, table_title, member, grain, is_table
),
fitting as (
    select bounded.*, factor, is_by(factor, bounds) as fits,
        case when factor > 0 then (bounds.most - bounds.least) / 2 / factor / least(abs(factor - 1), 1) end as chance
    from bounded
    join chosen on chosen.edition = bounded.edition and chosen.previous = bounded.previous
        and chosen.table_title = bounded.table_title and chosen.member is not distinct from bounded.member
        and chosen.grain is not distinct from bounded.grain and chosen.is_table = bounded.is_table
),
likely as (
    select edition, previous, table_title, member, grain, is_table, factor, count(*) filter (where fits) as cells, count(*) as of_all,
        max(bounds.least) filter (where fits) as at_least, min(bounds.most) filter (where fits) as at_most,
        any_value(old_unit) as old_unit, any_value(unit) as unit
    from fitting
    group by edition, previous, table_title, member, grain, is_table, factor
    having 2 * cells >= of_all and count(distinct value) filter (where fits) >= if(is_table, 12, 6)
        and sum(case when fits and chance between 1e-300 and 0.25 then -log10(chance) end) >= 6 + log10_of_choices(of_all, cells)
),
standing as (
    select likely.edition, likely.previous, likely.table_title, likely.member, likely.grain, count(*) as unmoved
    from likely
    join (
        select distinct edition, previous, table_title, member, grain, held_in, at_rank, old_title, old_name, first_place, last_place
        from asked
    ) as one on one.edition = likely.edition and one.previous = likely.previous and one.table_title = likely.table_title
        and (is_table or (one.member = likely.member and one.grain is not distinct from likely.grain))
    join asked_series using (held_in, old_title, old_name)
    join series_figure using (series)
    anti join revised on revised.edition = one.edition and revised.previous = one.previous and revised.table_title = one.table_title
        and revised.member = one.member and revised.grain = one.grain and revised.place = series_figure.place
    anti join lost_figure on lost_figure.edition = one.edition and lost_figure.previous = one.previous
        and lost_figure.table_title = one.table_title and lost_figure.member = one.member and lost_figure.grain = one.grain
        and lost_figure.place = series_figure.place
    where asked_series.grain = one.grain and not by_row and since <= at_rank and until > at_rank
        and series_figure.place between first_place and last_place and figure <> 0
        and not is_by(factor, factors(figure, figure, old_unit, unit))
    group by all
)
select likely.* exclude (is_table, factor, at_least, at_most, old_unit, unit),
    -- the shortest number that it may be
    'the same figures times about ' || coalesce(
        list_filter([printf('%.1g', factor), printf('%.2g', factor), printf('%.3g', factor)], lambda number:
            number::double between at_least and at_most)[1], printf('%.4g', factor)) as reading
from likely
left join standing on standing.edition = likely.edition and standing.previous = likely.previous
    and standing.table_title = likely.table_title and standing.member is not distinct from likely.member
    and standing.grain is not distinct from likely.grain
where cells >= nearly_all(cells + coalesce(unmoved, 0))
qualify is_table or not bool_or(is_table) over (partition by likely.edition, likely.previous, likely.table_title);
