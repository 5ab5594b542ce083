-- What does the declared arithmetic give, and does it agree with what was stated?
--
-- Ranges are added and multiplied end by end; an open end stays open. agrees: the ranges meet. disagrees: they can not
-- meet. shown: nothing is judged (a pace; things that can not be added; a sum that this record itself has made).
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
        when relation.kind = 'same_day' then case when computed.low > computed.high then 'disagrees' else 'agrees' end
        when computed.low > stated.high or computed.high < stated.low then 'disagrees'
        else 'agrees'
    end as outcome
from relation
left join computed using (relation)
left join replayed using (relation)
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
comment on column relation_outcome.outcome is 'agrees, disagrees, shown (nothing is judged) not_computed (a printed value is not held) or several_values (not computed: an edition prints several values of a term, and the term names no period).';
