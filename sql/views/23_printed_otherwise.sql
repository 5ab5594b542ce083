-- Which new figures may be the old ones in another unit, with the other sign, or rounded otherwise?
--
-- Of six or more revised figures of a member or of a table nine in ten, of fewer all of them; three different ones at least, of
-- six or more two. Where they are only rounded, chance must hardly make so many multiples, and half of a member's are enough.
-- A single factor may be an eighth off a power of ten, as rounding makes it; on average it is not. What holds of a table is not
-- told of its members and periods. Where half of a table's figures are in another unit, or have the other sign, that is told of
-- the table too.
create temp macro are_various(different, cells) as different >= if(cells >= 6, 2, 3);

-- Is a number, but for what computers lose, a multiple of another?
create temp macro is_multiple(number, unit) as abs(number - unit * round(number / unit)) <= least(1e-9 * abs(number), 1e-3 * unit);

-- The units to which figures are rounded, each a multiple of the one before; and others that are used, as of counts that are
-- rounded so that nobody is known by them.
create temp macro rounding_units() as [1e-5, 5e-5, 1e-4, 5e-4, 1e-3, 5e-3, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 50, 100, 500,
    1e3, 5e3, 1e4, 5e4, 1e5, 5e5, 1e6, 5e6, 1e7, 5e7, 1e8]::double[];
create temp macro units_beside() as [0.25, 3, 20, 25, 250]::double[];

-- The largest unit of which a figure is a multiple as printed. How seldom, as a power of ten, is a figure so printed one of
-- another unit? Of both units is a multiple what is one of their greatest common divisor.
create temp macro unit_of(figure) as coalesce(list_max(list_filter(
    rounding_units() || [0.25, 2.5, 25, 250, 2500, 25e3]::double[], lambda unit: is_multiple(figure, unit))), 1e-5);
create temp macro digits_beside(unit, figure) as log10(unit / (gcd(round(unit * 1e5)::bigint, round(unit_of(figure) * 1e5)::bigint) / 1e5));

-- The smallest unit of that row that is larger than a number.
create temp macro unit_beyond(number) as
    10 ^ floor(log10(nullif(number, 0))) * if(number < 5 * 10 ^ floor(log10(nullif(number, 0))), 5, 10);

-- What is the last of so many significant digits of a number worth?
create temp macro worth(significant, number) as 10 ^ (floor(log10(abs(nullif(number, 0)))) - significant + 1);

-- Readings of a member, of a period (with its grain and place), or of a whole table. Where figures are only rounded otherwise,
-- `unit` says to what, or `significant` to how many significant digits.
create temp table printed_otherwise as
with counted_figure as (
    select edition, previous, table_title, member, grain, place, old_value, value, of_member, of_period, of_table
    from revised
    join revised_table using (edition, previous, table_title)
    left join telling_member using (edition, previous, table_title, member)
    left join telling_period using (edition, previous, table_title, grain, place)
    where of_table >= 3
),
scaled as (
    select *, try_cast(round(power) as integer) as digits, sign(value) <> sign(old_value) as is_turned
    from (select *, log10(abs(nullif(value / nullif(old_value, 0), 0))) as power from counted_figure)
    where abs(power - round(power)) < 0.05
),
-- each revised figure twice: as one that is rounded now, and as one that was rounded before; 4.1 - 4.0 is 0.1, and not a little less
side as not materialized (
    select * exclude(of_period), if(of_period >= 6, of_period, null) as of_period, nullif(abs(moved_by(old_value, value)), 0) as moved,
        unnest([{'rough': value, 'fine': old_value, 'now': true}, {'rough': old_value, 'fine': value, 'now': false}], recursive := true)
    from counted_figure
),
rounded as (
    select *, unnest(list_filter(rounding_units(), lambda unit: unit >= 0.99 * least_unit)) as unit
    from (select *, greatest(unit_beyond(moved), 1e-5) as least_unit from side)
    where is_multiple(rough, least_unit)
),
rounded_beside as (
    select *, unnest(list_filter(units_beside(), lambda unit: moved < unit and is_multiple(rough, unit))) as unit
    from side
),
-- the smallest power of ten that is larger than the change; what is a multiple of a larger one is a multiple of it
rounded_to_digits as (
    select *, unnest(range(1, least(6, 1 + floor(log10(abs(fine)) + 1e-9) - log10(least_unit))::integer + 1)) as significant
    from (select *, greatest(10 ^ (floor(log10(moved) + 1e-9) + 1), 1e-5) as least_unit from side)
    where fine <> 0 and rough <> 0 and least_unit <= abs(fine) and is_multiple(rough, least_unit)
),
rounded_in_unit as (
    select *, unnest(range(1, 7)) as digits
    from side
    where rough % 1 = 0 and abs(fine) >= 5 * abs(rough)
),
fitting as (
    select edition, previous, table_title, member, grain, place, of_member, of_period, of_table, value as rough,
        null::double as unit, null::integer as significant, power, digits,
        abs(power - digits) < 1e-9 as is_exact, false as is_rough, null as weight,
        if(is_turned, 'the same figures with the other sign', 'the same figures') || if(is_turned and digits <> 0, ' and', '') as reading
    from scaled
    where digits <> 0 or is_turned
    union all
    select edition, previous, table_title, member, grain, place, of_member, of_period, of_table, rough, unit, null, null, 0,
        true, true, if(abs(rough - fine) <= 1e-12 * abs(rough), 6, digits_beside(unit, fine)),  -- lost by computers alone
        'the same figures, rounded to ' || if(unit < 1, rtrim(printf('%.5f', unit), '0'), unit::bigint::varchar)
            || if(now, '', ' before and not any more')
    from (select * exclude (least_unit) from rounded union all by name from rounded_beside)
    where is_multiple(rough, unit)
    union all
    select edition, previous, table_title, member, grain, place, of_member, of_period, of_table, rough, null, significant, null, 0,
        true, true, digits_beside(worth(significant, fine), fine),
        'the same figures, rounded to ' || significant || ' significant digit' || if(significant = 1, '', 's')
            || if(now, '', ' before and not any more')
    from rounded_to_digits
    where is_multiple(rough, worth(significant, fine))
    union all
    select edition, previous, table_title, member, grain, place, of_member, of_period, of_table, rough, null, null, null,
        if(now, -digits, digits), true, true, digits - 1 + log10(greatest(1.5 * abs(rough), 1)),
        'the same figures'
    from rounded_in_unit
    where abs(rough * 10 ^ digits - fine) * 2 <= 10 ^ digits
),
alike as (
    select edition, previous, table_title, member, grain, place, unit, significant, count(*) as cells,
        grouping(member) = 1 and grouping(place) = 1 as is_table,
        case when is_table then any_value(of_table) when grouping(place) = 1 then any_value(of_member) else any_value(of_period) end as of_all,
        count(*) filter (where rough <> 0) as not_zero,
        if(digits = 0 and not bool_and(is_exact), 'about ', '') || reading
            || if(digits = 0, '', ' in another unit' || if(is_rough, ', rounded', '') || ', by a factor of '
                || if(bool_and(is_exact), '', 'about ') || '10^' || digits) as reading,
        cells >= nearly_all(of_all) as are_most,
        coalesce(sum(weight) filter (where rough <> 0), 0) - log10_of_choices(of_all, cells) as beyond_chance
    from fitting
    group by grouping sets (
        (edition, previous, table_title, unit, significant, digits, is_rough, reading),
        (edition, previous, table_title, unit, significant, digits, is_rough, reading, member),
        (edition, previous, table_title, unit, significant, digits, is_rough, reading, grain, place)
    )
    -- of members and periods of which too little was revised nothing is told
    having of_all is not null and are_various(count(distinct rough), cells) and coalesce(abs(avg(power) - digits) < 0.01, true) and (
            -- of a million such revisions one at most would make so many multiples by chance, however these are chosen; 0 is one
            -- of every unit
            ((are_most or (grouping(member) = 0 and 2 * cells >= of_all)) and beyond_chance >= 6 - 1e-9
                and (unit is null or not are_most or not_zero >= nearly_all(of_all - cells + not_zero)))
            or (are_most and not is_rough)
            -- no chance makes so many that are exactly ten times what they were, or have the other sign
            or (is_table and unit is null and bool_and(is_exact) and not is_rough and cells >= 6 and cells * 2 >= of_all)
        )
    qualify is_table or not bool_or(is_table and are_most) over (partition by edition, previous, table_title)
)
select edition, previous, table_title, member, grain, place, unit, significant, cells, of_all, reading
from alike
-- what is rounded to 1000 is rounded to 10 as well
qualify unit is null or row_number() over (partition by edition, previous, table_title, member, grain, place, unit is null
    order by are_most desc, if(are_most, unit, beyond_chance) desc, reading) = 1;
