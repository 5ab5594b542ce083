-- Between which bounds does an official series lie for the period of a reported figure?
--
-- Twice: with what could be known before the day of the statement (basis said; what came out on the very day may have come after
-- it), and with the newest vintage (basis latest).
-- Method, never interpolation:
--   days, months, years
--                   sum of the cells whole within the period <= value <= sum of the cells that touch it, where these
--                   cover it without a gap; else the upper end is open
--   year to date    within each fiscal year, the point at or before a day and the point at or after it bound the count on
--                   that day; the count of the period is the difference; no later point: open above
--   stocks, rates   the value printed for that very day or period; else nothing: they can not be added up
-- A rate is the count divided by the months or days of the period. A change is held against the same period a year
-- before, where that is the base that it is stated against; of another base nothing is said. Distinct people do not add up: of a flow of people only a cell of the very period counts. A maximum over years is the greatest yearly value, where the stretch is made of years as the series has them: fiscal
-- years or calendar years. Rounding of each cell is part of its bounds.
--
-- A rate that was stated before its period was over speaks of what had passed. So it is held against the stretch up to the end of
-- the last whole day, month or year that was over on that day (so_far), where the cells cut exactly that stretch; else the range
-- of the whole period is shown, and decides nothing.
--
-- Points of a year to date are printed once each, in one edition each, and never again. Between two editions an agency counts
-- late what lies before the first, and takes back what it had counted; so the difference of their points is not the count of
-- the days between them, and nothing printed says by how much it is off. Therefore a bound rests on one edition:
--   from the first of October on, a point alone is the bound;
--   later in the year, a difference is a bound only where one edition prints both points; else the low bound is 0, and the
--   high bound is the point at the end, which holds the whole year and so the period as well.
-- A period is a first print (92_first_print) until a later edition prints it again: what is counted late is added in later
-- editions, and what was counted wrongly is taken back. A count that rests on one decides nothing. The editions of a yearly
-- release are taken as final. A year to date that falls bounds nothing either (falls).
-- The difference across editions is kept beside it (printed_low, printed_high) and shown, and never decides (across_editions).
--
-- Where values are printed and yet give no range, obstacle says why: period (the series is not cut so that the period can be
-- made of it), zero_base (a change against nothing).
create table official_range as
with basis as (
    select 'said' as basis union all select 'latest'
),
stated as (
    select
        figure.figure, figure.kind, figure.stated_on, measure.nature,
        figure.period_start, figure.period_end,
        figure_range.unit_per as per,
        figure.base_start is not distinct from cast(figure.period_start - interval 1 year as date)
            and figure.base_end is not distinct from
                cast(figure.period_end + interval 1 day - interval 1 year - interval 1 day as date) as is_to_year_before
    from reported_figure as figure
    join figure_range using (figure)
    join measure on measure.measure = figure.measure
    where figure.period_start is not null
        and figure.kind in ('level', 'derived', 'rate', 'maximum', 'change')
),
asked as (
    -- a change asks for two periods: the one stated, and the same a year before
    select *, 'stated' as which from stated
    union all
    select * replace (
        cast(period_start - interval 1 year as date) as period_start,
        cast(period_end + interval 1 day - interval 1 year - interval 1 day as date) as period_end
    ), 'year before'
    from stated where kind = 'change' and is_to_year_before
    union all
    -- a rate stated before its period was over asks for the stretch so far as well
    select * replace (cast(case per
        when 'day' then stated_on
        when 'month' then date_trunc('month', stated_on + 1) - interval 1 day
        when 'year' then period_start + to_years(cast(date_sub('year', period_start, stated_on + 1) as integer)) - interval 1 day
    end as date) as period_end), 'so far'
    from stated where kind = 'rate' and period_end > stated_on and per <> ''
),
candidate as (
    select
        asked.*, comparator.series, series.frequency, series.cumulative,
        basis.basis,
        case basis.basis when 'said' then asked.stated_on - 1 else date '9999-12-31' end as known_by,
        counted.counts = 'people' and counted.nature = 'flow' as is_of_people
    from asked
    join comparator using (figure)
    join series using (series)
    join measure as counted on counted.measure = series.measure
    cross join basis
    where comparator.role <> 'unlike' and comparator.unit_relation <> 'unlike'
        and (asked.kind <> 'rate' or (asked.per <> '' and asked.nature = 'flow'))
),
value_then as (
    select
        candidate.figure, candidate.series, candidate.basis, candidate.which, candidate.kind, candidate.per, candidate.nature,
        candidate.frequency, candidate.stated_on, candidate.period_start as asked_start, candidate.period_end as asked_end,
        vintage.period_start, vintage.period_end, vintage.low, vintage.high, vintage.value, vintage.edition,
        edition.published_on,
        first_print.edition is not null as is_first_print,
        candidate.is_of_people and (vintage.period_start <> asked_start or vintage.period_end <> asked_end) as is_part_of_people,
        make_date(year(vintage.period_end) + (month(vintage.period_end) >= 10)::int, 9, 30) as fiscal_end
    from candidate
    join observation_vintage as vintage
        on vintage.series = candidate.series
        and vintage.known_on <= candidate.known_by
        and (vintage.replaced_on is null or vintage.replaced_on > candidate.known_by)
    left join first_print on first_print.series = vintage.series and first_print.edition = vintage.edition
        and first_print.period_start = vintage.period_start and first_print.period_end = vintage.period_end
    join edition on edition.edition = vintage.edition
    where candidate.period_start <= candidate.period_end
),
-- months, years: cells within, cells that touch
counted as (
    select
        figure, series, basis, which, kind, per,
        sum(low) filter (where period_start >= asked_start and period_end <= asked_end) as low,
        case
            when sum(least(period_end, asked_end) - greatest(period_start, asked_start) + 1) = any_value(asked_end - asked_start) + 1
                and not bool_or(overlaps_next)
            then sum(high)
        end as high,
        bool_and(period_start >= asked_start and period_end <= asked_end) and not bool_or(overlaps_next)
            and sum(period_end - period_start + 1) = any_value(asked_end - asked_start) + 1 as exact_cut,
        count(*) as points, bool_or(is_first_print) as first_print,
        arg_min(edition, (published_on, edition)) as first_edition, arg_max(edition, (published_on, edition)) as last_edition,
        string_agg(
            period_start || ' to ' || period_end || ': ' || format('{:,}', cast(value as bigint)), '; ' order by period_start
        ) as working
    from (
        -- a month printed as far as it had run is no whole month; cells that overlap are not added
        select *, coalesce(
            lead(period_start) over (partition by figure, series, basis, which order by period_start, period_end) <= period_end, false
        ) as overlaps_next
        from value_then
        where nature = 'flow' and frequency in ('day', 'month', 'fiscal_year', 'year') and kind <> 'maximum'
            and period_start <= asked_end and period_end >= asked_start
    )
    group by figure, series, basis, which, kind, per
    having not bool_or(overlaps_next) and not bool_or(is_part_of_people)
),
-- the greatest yearly value of a stretch of years
yearly as (
    select *,
        per = 'year' and frequency in ('fiscal_year', 'year')
        and month(asked_start) = case frequency when 'year' then 1 else 10 end and day(asked_start) = 1
        and month(asked_end + 1) = case frequency when 'year' then 1 else 10 end and day(asked_end + 1) = 1 as is_of_its_years
    from (
        select figure, series, basis, which, kind, per, nature, frequency, period_start, period_end, low, high, value, edition,
            published_on, is_first_print, asked_start, asked_end
        from value_then
    )
),
greatest_year as (
    select
        figure, series, basis, which, kind, per,
        max(low) filter (where period_start >= asked_start and period_end <= asked_end) as low,
        case when count(*) = date_diff('year', min(period_start), max(period_end) + 1)
            and min(period_start) <= any_value(asked_start) and max(period_end) >= any_value(asked_end) then max(high) end as high,
        count(*) = date_diff('year', min(period_start), max(period_end) + 1)
            and min(period_start) = any_value(asked_start) and max(period_end) = any_value(asked_end) as exact_cut,
        count(*) as points, bool_or(is_first_print) as first_print,
        arg_min(edition, (published_on, edition)) as first_edition, arg_max(edition, (published_on, edition)) as last_edition,
        'greatest of ' || count(*) || ' years: ' || format('{:,}', cast(max(value) as bigint))
            || ' in the year to ' || arg_max(period_end, value) as working
    from yearly
    where nature = 'flow' and kind = 'maximum' and is_of_its_years
        and period_start <= asked_end and period_end >= asked_start
    group by figure, series, basis, which, kind, per
),
-- year to date: each fiscal year that the period touches
fiscal_segment as (
    select distinct
        figure, series, basis, which, kind, per, asked_start, asked_end, fiscal_end,
        greatest(asked_start, make_date(year(fiscal_end) - 1, 10, 1)) as segment_start,
        least(asked_end, fiscal_end) as segment_end
    from (
        select figure, series, basis, which, kind, per, asked_start, asked_end,
            unnest(generate_series(
                year(asked_start) + (month(asked_start) >= 10)::int, year(asked_end) + (month(asked_end) >= 10)::int
            )) as fiscal_year,
            make_date(fiscal_year, 9, 30) as fiscal_end
        from value_then
        where nature = 'flow' and frequency = 'fiscal_year_to_date' and kind <> 'maximum'
    )
),
point as (
    select *, coalesce(
        max(low) over (
            partition by figure, series, basis, which, fiscal_end order by period_end rows between unbounded preceding and 1 preceding
        ) > high, false) as falls_here
    from (
        select distinct figure, series, basis, which, fiscal_end, period_end, low, high, value, edition, published_on, is_first_print
        from value_then
        where nature = 'flow' and frequency = 'fiscal_year_to_date' and kind <> 'maximum' and not is_part_of_people
    )
),
bounded as (
    select
        segment.figure, segment.series, segment.basis, segment.which, segment.kind, segment.per, segment.fiscal_end,
        segment.segment_start, segment.segment_end,
        segment.segment_start = make_date(year(segment.fiscal_end) - 1, 10, 1) as from_year_start,
        coalesce(arg_max(point.low, point.period_end) filter (where point.period_end <= segment.segment_end), 0) as end_low,
        arg_min(point.high, point.period_end) filter (where point.period_end >= segment.segment_end) as end_high,
        coalesce(arg_max(point.low, point.period_end) filter (where point.period_end < segment.segment_start), 0) as start_low,
        arg_min(point.high, point.period_end) filter (where point.period_end >= segment.segment_start - 1) as start_high,
        arg_max(point.edition, point.period_end) filter (where point.period_end <= segment.segment_end) as end_low_edition,
        coalesce(arg_min(point.is_first_print, point.period_end) filter (where point.period_end >= segment.segment_end), false)
            or coalesce(arg_max(point.is_first_print, point.period_end) filter (where point.period_end <= segment.segment_end), false)
            as first_print,
        bool_or(point.falls_here) as falls,
        arg_min(point.edition, point.period_end) filter (where point.period_end >= segment.segment_end) as end_high_edition,
        arg_max(point.edition, point.period_end) filter (where point.period_end < segment.segment_start) as start_low_edition,
        arg_min(point.edition, point.period_end) filter (where point.period_end >= segment.segment_start - 1)
            as start_high_edition,
        bool_or(point.period_end = segment.segment_end) as end_exact,
        bool_or(point.period_end = segment.segment_start - 1) as start_exact,
        count(point.value) as points,
        min({'published_on': point.published_on, 'edition': point.edition}) as first_named, max({'published_on': point.published_on, 'edition': point.edition}) as last_named,
        max(point.period_end) filter (where point.period_end <= segment.segment_end) as last_point_on,
        min(point.period_end) filter (where point.period_end >= segment.segment_end) as next_point_on,
        max(point.period_end) filter (where point.period_end < segment.segment_start) as point_before_on,
        min(point.period_end) filter (where point.period_end >= segment.segment_start - 1) as first_point_on
    from fiscal_segment as segment
    left join point using (figure, series, basis, which, fiscal_end)
    group by all
),
segment_range as (
    select
        *,
        case
            when from_year_start then end_low
            when start_high is null then 0
            else greatest(end_low - start_high, 0)
        end as printed_low,
        case when from_year_start then end_high else end_high - start_low end as printed_high,
        -- a bound rests on one edition
        case when from_year_start or end_low_edition is not distinct from start_high_edition then printed_low else 0 end as low,
        case
            when from_year_start or end_high_edition is not distinct from start_low_edition then printed_high else end_high
        end as high,
        low <> printed_low or coalesce(high <> printed_high, false) as across_editions,
        coalesce(end_exact, false) and (from_year_start or coalesce(start_exact, false)) as exact_cut
    from bounded
),
to_date as (
    select
        figure, series, basis, which, kind, per,
        sum(low) as low,
        case when count(*) = count(high) then sum(high) end as high,
        sum(printed_low) as printed_low,
        case when count(*) = count(printed_high) then sum(printed_high) end as printed_high,
        bool_or(across_editions) as across_editions,
        coalesce(bool_or(first_print), false) as first_print,
        coalesce(bool_or(falls), false) as falls,
        bool_and(exact_cut) as exact_cut,
        sum(points) as points,
        min(first_named).edition as first_edition, max(last_named).edition as last_edition,
        string_agg(
            segment_start || ' to ' || segment_end || ': from ' || format('{:,}', cast(printed_low as bigint)) || ' to '
            || coalesce(format('{:,}', cast(printed_high as bigint)), 'open')
            || ' (' || format('{:,}', cast(end_low as bigint)) || ' on ' || coalesce(last_point_on::varchar, 'no day')
            || case when next_point_on = last_point_on then ''
                else ', ' || coalesce(format('{:,}', cast(end_high as bigint)) || ' on ' || next_point_on, 'no later point') end
            || case when from_year_start then ''
                else '; before: ' || format('{:,}', cast(start_low as bigint)) || ' on ' || coalesce(point_before_on::varchar, 'no day')
                || case when first_point_on = point_before_on then ''
                    else ', ' || coalesce(format('{:,}', cast(start_high as bigint)) || ' on ' || first_point_on, 'no later point') end
                end
            || ')' || case when across_editions then ', across editions' else '' end, '; ' order by segment_start
        ) as working
    from segment_range
    group by figure, series, basis, which, kind, per
    having sum(points) > 0
),
-- stocks, rates: the value printed for that very day or period
printed_for_it as (
    select
        figure, series, basis, which, kind, per,
        min(low) as low, max(high) as high, true as exact_cut, count(*) as points,
        -- a stock of one day is printed once; an average or the stock of a month is counted again
        bool_or(is_first_print and frequency <> 'day') as first_print,
        arg_min(edition, (published_on, edition)) as first_edition, arg_max(edition, (published_on, edition)) as last_edition,
        string_agg(period_end || ': ' || format('{:,}', cast(value as bigint)), '; ' order by period_end) as working
    from value_then
    where nature <> 'flow' and period_start = asked_start and period_end = asked_end
    group by figure, series, basis, which, kind, per
),
together as (
    select * replace (
        coalesce(across_editions, false) as across_editions,
        coalesce(first_print, false) as first_print,
        coalesce(falls, false) as falls,
        case when across_editions then printed_low else low end as printed_low,
        case when across_editions then printed_high else high end as printed_high
    )
    from (
        select * from counted
        union all by name
        select * from greatest_year
        union all by name
        select * from to_date
        union all by name
        select * from printed_for_it
    )
),
changed as (
    -- against nothing there is no change; against what may be nothing it is open above
    select
        now.figure, now.series, now.basis, now.kind, now.per,
        round(100 * (greatest(now.low, 0) / nullif(before.high, 0) - 1), 9) as low,
        round(100 * (now.high / nullif(greatest(before.low, 0), 0) - 1), 9) as high,
        round(100 * (greatest(now.printed_low, 0) / nullif(before.printed_high, 0) - 1), 9) as printed_low,
        round(100 * (now.printed_high / nullif(greatest(before.printed_low, 0), 0) - 1), 9) as printed_high,
        now.across_editions or before.across_editions as across_editions,
        now.first_print or before.first_print as first_print,
        now.falls or before.falls as falls,
        before.high = 0 as is_zero_base,
        now.exact_cut and before.exact_cut as exact_cut,
        now.points + before.points as points,
        before.first_edition, now.last_edition,
        now.working || '; a year before: ' || before.working as working
    from together as now
    join together as before using (figure, series, basis)
    where now.which = 'stated' and before.which = 'year before'
),
divided as (
    select
        together.* exclude (low, high, printed_low, printed_high, working),
        round(greatest(coalesce(together.low, 0), 0) / divisor.units, 9) as low,
        round(together.high / divisor.units, 9) as high,
        round(greatest(coalesce(together.printed_low, 0), 0) / divisor.units, 9) as printed_low,
        round(together.printed_high / divisor.units, 9) as printed_high,
        together.working || case when together.per <> '' and together.kind = 'rate'
            then '; divided by ' || cast(divisor.units as integer) || ' ' || together.per || 's' else '' end as working
    from together
    join asked using (figure, which)
    cross join lateral (
        select case
            when together.kind <> 'rate' or together.per = '' then 1
            when together.per = 'day' then asked.period_end - asked.period_start + 1
            -- of a month or a year there is a rate only where the period begins and ends with whole ones
            when day(asked.period_start) <> 1 or day(asked.period_end + 1) <> 1 then 0
            when together.per = 'month' then date_diff('month', asked.period_start, asked.period_end + 1)
            when date_diff('month', asked.period_start, asked.period_end + 1) % 12 = 0
                then date_diff('month', asked.period_start, asked.period_end + 1) // 12
            else 0
        end as units
    ) as divisor
    where together.kind <> 'change' and divisor.units > 0
),
ranged as (
    -- the stretch so far, where the cells cut it exactly; else the period as stated
    select *, which = 'so far' as so_far
    from divided
    where which <> 'so far' or (exact_cut and low is not null and high is not null)
    qualify row_number() over (partition by figure, series, basis order by which) = 1
    union all by name
    select * from changed
),
obstacle as (
    select figure, series, basis, 'zero_base' as obstacle
    from changed
    where is_zero_base
    union
    -- a stock or a rate of other days than those that the series prints
    select value_then.figure, value_then.series, value_then.basis, 'period'
    from value_then
    where nature <> 'flow' and (
        (frequency = 'day' and asked_start < asked_end) or (period_start <= asked_end and period_end >= asked_start)
    )
    union
    -- a change against another period than the one a year before
    select value_then.figure, value_then.series, value_then.basis, 'period'
    from value_then
    join stated using (figure)
    where stated.kind = 'change' and not stated.is_to_year_before
    union
    -- distinct people of other periods than the very one
    select figure, series, basis, 'period'
    from value_then
    where is_part_of_people and period_start <= asked_end and period_end >= asked_start
    union
    -- of a month or a year, where the period does not begin and end with whole ones
    select figure, series, basis, 'period'
    from together
    where kind = 'rate'
    union
    -- a greatest day or month, or a greatest year of a stretch that is not made of years as the series has them
    select figure, series, basis, 'period'
    from yearly
    where nature = 'flow' and kind = 'maximum' and not is_of_its_years
)
select
    figure, series, basis, low, high, printed_low, printed_high, coalesce(across_editions, false) as across_editions,
    coalesce(first_print, false) as first_print, coalesce(falls, false) as falls, coalesce(so_far, false) as so_far,
    coalesce(exact_cut, false) as exact_cut, coalesce(points, 0) as points, first_edition, last_edition, working,
    case when low is null and high is null then obstacle end as obstacle
from (select * from ranged where low is not null or high is not null)
full join (select figure, series, basis, min(obstacle) as obstacle from obstacle group by figure, series, basis)
    using (figure, series, basis)
order by figure, series, basis;

comment on table official_range is 'Between which bounds an official series lies for the period of a reported figure; by bounds, never by interpolation.';
comment on column official_range.figure is 'The reported figure.';
comment on column official_range.series is 'The official series.';
comment on column official_range.basis is 'said: with what could be known on the day of the statement; latest: with the newest vintage.';
comment on column official_range.low is 'Least value that the printed cells allow.';
comment on column official_range.high is 'Greatest value that they allow; empty: open above.';
comment on column official_range.printed_low is 'As low, with differences of points of two editions taken at their face; such a difference is shown, and never decides.';
comment on column official_range.printed_high is 'As high, likewise; empty: open above.';
comment on column official_range.across_editions is 'True where printed_low and printed_high rest on a difference across editions; low and high are then the wider bounds that one edition gives.';
comment on column official_range.first_print is 'True where the range rests on a period that was printed once, as the newest of its edition: later editions add to it and take from it.';
comment on column official_range.falls is 'True where a later point of a year to date is less than an earlier one.';
comment on column official_range.so_far is 'True where the range is that of the days, months or years that were over when a rate was stated, and not of its whole period.';
comment on column official_range.exact_cut is 'True where the printed periods cut exactly the period of the figure.';
comment on column official_range.points is 'How many printed values are behind it.';
comment on column official_range.first_edition is 'First edition used, by its day of publication.';
comment on column official_range.last_edition is 'Last edition used, likewise.';
comment on column official_range.working is 'The printed values, and how they bound the period.';
comment on column official_range.obstacle is 'Why printed values give no range: period or zero_base; empty where they give one.';
