-- Which new figures may be old ones under another label, of another period, in another unit, with another sign, or rounded
-- otherwise?
--
-- Where the new figures of a member are those of another one before, or its own of up to twelve periods earlier or later, or
-- all figures of a member or of a table are what they were but for a power of ten, the sign or the rounding, then labels, units
-- or the way of printing may have changed, and not the figures: of six or more revised figures nine in ten, of fewer all of
-- them; three different ones at least, of six or more two. The same holds of a period whose figures are those of another one.
-- Where that is so of half of the revised figures of a table, none of its revisions is sure. Both readings are told.
create temp macro nearly_all(cells) as case when cells >= 6 then ceil(0.9 * cells) else greatest(cells, 3) end;
create temp macro are_various(different, cells) as different >= if(cells >= 6, 2, 3);

-- Days, months or fiscal years, counted from some day.
create temp macro counted(grain, period_end) as case grain
    when 'day' then period_end - date '2000-01-01'
    when 'fiscal_year' then year(period_end)
    else 12 * year(period_end) + month(period_end)
end;

-- Is a number, but for what computers lose, a multiple of another?
create temp macro is_multiple(number, unit) as abs(number / unit - round(number / unit)) < 1e-6;

-- The units to which figures are rounded, each a multiple of the one before, and the smallest that is larger than a number.
create temp macro rounding_units() as [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 50, 100, 500, 1e3, 5e3, 1e4, 5e4, 1e5, 5e5, 1e6]::double[];
create temp macro unit_beyond(number) as
    10 ^ floor(log10(nullif(number, 0))) * if(number < 5 * 10 ^ floor(log10(nullif(number, 0))), 5, 10);

create temp table moved as
with revised as materialized (
    select edition, previous, table_title, member, grain, period_start, period_end, old_value, value,
        count(*) over (partition by edition, previous, table_title, member) as of_member,
        count(*) over (partition by edition, previous, table_title) as of_table
    from change
    where what = 'cell' and how = 'changed' and old_value is not null and value is not null
),
much as materialized (
    select *,
        count(*) over (partition by edition, previous, table_title, member, grain) as of_grain,
        count(*) over (partition by edition, previous, table_title, grain, period_end) as of_period,
        counted(grain, period_end) as place,
        place - lag(place) over (partition by edition, previous, table_title, member, grain order by period_end) as gap
    from revised
    where of_table >= 3 and of_member >= 2
),
exchanged as (
    select one.edition, one.previous, one.table_title, one.member,
        'the figures of "' || other.member || '"'
            || if(other.table_title = one.table_title, ' under another label', ' of the table "' || other.table_title || '"') as reading
    from much as one
    join much as other on other.edition = one.edition and other.previous = one.previous
        and other.grain = one.grain and other.period_end is not distinct from one.period_end and other.old_value = one.value
        and (other.member <> one.member or other.table_title <> one.table_title)
        and one.of_member >= if(other.table_title = one.table_title, 3, 6)
    group by one.edition, one.previous, one.table_title, one.member, other.table_title, other.member
    having count(*) >= nearly_all(any_value(one.of_member)) and are_various(count(distinct one.value), count(*))
),
step as (
    select edition, previous, table_title, member, grain, min(gap) as step
    from much
    group by edition, previous, table_title, member, grain
    having step > 0
),
of_other_period as (
    select one.*, step, other.period_end as other_end, steps,
        other.period_end + 1 = one.period_start or one.period_end + 1 = other.period_start as is_next
    from (
        select much.*, step, unnest(range(-12, 13)) as steps
        from much
        join step using (edition, previous, table_title, member, grain)
        where of_grain >= 3 or of_period >= 6
    ) as one
    join much as other on other.edition = one.edition and other.previous = one.previous and other.table_title = one.table_title
        and other.member = one.member and other.grain = one.grain and other.place = one.place - one.steps * one.step
        and other.old_value = one.value
    where steps <> 0
),
shifted as (
    select edition, previous, table_title, member,
        'the figures of ' || case
            when bool_and(is_next) then 'the period'
            else abs(steps * step) || case grain when 'day' then ' day' when 'fiscal_year' then ' year' else ' month' end
                || if(abs(steps * step) = 1, '', 's')
        end || if(steps > 0, ' before', ' after') as reading
    from of_other_period
    group by edition, previous, table_title, member, grain, steps, step
    -- the first of them, or the last, have no such neighbour
    having count(*) >= nearly_all(any_value(of_grain) - abs(steps)) and count(*) * 2 >= any_value(of_grain)
        and are_various(count(distinct value), count(*))
),
other_column as (
    select edition, previous, table_title, null as member, 'the figures of other periods' as reading
    from (
        select edition, previous, table_title, any_value(of_period) as cells, any_value(of_table) as of_table
        from of_other_period
        group by edition, previous, table_title, grain, period_end, other_end
        having count(*) >= nearly_all(any_value(of_period)) and are_various(count(distinct value), count(*))
    )
    group by edition, previous, table_title
    having sum(cells) * 2 >= any_value(of_table)
),
scaled as (
    select *, try_cast(round(power) as integer) as digits, sign(value) <> sign(old_value) as is_turned
    from (select *, log10(abs(nullif(value / nullif(old_value, 0), 0))) as power from revised)
    where abs(power - round(power)) < 0.05
),
-- each revised figure twice: as one that is rounded now, and as one that was rounded before
side as not materialized (
    select *, value as rough, old_value as fine, true as now from revised where of_table >= 3
    union all
    select *, old_value, value, false from revised where of_table >= 3
),
rounded as (
    select *, unnest(list_filter(rounding_units(), lambda unit: unit >= 0.99 * least_unit)) as unit
    from (select *, greatest(unit_beyond(abs(value - old_value)), 0.0001) as least_unit from side)
    where is_multiple(rough, least_unit)
),
rounded_in_unit as (
    select *, unnest(range(1, 7)) as digits
    from side
    where rough % 1 = 0 and abs(fine) >= 5 * abs(rough)
),
printed_otherwise as (
    select edition, previous, table_title, member, of_member, of_table, value as rough, 0::double as unit,
        case
            when not is_turned then 'the same figures in another unit, by a factor of 10^' || digits
            when digits = 0 then 'the same figures with the other sign'
            else 'the same figures with the other sign and in another unit, by a factor of 10^' || digits
        end as reading
    from scaled
    where digits <> 0 or is_turned
    union all
    select edition, previous, table_title, member, of_member, of_table, rough, unit,
        'the same figures, rounded to ' || if(unit < 1, rtrim(printf('%.4f', unit), '0'), unit::bigint::varchar)
            || if(now, '', ' before and not any more')
    from rounded
    where is_multiple(rough, unit)
    union all
    select edition, previous, table_title, member, of_member, of_table, rough, 0,
        'the same figures in another unit, rounded, by a factor of 10^' || if(now, -digits, digits)
    from rounded_in_unit
    where abs(rough * 10 ^ digits - fine) * 2 <= 10 ^ digits
),
alike as (
    select edition, previous, table_title, member, unit, reading
    from printed_otherwise
    group by grouping sets ((edition, previous, table_title, unit, reading), (edition, previous, table_title, unit, reading, member))
    having count(*) >= nearly_all(if(grouping(member) = 1, any_value(of_table), any_value(of_member)))
        and are_various(count(distinct rough), count(*))
    -- what holds of a table is not told of its members
    qualify member is null or not bool_or(member is null) over (partition by edition, previous, table_title)
),
told as (
    select edition, previous, table_title, member, min(reading) as reading
    from (
        select * from exchanged
        union all
        select * from shifted
        union all
        select * from other_column
        union all
        -- what is rounded to 1000 is rounded to 10 as well
        select edition, previous, table_title, member, reading
        from alike
        qualify unit = max(unit) over (partition by edition, previous, table_title, member)
    )
    group by edition, previous, table_title, member
)
select * from told
union all
select edition, previous, table_title, null, 'figures under other labels or of other periods, or printed otherwise'
from told
join (select distinct edition, previous, table_title, member, of_member, of_table from revised) using (edition, previous, table_title, member)
group by edition, previous, table_title
having any_value(of_table) between sum(of_member) + 1 and 2 * sum(of_member)
    and not exists (
        select 1 from told as whole
        where whole.edition = told.edition and whole.previous = told.previous and whole.table_title = told.table_title and whole.member is null
    )
order by edition, previous, table_title, member, reading;
