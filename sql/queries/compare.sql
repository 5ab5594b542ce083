-- What can be said of each reported figure? One row a figure, with both verdicts; every filter may be empty.
select
    figure.figure, figure.stated_on, figure.speaker, figure.organization, figure.measure, figure.scope, figure.population, figure.kind,
    figure.text, figure.quote, figure.unit, figure.period, figure.period_start, figure.period_end, figure.value, figure.qualifier,
    figure_range.low, figure_range.high, figure_range.rule as range_rule,
    said.verdict as said_verdict, said.reason as said_reason,
    latest.verdict, latest.reason, latest.relations, figure.seeds
from reported_figure as figure
join figure_range using (figure)
join figure_verdict as said on said.figure = figure.figure and said.basis = 'said'
join figure_verdict as latest on latest.figure = figure.figure and latest.basis = 'latest'
where ($figure is null or figure.figure = $figure)
    and ($speaker is null or contains(lower(figure.speaker || ' ' || figure.organization), lower($speaker)))
    and ($measure is null or figure.measure = $measure)
    and ($scope is null or figure.scope = $scope)
    and ($verdict is null or latest.verdict = $verdict)
    and ($said is null or said.verdict = $said)
    and ($reason is null or $reason in (latest.reason, said.reason))
    and ($since is null or figure.stated_on >= $since)
    and ($until is null or figure.stated_on <= $until)
order by figure.stated_on, figure.figure;
