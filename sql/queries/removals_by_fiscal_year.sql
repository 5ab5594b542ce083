-- How many removals, returns and expulsions does each vintage print for each fiscal year? One row per series, year and
-- edition; `newest` marks the newest edition of a series that prints that year, the one drawn.
select
    series.series,
    series.title as series_title,
    series.measure,
    measure.title as measure_title,
    series.scope,
    scope.title as scope_title,
    series.release,
    release.title as release_title,
    edition.ref as edition_ref,
    edition.published_on,
    cast(year(observation.period_end) as integer) as fiscal_year,
    observation.value,
    observation.code,
    observation.method,
    observation.sheet,
    observation.cell,
    row_number() over (
        partition by observation.series, observation.period_end
        order by edition.known_on desc, edition.period_end desc, edition.edition desc
    ) = 1 as newest
from observation
join series using (series)
join release using (release)
join measure using (measure)
join scope using (scope)
join edition on edition.edition = observation.edition
where
    series.frequency = 'fiscal_year'
    and series.headline
    and series.measure in (
        'repatriation', 'removal', 'enforcement-return', 'administrative-return', 'title-42-expulsion', 'ice-removal'
    )
    and observation.period_end >= cast($from as date)
order by series.measure, series.scope, series.series, edition.known_on, edition.edition, fiscal_year;
