-- Which figures are not what they were, or can not be what they should be?
--
-- What is left over ("Other") counts other things before and after a member came or went, and is not compared then. `may_be`
-- is what a revised figure may be instead: by the reading of its member, else of its period, else of its table.
create temp view change_of_figures as
with cells as not materialized (
    select change.*, is_residual and old_value is not null and value is not null and (edition, previous, table_title) in (
        select (edition, previous, table_title) from label_change) as is_incomparable
    from change
    where what = 'cell'
),
revised_or_fell as (
    select edition, previous, table_title, member, grain, period_start, period_end, old_value, value, old_sheet, old_cell, sheet, cell,
        null as detail, 'revised' as kind
    from cells
    where how = 'changed' and old_code is null and code is null and not is_incomparable
    union all
    select edition, previous, table_title, member, grain, period_start, period_end, old_value, value, old_sheet, old_cell, sheet, cell,
        'the earlier figure runs to ' || old_text, 'cumulative_fell'
    from change
    where what = 'cumulative' and cumulative and old_value - value > rounding and not (
            is_residual and (edition, previous, table_title) in (select (edition, previous, table_title) from label_change)
        )
)
select figure.*, true as sure,
    case
        when may_be(of_member, old_value, value)
            then 'or ' || of_member.how_many || ' of these are ' || of_member.reading
        when may_be(of_period, old_value, value)
            then 'or ' || of_period.how_many || ' of the figures of this period are ' || of_period.reading
        when may_be(of_table, old_value, value)
            then 'or ' || of_table.how_many || ' of these are ' || of_table.reading
    end as may_be
from revised_or_fell as figure
left join another_reading as of_member on of_member.edition = figure.edition and of_member.previous = figure.previous
    and of_member.table_title = figure.table_title and of_member.member = figure.member and of_member.grain = figure.grain
left join another_reading as of_period on of_period.edition = figure.edition and of_period.previous = figure.previous
    and of_period.table_title = figure.table_title and of_period.member is null and of_period.grain = figure.grain
    and of_period.place = counted(figure.grain, figure.period_end)
left join another_reading as of_table on of_table.edition = figure.edition and of_table.previous = figure.previous
    and of_table.table_title = figure.table_title and of_table.member is null and of_table.grain is null
union all by name
select edition, previous, table_title, member, grain, period_start, period_end, old_value, old_code, value, code,
    old_sheet, old_cell, sheet, cell,
    case how when 'entered' then 'cell_entered' when 'left' then 'cell_left' else 'code_changed' end as kind, true as sure
from cells
where not is_incomparable and (how <> 'changed' or old_code is not null or code is not null)
union all by name
select distinct another_reading.edition, another_reading.previous, another_reading.table_title, another_reading.member,
    revised_period.grain, period_start, period_end, reading as detail, 'perhaps_relabelled' as kind, false as sure
from another_reading
left join revised_period on another_reading.member is null and revised_period.edition = another_reading.edition
    and revised_period.previous = another_reading.previous and revised_period.table_title = another_reading.table_title
    and revised_period.grain = another_reading.grain and revised_period.place = another_reading.place
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
select edition, previous, table_title, old_table_title, member, old_member, grain, period_start, period_end, old_value, value,
    old_sheet, old_cell, sheet, cell, text as detail,
    case what when 'agreement' then 'tables_disagree' else 'total_off' end as kind, true as sure
from change
where what in ('agreement', 'sum');
