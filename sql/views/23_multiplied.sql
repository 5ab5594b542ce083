-- Which new figures may be the old ones times one factor, as with another base year, currency or measure?
--
-- As printed, a figure stands for all that is rounded to it. Six different figures of a member, or twelve of a table, must have
-- come from the old ones by one factor, and its distance from 1 be ten times what rounding can make. Between the first and the
-- last that is revised, one that should have changed and did not speaks against it.

-- The place of the last digit of a figure that is not 0: -1 of 12.5, 3 of 27,000.
create temp macro last_place(figure) as case
    when figure = 0 or figure::varchar like '%e%' then null
    when figure % 1 <> 0 then -len(split_part(figure::varchar, '.', 2))
    else len(figure::bigint::varchar) - len(rtrim(figure::bigint::varchar, '0'))
end;

-- Between which factors lies that of a figure?
create temp macro factors(old_value, value, old_unit, unit) as if(old_value * value > 0 and abs(old_value) > old_unit, {
    'least': (abs(value) - unit / 2) / (abs(old_value) + old_unit / 2), 'most': (abs(value) + unit / 2) / (abs(old_value) - old_unit / 2)
}, null);

create temp macro is_by(factor, bounds) as coalesce(factor between bounds['least'] and bounds['most'], false);

create temp table multiplied as
with printed as (
    select *, 10.0 ^ min(last_place(old_value)) over of_member as old_unit, 10.0 ^ min(last_place(value)) over of_member as unit,
        count(*) over of_member as of_grain
    from revised
    window of_member as (partition by edition, previous, table_title, member, grain)
),
bounded as (
    select *, factors(old_value, value, old_unit, unit) as bounds
    from printed
),
factor_of as (
    select edition, previous, table_title, member, grain,
        grouping(member) = 1 as is_table, (quantile_disc(bounds.least, 0.9) + quantile_disc(bounds.most, 0.1)) / 2 as factor
    from bounded
    group by grouping sets ((edition, previous, table_title), (edition, previous, table_title, member, grain))
    having count(*) >= if(is_table, 12, 6)
),
fitting as (
    select factor_of.*, value, bounds, old_unit, unit, is_by(factor, bounds) as fits
    from factor_of
    join bounded on bounded.edition = factor_of.edition and bounded.previous = factor_of.previous
        and bounded.table_title = factor_of.table_title
        and (is_table or (bounded.member = factor_of.member and bounded.grain is not distinct from factor_of.grain))
),
likely as (
    select edition, previous, table_title, member, grain, is_table, factor, count(*) filter (where fits) as cells, count(*) as of_all,
        any_value(old_unit) as old_unit, any_value(unit) as unit
    from fitting
    group by edition, previous, table_title, member, grain, is_table, factor
    having cells >= nearly_all(of_all) and count(distinct value) filter (where fits) >= if(is_table, 12, 6)
        and abs(factor - 1) >= 10 * median(abs(bounds.most - bounds.least) / 2) filter (where fits)
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
select likely.* exclude (is_table, factor, old_unit, unit),
    'the same figures times about ' || printf('%.3g', factor) as reading
from likely
left join standing on standing.edition = likely.edition and standing.previous = likely.previous
    and standing.table_title = likely.table_title and standing.member is not distinct from likely.member
    and standing.grain is not distinct from likely.grain
where cells >= nearly_all(of_all + coalesce(unmoved, 0))
qualify is_table or not bool_or(is_table) over (partition by likely.edition, likely.previous, likely.table_title);
