-- Does a reported figure hold against an official series? One row for each figure, series and basis.
--
-- Method. The range of the figure is held against the range of the series for the same period. A verdict is drawn only where
-- the ranges decide it:
--   above        all that the words allow lies above all that the series allows
--   below        all that the words allow lies below it
--   consistent   the periods printed cut exactly the one stated, what rounding leaves open is no more than a tenth of the number
--                (one per cent point for a change), and the words meet it (within a tenth, for "nearly" and "about": close_low
--                and close_high of figure_range)
-- So of wide words, and of wide bounds, nothing is confirmed: widening either never turns what was undecided into a verdict.
-- Words that only bounds of other days bear out are undecided as well.
--
-- Units first: another unit than that of the series says nothing (unit). Where people are stated and events are counted, the people
-- are no more than the events: the series bounds them from above alone (events_or_people).
-- What was stated of a period before it was over is not judged by what came after (not_yet_over). A rate may agree with the whole
-- days, months or years that were over on that day (so_far); more is not said of it.
-- What rests on a first print (first_print) decides nothing, and confirms nothing. The newest edition of a yearly release
-- confirms, and accuses nobody until a later one prints the series. What agreed with the number printed when it was said, or
-- first after it, is not held against a later revision of it (revised_since).
-- A part bounds a whole only from below (series high becomes open), a whole bounds a part only from above (low becomes 0);
-- neither says anything of a change or of a greatest value. A series of an unlike population says nothing at all.
-- A difference of points of two editions (across_editions) is shown as printed and decides nothing.
-- Else the reason is given. Where values, or those that would close an open end, are missing: the edition that would hold
-- them (that of the end of the period; where that one is out, the first one before it of whose days no value was known), and how it stood on the day of the statement (basis said) or as of record_clock (basis latest). How it stood on that
-- day is told with all that is known at record_clock, also where it became known only after the statement (a stop that was
-- reported later, a late edition): needed_status_known_now, and the reasons withheld, overdue, not_yet_due, never_published and
-- not_looked that follow from it. The verdict itself, above, below or consistent, rests on values known by then alone.
create table comparison as
with edition_now as materialized (
    select * from edition_status
),
interval_now as materialized (
    select * from status_interval
),
missing_now as materialized (
    select * from edition_missing where status in ('overdue', 'withheld')
),
ended_series as (
    -- one series can end and its release go on
    select series, min(effective_on) as effective_on
    from event
    where series is not null and by_agency and kind in ('discontinued', 'removed')
        and not exists (
            select 1 from event as again
            where again.series = event.series and again.kind = 'resumed' and again.effective_on >= event.effective_on
        )
    group by series
),
basis as (
    select 'said' as basis union all select 'latest'
),
asked as (
    select
        comparator.*, basis.basis, series.release, series.frequency,
        figure.period_start, figure.period_end, figure.kind, figure.stated_on,
        case basis.basis when 'said' then figure.stated_on else (select as_of_on from record_clock) end as on_day,
        case basis.basis when 'said' then figure.stated_on - 1 else (select as_of_on from record_clock) end as known_by,
        figure_range.low as figure_low, figure_range.high as figure_high,
        figure_range.close_low, figure_range.close_high,
        measure.nature, release.frequency = 'annual' as is_yearly,
        release.due_interval_days is not null as by_interval
    from comparator
    join reported_figure as figure using (figure)
    join figure_range using (figure)
    join measure on measure.measure = figure.measure
    join series using (series)
    join release using (release)
    cross join basis
    where figure.kind in ('level', 'derived', 'rate')
        or (figure.kind in ('maximum', 'change') and comparator.role in ('same', 'reading', 'unlike'))
),
edition_then as (
    select
        asked.figure, asked.series, asked.basis, edition.ref, edition.period_end,
        edition.period_end >= asked.period_end as is_last,
        not exists (
            select 1 from observation_vintage as vintage
            where vintage.series = asked.series and vintage.known_on <= asked.known_by
                and vintage.period_start <= edition.period_end and vintage.period_end >= edition.period_end
        ) as is_missing,
        case
            when edition.published_by <= asked.on_day then 'not_held'
            when asked.on_day <= edition.due_on then 'not_yet_due'
            when edition.status in ('cancelled', 'discontinued') and edition.since_on <= asked.on_day then 'never_published'
            when exists (
                select 1 from ended_series
                where ended_series.series = asked.series and ended_series.effective_on <= asked.on_day
                    and edition.period_end > ended_series.effective_on
            ) then 'never_published'
            when exists (
                select 1 from missing_now as missing
                where missing.release = edition.release and missing.ref = edition.ref and missing.status = 'withheld'
                    and asked.on_day between missing.from_on and coalesce(missing.held_through_on, asked.on_day)
            ) then 'withheld'
            when edition.status in ('withheld', 'overdue', 'late') or exists (
                select 1 from missing_now as missing
                where missing.release = edition.release and missing.ref = edition.ref and missing.status = 'overdue'
                    and asked.on_day between missing.from_on and missing.through_on
            ) then 'overdue'
            else 'not_looked'
        end as reason
    from asked
    join edition_now as edition
        on edition.release = asked.release and not asked.by_interval
        and edition.period_start <= asked.period_end
        and edition.period_end >= case asked.nature when 'flow' then asked.period_start else asked.period_end end
),
needed as (
    select
        figure, series, basis,
        arg_min(ref, (case when is_last and reason <> 'not_held' then 1 when is_missing and reason <> 'not_held' then 2 when is_last then 3 end, period_end)) as ref,
        arg_min(reason, (case when is_last and reason <> 'not_held' then 1 when is_missing and reason <> 'not_held' then 2 when is_last then 3 end, period_end)) as reason
    from edition_then
    where is_last or (is_missing and reason <> 'not_held')
    group by figure, series, basis
),
needed_by_interval as (
    select
        asked.figure, asked.series, asked.basis,
        any_value(case
            when exists (
                select 1 from edition
                where edition.release = asked.release and edition.period_end >= asked.period_end and edition.known_on <= asked.on_day
            ) then 'not_held'
            when held.status in ('overdue', 'withheld') then held.status
            when held.status in ('unchecked', 'blocked', 'unreachable', 'unreadable') then 'not_looked'
            else 'not_yet_due'
        end) as reason
    from asked
    join interval_now as held
        on held.release = asked.release and asked.by_interval
        and held.from_on <= asked.on_day and coalesce(held.through_on, asked.on_day) >= asked.on_day
    group by asked.figure, asked.series, asked.basis
),
as_printed as (
    -- what was printed for that very period, when it was said or first after it, was the number; on the very day of the
    -- statement too, as it may have come first
    select distinct asked.figure, asked.series
    from asked
    join (
        select *, min(known_on) over (partition by series, period_start, period_end) as first_on from observation_vintage
    ) as vintage using (series, period_start, period_end)
    where asked.role in ('same', 'reading') and asked.unit_relation = 'same' and asked.kind in ('level', 'derived')
        and case when vintage.known_on <= asked.stated_on then coalesce(vintage.replaced_on >= asked.stated_on, true)
            else vintage.known_on = vintage.first_on end
        and coalesce(asked.close_low <= vintage.high, asked.close_high is not null)
        and coalesce(asked.close_high >= vintage.low, true)
),
ranged as (
    select
        asked.*,
        official.printed_low, official.printed_high, coalesce(official.across_editions, false) as across_editions,
        official.exact_cut, official.points, official.obstacle,
        official.first_edition, official.last_edition, official.working,
        case when asked.role = 'whole' or asked.unit_relation = 'people' then 0 else official.low end as official_low,
        case when asked.role = 'part' then null else official.high end as official_high,
        coalesce(official.first_print, false) as first_print, coalesce(official.falls, false) as points_fall, coalesce(official.so_far, false) as so_far,
        asked.period_end > asked.stated_on as is_running,
        as_printed.figure is not null as is_as_printed,
        official.figure is not null and official.obstacle is null as has_range,
        needed.ref as needed_ref,
        coalesce(needed.reason, needed_by_interval.reason, 'not_held') as needed_reason,
        coalesce(last_edition.published_on > asked.period_end + 366, false) as is_later_vintage,
        -- the newest year of the newest edition
        asked.is_yearly and asked.period_end >= last_edition.period_start and not exists (
            select 1 from edition as later
            join observation as printed on printed.edition = later.edition and printed.series = asked.series
            where later.release = asked.release and later.period_end > last_edition.period_end and later.known_on <= asked.known_by
        ) as is_last_yearly
    from asked
    left join official_range as official using (figure, series, basis)
    left join as_printed using (figure, series)
    left join edition as last_edition on last_edition.edition = official.last_edition
    left join needed using (figure, series, basis)
    left join needed_by_interval using (figure, series, basis)
),
weighed as (
    -- what the numbers as printed would decide, were a difference across editions a bound
    select
        *,
        points_fall or printed_low > printed_high or official_low > official_high as falls,
        role in ('same', 'reading') and unit_relation = 'same' and across_editions and (
            figure_low > printed_high
            or figure_high < printed_low
            or (printed_low >= coalesce(close_low, printed_low) and (close_high is null or printed_high <= close_high))
            or (exact_cut and figure_low >= printed_low and figure_high <= printed_high)
        ) as decides_across_editions,
        figure_low > official_high as is_above,
        figure_high < official_low as is_below,
        role in ('same', 'reading') and unit_relation = 'same' and exact_cut and not across_editions
            and official_high - official_low <= case when kind = 'change' then 1 else official_low / 10 end
            and (figure_low is not null or figure_high is not null)
            and coalesce(close_low <= official_high, true) and coalesce(close_high >= official_low, true) as agrees
    from ranged
),
decided as (
    select
        *,
        case
            when role = 'unlike' then 'population'
            when unit_relation = 'unlike' then 'unit'
            when period_start is null then 'no_period'
            when is_running and not so_far then 'not_yet_over'
            when obstacle is not null then obstacle
            when not has_range then needed_reason
            when falls then 'series_falls'
            when first_print and (is_above or is_below or agrees) then 'first_print'
            when is_last_yearly and (is_above or is_below) then 'first_print'
            when is_running and (is_above or is_below or not agrees) then 'not_yet_over'
            when is_above then 'above'
            when is_below then 'below'
            when agrees then 'consistent'
            when role in ('part', 'whole') then role
            when decides_across_editions then 'between_editions'
            when official_high is null and needed_reason in ('withheld', 'overdue', 'not_yet_due', 'never_published') then needed_reason
            when unit_relation = 'people' then 'events_or_people'
            else 'ranges_do_not_decide'
        end as outcome
    from weighed
),
settled as (
    -- What agreed with the number as it was printed when it was said is not held against a revision. A later vintage that says
    -- what the earlier one said is no mere later vintage.
    select * replace (
        case
            when outcome in ('above', 'below') and basis = 'latest' and (
                bool_or(basis = 'said' and (outcome = 'consistent' or (outcome = 'first_print' and agrees))) over one or is_as_printed
            ) then 'revised_since'
            else outcome
        end as outcome,
        is_later_vintage and not (
            basis = 'latest' and outcome = 'above' and bool_or(basis = 'said' and has_range and is_above and not is_later_vintage) over one
            or basis = 'latest' and outcome = 'below' and bool_or(basis = 'said' and has_range and is_below and not is_later_vintage) over one
        ) as is_later_vintage
    )
    from decided
    window one as (partition by figure, series, role)
)
select
    figure, series, basis, role, is_reading,
    case
        when outcome in ('above', 'below', 'consistent') then outcome
        when outcome = 'revised_since' then 'not_comparable'
        when outcome in ('part', 'whole', 'population', 'period', 'unit', 'events_or_people') then 'not_comparable'
        else 'uncheckable'
    end as verdict,
    case
        when outcome in ('above', 'below', 'consistent') then case
            when is_later_vintage then 'later_vintage'
            when is_reading then 'one_reading'
            else 'ranges_decide' end
        when outcome in ('part', 'whole') then case
            when scope_relation in ('part', 'whole') then 'scope'
            when measure_relation in ('part', 'whole') then 'definition'
            else 'population' end
        else outcome
    end as reason,
    list_filter([
        case when measure_relation <> 'same' then 'definition' end,
        case when scope_relation <> 'same' then 'scope' end,
        case when population_relation <> 'same' then 'population' end,
        case when unit_relation = 'unlike' then 'unit' end,
        case when unit_relation = 'people' then 'events_or_people' end,
        case when (has_range and not exact_cut) or obstacle = 'period' or so_far then 'period' end,
        case when across_editions then 'editions' end,
        case when is_later_vintage then 'vintage' end
    ], lambda x: x is not null) as differs,
    figure_low, figure_high, official_low, official_high, printed_low, printed_high, across_editions,
    case when kind <> 'change' then figure_low / nullif(official_high, 0) end as ratio_low,
    case when kind <> 'change' then figure_high / nullif(official_low, 0) end as ratio_high,
    coalesce(exact_cut, false) as exact_cut, coalesce(points, 0) as points, first_edition, last_edition, working,
    release as needed_release, needed_ref,
    case when outcome in ('above', 'below', 'consistent', 'population', 'unit') then null else needed_reason end
        as needed_status_known_now,
    on_day
from settled
order by figure, series, basis, role;

comment on table comparison is 'A reported figure held against an official series: a verdict, a reason and the numbers behind both. Twice: with what could be known when it was said, and with the newest vintage.';
comment on column comparison.figure is 'The reported figure.';
comment on column comparison.series is 'The official series.';
comment on column comparison.basis is 'said: with what could be known on the day of the statement; latest: with the newest vintage.';
comment on column comparison.role is 'same, reading, part, whole or unlike: what the series is to the figure.';
comment on column comparison.is_reading is 'True where it rests on one reading of a vague word.';
comment on column comparison.verdict is 'consistent, above, below, not_comparable or uncheckable.';
comment on column comparison.reason is 'Why: ranges_decide, one_reading, later_vintage; scope, definition, population, period, unit, events_or_people; withheld, overdue, not_yet_due, never_published, not_looked, not_held, no_period, not_yet_over, series_falls, zero_base, between_editions, first_print, revised_since, ranges_do_not_decide. On the basis said, how an edition stood is told with what is known now.';
comment on column comparison.differs is 'What differs between figure and series: definition, scope, population, unit, events_or_people (people are stated, events are counted), period, editions (a difference across them), vintage.';
comment on column comparison.figure_low is 'Least value that the words allow.';
comment on column comparison.figure_high is 'Greatest value that they allow; empty: open.';
comment on column comparison.official_low is 'Least value that the series allows for what the figure counts; of a rate stated before its period was over, for what had passed of it (differs: period).';
comment on column comparison.official_high is 'Greatest; empty: open.';
comment on column comparison.printed_low is 'Least value of the series itself, before its role is taken into account; a difference across editions at its face.';
comment on column comparison.printed_high is 'Greatest value of the series itself, likewise; empty: open above.';
comment on column comparison.across_editions is 'True where printed_low and printed_high rest on a difference of points of two editions; such a difference decides nothing.';
comment on column comparison.ratio_low is 'figure_low / official_high; empty for a change.';
comment on column comparison.ratio_high is 'figure_high / official_low.';
comment on column comparison.exact_cut is 'True where the printed periods cut exactly the period of the figure.';
comment on column comparison.points is 'How many printed values are behind the official range.';
comment on column comparison.first_edition is 'First edition used, by its day of publication.';
comment on column comparison.last_edition is 'Last edition used, likewise.';
comment on column comparison.working is 'The printed values, and how they bound the period.';
comment on column comparison.needed_release is 'The release of the series.';
comment on column comparison.needed_ref is 'The edition that holds, or would hold, the end of the period; where that one is out, the first one before it of whose days no value was known.';
comment on column comparison.needed_status_known_now is 'How that edition stood on on_day, as known at record_clock; empty where a verdict was drawn, or the population or the unit is unlike.';
comment on column comparison.on_day is 'The day of the basis.';
