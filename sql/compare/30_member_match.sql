-- Which member of a table is which of the new one?
--
-- As with tables: by label, by label without case, blanks and punctuation, then by the numbers: nineteen of twenty shared
-- periods equal, twelve at least with six different values, and no other member as good. Members whose labels are alike
-- without that are named as perhaps the same.
create temp table old_member as
select table_match.new_title as table_title, old_cell.member, plain(old_cell.member) as spelled, count(*) as cells,
    any_value(old_cell.table_title) as old_title
from old_cell
join table_match on table_match.old_title = old_cell.table_title and table_match.how <> 'perhaps'
group by table_match.new_title, old_cell.member;

create temp table new_member as
select new_cell.table_title, new_cell.member, plain(new_cell.member) as spelled, count(*) as cells
from new_cell
join table_match on table_match.new_title = new_cell.table_title and table_match.how <> 'perhaps'
group by new_cell.table_title, new_cell.member;

create temp table member_match as
with same as (
    select table_title, member as old_name, member as new_name, 'same' as how
    from old_member join new_member using (table_title, member)
),
left_over_old as materialized (
    select * from old_member anti join new_member using (table_title, member)
),
left_over_new as materialized (
    select * from new_member anti join old_member using (table_title, member)
),
spelled as (
    select table_title, min(left_over_old.member) as old_name, min(left_over_new.member) as new_name, 'spelling' as how
    from left_over_old
    join left_over_new using (table_title, spelled)
    where spelled <> ''
    group by table_title, spelled
    having count(*) = 1
),
rest_old as materialized (
    select left_over_old.* from left_over_old
    anti join spelled on spelled.table_title = left_over_old.table_title and spelled.old_name = left_over_old.member
),
rest_new as materialized (
    select left_over_new.* from left_over_new
    anti join spelled on spelled.table_title = left_over_new.table_title and spelled.new_name = left_over_new.member
),
shared as (
    select
        rest_old.table_title, rest_old.member as old_name, rest_new.member as new_name,
        count(*) as periods,
        count(*) filter (where old_cell.value = new_cell.value) as equal,
        count(distinct old_cell.value) filter (where old_cell.value = new_cell.value and old_cell.value <> 0) as different_values
    from rest_old
    join old_cell on old_cell.table_title = rest_old.old_title and old_cell.member = rest_old.member
    join new_cell on new_cell.table_title = rest_old.table_title and new_cell.grain = old_cell.grain
        and new_cell.period_key = old_cell.period_key
    join rest_new on rest_new.table_title = new_cell.table_title and rest_new.member = new_cell.member
    where old_cell.value is not null and new_cell.value is not null
    group by all
),
candidate as (
    select
        rest_old.table_title, rest_old.member as old_name, rest_new.member as new_name,
        coalesce(shared.equal / shared.periods, 0) as agreement,
        coalesce(shared.equal, 0) as equal,
        coalesce(shared.different_values, 0) as different_values,
        jaro_winkler_similarity(rest_old.spelled, rest_new.spelled) as likeness
    from rest_old
    join rest_new using (table_title)
    left join shared on shared.table_title = rest_old.table_title
        and shared.old_name = rest_old.member and shared.new_name = rest_new.member
),
best as (
    select *,
        row_number() over (partition by table_title, old_name order by agreement desc, likeness desc, new_name) as of_old,
        row_number() over (partition by table_title, new_name order by agreement desc, likeness desc, old_name) as of_new,
        coalesce(lead(agreement) over (partition by table_title, old_name order by agreement desc, likeness desc, new_name), 0)
            as next_of_old,
        coalesce(lead(agreement) over (partition by table_title, new_name order by agreement desc, likeness desc, old_name), 0)
            as next_of_new
    from candidate
),
judged as (
    select table_title, old_name, new_name,
        case
            when agreement >= 0.95 and equal >= 12 and different_values >= 6 and greatest(next_of_old, next_of_new) < 0.95
                then 'values'
            when (agreement >= 0.8 and different_values >= 6) or likeness >= 0.93 then 'perhaps'
        end as how
    from best
    where of_old = 1 and of_new = 1
)
select * from same
union all
select * from spelled
union all
select * from judged where how is not null;
