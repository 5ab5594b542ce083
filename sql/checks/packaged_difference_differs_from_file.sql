-- Which difference between two editions that the packaged record carries is not what the comparison of the files finds?
with both_known as (
    select edition, previous from difference where method = 'compared'
    intersect
    select edition, previous from record_difference
),
packaged as (
    select record_difference.* exclude (method) replace (
        case when old_code = '(blank)' then '' else old_code end as old_code, case when code = '(blank)' then '' else code end as code
    )
    from record_difference semi join both_known using (edition, previous)
),
found as (
    select difference.* exclude (method) from difference semi join both_known using (edition, previous)
),
unlike as (
    (select 'packaged, not found' as side, * from packaged except select 'packaged, not found', * from found)
    union all
    (select 'found, not packaged', * from found except select 'found, not packaged', * from packaged)
)
select side, edition, previous, what, how, table_title, member, old_member, period_end, old_value, value, old_cell, cell
from unlike
order by all;
