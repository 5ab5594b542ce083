-- Each difference with what the record expects of its table.
--
-- A residual is what the record declares as one, and, so that none is overlooked, any label such as "Other", "All others" or
-- "All other, including unknown" that is not declared fixed.
-- Views named change_* read this one, each for one kind of thing; sql/views/26_finding.sql gathers them.
create temp macro is_left_over(label, residual, fixed) as list_contains(residual, label)
    or (regexp_matches(label, '^(all )?others?$|^all others?\b', 'i') and not list_contains(fixed, label));

create temp view change as
select
    difference.*, edition.release,
    coalesce(expectation.members, 'open') as rule, coalesce(expectation.fixed, []) as fixed,
    coalesce(expectation.residual, []) as residual, coalesce(expectation.history, 'whole') as history,
    coalesce(expectation.cumulative, false) as cumulative, coalesce(expectation.rounding, 0) as rounding,
    coalesce(expectation.minimum_cells, 0) as minimum_cells,
    len(list_filter(
        string_split(coalesce(difference.member, difference.old_member, ''), ' > '),
        lambda part: is_left_over(part, coalesce(expectation.residual, []), coalesce(expectation.fixed, []))
    )) > 0 as is_residual
from difference
join (select edition, release from edition) as edition using (edition)
left join table_expectation as expectation on expectation.release = edition.release
    and expectation.table_title = coalesce(difference.table_title, difference.old_table_title);

-- Labels that one of two editions does not know, table by table.
create temp table label_change as
select
    edition, previous, how, table_title, label, any_value(rule) as rule,
    any_value(list_contains(fixed, label)) as is_fixed, any_value(is_left_over(label, residual, fixed)) as is_residual,
    count(*) as members, sum(coalesce(cells, old_cells))::bigint as cells,
    min(coalesce(sheet, old_sheet)) as sheet, min(coalesce(cell, old_cell)) as cell,
    bool_or(exists (
        select 1 from difference as other
        where other.edition = change.edition and other.previous = change.previous
            and other.what = 'member' and other.how = 'perhaps' and other.table_title = change.table_title
            and (other.member = change.member or other.old_member = change.old_member)
    )) as perhaps
from change
where what = 'member' and how in ('entered', 'left')
group by edition, previous, how, table_title, label;

-- Tables of the top N whose members came and went.
create temp table rotation as
select
    edition, previous, table_title,
    list_sort(list(label) filter (where how = 'left')) as went,
    list_sort(list(label) filter (where how = 'entered')) as came,
    sum(cells) filter (where how = 'left')::bigint as old_cells, sum(cells) filter (where how = 'entered')::bigint as cells,
    min(sheet) as sheet, min(cell) filter (where how = 'left') as old_cell, min(cell) filter (where how = 'entered') as cell
from label_change
where rule = 'top' and not is_fixed and not is_residual
group by edition, previous, table_title
having count(*) filter (where how = 'left') > 0 and count(*) filter (where how = 'entered') > 0;
