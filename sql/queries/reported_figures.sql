-- Which figures were stated, by whom, in which words, for which period, and which range do the words allow?
select
    reported_figure.figure,
    reported_figure.speaker,
    reported_figure.role,
    reported_figure.organization,
    reported_figure.official,
    reported_figure.stated_on,
    reported_figure.printed_date,
    reported_figure.date_reason,
    reported_figure.measure,
    measure.title as measure_title,
    reported_figure.scope,
    scope.title as scope_title,
    reported_figure.kind,
    reported_figure.unit,
    reported_figure.qualifier,
    reported_figure.value,
    figure_range.low,
    figure_range.high,
    figure_range.rule as range_rule,
    reported_figure.range_reason,
    reported_figure.period,
    reported_figure.period_start,
    reported_figure.period_end,
    reported_figure.period_reason,
    reported_figure.text,
    reported_figure.quote,
    reported_figure.seeds,
    reported_figure.derived_from,
    reported_figure.supersedes,
    reported_figure.note
from reported_figure
join measure using (measure)
join scope using (scope)
left join figure_range using (figure)
order by reported_figure.stated_on, reported_figure.figure;
