-- Which figures are not what they were, or can not be what they should be?
--
-- What is left over ("Other") counts other things before and after a member came or went, and is not compared then.
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
select distinct edition, previous, table_title, member, reading as detail, 'perhaps_relabelled' as kind, false as sure
from another_reading
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
