-- Which missing edition of which release would let a figure be checked? One row per figure, release and edition.
--
-- Only figures that can not be checked with the newest vintage, or whose scope alone is printed, and that their speaker did not
-- correct. Series of what the figure counts come first (role same or reading); parts and wholes are taken only where there is
-- no such series with an edition missing. The edition named holds the end of the period; a period over several editions needs
-- those before it as well.
-- For a claim of order: the editions that would hold the years without a value.
--
-- Does it hold the figure, or bound it? It holds it (holds) only where a series of it counts just what is stated, of a period that
-- was over, and its own periods cut exactly the one stated: whole months, fiscal years or calendar years of a count, or the very
-- day, month or year of a stock. Which days a count by fiscal year to date, or an edition without a fixed period, will print
-- nobody knows beforehand. Else bound_because says why
-- it would only bound the figure: part or whole (it counts a part, or more), people (it counts events), period (its periods cut
-- other days), not_yet_over (the period was running when the figure was stated).
-- Status of the edition: on the day of the statement, as known now; and now. Status of the release: on that day, as known now; and now.
with cut as (
    -- where the periods of a series begin and end with that of the figure
    select
        comparator.figure, comparator.series, comparator.unit_relation, figure.kind, figure_range.unit_per, measure.nature,
        figure.period_end > figure.stated_on as is_running,
        date_diff('month', figure.period_start, figure.period_end + 1) as months,
        case series.frequency
            when 'day' then 0
            when 'month' then 1
            when 'fiscal_year' then 12
            when 'year' then 12
        end as cell_months,
        day(figure.period_start) = 1 and day(figure.period_end + 1) = 1 as is_of_months,
        case series.frequency
            when 'day' then true
            when 'month' then is_of_months
            when 'fiscal_year' then is_of_months and month(figure.period_start) = 10 and months % 12 = 0
            when 'year' then is_of_months and month(figure.period_start) = 1 and months % 12 = 0
            else false
        end as is_of_cells,
        case
            when nature <> 'flow' then is_of_cells
                and case cell_months when 0 then figure.period_start = figure.period_end else months = cell_months end
            when figure.kind = 'maximum' then is_of_cells and unit_per = 'year' and cell_months = 12
            when figure.kind = 'rate' then is_of_cells
                and case unit_per when 'day' then true when 'month' then is_of_months else is_of_months and months % 12 = 0 end
            else is_of_cells
        end as is_cut
    from comparator
    join reported_figure as figure using (figure)
    join figure_range using (figure)
    join series using (series)
    join measure on measure.measure = figure.measure
),
compared as (
    select
        latest.figure, latest.needed_release as release, latest.needed_ref as ref, latest.series, latest.role,
        latest.role in ('same', 'reading') as is_direct,
        list_filter([
            case when latest.role in ('part', 'whole') then latest.role end,
            case when cut.unit_relation = 'people' then 'people' end,
            case when not coalesce(cut.is_cut, false) or (cut.cell_months = 0 and latest.needed_ref is null) then 'period' end,
            case when cut.is_running then 'not_yet_over' end
        ], lambda x: x is not null) as bound_because,
        said.needed_status_known_now as said_status,
        latest.needed_status_known_now as latest_status
    from comparison as latest
    join comparison as said
        on said.figure = latest.figure and said.series = latest.series and said.basis = 'said'
    join figure_verdict as verdict on verdict.figure = latest.figure and verdict.basis = 'latest'
    join cut on cut.figure = latest.figure and cut.series = latest.series
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
        [] as bound_because,
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
        bool_or(len(bound_because) = 0) as holds,
        case when not bool_or(len(bound_because) = 0) then list_sort(list_distinct(flatten(list(bound_because)))) end as bound_because,
        list_sort(list(series)) as series
    from nearest
    where figure not in (select supersedes from reported_figure where supersedes <> '')
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
    grouped.holds,
    grouped.bound_because,
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
