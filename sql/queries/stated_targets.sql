-- Which yearly targets for removals or deportations were stated, by whom and when?
select
    reported_figure.figure,
    reported_figure.speaker,
    reported_figure.organization,
    reported_figure.stated_on,
    reported_figure.measure,
    measure.title as measure_title,
    scope.title as scope_title,
    reported_figure.qualifier,
    reported_figure.value,
    reported_figure.unit,
    reported_figure.period,
    reported_figure.period_end,
    cast(year(coalesce(reported_figure.period_end, reported_figure.stated_on)) as integer) as target_year,
    reported_figure.quote
from reported_figure
join measure using (measure)
join scope using (scope)
where
    reported_figure.kind = 'target'
    and reported_figure.value is not null
    and reported_figure.measure in ('deportation', 'repatriation', 'removal', 'ice-removal')
order by reported_figure.stated_on, reported_figure.figure;
