-- Which headline figures of a release were printed differently by later editions, and what did each edition print?
--
-- Of each series the $figures most revised periods, of the release the $series most revised series. The change is counted
-- from the first value held.
with printed as (
    select observation.*, edition.ref, edition.published_by, edition.period_end as edition_end
    from observation
    join edition using (edition)
    join series using (series)
    where series.release = $release and series.headline and observation.value is not null
),
figure as (
    select
        series, period_start, period_end,
        arg_min(value, (edition_end, published_by, edition)) as first_value,
        arg_max(value, (edition_end, published_by, edition)) as last_value,
        max(value) - min(value) as spread
    from printed
    group by all
    having count(distinct value) > 1
),
ranked as (
    select
        *, row_number() over (partition by series order by spread desc, period_end desc) as figure_rank,
        max(case when first_value <> 0 then spread / abs(first_value) end) over (partition by series) as series_spread
    from figure
    where first_value <> 0
    qualify figure_rank <= $figures
),
listed as (
    select *, dense_rank() over (order by series_spread desc, series) as series_rank
    from ranked
    qualify series_rank <= $series
)
select
    series.series, series.title as series_title, measure.title as measure_title, scope.title as scope_title, series.unit,
    series.frequency, listed.period_start, listed.period_end, printed.edition, printed.ref, printed.published_by, printed.value,
    printed.value / listed.first_value - 1 as change, listed.first_value, listed.last_value, listed.figure_rank,
    printed.digest, printed.sheet, printed.cell
from listed
join printed using (series, period_start, period_end)
join series using (series)
join measure using (measure)
join scope using (scope)
order by listed.series_rank, listed.figure_rank, printed.edition_end, printed.published_by, printed.edition;
