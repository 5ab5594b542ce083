-- Where may labels, periods, units or the way of printing have changed, and not the figures?
--
-- One reading for a member in each grain, one for a period (with its place), and one for a table. What holds of half of a
-- member's revised figures makes those of its other grains unsure, and what may have moved or be in another unit in half of a
-- table's makes all of the table so.
-- `unit`, `significant`: where figures are only rounded otherwise, to what; one that differs by as much or more is revised in
-- either reading.
create temp macro may_be(another, old_value, value) as another.reading is not null and coalesce(
    abs(value - old_value) < 1.000001 * coalesce(another.unit, worth(another.significant, greatest(abs(old_value), abs(value)))), true);

-- Of several readings the first is told, by `choice`; that of another grain only where there is no other.
create temp table another_reading as
with told as (
    select edition, previous, table_title, member, grain, place, cells, of_all,
        case when unit is not null then 10 when significant is not null then 11 else 0 end as choice, reading, unit, significant
    from printed_otherwise
    union all
    select edition, previous, table_title, member, grain, null, cells, of_all,
        case when other_title is not null then 1 when not by_row then 2 else 3 end,
        case
            when other_title is not null then 'the figures of "' || other_name || '"'
                || if(other_title = old_title, ' under another label', ' of the table "' || other_title || '"')
            when is_next then 'the figures of the period' || if(distance > 0, ' before', ' after')
            else 'the figures of ' || abs(distance) || case
                when by_row then ' period' when grain = 'month' then ' month' when grain = 'fiscal_year' then ' year' else ' day'
            end || if(abs(distance) = 1, '', 's') || if(distance > 0, ' before', ' after')
        end,
        null, null
    from moved_member
    union all
    select edition, previous, table_title, member, grain, null, cells, of_all, 4, reading, null, null from summed
    union all
    select edition, previous, table_title, member, grain, null, cells, of_all, 5, 'the same figures in another order', null, null from reordered
    union all
    select edition, previous, table_title, member, grain, null, cells, of_all, 6, reading, null, null from multiplied
    union all
    select edition, previous, table_title, member, grain, place, cells, of_all, if(member is null, 7, 3), reading, null, null from exchanged
    union all
    select edition, previous, table_title, null, grain, place, cells, of_all, 7, reading, null, null from moved_in_period
    union all
    select edition, previous, table_title, null, null, null, sum(cells), any_value(of_table), 8,
        if(count(distinct reading_of_table) = 1, any_value(reading_of_table), 'the figures of other labels, periods or tables'), null, null
    from moved_in_period
    join revised_table using (edition, previous, table_title)
    group by edition, previous, table_title
    having sum(cells) * 2 >= any_value(of_table)
),
of_grain as (
    select distinct told.edition, told.previous, told.table_title, told.member, revised.grain, null as place, choice, reading, unit, significant,
        coalesce(told.grain <> revised.grain, false) as of_another,
        if(cells >= nearly_all(of_all) and not of_another, 'nearly all', 'half or more') as how_many
    from told
    join revised_member using (edition, previous, table_title, member)
    join revised using (edition, previous, table_title, member)
    where told.grain is null or told.grain = revised.grain or 2 * cells >= of_member
),
of_members as (
    select edition, previous, table_title, sum(of_member) as of_members
    from (select distinct edition, previous, table_title, member from told where member is not null and unit is null and significant is null)
    join revised_member using (edition, previous, table_title, member)
    group by edition, previous, table_title
),
of_period_or_table as (
    select edition, previous, table_title, null as member, grain, place, choice, reading, unit, significant, false as of_another,
        if(cells >= nearly_all(of_all), 'nearly all', 'half or more') as how_many
    from told
    where member is null
    union all
    select edition, previous, table_title, null, null, null, 9,
        'figures under other labels or of other periods, or printed otherwise', null, null, false, 'half or more'
    from of_members
    join revised_table using (edition, previous, table_title)
    where of_table between of_members + 1 and 2 * of_members
)
select edition, previous, table_title, member, grain, place,
    unnest(arg_min({'unit': unit, 'significant': significant, 'how_many': how_many, 'reading': reading}, (of_another, how_many <> 'nearly all', choice, reading)))
from (from of_grain union all from of_period_or_table)
group by edition, previous, table_title, member, grain, place
order by edition, previous, table_title, member, grain, place;
