-- Which series does each release carry, and what are their newest values, with the cell they were read from?
with newest as (
    select *
    from observation_latest
    qualify row_number() over (partition by series order by period_end desc, period_start desc, known_on desc) = 1
)
select
    series.release,
    series.series,
    series.title,
    measure.title as measure_title,
    scope.title as scope_title,
    population.title as population,
    series.frequency,
    series.unit,
    series.rounding,
    series.table_title,
    series.member,
    series.note,
    newest.period_start,
    newest.period_end,
    newest.value,
    newest.code,
    newest.edition,
    newest.method,
    newest.digest,
    newest.sheet,
    newest.cell,
    source.title as source_title,
    source.grade as source_grade,
    source.url as source_url
from series
join measure using (measure)
join scope using (scope)
join population using (population)
left join newest on newest.series = series.series
left join source on source.source = newest.source
order by series.release, series.title, series.series;
