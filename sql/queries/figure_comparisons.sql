-- Against which official series is each figure held, and what comes of each? One row per figure, series and basis, those
-- that decide first, then those with printed values, then by what the series is to the figure.
select
    comparison.*,
    series.title as series_title,
    measure.title as series_measure_title,
    scope.title as series_scope_title,
    population.title as series_population_title,
    release.title as release_title
from comparison
join series using (series)
join measure on measure.measure = series.measure
join scope on scope.scope = series.scope
join population on population.population = series.population
join release on release.release = comparison.needed_release
order by
    comparison.figure,
    comparison.basis,
    comparison.verdict not in ('above', 'below', 'consistent'),
    comparison.points = 0,
    list_position(['same', 'reading', 'part', 'whole', 'unlike'], comparison.role),
    not comparison.exact_cut,
    comparison.series;
