-- How many figures of each series of a release did later editions revise, in which direction, and by how much?
select
    series.series, series.title, scope.title as scope_title, series.unit,
    count(distinct revision.finding) as figures,
    count(distinct (revision.edition, revision.previous)) as pairs,
    count(*) filter (where beyond_rounding) as beyond_rounding,
    count(*) filter (where direction = 'up') as up,
    count(*) filter (where direction = 'down') as down,
    median(abs(relative)) as median_size,
    max(abs(relative)) as largest,
    sum(absolute) as total_change
from revision
join series using (series)
join scope using (scope)
where revision.release = $release
group by all
order by series.title, series.series;
