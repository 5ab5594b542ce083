-- Where do the revised figures of the newest pair of editions lie, table by table and period by period?
--
-- A table without a revised figure has one row without a period.
with newest as (
    select finding.edition, finding.previous
    from finding
    join edition using (edition)
    where finding.release = $release and kind = 'revised'
    order by edition.period_end desc, edition.published_by desc, edition.edition desc
    limit 1
),
printed as (
    select edition, previous, table_title, sheet, cells, row_number() over (order by sheet, table_title) as place
    from difference
    join newest using (edition, previous)
    where what = 'table' and how <> 'left'
),
revised as (
    select
        table_title, grain, period_start, period_end,
        count(*) as revised,
        count(*) filter (where beyond_rounding) as beyond_rounding,
        count(*) filter (where absolute > 0) as up,
        count(*) filter (where absolute < 0) as down
    from finding
    join newest using (edition, previous)
    where kind = 'revised'
    group by all
)
select
    newest.edition, newest.previous,
    coalesce(revised.table_title, printed.table_title) as table_title,
    printed.cells as table_cells,
    coalesce(sum(revised.revised) over (partition by coalesce(revised.table_title, printed.table_title)), 0)::bigint as table_revised,
    revised.grain, revised.period_start, revised.period_end,
    coalesce(revised.revised, 0) as revised, revised.beyond_rounding, revised.up, revised.down
from newest
left join (printed full join revised using (table_title)) on true
order by table_revised desc, table_title, revised.grain, revised.period_start, revised.period_end;
