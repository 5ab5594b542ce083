-- Which figures are not what they were, or can not be what they should be?
--
-- What is left over ("Other") counts other things before and after a member came or went, and is not compared then.
--
-- Where the new figures of a member are those of another one before, or its own of the period before or after, or all figures
-- of a table are what they were but for one power of ten, labels or units may have changed, and not the figures: of six or
-- more revised figures nine in ten, of fewer all of them, three different ones at least. Both readings are told; neither is sure.
create temp macro nearly_all(cells) as case when cells >= 6 then ceil(0.9 * cells) else greatest(cells, 3) end;

create temp table moved as
with revised as (
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
shifted as (
    select one.edition, one.previous, one.table_title, one.member,
        'the figures of the period ' || case when one.period_start > other.period_end then 'before' else 'after' end as reading
    from much as one
    join much as other on other.edition = one.edition and other.previous = one.previous and other.table_title = one.table_title
        and other.member = one.member and other.grain = one.grain and other.old_value = one.value
        and (other.period_end + 1 = one.period_start or one.period_end + 1 = other.period_start)
    group by one.edition, one.previous, one.table_title, one.member, one.period_start > other.period_end
    -- the first of them, or the last, has no neighbour
    having count(*) >= nearly_all(any_value(one.of_member) - 1) and count(distinct one.value) >= 3
),
scaled as (
    select edition, previous, table_title, round(log10(value / old_value))::integer as digits, any_value(of_table) as of_table,
        count(*) as cells
    from revised
    where of_table >= 3 and value <> 0 and old_value <> 0 and value / old_value > 0
        and abs(log10(value / old_value) - round(log10(value / old_value))) < 0.05 and abs(round(log10(value / old_value))) >= 1
    group by edition, previous, table_title, digits
    having count(*) >= nearly_all(any_value(of_table)) and count(distinct value) >= 3
)
select edition, previous, table_title, member, min(reading) as reading
from (select * from exchanged union all select * from shifted)
group by edition, previous, table_title, member
union all
select edition, previous, table_title, null, 'the same figures in another unit, by a factor of 10^' || digits
from scaled;

create temp view change_of_figures as
with cells as (
    select change.*, is_residual and old_value is not null and value is not null and (edition, previous, table_title) in (
        select (edition, previous, table_title) from label_change) as is_incomparable
    from change
    where what = 'cell'
)
select edition, previous, table_title, member, grain, period_start, period_end, old_value, old_code, value, code,
    old_sheet, old_cell, sheet, cell,
    case when how = 'entered' then 'cell_entered' when how = 'left' then 'cell_left'
        when old_code is null and code is null then 'revised' else 'code_changed' end as kind, true as sure
from cells
where not is_incomparable
union all by name
select edition, previous, table_title, member, reading as detail, 'perhaps_relabelled' as kind, false as sure
from moved
union all by name
select edition, previous, table_title, member, old_member, old_cells, cells, old_sheet, old_cell, sheet, cell,
    'values_withdrawn' as kind, true as sure
from change
where what = 'withdrawn'
union all by name
select edition, previous, table_title, member, count(*) as cells,
    'counts other things before and after members came or went' as detail, 'residual_not_compared' as kind, true as sure
from cells
where is_incomparable
group by edition, previous, table_title, member
union all by name
select edition, previous, table_title, member, grain, period_start, period_end, old_value, value, old_sheet, old_cell, sheet, cell,
    'the earlier figure runs to ' || old_text as detail, 'cumulative_fell' as kind, true as sure
from change
where what = 'cumulative' and cumulative and old_value - value > rounding and not (
        is_residual and (edition, previous, table_title) in (select (edition, previous, table_title) from label_change)
    )
union all by name
select edition, previous, table_title, old_table_title, member, old_member, grain, period_start, period_end, old_value, value,
    old_sheet, old_cell, sheet, cell, text as detail,
    case what when 'agreement' then 'tables_disagree' else 'total_off' end as kind, true as sure
from change
where what in ('agreement', 'sum');
