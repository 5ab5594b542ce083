-- Which missing edition of which release would let a figure be checked? One row per figure, release and edition.
--
-- Only figures that can not be checked with the newest vintage, or whose scope alone is printed. Series of what the figure
-- counts come first (role same or reading); parts and wholes are taken only where there is no such series with an edition
-- missing. The edition named holds the end of the period; a period over several editions needs those before it as well.
-- For a claim of order: the editions that would hold the years without a value.
-- Status of the edition: on the day of the statement, as known now; and now. Status of the release: on that day, as known now; and now.
with compared as (
    select
        latest.figure, latest.needed_release as release, latest.needed_ref as ref, latest.series, latest.role,
        latest.role in ('same', 'reading') as is_direct,
        said.needed_status_known_now as said_status,
        latest.needed_status_known_now as latest_status
    from comparison as latest
    join comparison as said
        on said.figure = latest.figure and said.series = latest.series and said.basis = 'said'
    join figure_verdict as verdict on verdict.figure = latest.figure and verdict.basis = 'latest'
    where latest.basis = 'latest'
        and (verdict.verdict = 'uncheckable' or verdict.reason = 'scope')
        and (
            latest.needed_status_known_now in ('withheld', 'overdue', 'not_looked', 'not_yet_due', 'never_published')
            or latest.reason = 'not_held'
        )
        and latest.role <> 'unlike'
        and latest.reason not in ('no_period', 'period', 'unit', 'zero_base')
),
ordered as (
    select
        latest.figure, latest.release, latest.ref, latest.series, 'reading' as role, true as is_direct,
        coalesce(said.reason, 'not_held') as said_status, latest.reason as latest_status
    from order_missing as latest
    join order_outcome as outcome
        on outcome.relation = latest.relation and outcome.label = latest.label and outcome.basis = 'latest' and outcome.outcome = 'undecided'
    join figure_verdict as verdict on verdict.figure = latest.figure and verdict.basis = 'latest' and verdict.verdict = 'uncheckable'
    left join order_missing as said
        on said.relation = latest.relation and said.label = latest.label and said.series = latest.series and said.year = latest.year
        and said.basis = 'said'
    where latest.basis = 'latest'
),
missing as (
    select * from compared union all select * from ordered
),
nearest as (
    select *
    from missing
    qualify is_direct = max(is_direct) over (partition by figure)
),
grouped as (
    select
        figure, release, ref,
        any_value(said_status) as said_status,
        any_value(latest_status) as latest_status,
        list_sort(list(distinct role)) as roles,
        list_sort(list(series)) as series
    from nearest
    group by figure, release, ref
)
select
    grouped.release,
    release.title as release_title,
    grouped.ref,
    grouped.figure,
    figure.speaker,
    figure.organization,
    figure.stated_on,
    figure.text,
    grouped.said_status,
    grouped.latest_status,
    held.status as release_status_said,
    release_status.status as release_status_latest,
    release_status.observed_through_on,
    grouped.roles,
    grouped.series,
    count(*) over (partition by grouped.release) as release_rows,
    (select count(distinct other.figure) from grouped as other where other.release = grouped.release) as release_figures
from grouped
join release using (release)
join reported_figure as figure using (figure)
left join release_status using (release)
left join status_interval as held
    on held.release = grouped.release
    and held.from_on <= figure.stated_on and (held.through_on is null or held.through_on >= figure.stated_on)
order by release_figures desc, grouped.release, grouped.ref, figure.stated_on, grouped.figure;
