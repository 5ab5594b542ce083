-- Which revised figures of a table have changed places, two by two?
--
-- Each is now what the other was: the same period of two labels, two of a label's periods with one end, as a month and the year to
-- date, or two periods. This is told however few they are, of half of a member's revised figures in the first and second case, of
-- half of a period's in the third, where the different changes have four digits together and two for each figure: chance hardly
-- makes two such sides. Where five figures of a table or more changed by as much, as where all are multiples of a weight, that
-- says nothing.
create temp macro are_far(changes) as digits_of(list_distinct(changes)) >= greatest(4, 2 * len(changes));

create temp table exchanged as
with of_change as (
    select edition, previous, table_title, abs(moved_by(old_value, value)) as size, count(*) as alike
    from revised
    group by edition, previous, table_title, size
),
pair as (
    select one.edition, one.previous, one.table_title, one.member, one.grain, one.place, moved_by(one.old_value, one.value) as change,
        case
            when other.member <> one.member then 'the figures of "' || other.member || '" under another label'
            when other.grain = one.grain then 'the figures of ' || period_name(one.grain, other.period_end)
            else 'the figures of another period with the same end'
        end as reading,
        other.grain = one.grain and other.member = one.member as is_other_place
    from revised as one
    join revised as other using (edition, previous, table_title)
    join of_change on of_change.edition = one.edition and of_change.previous = one.previous and of_change.table_title = one.table_title
        and size = abs(moved_by(one.old_value, one.value))
    where alike <= 4 and one.value = other.old_value and one.old_value = other.value and case
        when other.member <> one.member then other.grain = one.grain and other.place = one.place
        when other.grain = one.grain then other.place <> one.place
        else other.period_end = one.period_end
    end
)
select edition, previous, table_title, member, grain, null as place, reading, count(*) as cells, any_value(of_member) as of_all
from pair
join revised_member using (edition, previous, table_title, member)
where not is_other_place
group by edition, previous, table_title, member, grain, reading
having 2 * cells >= of_all and are_far(list(change))
union all
select edition, previous, table_title, null, grain, place, reading, count(*), any_value(of_period)
from pair
join revised_period using (edition, previous, table_title, grain, place)
where is_other_place
group by edition, previous, table_title, grain, place, reading
having 2 * count(*) >= any_value(of_period) and are_far(list(change));
