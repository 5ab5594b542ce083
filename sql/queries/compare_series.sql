-- Against which official series is a figure held, and what comes of each?
select
    comparison.*, series.title as series_title, series.measure as series_measure, series.scope as series_scope, series.population as series_population,
    release.title as release_title
from comparison
join series using (series)
join release on release.release = comparison.needed_release
where comparison.figure = $figure
order by
    comparison.basis desc,
    list_position(['same', 'reading', 'part', 'whole', 'unlike'], comparison.role), comparison.exact_cut desc, comparison.points desc, comparison.series;
