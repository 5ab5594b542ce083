-- Which table of the old edition is which of the new one?
--
-- By title; then by title without case, blanks and punctuation, where that is unique; then by what stands in it: the same
-- members and periods with the same numbers in four of five cells (twelve at least), better than any other pair. Such a
-- match is certain. Where only half agrees, or the titles are merely alike, the match is named and stays uncertain.
create temp table old_table as
select table_title, plain(table_title) as spelled, min(sheet) as sheet, count(*) as cells
from old_cell group by table_title;

create temp table new_table as
select table_title, plain(table_title) as spelled, min(sheet) as sheet, count(*) as cells
from new_cell group by table_title;

create temp table table_match as
with same as (
    select old_table.table_title as old_title, new_table.table_title as new_title, 'same' as how
    from old_table join new_table using (table_title)
),
spelled as (
    select min(old_table.table_title) as old_title, min(new_table.table_title) as new_title, 'spelling' as how
    from old_table
    join new_table using (spelled)
    where spelled <> '' and old_table.table_title not in (select old_title from same)
        and new_table.table_title not in (select new_title from same)
    group by spelled
    having count(*) = 1
),
rest_old as materialized (
    select * from old_table where table_title not in (select old_title from same union all select old_title from spelled)
),
rest_new as materialized (
    select * from new_table where table_title not in (select new_title from same union all select new_title from spelled)
),
shared as (
    select
        old_cell.table_title as old_title, new_cell.table_title as new_title,
        count(*) as cells,
        count(*) filter (where old_cell.value = new_cell.value) as equal,
        count(distinct old_cell.value) filter (where old_cell.value = new_cell.value) as different_values
    from old_cell
    join new_cell using (member, grain, period_key)
    where old_cell.table_title in (select table_title from rest_old)
        and new_cell.table_title in (select table_title from rest_new)
    group by all
),
candidate as (
    select
        rest_old.table_title as old_title, rest_new.table_title as new_title,
        coalesce(shared.equal, 0) / least(rest_old.cells, rest_new.cells) as agreement,
        coalesce(shared.equal, 0) as equal,
        coalesce(shared.different_values, 0) as different_values,
        rest_old.sheet = rest_new.sheet as same_sheet,
        jaro_winkler_similarity(rest_old.spelled, rest_new.spelled) as likeness
    from rest_old
    cross join rest_new
    left join shared on shared.old_title = rest_old.table_title and shared.new_title = rest_new.table_title
),
best as (
    select *,
        row_number() over (partition by old_title order by agreement desc, likeness desc, new_title) as of_old,
        row_number() over (partition by new_title order by agreement desc, likeness desc, old_title) as of_new,
        coalesce(lead(agreement) over (partition by old_title order by agreement desc, likeness desc, new_title), 0) as next_of_old,
        coalesce(lead(agreement) over (partition by new_title order by agreement desc, likeness desc, old_title), 0) as next_of_new
    from candidate
),
judged as (
    select old_title, new_title,
        case
            when agreement >= 0.8 and equal >= 12 and different_values >= 6 and greatest(next_of_old, next_of_new) < 0.5
                then 'values'
            when agreement >= 0.5 or same_sheet or likeness >= 0.93 then 'perhaps'
        end as how
    from best
    where of_old = 1 and of_new = 1
)
select * from same
union all
select * from spelled
union all
select * from judged where how is not null;
