-- Which releases tabulate what a stated figure counts, so that the statement shows that the data exist?
--
-- Method. The figure is a count of which the words say that it is more than none ("thousands", "under a million" say nothing of a
-- tabulation), for all, stated by an official. The release has a series of that very measure, in the same scope or a part of
-- it, in a unit that fits. A word that can stand for several measures counts only where the release has a series of each of
-- them: whichever was meant, it is there. The least that the words allow must exceed what was printed, by any release, for days of
-- its period by then: else what is out bears the words out, or may be what is meant, and nothing more need have been counted.
create temp view printed_by_then as
-- at most: what began before the period counts whole, and parts of a scope are added though they may overlap
select figure, release, max(printed) as printed
from (
    select figure, release, side, sum(printed) as printed
    from (
        select
            comparator.figure, series.release, series.series,
            case comparator.scope_relation when 'same' then series.series else 'parts' end as side,
            sum(highest) as printed
        from comparator
        join series using (series)
        join (
            -- of a year to date the last point of each year
            select figure.figure, observation.series, observation.period_start,
                case when not each.cumulative then observation.period_end end as period_end, max(observation.high) as highest
            from comparator
            join reported_figure as figure on figure.figure = comparator.figure
            join series as each on each.series = comparator.series
            join observation on observation.series = comparator.series and observation.known_on <= figure.known_on
                and observation.period_end between figure.period_start and figure.period_end
            group by all
        ) as printed on printed.figure = comparator.figure and printed.series = series.series
        where comparator.scope_relation in ('same', 'part')
        group by comparator.figure, series.release, series.series, side
    )
    group by figure, release, side
)
group by figure, release;

create table tabulation as
select figure.figure, series.release, list_sort(list(distinct series.series)) as series
from comparator
join series using (series)
join reported_figure as figure on figure.figure = comparator.figure
join figure_range on figure_range.figure = figure.figure
join measure on measure.measure = figure.measure
where figure.official
    and figure.kind = 'level'
    and figure.population = 'all'
    and figure.period_end <= figure.stated_on
    and figure.value > 0 and figure.qualifier in ('exact', 'over', 'at least', 'nearly', 'about')
    and comparator.measure_relation in ('same', 'reading')
    and comparator.scope_relation in ('same', 'part')
    and comparator.population_relation = 'same'
    and comparator.unit_relation <> 'unlike'
    and not exists (select 1 from printed_by_then as out where out.figure = figure.figure and out.printed >= figure_range.low)
group by figure.figure, series.release
having count(distinct series.measure) >= greatest(any_value(len(measure.may_mean)), 1)
order by figure.figure, series.release;

comment on table tabulation is 'Statements of officials that show that the data of a release exist: it tabulates what they count.';
comment on column tabulation.figure is 'The reported figure.';
comment on column tabulation.release is 'The release.';
comment on column tabulation.series is 'Its series of that measure.';
