-- Each difference with what the record expects of its table.
--
-- A residual is what the record declares as one, and, so that none is overlooked, any label such as "Other", "All others" or
-- "All other, including unknown" that is not declared fixed.
-- Views named change_* read this one, each for one kind of thing; sql/views/26_finding.sql gathers them.
create temp macro is_left_over(label, residual, fixed) as list_contains(residual, label)
    or (regexp_matches(label, '^(all )?others?$|^all others?\b', 'i') and not list_contains(fixed, label));

-- A table that changed its title is held to the more lenient of its two rules.
create temp table pair_rule as
select
    told.edition, told.previous, coalesce(told.table_title, told.old_table_title) as table_title,
    told.table_title is not null and told.old_table_title is not null
        and coalesce(old_rule.rule, 0) <> coalesce(new_rule.rule, 0) as rule_changed,
    unnest(case
        when told.table_title is null then old_rule
        when told.old_table_title is null or new_rule.members = 'open' then new_rule
        when old_rule.members = 'open' or (old_rule.members = 'top' and new_rule.members = 'fixed') then old_rule
        else new_rule
    end)
from (select difference.*, edition.release from difference join (select edition, release from edition) as edition using (edition)) as told
left join table_expectation as new_rule on new_rule.release = told.release and new_rule.table_title = told.table_title
left join table_expectation as old_rule on old_rule.release = told.release and old_rule.table_title = told.old_table_title
where told.what = 'table';

create temp view change as
select
    difference.*, edition.release, pair_rule.rule as table_rule, coalesce(pair_rule.rule_changed, false) as rule_changed,
    coalesce(pair_rule.members, 'open') as rule, coalesce(pair_rule.fixed, []) as fixed,
    coalesce(pair_rule.residual, []) as residual, coalesce(pair_rule.history, 'whole') as history,
    coalesce(pair_rule.cumulative, false) as cumulative, coalesce(pair_rule.rounding, 0) as rounding,
    coalesce(pair_rule.minimum_cells, 0) as minimum_cells,
    len(list_filter(
        string_split(coalesce(difference.member, difference.old_member, ''), ' > '),
        lambda part: is_left_over(part, coalesce(pair_rule.residual, []), coalesce(pair_rule.fixed, []))
    )) > 0 as is_residual
from difference
join (select edition, release from edition) as edition using (edition)
left join pair_rule on pair_rule.edition = difference.edition and pair_rule.previous = difference.previous
    and pair_rule.table_title = coalesce(difference.table_title, difference.old_table_title);

-- Members that left, or whose table did, and whose figures still stand in the newer file.
create temp table copied as
select edition, previous, table_title, old_table_title, old_member, cells, equal_cells, text as place
from difference
where what = 'copy';

-- Tables and breakdowns that left and of which nineteen in twenty figures still stand.
create temp table copied_whole as
select
    change.edition, change.previous, change.what, coalesce(change.table_title, change.old_table_title) as table_title, change.label,
    string_agg(copied.place, '; ' order by copied.place) as stands_in
from change
join copied on copied.edition = change.edition and copied.previous = change.previous
where (change.what = 'table' and change.how = 'left' and copied.table_title is null and copied.old_table_title = change.old_table_title)
    or (change.what = 'dimension' and change.how = 'left' and copied.table_title = change.table_title and list_contains(
        list_transform(string_split(change.text, '; '), lambda name: concat_ws(' > ', change.label, name)), copied.old_member))
group by change.edition, change.previous, change.what, change.table_title, change.old_table_title, change.label
having sum(copied.cells) >= 0.95 * any_value(if(change.what = 'table', change.cells, change.old_cells));

-- Labels that one of two editions does not know, table by table.
create temp table label_change as
select
    change.edition, change.previous, how, change.table_title, label, any_value(rule) as rule,
    any_value(list_contains(fixed, label)) as is_fixed, any_value(is_left_over(label, residual, fixed)) as is_residual,
    count(*) as members, sum(case how when 'left' then old_cells else change.cells end)::bigint as cells,
    -- empty where an older comparison, that did not count them, is all there is
    sum(case how when 'left' then change.cells end)::bigint as figures,
    -- where all figures of the label stand, if they do
    case when count(copied.place) = count(*) filter (where coalesce(change.cells, 1) > 0)
        then string_agg(distinct copied.place, '; ' order by copied.place) end as stands_in,
    min(coalesce(sheet, old_sheet)) as sheet, min(coalesce(cell, old_cell)) as cell,
    bool_or(exists (
        select 1 from difference as other
        where other.edition = change.edition and other.previous = change.previous
            and other.what = 'member' and other.how = 'perhaps' and other.table_title = change.table_title
            and (other.member = change.member or other.old_member = change.old_member)
    )) as perhaps
from change
left join copied on copied.edition = change.edition and copied.previous = change.previous
    and copied.table_title = change.table_title and copied.old_member = change.old_member
where what = 'member' and how in ('entered', 'left')
group by change.edition, change.previous, how, change.table_title, label;

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
