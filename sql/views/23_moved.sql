-- Which new figures may be old ones under another label, of another period, in another unit, with another sign, or rounded
-- otherwise?
--
-- Where the new figures of a member are those of another one before, or its own of an earlier or later period, or all figures
-- of a member or of a table are what they were but for a power of ten, the sign or the rounding, then labels, units or the way
-- of printing may have changed, and not the figures: of six or more revised figures nine in ten, of fewer all of them, three
-- different ones at least. Both readings are told; neither is sure.
create temp macro nearly_all(cells) as case when cells >= 6 then ceil(0.9 * cells) else greatest(cells, 3) end;

-- Is a number, but for what computers lose, a multiple of a power of ten?
create temp macro is_multiple(number, digits) as abs(number / 10 ^ digits - round(number / 10 ^ digits)) < 1e-6;

create temp table moved as
with revised as materialized (
    select edition, previous, table_title, member, grain, period_start, period_end, old_value, value,
        count(*) over (partition by edition, previous, table_title, member) as of_member,
        count(*) over (partition by edition, previous, table_title) as of_table
    from change
    where what = 'cell' and how = 'changed' and old_value is not null and value is not null
),
much as materialized (
    select * from revised where of_member >= 3
),
exchanged as (
    select one.edition, one.previous, one.table_title, one.member, 'the figures of "' || other.member || '" under another label' as reading
    from much as one
    join much as other on other.edition = one.edition and other.previous = one.previous and other.table_title = one.table_title
        and other.grain = one.grain and other.period_end is not distinct from one.period_end
        and other.old_value = one.value and other.member <> one.member
    group by one.edition, one.previous, one.table_title, one.member, other.member
    having count(*) >= nearly_all(any_value(one.of_member)) and count(distinct one.value) >= 3
),
of_other_period as (
    select one.*, other.period_end + 1 = one.period_start or one.period_end + 1 = other.period_start as is_next,
        case one.grain
            when 'day' then one.period_end - other.period_end
            when 'fiscal_year' then datediff('year', other.period_end, one.period_end)
            else datediff('month', other.period_end, one.period_end)
        end as later
    from much as one
    join much as other on other.edition = one.edition and other.previous = one.previous and other.table_title = one.table_title
        and other.member = one.member and other.grain = one.grain and other.old_value = one.value
        and other.period_end <> one.period_end
),
shifted as (
    select edition, previous, table_title, member,
        'the figures of ' || case
            when bool_and(is_next) then 'the period'
            else abs(later) || case grain when 'day' then ' days' when 'fiscal_year' then ' years' else ' months' end
        end || if(later > 0, ' before', ' after') as reading
    from of_other_period
    group by edition, previous, table_title, member, grain, later
    -- the first of them, or the last, have no such neighbour
    having count(*) >= nearly_all(any_value(of_member) - if(bool_and(is_next), 1, abs(later))) and count(distinct value) >= 3
),
scaled as (
    select *, try_cast(round(power) as integer) as digits, sign(value) <> sign(old_value) as is_turned
    from (select *, log10(abs(nullif(value / nullif(old_value, 0), 0))) as power from revised)
    where abs(power - round(power)) < 0.05
),
-- each revised figure twice: as one that is rounded now, and as one that was rounded before
side as (
    select *, value as rough, old_value as fine, true as now from revised
    union all
    select *, old_value, value, false from revised
),
rounded as (
    select *, unnest(range(least_digits, 7)) as digits
    from (select *, try_cast(greatest(-4, ceil(log10(2 * abs(nullif(value - old_value, 0))) - 1e-9)) as integer) as least_digits from side)
    where is_multiple(rough, least_digits)
),
rounded_in_unit as (
    select *, unnest(range(1, 7)) as digits
    from side
    where rough % 1 = 0 and abs(fine) >= 5 * abs(rough)
),
printed_otherwise as (
    select edition, previous, table_title, member, of_member, of_table, value,
        case
            when not is_turned then 'the same figures in another unit, by a factor of 10^' || digits
            when digits = 0 then 'the same figures with the other sign'
            else 'the same figures with the other sign and in another unit, by a factor of 10^' || digits
        end as reading
    from scaled
    where digits <> 0 or is_turned
    union all
    select edition, previous, table_title, member, of_member, of_table, value,
        'the same figures, rounded to ' || if(digits < 0, '0.' || repeat('0', -1 - digits) || '1', '1' || repeat('0', digits))
            || if(now, '', ' before and not any more')
    from rounded
    where is_multiple(rough, digits)
    union all
    select edition, previous, table_title, member, of_member, of_table, value,
        'the same figures in another unit, rounded, by a factor of 10^' || if(now, -digits, digits)
    from rounded_in_unit
    where abs(rough * 10 ^ digits - fine) * 2 <= 10 ^ digits
),
alike as (
    select edition, previous, table_title, member, reading
    from printed_otherwise
    group by grouping sets ((edition, previous, table_title, reading), (edition, previous, table_title, reading, member))
    having count(*) >= nearly_all(if(grouping(member) = 1, any_value(of_table), any_value(of_member))) and count(distinct value) >= 3
    -- what holds of a table is not told of its members
    qualify member is null or not bool_or(member is null) over (partition by edition, previous, table_title, reading)
)
select edition, previous, table_title, member, min(reading) as reading
from (select * from exchanged union all select * from shifted union all select * from alike)
group by edition, previous, table_title, member;
