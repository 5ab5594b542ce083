-- What does the declared arithmetic give, and does it agree with what was stated?
--
-- Ranges are added and multiplied end by end; an open end stays open. What comes of it, the same for every speaker:
--   agrees           the ranges meet
--   disagrees        they can not meet, and all of the numbers are of one account: only this is a verdict (97_figure_verdict)
--   differs          they can not meet, but the numbers are of more than one account, or are parts of a whole, or may be people:
--                    shown, no verdict
--   shown            nothing is judged: a pace; things that can not be added; a sum that this record itself has made; a sum
--                    or product of numbers that nobody put together, or of a number that its speaker has replaced
--   shown_with_gap   a replay that no printed value covers in full: shown with its gap, and nothing is judged
--
-- One account: the same day, one document that holds every number, and one speaker, or one organization whose officials stated
-- all of it. Statements of different days are not one account, though one article retells them: numbers are revised.
-- A sum adds different parts, never one total twice. Its numbers are counts (level) of one measure, population and unit, by a name
-- that the measure goes by (measure_name), and not of people, who can be among those of more than one term. The terms have the scope of the result, count acts during a time, and
-- follow each other without a gap and together make its period; or they have its period, and their scopes are parts of its scope
-- that are not listed as parts of each other. Parts of a scope can overlap or leave something out: they agree or differ.
-- A product multiplies one number that counts what the result counts (measure, scope, population, period and kind), in the unit
-- of the result "per" or "and" one thing, by one number of those things, of the same scope and without a period.
-- Two totals of one day are held against each other where kind, unit, measure, scope, population and period are the same.
-- What we replay from printed values is not the arithmetic of a speaker: it agrees or differs, where the values, added and taken
-- away, make the period of the figure day by day. With a gap that is declared they lie within it. Else it is shown.
create table relation_outcome as
with term as (
    select relation.relation, relation.kind, unnest(relation.figures) as figure, generate_subscripts(relation.figures, 1) as position
    from relation
),
figure_term as (
    select
        term.*, figure_range.low, figure_range.high, coalesce(figure.value, figure_range.low) as value, figure.period_end,
        -- as text and never as an integer: no number is too great for it
        regexp_replace(format('{:,.2f}', figure_range.low), '\.?0+$', '') as low_text,
        regexp_replace(format('{:,.2f}', figure_range.high), '\.?0+$', '') as high_text
    from term
    join figure_range using (figure)
    join reported_figure as figure using (figure)
),
combined as (
    select
        relation, kind,
        case
            when count(*) <> count(low) and kind <> 'same_day' then null
            when kind = 'product' then product(low)
            when kind = 'same_day' then max(low)
            else sum(low)
        end as low,
        case
            when count(*) <> count(high) and kind <> 'same_day' then null
            when kind = 'product' then product(high)
            when kind = 'same_day' then min(high)
            else sum(high)
        end as high,
        replace(
            string_agg(
                coalesce(low_text, '?') || case when high is null then ' or more' when high > low then ' to ' || high_text else '' end,
                ' | ' order by position
            ),
            ' | ', case kind when 'product' then ' × ' when 'sum' then ' + ' else '; ' end
        ) as working
    from figure_term
    where kind in ('sum', 'product', 'same_day', 'net_and_gross')
    group by relation, kind
),
printed as (
    select
        relation_term.relation, relation_term.position, relation_term.sign,
        observation.edition, observation.period_start, observation.period_end, observation.low, observation.high, observation.value
    from relation_term
    join observation on observation.series = relation_term.series and observation.edition = relation_term.edition
        and observation.period_start = coalesce(relation_term.period_start, observation.period_start)
        and observation.period_end = coalesce(relation_term.period_end, observation.period_end)
    where observation.value is not null
),
replayed as (
    select
        relation, 'replay' as kind,
        sum(case when sign = 1 then low else -high end) as low,
        sum(case when sign = 1 then high else -low end) as high,
        string_agg(
            case when sign = 1 then case when position = 1 then '' else '+ ' end else '− ' end
            || format('{:,.0f}', value) || ' (' || edition || ', to ' || period_end || ')',
            ' ' order by position
        ) as working,
        count(distinct position) < count(*) as has_several,
        count(*) = (select count(*) from relation_term as each where each.relation = printed.relation) as is_whole
    from printed
    group by relation
),
turn as (
    -- days on which the printed values, added and taken away, begin or cease to count
    select relation, day, sum(sign) as sign
    from (
        select relation, period_start as day, sign from printed
        union all
        select relation, period_end + 1, -sign from printed
    )
    group by relation, day
    having sum(sign) <> 0
),
covered as (
    select relation, min(day) as from_day, max(day) as to_day, count(*) = 2 as is_one_stretch, bool_and(times in (0, 1)) as is_once
    from (select *, sum(sign) over (partition by relation order by day) as times from turn)
    group by relation
),
paced as (
    select
        relation, 'pace' as kind,
        -- an open end of the first leaves the pace open below, an open end of the second leaves it open above
        (max(low) filter (where position = 2) - max(high) filter (where position = 1)) / days as low,
        (max(high) filter (where position = 2) - max(low) filter (where position = 1)) / days as high,
        'between the numbers as printed: '
            || format('{:,.0f}', max(value) filter (where position = 2) - max(value) filter (where position = 1))
            || ' in ' || days || ' days (' || any_value(period_end) filter (where position = 1) || ' to '
            || any_value(period_end) filter (where position = 2) || '), '
            || format('{:,.0f}', (max(value) filter (where position = 2) - max(value) filter (where position = 1)) / days)
            || ' a day' as working
    from (
        select *,
            max(period_end) filter (where position = 2) over (partition by relation)
                - max(period_end) filter (where position = 1) over (partition by relation) as days
        from figure_term
        where kind = 'pace'
    )
    where days > 0
    group by relation, days
),
member as (
    -- each figure beside the result; two totals of one day are held beside the first of them
    select
        relation.relation, each.figure, each.position, each.position > len(relation.figures) as is_result,
        figure.speaker, figure.organization, figure.official, figure.stated_on, figure.sources, figure.kind, figure.scope,
        figure.period_start, figure.period_end, whole.period_start as whole_start, whole.period_end as whole_end,
        lower(figure.unit) as unit, lower(whole.unit) as whole_unit,
        own.unit_of = total.unit_of and own.unit_per = total.unit_per as is_unit,
        figure.kind = whole.kind as is_kind,
        figure.kind = 'level' and not regexp_matches(lower(figure.unit), '\b(per|each|every|a|an|in one|percent)\b|%') as is_count,
        measure.counts = 'people' or regexp_matches(
            lower(figure.unit), '\b(people|persons?|individuals?|noncitizens?|aliens?|migrants?|immigrants?|men|women|children)\b'
        ) as is_people,
        -- a noun that is no name of the measure may stand for people ("detainees")
        exists (
            select 1 from measure_name where measure_name.measure = figure.measure and measure_name.name = own.unit_of
        ) as is_named,
        measure.counts = 'people or events' as may_be_people,
        measure.nature = 'flow' as is_flow,
        figure.measure = whole.measure as is_measure,
        figure.scope = whole.scope as is_scope,
        list_contains(scope.contains, figure.scope) as is_part,
        figure.population = whole.population as is_population,
        case
            when whole.period_start is null then figure.period_start is null and figure.stated_on = whole.stated_on
            else coalesce(figure.period_start = whole.period_start and figure.period_end = whole.period_end, false)
        end as is_period
    from relation
    cross join lateral (
        select unnest(relation.figures || [coalesce(relation.result, relation.figures[1])]) as figure,
            unnest(range(1, len(relation.figures) + 2)) as position
    ) as each
    join reported_figure as figure on figure.figure = each.figure
    join figure_range as own on own.figure = each.figure
    join measure on measure.measure = figure.measure
    join reported_figure as whole on whole.figure = coalesce(relation.result, relation.figures[1])
    join figure_range as total on total.figure = whole.figure
    join scope on scope.scope = whole.scope
    where relation.kind in ('sum', 'product', 'same_day')
),
one_document as (
    -- relations of which one document holds every number
    select distinct relation
    from (
        select relation, count(distinct figure) as held
        from (select relation, figure, unnest(sources) as source from member)
        group by relation, source
    )
    join (select relation, count(distinct figure) as figures from member group by relation) using (relation)
    where held = figures
),
following as (
    -- periods that follow each other from the first day of the result to its last
    select
        relation,
        bool_and(coalesce(follows, false)) and min(period_start) = any_value(whole_start)
            and max(period_end) = any_value(whole_end) as is_whole
    from (
        select *,
            case row_number() over (partition by relation order by period_start, position)
                when 1 then period_start is not null
                else period_start = lag(period_end) over (partition by relation order by period_start, position) + 1
            end as follows
        from member
        where not is_result
    )
    group by relation
),
overlapping as (
    -- relations of which one part is listed as a part of another
    select distinct one.relation
    from member as one
    join scope on scope.scope = one.scope
    join member as other on other.relation = one.relation and list_contains(scope.contains, other.scope)
    where not one.is_result and not other.is_result
),
account as (
    select
        member.relation,
        count(distinct speaker) = 1 or (count(distinct organization) = 1 and bool_and(official)) as is_one_speaker,
        any_value(one_document.relation) is not null and count(distinct stated_on) = 1 as is_one_statement,
        bool_and(is_measure and is_population) as is_one_kind,
        bool_and(is_count and is_unit and is_named and not is_people) as is_added,
        bool_or(may_be_people) as may_be_people,
        bool_and(is_scope and is_flow) and coalesce(any_value(following.is_whole), false) as is_stretch,
        -- the result is among the members, and is no part of itself
        bool_and((is_result or is_part) and is_period) and count(distinct scope) = count(*)
            and any_value(overlapping.relation) is null as is_parts,
        bool_and(is_scope and not is_people) and count(*) = 3
            and count(*) filter (where not is_result and is_measure and is_population and is_period and is_kind) = 1
            and count(*) filter (where not is_result and not is_measure and kind = 'level' and period_start is null) = 1
            and coalesce(max(unit) filter (where not is_result and is_measure) in (
                any_value(whole_unit) || ' per ' || regexp_replace(max(unit) filter (where not is_measure), 's$', ''),
                any_value(whole_unit) || ' and ' || regexp_replace(max(unit) filter (where not is_measure), 's$', '')
            ), false)
            as is_multiplied,
        bool_and(is_scope and is_period and is_unit and is_kind and kind not in ('ordinal', 'derived')) as is_same_total
    from member
    left join one_document using (relation)
    left join following using (relation)
    left join overlapping using (relation)
    group by member.relation
),
judged as (
    select
        account.relation,
        case relation.kind
            when 'product' then is_multiplied and is_one_speaker
            when 'sum' then is_one_kind and is_added and (is_stretch or is_parts) and is_one_speaker
            else is_one_kind and is_same_total
        end as is_like,
        is_one_speaker and is_one_statement and case relation.kind
            when 'same_day' then true
            when 'sum' then is_stretch and not may_be_people
            else not may_be_people
        end as is_one_account
    from account
    join relation using (relation)
),
computed as (
    select relation, kind, low, high, working from combined
    union all
    select relation, kind, low, high, working from replayed where is_whole and not has_several
    union all
    select relation, kind, low, high, working from paced
)
select
    relation.relation, relation.kind, relation.text, relation.figures, relation.result, relation.gap, relation.source,
    computed.low, computed.high,
    stated.low as stated_low, stated.high as stated_high,
    computed.working,
    case
        when relation.kind in ('pace', 'net_and_gross') or result.kind = 'derived' then 'shown'
        when replayed.has_several then 'several_values'
        when computed.relation is null then 'not_computed'
        when exists (
            select 1 from reported_figure as newer
            where newer.supersedes = relation.result or list_contains(relation.figures, newer.supersedes)
        ) then 'shown'
        when relation.kind = 'replay' then case
            when not covered.is_once or result.period_start is null
                or covered.from_day < result.period_start or covered.to_day > result.period_end + 1 then 'shown'
            when relation.gap is not null then 'shown_with_gap'
            when not (
                covered.is_one_stretch and covered.from_day = result.period_start and covered.to_day = result.period_end + 1
            ) then 'shown'
            when computed.low > stated.high or computed.high < stated.low then 'differs'
            else 'agrees' end
        when not judged.is_like then 'shown'
        when case relation.kind when 'same_day' then computed.low > computed.high
            else computed.low > stated.high or computed.high < stated.low end
            then case when judged.is_one_account then 'disagrees' else 'differs' end
        else 'agrees'
    end as outcome
from relation
left join computed using (relation)
left join replayed using (relation)
left join covered using (relation)
left join judged using (relation)
left join figure_range as stated on stated.figure = relation.result
left join reported_figure as result on result.figure = relation.result
where relation.kind <> 'exceeds'
order by relation.relation;

comment on table relation_outcome is 'What the declared arithmetic between figures gives, and whether it agrees with what was stated.';
comment on column relation_outcome.relation is 'The relation.';
comment on column relation_outcome.kind is 'sum, product, replay, same_day, pace or net_and_gross.';
comment on column relation_outcome.text is 'What is related, in our words.';
comment on column relation_outcome.figures is 'The figures that are put together.';
comment on column relation_outcome.result is 'The figure that they should give.';
comment on column relation_outcome.gap is 'What no printed value covers.';
comment on column relation_outcome.source is 'Where the figures stand together.';
comment on column relation_outcome.low is 'Least value that the arithmetic gives.';
comment on column relation_outcome.high is 'Greatest; empty: open.';
comment on column relation_outcome.stated_low is 'Least value that the words of the result allow.';
comment on column relation_outcome.stated_high is 'Greatest; empty: open.';
comment on column relation_outcome.working is 'The arithmetic.';
comment on column relation_outcome.outcome is 'agrees, disagrees (numbers of one account that can not meet: a verdict), differs (they can not meet, but are of two accounts or of parts and a whole: no verdict), shown (nothing is judged), shown_with_gap (a replay that no printed value covers in full), not_computed (a printed value is not held) or several_values (not computed: an edition prints several values of a term, and the term names no period).';
