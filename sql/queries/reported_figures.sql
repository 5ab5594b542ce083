-- Which figures were stated, by whom, in which words, for which period; which range do the words allow; and what can be
-- said of each, with what could be known when it was said and with the newest vintage?
--
-- so_far_low and so_far_high: where the verdict on a rate rests on the part of its period that was over when it was stated, the
-- official range of that part; said_so_far_* the same for the verdict of that day.
with so_far as (
    select comparison.figure, comparison.basis, min(comparison.official_low) as low, max(comparison.official_high) as high
    from comparison
    join reported_figure as figure using (figure)
    where figure.kind = 'rate' and figure.period_end > figure.stated_on
        and comparison.verdict in ('above', 'below', 'consistent') and list_contains(comparison.differs, 'period')
    group by comparison.figure, comparison.basis
)
select
    reported_figure.figure,
    reported_figure.speaker,
    reported_figure.role,
    reported_figure.organization,
    reported_figure.official,
    reported_figure.stated_on,
    strftime(reported_figure.stated_on, '%Y-%m') as stated_month,
    reported_figure.printed_date,
    reported_figure.date_reason,
    reported_figure.measure,
    measure.title as measure_title,
    reported_figure.scope,
    scope.title as scope_title,
    reported_figure.population,
    population.title as population_title,
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
    reported_figure.quote_seen,
    said.verdict as said_verdict,
    said.reason as said_reason,
    latest.verdict,
    latest.reason,
    latest.relations,
    so_far.low as so_far_low,
    so_far.high as so_far_high,
    said_so_far.low as said_so_far_low,
    said_so_far.high as said_so_far_high,
    record_clock.as_of_on,
    record_clock.as_of_on - reported_figure.stated_on as days_since,
    reported_figure.seeds,
    reported_figure.derived_from,
    reported_figure.supersedes,
    correction.figure as corrected_by,
    correction.stated_on as corrected_on,
    reported_figure.note
from reported_figure
join measure using (measure)
join scope using (scope)
join population using (population)
join figure_verdict as said on said.figure = reported_figure.figure and said.basis = 'said'
join figure_verdict as latest on latest.figure = reported_figure.figure and latest.basis = 'latest'
left join so_far on so_far.figure = latest.figure and so_far.basis = 'latest' and latest.verdict in ('above', 'below', 'consistent')
left join so_far as said_so_far on said_so_far.figure = said.figure and said_so_far.basis = 'said' and said.verdict in ('above', 'below', 'consistent')
cross join record_clock
left join figure_range on figure_range.figure = reported_figure.figure
left join (
    select supersedes, arg_max(figure, (stated_on, figure)) as figure, max(stated_on) as stated_on
    from reported_figure
    where supersedes <> ''
    group by supersedes
) as correction on correction.supersedes = reported_figure.figure
order by reported_figure.stated_on, reported_figure.figure;
