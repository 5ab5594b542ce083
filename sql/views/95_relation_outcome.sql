-- What does the declared arithmetic give, and does it agree with what was stated?
--
-- Ranges are added and multiplied end by end; an open end stays open. What comes of it, the same for every speaker:
--   agrees           the ranges meet
--   disagrees        they can not meet, and all of the numbers are of one account: only this is a verdict (97_figure_verdict)
--   differs          they can not meet, but the numbers are of two accounts, or of parts and a whole: shown, no verdict
--   shown            nothing is judged: a pace; things that can not be added; a sum that this record itself has made; a sum
--                    or product of numbers that are not of one account
--   shown_with_gap   a replay that no printed value covers in full: shown with its gap, and nothing is judged
-- One account: all of it was stated officially by one organization, or by one speaker of one organization in one and the same
-- document. Of a sum each term has besides the measure, the scope, the population and the period of the result, or periods
-- that follow each other without a gap and together make it. Terms whose scopes are parts of the scope of the result are
-- added up too, but parts can overlap or leave something out: they agree or differ. Of a product one factor has measure,
-- scope, population and period of the result; the others are multipliers of the same scope. Two totals of one day are of one
-- account where measure, scope, population and period are the same. What we replay from printed values is not the arithmetic
-- of a speaker: it agrees or differs.
create table relation_outcome as
with term as (
    select relation.relation, relation.kind, unnest(relation.figures) as figure, generate_subscripts(relation.figures, 1) as position
    from relation
),
figure_term as (
    select term.*, figure_range.low, figure_range.high, coalesce(figure.value, figure_range.low) as value, figure.period_end, figure.stated_on, figure.text
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
                coalesce(format('{:,}', cast(low as bigint)), '?')
                || case when high is null then ' or more' when high > low then ' to ' || format('{:,}', cast(high as bigint)) else '' end,
                ' | ' order by position
            ),
            ' | ', case kind when 'product' then ' × ' when 'sum' then ' + ' else '; ' end
        ) as working
    from figure_term
    where kind in ('sum', 'product', 'same_day', 'net_and_gross')
    group by relation, kind
),
replayed as (
    select
        relation_term.relation, 'replay' as kind,
        sum(case when sign = 1 then observation.low else -observation.high end) as low,
        sum(case when sign = 1 then observation.high else -observation.low end) as high,
        string_agg(
            case when sign = 1 then case when position = 1 then '' else '+ ' end else '− ' end
            || format('{:,}', cast(observation.value as bigint)) || ' (' || observation.edition || ', to ' || observation.period_end || ')',
            ' ' order by position
        ) as working,
        count(distinct position) < count(*) as has_several,
        count(*) = (select count(*) from relation_term as each where each.relation = relation_term.relation) as is_whole
    from relation_term
    join observation on observation.series = relation_term.series and observation.edition = relation_term.edition
        and observation.period_start = coalesce(relation_term.period_start, observation.period_start)
        and observation.period_end = coalesce(relation_term.period_end, observation.period_end)
    where observation.value is not null
    group by relation_term.relation
),
paced as (
    select
        relation, 'pace' as kind,
        -- an open end of the first leaves the pace open below, an open end of the second leaves it open above
        (max(low) filter (where position = 2) - max(high) filter (where position = 1)) / days as low,
        (max(high) filter (where position = 2) - max(low) filter (where position = 1)) / days as high,
        'between the numbers as printed: '
            || format('{:,}', cast(max(value) filter (where position = 2) - max(value) filter (where position = 1) as bigint))
            || ' in ' || days || ' days (' || any_value(period_end) filter (where position = 1) || ' to '
            || any_value(period_end) filter (where position = 2) || '), '
            || format('{:,}', cast(round((max(value) filter (where position = 2) - max(value) filter (where position = 1)) / days) as bigint))
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
        relation.relation, relation.kind, each.figure, each.position,
        figure.speaker, figure.organization, figure.official, figure.sources, figure.period_start, figure.period_end,
        whole.period_start as whole_start, whole.period_end as whole_end,
        figure.measure = whole.measure as is_measure,
        figure.scope = whole.scope as is_scope,
        figure.scope = whole.scope or list_contains(scope.contains, figure.scope) as is_scope_or_part,
        figure.population = whole.population as is_population,
        case when whole.period_start is null then figure.period_start is null and figure.stated_on = whole.stated_on
            else figure.period_start is not distinct from whole.period_start and figure.period_end is not distinct from whole.period_end
        end as is_period
    from relation
    cross join lateral (
        select unnest(relation.figures || [coalesce(relation.result, relation.figures[1])]) as figure,
            unnest(range(1, len(relation.figures) + 2)) as position
    ) as each
    join reported_figure as figure on figure.figure = each.figure
    join reported_figure as whole on whole.figure = coalesce(relation.result, relation.figures[1])
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
    select relation, bool_and(follows) and min(period_start) = any_value(whole_start) and max(period_end) = any_value(whole_end) as is_whole
    from (
        select *,
            coalesce(period_start = lag(period_end) over (partition by relation order by period_start, position) + 1,
                period_start = min(period_start) over (partition by relation)) as follows
        from member
        join relation as declared using (relation)
        where member.position <= len(declared.figures)
    )
    group by relation
),
account as (
    select
        member.relation,
        (count(distinct organization) = 1 and bool_and(official))
            or (count(distinct organization) = 1 and count(distinct speaker) = 1 and any_value(one_document.relation) is not null)
            as is_one_speaker,
        bool_and(is_measure and is_population) and (bool_and(is_period) or coalesce(any_value(following.is_whole), false)) as is_one_count,
        bool_and(is_scope) as is_one_scope,
        bool_and(is_scope_or_part) and bool_and(is_period) as is_parts,
        bool_and(is_scope) and bool_and(is_period or (not is_measure and period_start is null))
            -- the result itself is among the members: it, and one factor that counts the same
            and count(*) filter (where is_measure and is_population and is_period) = 2 as is_multiplied
    from member
    left join one_document using (relation)
    left join following using (relation)
    group by member.relation
),
judged as (
    select
        account.relation,
        case relation.kind
            when 'product' then is_multiplied
            when 'sum' then is_one_count and (is_one_scope or is_parts)
            else is_one_count and is_one_scope
        end as is_like,
        is_one_speaker and case relation.kind when 'product' then is_multiplied else is_one_count and is_one_scope end as is_one_account,
        is_one_speaker
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
        when relation.kind = 'replay' then case
            when relation.gap is not null then 'shown_with_gap'
            when computed.low > stated.high or computed.high < stated.low then 'differs'
            else 'agrees' end
        when relation.kind = 'same_day' then case
            when not judged.is_like then 'shown'
            when computed.low > computed.high then case when judged.is_one_account then 'disagrees' else 'differs' end
            else 'agrees' end
        when not (judged.is_like and judged.is_one_speaker) then 'shown'
        when computed.low > stated.high or computed.high < stated.low
            then case when judged.is_one_account then 'disagrees' else 'differs' end
        else 'agrees'
    end as outcome
from relation
left join computed using (relation)
left join replayed using (relation)
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
