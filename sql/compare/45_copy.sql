-- Which figures of what left still stand in the newer file? Of a member that left, or whose table did: the member of the newer
-- file that prints the most of its figures, nineteen in twenty, six different ones besides 0; or all of them, where the members of
-- its table of which all stand hold six different ones together. Figures are those of `figures`.
create temp table copy as
with gone as (
    select old_member.old_title, member, old_member.table_title, figures.in_table as figures
    from member_change
    join old_member using (table_title, member)
    join figures using (old_title, member)
    where how = 'left'
    union all
    select old_title, member, null, in_file
    from figures
    where old_title not in (select old_title from table_match)
),
held as (
    select old_title, member, count(*) as figures
    from (select table_title as old_title, member, grain, period_key from old_cell where value is not null)
    semi join gone using (old_title, member)
    semi join new_cell using (grain, period_key)
    group by all
),
equal as (
    select gone.old_title, gone.member, new_cell.table_title as in_table, new_cell.member as in_member, count(*) as figures,
        coalesce(list(distinct new_cell.value) filter (where new_cell.value <> 0), []) as different
    from gone
    join old_cell on old_cell.table_title = gone.old_title and old_cell.member = gone.member
    join new_cell using (grain, period_key, value)
    group by all
),
together as (
    select old_title
    from equal
    join held using (old_title, member)
    where equal.figures = held.figures
    group by old_title
    having len(list_distinct(flatten(list(different)))) >= 6
)
select gone.old_title, gone.table_title, gone.member, gone.figures, max(equal.figures) as equal_figures,
    max_by(in_member || ' in ' || in_table, (equal.figures, in_table, in_member)) as place
from gone
join held using (old_title, member)
join equal using (old_title, member)
where (equal.figures >= 0.95 * held.figures and len(different) >= 6)
    or (equal.figures = held.figures and gone.old_title in (from together))
group by all;
