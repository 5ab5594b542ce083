-- Which cell is which? Every cell of both editions, side by side where table, member and period are the same.
create temp table aligned as
with label as (
    select table_match.old_title, member_match.old_name, table_match.new_title as table_title, member_match.new_name as member
    from member_match
    join table_match on table_match.new_title = member_match.table_title and table_match.how <> 'perhaps'
    where member_match.how <> 'perhaps'
),
old_named as (
    -- the old cells under the names that the new edition uses
    select label.table_title, label.member, old_cell.* exclude (table_title, member)
    from old_cell
    join label on label.old_title = old_cell.table_title and label.old_name = old_cell.member
),
new_named as (
    select new_cell.* from new_cell semi join label using (table_title, member)
)
select
    coalesce(old_side.table_title, new_side.table_title) as table_title,
    coalesce(old_side.member, new_side.member) as member,
    coalesce(old_side.grain, new_side.grain) as grain,
    coalesce(old_side.period_key, new_side.period_key) as period_key,
    coalesce(new_side.period_start, old_side.period_start) as period_start,
    coalesce(new_side.period_end, old_side.period_end) as period_end,
    old_side.period_end as old_period_end,
    old_side.value as old_value, old_side.code as old_code, old_side.sheet as old_sheet, old_side.cell as old_cell,
    new_side.value, new_side.code, new_side.sheet, new_side.cell,
    case when new_side.cell is null then 'left' when old_side.cell is null then 'entered'
        when old_side.period_end is distinct from new_side.period_end then 'extended'
        when old_side.value is distinct from new_side.value or old_side.code is distinct from new_side.code then 'changed'
        else 'same' end as how
from old_named as old_side
full join new_named as new_side
    on new_side.table_title = old_side.table_title and new_side.member = old_side.member and new_side.grain = old_side.grain
    and new_side.period_key = old_side.period_key;

-- Periods of a table that only one of the two editions prints.
create temp table period_change as
with in_old as (
    select distinct table_match.new_title as table_title, grain, period_key
    from old_cell join table_match on table_match.old_title = old_cell.table_title and table_match.how <> 'perhaps'
),
in_new as (
    select distinct table_title, grain, period_key
    from new_cell join table_match on table_match.new_title = new_cell.table_title and table_match.how <> 'perhaps'
)
select *, 'entered' as how from in_new anti join in_old using (table_title, grain, period_key)
union all
select *, 'left' as how from in_old anti join in_new using (table_title, grain, period_key);

-- The labels that each edition uses in a table: every part of "USBP > Mexico" is one.
create temp table old_label as
select distinct table_title, unnest(string_split(member, ' > ')) as label from old_member;

create temp table new_label as
select distinct table_title, unnest(string_split(member, ' > ')) as label from new_member;

-- Members that only one edition has. Their label is the outermost part that the other edition's table does not know; where
-- it knows them all (only the combination went), the whole member.
create temp table member_change as
with changed as (
    select table_title, member, 'left' as how from old_member
    anti join member_match on member_match.table_title = old_member.table_title and member_match.old_name = old_member.member
        and member_match.how <> 'perhaps'
    union all
    select table_title, member, 'entered' from new_member
    anti join member_match on member_match.table_title = new_member.table_title and member_match.new_name = new_member.member
        and member_match.how <> 'perhaps'
),
part as (
    select changed.*, unnest(string_split(member, ' > ')) as label, generate_subscripts(string_split(member, ' > '), 1) as position
    from changed
)
select
    part.table_title, part.member, part.how,
    coalesce(
        arg_min(part.label, part.position) filter (where
            case part.how when 'left' then new_label.label is null else old_label.label is null end),
        part.member
    ) as label
from part
left join new_label on new_label.table_title = part.table_title and new_label.label = part.label
left join old_label on old_label.table_title = part.table_title and old_label.label = part.label
group by part.table_title, part.member, part.how;

-- Breakdowns: where at least two labels stood side by side (totals aside), and in the other edition none does, under that
-- or another name.
create temp table dimension_change as
with child as (
    select table_title, side,
        array_to_string(parts[:-2], ' > ') as parent,
        parts[-1] as label,
        bool_and(is_changed) as is_changed, sum(figures) as figures
    from (
        select table_title, 'old' as side, string_split(member, ' > ') as parts, coalesce(in_table, 0) as figures,
            (table_title, member) in (select (table_title, member) from member_change where how = 'left') as is_changed
        from old_member
        left join figures using (old_title, member)
        union all
        select table_title, 'new', string_split(member, ' > '), null,
            (table_title, member) in (select (table_title, member) from member_change where how = 'entered')
        from new_member
    )
    where not regexp_matches(parts[-1], '^(grand |sub)?total\b|^all\b', 'i')
    group by all
)
select
    table_title, parent, case when bool_and(side = 'old') then 'left' else 'entered' end as how, count(*) as labels,
    sum(figures) as figures, list_sort(list(label)) as names
from child
group by table_title, parent
having count(distinct side) = 1 and count(*) >= 2 and bool_and(is_changed)
    -- where the label above it went as well, that is what is said
    and (parent = '' or string_split(parent, ' > ')[-1] in (
        select label from old_label where old_label.table_title = child.table_title
        intersect
        select label from new_label where new_label.table_title = child.table_title
    ));
