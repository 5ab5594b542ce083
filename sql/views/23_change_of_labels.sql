-- Which tables, breakdowns, members and periods came, went, or changed their name?
--
-- Where a table or a member may be another one under a new name, both readings are told, and neither is sure. No loss is
-- sure of what held no figure of a period that the newer edition prints: it may have had nothing to say of these; nor of
-- what stands in the newer edition elsewhere.
create temp macro held_none() as 'it held no figure of a period that the newer edition prints';

create temp macro stands(place) as 'its figures stand in the newer edition: ' || left(place, 300);

create temp view change_of_tables as
select
    change.edition, change.previous, change.table_title, old_table_title, old_sheet, sheet, old_cells,
    case when how <> 'left' then cells end as cells, case when how = 'left' and cells = 0 then held_none() else stands(stands_in) end as detail,
    case how when 'entered' then 'table_added' when 'left' then 'table_dropped' when 'spelling' then 'label_respelled'
        when 'values' then 'table_renamed' else 'perhaps_renamed' end as kind,
    how <> 'perhaps' and not coalesce(how = 'left' and cells = 0, false) and stands_in is null as sure
from change
left join copied_whole on copied_whole.what = 'table' and change.how = 'left' and copied_whole.edition = change.edition
    and copied_whole.previous = change.previous and copied_whole.table_title = change.old_table_title
where change.what = 'table' and how <> 'same'
union all by name
select edition, previous, old_table_title, old_sheet, old_cells, 'or it is now "' || table_title || '"' as detail,
    'table_dropped' as kind, false as sure
from change
where what = 'table' and how = 'perhaps'
union all by name
select edition, previous, table_title, sheet, cells, 'or it was "' || old_table_title || '"' as detail,
    'table_added' as kind, false as sure
from change
where what = 'table' and how = 'perhaps'
union all by name
select edition, previous, table_title, old_sheet, sheet, old_sheet || ' -> ' || sheet as detail, 'sheet_renamed' as kind, true as sure
from change
where what = 'table' and how <> 'perhaps' and trim(old_sheet) <> trim(sheet);

create temp view change_of_members as
with lost as (
    select edition, previous, table_title, how, unnest(string_split(text, '; ')) as label from change where what = 'dimension'
)
select change.edition, change.previous, change.table_title, change.label as member, cells,
    concat_ws('; ', text, case when how = 'left' and old_cells = 0 then held_none() else stands(stands_in) end) as detail,
    case how when 'left' then 'dimension_lost' else 'dimension_gained' end as kind,
    not coalesce(how = 'left' and old_cells = 0, false) and stands_in is null as sure
from change
left join copied_whole on copied_whole.what = 'dimension' and change.how = 'left' and copied_whole.edition = change.edition
    and copied_whole.previous = change.previous and copied_whole.table_title = change.table_title
    and copied_whole.label is not distinct from change.label
where change.what = 'dimension'
union all by name
select edition, previous, table_title, array_to_string(came, '; ') as member, array_to_string(went, '; ') as old_member,
    old_cells, cells, sheet as old_sheet, sheet, old_cell, cell,
    case when len(went) > len(came) then 'fewer than before' when len(went) < len(came) then 'more than before' end as detail,
    'rotation' as kind, true as sure
from rotation
union all by name
select
    edition, previous, table_title,
    case how when 'entered' then label end as member, case how when 'left' then label end as old_member,
    case how when 'left' then cells end as old_cells, case how when 'entered' then cells end as cells,
    case how when 'left' then sheet end as old_sheet, case how when 'left' then cell end as old_cell,
    case how when 'entered' then sheet end as sheet, case how when 'entered' then cell end as cell,
    nullif(concat_ws('; ', case when perhaps then 'or its label changed' end, case when figures = 0 then held_none() else stands(stands_in) end), '') as detail,
    case how when 'left' then 'member_left' else 'member_entered' end as kind,
    not perhaps and coalesce(figures > 0, true) and stands_in is null as sure
from label_change
where not exists (
        select 1 from rotation
        where rotation.edition = label_change.edition and rotation.previous = label_change.previous
            and rotation.table_title = label_change.table_title and not label_change.is_fixed and not label_change.is_residual
    )
    and not exists (
        select 1 from lost
        where lost.edition = label_change.edition and lost.previous = label_change.previous
            and lost.table_title = label_change.table_title and lost.how = label_change.how and lost.label = label_change.label
    )
union all by name
select edition, previous, table_title, member, old_member, old_cells, cells, old_sheet, old_cell, sheet, cell,
    case how when 'spelling' then 'label_respelled' when 'values' then 'member_renamed' else 'perhaps_renamed' end as kind,
    how <> 'perhaps' as sure
from change
where what = 'member' and how in ('spelling', 'values', 'perhaps');

-- A year to date that ends as the year is the same grain; a year to date passes when the next one comes. Where an edition
-- carries its own year only, months that are not there yet are no grain lost.
create temp view change_of_periods as
select edition, previous, table_title, grain, case when how = 'left' and cells = 0 then 'it held no figure' end as detail,
    case how when 'left' then 'grain_lost' else 'grain_gained' end as kind, not coalesce(how = 'left' and cells = 0, false) as sure
from change
where what = 'grain' and grain <> 'fiscal_year_to_date' and not (how = 'left' and history <> 'whole') and not (
        grain = 'fiscal_year' and exists (
            select 1 from difference as other
            where other.edition = change.edition and other.previous = change.previous and other.table_title = change.table_title
                and other.what = 'grain' and other.grain = 'fiscal_year_to_date' and other.how <> change.how
        )
    )
union all by name
select edition, previous, table_title, grain, period_start, period_end, old_cells, cells, old_sheet, old_cell, sheet, cell,
    case
        when how = 'entered' then 'new_period'
        when how = 'extended' and period_end < try_cast(old_text as date) then 'period_shortened'
        when how = 'extended' then 'period_extended'
        when grain in ('fiscal_year_to_date', 'day') or history <> 'whole' then 'period_passed'
        else 'period_left'
    end as kind, true as sure
from change
where what = 'period';
