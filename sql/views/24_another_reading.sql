-- Where may labels, periods, units or the way of printing have changed, and not the figures?
--
-- One reading for a member, and one for a table: where half of its revised figures may have moved or be in another unit, none
-- of its revisions is sure. `unit`: where figures are only rounded otherwise, to what; one that differs by as much or more is
-- revised in either reading.
create temp macro may_be(reading, unit, old_value, value) as
    reading is not null and (unit is null or coalesce(abs(value - old_value) < unit * 1.000001, true));

create temp table another_reading as
with told as (
    select edition, previous, table_title, member, unnest(arg_min({'unit': unit, 'how_many': how_many, 'reading': reading}, (choice, reading)))
    from (
        select edition, previous, table_title, member, choice, how_many, reading, null::double as unit from moved
        union all
        select edition, previous, table_title, member, if(unit is null, 0, 6), how_many, reading, unit from printed_otherwise
    )
    group by edition, previous, table_title, member
),
of_half as (
    select edition, previous, table_title
    from told
    join revised_member using (edition, previous, table_title, member)
    join revised_table using (edition, previous, table_title)
    where unit is null
    group by edition, previous, table_title
    having any_value(of_table) between sum(of_member) + 1 and 2 * sum(of_member)
)
select edition, previous, table_title, member, unit, how_many, reading
from told
union all
select edition, previous, table_title, null, null, 'half or more', 'figures under other labels or of other periods, or printed otherwise'
from of_half
anti join (select edition, previous, table_title from told where member is null) using (edition, previous, table_title)
order by edition, previous, table_title, member, reading;
