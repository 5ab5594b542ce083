-- What can be said of each reported figure as a whole? One row for each figure and basis.
--
-- Rules, in this order, the same for every speaker:
--   1. arithmetic that can not meet (relation_outcome disagrees on this result)  -> inconsistent_with_itself
--   2. a goal                                                                    -> target
--   3. a claim of order: every reading holds -> consistent; every reading fails -> above; some reading undecided ->
--      uncheckable; else -> not_comparable, definition
--   4. series of the same measure and scope decide, and agree                    -> their verdict
--   5. a part or a whole decides, without reading into the words                 -> its verdict
--   6. every reading of a vague word is decided, and all agree -> their verdict, every_reading;
--      all decided and they disagree                                             -> not_comparable, definition
--   7. a share of what a series counts                                            -> not_comparable, unit
--   8. else -> uncheckable: ranges_do_not_decide, between_editions, first_print or events_or_people where a series of the same measure, scope and population
--      gives a bound, else the weightiest of withheld, overdue, never_published, not_yet_due, not_yet_over, series_falls,
--      between_editions, first_print, revised_since, zero_base, ranges_do_not_decide, events_or_people, period, unit (the last three and revised_since: not_comparable),
--      not_held, not_looked, no_period.
--      Where only parts or wholes of what is counted are printed anywhere: uncheckable, for the same reasons, where one of
--      them is withheld or overdue; else not_comparable: scope, or population where only the population differs. Where nothing
--      is: no_series
-- Of 4 to 6: above and below with the newest vintage, where the number agreed with one of these series when it was said, or with
-- the first print after that -> not_comparable, revised_since.
-- Of 3 to 6: above and below that rest only on a vintage of more than a year after the period -> not_comparable, later_vintage; a
-- consistent that does has this reason.
create table figure_verdict as
with compared as materialized (
    select * from comparison
),
basis as (
    select 'said' as basis union all select 'latest'
),
same as (
    select
        figure, basis,
        list_sort(list(distinct verdict)) as verdicts,
        bool_and(reason = 'later_vintage') as only_later
    from compared
    where role = 'same' and verdict in ('above', 'below', 'consistent')
    group by figure, basis
),
bound as (
    select figure, basis, list_sort(list(distinct verdict)) as verdicts, bool_and(reason = 'later_vintage') as only_later
    from compared
    where role in ('part', 'whole') and not is_reading and verdict in ('above', 'below')
    group by figure, basis
),
each_reading as (
    -- one row for each meaning of a vague word: decided when the series of that meaning decide and agree
    select
        compared.figure, compared.basis, series.measure, series.scope,
        case when count(distinct compared.verdict) filter (where compared.verdict in ('above', 'below', 'consistent')) = 1
            then max(compared.verdict) filter (where compared.verdict in ('above', 'below', 'consistent')) end as verdict,
        bool_and(compared.reason = 'later_vintage') filter (where compared.verdict in ('above', 'below', 'consistent')) as only_later
    from compared
    join series using (series)
    where compared.role = 'reading'
    group by compared.figure, compared.basis, series.measure, series.scope
),
reading as (
    -- all things that the words can stand for, whether or not a series prints them
    select
        each_reading.figure, each_reading.basis,
        greatest(count(*), any_value(greatest(len(measure.may_mean), 1) * greatest(len(scope.may_mean), 1))) as readings,
        count(each_reading.verdict) as decided,
        list_sort(list(distinct each_reading.verdict)) as verdicts,
        -- all of the readings are needed, so one that rests on a later vintage is enough
        bool_or(each_reading.only_later) as only_later
    from each_reading
    join reported_figure as figure on figure.figure = each_reading.figure
    join measure on measure.measure = figure.measure
    join scope on scope.scope = figure.scope
    group by each_reading.figure, each_reading.basis
),
revised as (
    -- what agreed with the number of one series when it was said is held neither against another series nor a part or a whole
    select distinct figure, 'latest' as basis
    from compared
    join figure_range using (figure)
    where role in ('same', 'reading') and (
        (basis = 'said' and verdict = 'consistent' and role = 'same')
        or (basis = 'said' and role = 'same' and reason = 'first_print' and exact_cut and close_low <= official_high and close_high >= official_low)
        or (basis = 'latest' and reason = 'revised_since')
    )
),
reason_weight as (
    select unnest(reasons) as reason, generate_subscripts(reasons, 1) as weight
    from (
        select [
            'withheld', 'overdue', 'never_published', 'not_yet_due', 'not_yet_over', 'series_falls', 'between_editions', 'first_print',
            'revised_since', 'zero_base', 'ranges_do_not_decide', 'events_or_people', 'period', 'unit', 'definition', 'years_chosen', 'not_held', 'not_looked',
            'no_period'
        ] as reasons
    )
),
open_reason as (
    -- a series of the very same measure and scope that gives a bound has the first word
    select figure, basis, arg_min(reason, (not (role = 'same' and reason in ('ranges_do_not_decide', 'between_editions', 'first_print', 'revised_since', 'events_or_people')), weight)) as reason
    from compared
    join reason_weight using (reason)
    where role in ('same', 'reading')
    group by figure, basis
),
nearest_missing as (
    select figure, basis, arg_min(needed_status_known_now, weight) as reason
    from compared
    join reason_weight on reason_weight.reason = compared.needed_status_known_now
    where role in ('part', 'whole') and needed_status_known_now in ('withheld', 'overdue')
    group by figure, basis
),
ordered as (
    select
        figure, basis, list_sort(list(distinct outcome)) as outcomes,
        arg_min(order_outcome.reason, weight) filter (where outcome = 'undecided') as reason
    from order_outcome
    left join reason_weight using (reason)
    group by figure, basis
),
order_vintage as (
    -- printed values of the years compared, in the vintage used
    select
        relation.result as figure, basis.basis,
        bool_or(vintage.known_on > (
            select max(each.period_end) from observation_vintage as each
            where list_contains(reading.series, each.series) and list_contains(relation.subject, 'FY' || year(each.period_end))
        ) + 366) as only_later
    from relation
    join relation_reading as reading using (relation)
    join reported_figure as stated on stated.figure = relation.result
    cross join basis
    join observation_vintage as vintage
        on list_contains(reading.series, vintage.series)
        and (list_contains(relation.subject, 'FY' || year(vintage.period_end)) or list_contains(relation.against, 'FY' || year(vintage.period_end)))
        and (vintage.replaced_on is null or (basis.basis = 'said' and vintage.replaced_on >= stated.stated_on))
        and (basis.basis = 'latest' or vintage.known_on < stated.stated_on)
    where relation.kind = 'exceeds'
    group by relation.result, basis.basis
),
arithmetic as (
    -- on the day of the statement only what had been stated by then
    select outcome.result as figure, basis.basis, list_sort(list(outcome.relation)) as relations
    from relation_outcome as outcome
    join reported_figure as stated on stated.figure = outcome.result
    cross join basis
    where outcome.outcome = 'disagrees'
        and (basis.basis = 'latest' or not exists (
            select 1 from relation
            join reported_figure as part on list_contains(relation.figures, part.figure)
            where relation.relation = outcome.relation and part.stated_on > stated.stated_on
        ))
        and (basis.basis = 'latest' or outcome.kind <> 'replay')
    group by outcome.result, basis.basis
),
joined as (
    select
        figure.figure, basis.basis, figure.kind,
        arithmetic.relations as broken_relations,
        ordered.outcomes, ordered.reason as order_reason,
        same.verdicts as same_verdicts,
        same.only_later as same_later, bound.only_later as bound_later, reading.only_later as reading_later,
        order_vintage.only_later as order_later,
        bound.verdicts as bound_verdicts,
        reading.verdicts as reading_verdicts, reading.readings, reading.decided,
        coalesce(open_reason.reason, nearest_missing.reason) as open_reason,
        revised.figure is not null as is_revised,
        exists (select 1 from comparator where comparator.figure = figure.figure) as has_series,
        not exists (
            select 1 from comparator
            where comparator.figure = figure.figure and comparator.role <> 'unlike'
                and (measure_relation in ('part', 'whole') or scope_relation in ('part', 'whole'))
        ) as only_population
    from reported_figure as figure
    cross join basis
    left join arithmetic using (figure, basis)
    left join ordered using (figure, basis)
    left join order_vintage using (figure, basis)
    left join same using (figure, basis)
    left join bound using (figure, basis)
    left join reading using (figure, basis)
    left join open_reason using (figure, basis)
    left join nearest_missing using (figure, basis)
    left join revised using (figure, basis)
),
ruled as (
    select
        *,
        case
            when broken_relations is not null then 'arithmetic'
            when kind = 'target' then 'target'
            when kind = 'ordinal' then 'order'
            when is_revised and coalesce(same_verdicts, bound_verdicts, reading_verdicts) in (['above'], ['below']) then 'revised'
            when len(same_verdicts) = 1 then 'same'
            when len(same_verdicts) > 1 then 'series_differ'
            when len(bound_verdicts) = 1 then 'bound'
            when decided = readings and readings > 0 and len(reading_verdicts) = 1 then 'every_reading'
            when decided = readings and readings > 0 then 'readings_differ'
            when kind = 'share' and has_series then 'unit'
            when open_reason is not null then 'open'
            when has_series and only_population then 'population'
            when has_series then 'scope'
            else 'no_series'
        end as rule,
        coalesce(case rule
            when 'order' then order_later
            when 'same' then same_later
            when 'bound' then bound_later
            when 'every_reading' then reading_later
        end, false) as only_later
    from joined
)
select
    figure, basis,
    case rule
        when 'arithmetic' then 'inconsistent_with_itself'
        when 'target' then 'target'
        when 'order' then case
            when outcomes = ['holds'] then 'consistent'
            when outcomes = ['fails'] then case when only_later then 'not_comparable' else 'above' end
            when outcomes is null then 'uncheckable'
            when list_contains(outcomes, 'undecided') and order_reason in ('events_or_people', 'definition', 'revised_since') then 'not_comparable'
            when list_contains(outcomes, 'undecided') then 'uncheckable'
            else 'not_comparable' end
        when 'same' then case when only_later and same_verdicts[1] <> 'consistent' then 'not_comparable' else same_verdicts[1] end
        when 'bound' then case when only_later then 'not_comparable' else bound_verdicts[1] end
        when 'every_reading' then case
            when only_later and reading_verdicts[1] <> 'consistent' then 'not_comparable' else reading_verdicts[1] end
        when 'revised' then 'not_comparable'
        when 'series_differ' then 'not_comparable'
        when 'readings_differ' then 'not_comparable'
        when 'scope' then 'not_comparable'
        when 'population' then 'not_comparable'
        when 'unit' then 'not_comparable'
        when 'open' then case when open_reason in ('period', 'unit', 'events_or_people', 'revised_since') then 'not_comparable' else 'uncheckable' end
        else 'uncheckable'
    end as verdict,
    case rule
        when 'arithmetic' then 'arithmetic'
        when 'target' then 'goal'
        when 'order' then case
            when outcomes is null then 'no_reading_declared'
            when outcomes = ['holds'] or outcomes = ['fails'] then case when only_later then 'later_vintage' else 'every_reading' end
            when list_contains(outcomes, 'undecided') then coalesce(order_reason, 'no_series')
            else 'definition' end
        when 'same' then case when only_later then 'later_vintage' else 'ranges_decide' end
        when 'bound' then case when only_later then 'later_vintage' else 'bound_decides' end
        when 'every_reading' then case when only_later then 'later_vintage' else 'every_reading' end
        when 'revised' then 'revised_since'
        when 'series_differ' then 'series_differ'
        when 'readings_differ' then 'definition'
        when 'scope' then 'scope'
        when 'population' then 'population'
        when 'unit' then 'unit'
        when 'open' then open_reason
        else 'no_series'
    end as reason,
    coalesce(broken_relations, []) as relations
from ruled
order by figure, basis;

comment on table figure_verdict is 'What can be said of each reported figure as a whole, by rules that are the same for every speaker. Twice: with what could be known when it was said, and with the newest vintage.';
comment on column figure_verdict.figure is 'The reported figure.';
comment on column figure_verdict.basis is 'said or latest.';
comment on column figure_verdict.verdict is 'consistent, above, below, not_comparable, uncheckable, target or inconsistent_with_itself.';
comment on column figure_verdict.reason is 'Why: see the rules at the head of the view.';
comment on column figure_verdict.relations is 'For inconsistent_with_itself: the arithmetic that does not meet.';
