-- Which counts of removals or deportations were reported for the time since a day ($since)? One row per figure, by scope.
-- Targets, rates and shares are other kinds of statement and are not drawn with counts; sums of this record's own are not
-- statements at all. What its own speaker corrected stands on its page, and not in line with counts.
select
    reported_figure.figure,
    reported_figure.scope,
    scope.title as scope_title,
    reported_figure.measure,
    measure.title as measure_title,
    reported_figure.speaker,
    reported_figure.organization,
    reported_figure.official,
    reported_figure.kind,
    reported_figure.qualifier,
    reported_figure.value,
    figure_range.low,
    figure_range.high,
    reported_figure.unit,
    reported_figure.stated_on,
    reported_figure.period_start,
    reported_figure.period_end,
    reported_figure.quote,
    source.publisher as source_publisher,
    source.grade as source_grade,
    source.url as source_url
from reported_figure
join measure using (measure)
join scope using (scope)
join figure_range using (figure)
left join source on source.source = reported_figure.sources[1]
where
    reported_figure.period_start = cast($since as date)
    and reported_figure.kind = 'level'
    and reported_figure.measure in (
        'deportation', 'repatriation', 'removal', 'ice-removal', 'enforcement-return', 'administrative-return'
    )
    and coalesce(figure_range.low, figure_range.high) is not null
    and reported_figure.figure not in (select supersedes from reported_figure where supersedes <> '')
order by reported_figure.scope, reported_figure.period_end, reported_figure.stated_on, reported_figure.figure;
