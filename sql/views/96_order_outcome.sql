-- Does a claim of order hold, under each reading?
--
-- For each reading the yearly values of its series are added, year by year; twice, as for comparisons. holds: the least that the
-- subject years allow exceeds the greatest that the other years allow. fails: the other way round. Every year must be there.
-- undecided says why: a year has no value (the weightiest of withheld, overdue, never_published, not_yet_due, not_held and
-- not_looked over the editions that would hold it: order_missing), or all years are there and ranges_do_not_decide. A vague word
-- that can stand for a thing of which no reading is declared has one undecided row more, no_series: a claim is not decided by
-- those of its readings that somebody chose to declare.
create table order_missing as
with edition_now as materialized (
    select * from edition_status
),
asked as (
    select
        relation.relation, relation.result as figure, reading.label, series.series, series.release, basis.basis, each.year,
        make_date(cast(each.year[3:] as integer) - 1, 10, 1) as period_start,
        make_date(cast(each.year[3:] as integer), 9, 30) as period_end,
        figure.stated_on,
        case basis.basis when 'said' then figure.stated_on else (select as_of_on from record_clock) end as on_day
    from relation
    join relation_reading as reading using (relation)
    join series on list_contains(reading.series, series.series)
    join reported_figure as figure on figure.figure = relation.result
    cross join (select unnest(['said', 'latest']) as basis) as basis
    cross join lateral (select unnest(list_distinct(relation.subject || relation.against)) as year) as each
    where relation.kind = 'exceeds' and regexp_full_match(each.year, 'FY\d{4}')
),
missing as (
    select *
    from asked
    where not exists (
        select 1 from observation_vintage as vintage
        where vintage.series = asked.series and vintage.period_start = asked.period_start and vintage.period_end = asked.period_end
            and vintage.value is not null
            and case asked.basis when 'latest' then vintage.replaced_on is null
                else vintage.known_on <= asked.stated_on and (vintage.replaced_on is null or vintage.replaced_on > asked.stated_on) end
    )
)
select
    missing.relation, missing.figure, missing.label, missing.basis, missing.year, missing.series, missing.release,
    max(edition.ref) as ref,
    -- as for comparisons (94): of an edition that had appeared the number is not held here
    coalesce(min(case
        when missing.period_end > missing.on_day then 'not_yet_due'
        when edition.published_by <= missing.on_day then 'not_held'
        when missing.on_day <= edition.due_on then 'not_yet_due'
        when edition.status in ('cancelled', 'discontinued') and edition.since_on <= missing.on_day then 'never_published'
        when edition.status = 'withheld' and edition.withheld_from_on <= missing.on_day then 'withheld'
        when edition.status in ('withheld', 'overdue', 'late') then 'overdue'
        when edition.ref is not null then 'not_looked'
    end), 'not_held') as reason
from missing
left join edition_now as edition
    on edition.release = missing.release and edition.period_start <= missing.period_end and edition.period_end >= missing.period_end
group by missing.relation, missing.figure, missing.label, missing.basis, missing.year, missing.series, missing.release
order by missing.relation, missing.label, missing.basis, missing.year, missing.series;

create table order_outcome as
with basis as (
    select 'said' as basis union all select 'latest'
),
yearly as (
    select
        reading.relation, reading.label, basis.basis, 'FY' || year(vintage.period_end) as year,
        sum(vintage.low) as low, sum(vintage.high) as high, sum(vintage.value) as value,
        count(distinct vintage.series) = len(any_value(reading.series)) as is_whole
    from relation_reading as reading
    join relation using (relation)
    join reported_figure as figure on figure.figure = relation.result
    cross join basis
    join observation_vintage as vintage
        on list_contains(reading.series, vintage.series)
        and vintage.period_end = vintage.period_start + interval 1 year - interval 1 day
        and month(vintage.period_start) = 10
        and (
            (basis.basis = 'latest' and vintage.replaced_on is null)
            or (basis.basis = 'said' and vintage.known_on <= figure.stated_on
                and (vintage.replaced_on is null or vintage.replaced_on > figure.stated_on))
        )
    group by reading.relation, reading.label, basis.basis, year(vintage.period_end)
),
sides as (
    select
        relation.relation, relation.result, relation.text, relation.source, reading.label, reading.series, basis.basis,
        max(yearly.low) filter (where list_contains(relation.subject, yearly.year)) as subject_low,
        max(yearly.high) filter (where list_contains(relation.subject, yearly.year)) as subject_high,
        max(yearly.low) filter (where list_contains(relation.against, yearly.year)) as against_low,
        max(yearly.high) filter (where list_contains(relation.against, yearly.year)) as against_high,
        arg_max(yearly.year, yearly.value) filter (where list_contains(relation.subject, yearly.year)) as subject_year,
        arg_max(yearly.year, yearly.value) filter (where list_contains(relation.against, yearly.year)) as against_year,
        max(yearly.value) filter (where list_contains(relation.subject, yearly.year)) as subject_value,
        max(yearly.value) filter (where list_contains(relation.against, yearly.year)) as against_value,
        count(*) filter (where yearly.is_whole and list_contains(relation.subject, yearly.year)) as subject_years,
        count(*) filter (where yearly.is_whole and list_contains(relation.against, yearly.year)) as against_years,
        any_value(len(relation.subject)) as subject_asked,
        any_value(len(relation.against)) as against_asked
    from relation
    join relation_reading as reading using (relation)
    cross join basis
    left join yearly
        on yearly.relation = reading.relation and yearly.label = reading.label and yearly.basis = basis.basis and yearly.is_whole
    where relation.kind = 'exceeds'
    group by relation.relation, relation.result, relation.text, relation.source, reading.label, reading.series, basis.basis
),
weighed as (
    select
        relation, label, basis,
        arg_min(order_missing.reason, reason_weight.weight) as reason,
        list_sort(list(distinct year)) as missing,
        list_sort(list(distinct release || coalesce('/' || ref, ' ' || year))) as needed
    from order_missing
    join (
        select
            unnest(['withheld', 'overdue', 'never_published', 'not_yet_due', 'not_held', 'not_looked']) as reason,
            unnest(range(1, 7)) as weight
    ) as reason_weight using (reason)
    group by relation, label, basis
),
undeclared as (
    -- what a vague word can stand for, and no declared reading counts
    select
        relation.relation, relation.result, relation.text, relation.source, basis.basis,
        list_filter(measure.may_mean, lambda x: not list_contains(read.measures, x))
        || list_filter(scope.may_mean, lambda x: not list_contains(read.scopes, x)) as names
    from relation
    join reported_figure as figure on figure.figure = relation.result
    join measure on measure.measure = figure.measure
    join scope on scope.scope = figure.scope
    join (
        select reading.relation, list(distinct series.measure) as measures, list(distinct series.scope) as scopes
        from relation_reading as reading
        join series on list_contains(reading.series, series.series)
        group by reading.relation
    ) as read on read.relation = relation.relation
    cross join basis
    where relation.kind = 'exceeds'
),
decided as (
    select
        *,
        subject_asked - subject_years + against_asked - against_years as missing_years,
        case
            when subject_low > against_high and against_years = against_asked then 'holds'
            when subject_high < against_low and subject_years = subject_asked then 'fails'
            else 'undecided'
        end as outcome
    from sides
)
select
    decided.relation, decided.result as figure, decided.basis, decided.text, decided.source, decided.label, decided.series,
    subject_year, subject_value, against_year, against_value,
    subject_low, subject_high, against_low, against_high,
    missing_years,
    coalesce(weighed.missing, []) as missing,
    case when outcome = 'undecided' then coalesce(weighed.needed, []) else [] end as needed,
    outcome,
    case
        when outcome <> 'undecided' then 'every_year'
        when missing_years > 0 then coalesce(weighed.reason, 'not_held')
        else 'ranges_do_not_decide'
    end as reason
from decided
left join weighed on weighed.relation = decided.relation and weighed.label = decided.label and weighed.basis = decided.basis
union all
select
    relation, result, basis, text, source, 'read as ' || array_to_string(names, ', ') || ': no series declared', [],
    null, null, null, null, null, null, null, null, 0, [], [], 'undecided', 'no_series'
from undeclared
where len(names) > 0
order by 1, 3, 6;

comment on table order_outcome is 'Whether a claim of order holds, under each reading.';
comment on column order_outcome.relation is 'The relation.';
comment on column order_outcome.figure is 'The claim.';
comment on column order_outcome.basis is 'said: with what could be known on the day of the statement; latest: with the newest vintage.';
comment on column order_outcome.text is 'The claim, in our words.';
comment on column order_outcome.source is 'Source.';
comment on column order_outcome.label is 'The reading, in words.';
comment on column order_outcome.series is 'The series that are added.';
comment on column order_outcome.subject_year is 'The greatest year of those said to exceed.';
comment on column order_outcome.subject_value is 'Its value.';
comment on column order_outcome.against_year is 'The greatest year of the others.';
comment on column order_outcome.against_value is 'Its value.';
comment on column order_outcome.subject_low is 'Least value that rounding allows.';
comment on column order_outcome.subject_high is 'Greatest.';
comment on column order_outcome.against_low is 'Least value that rounding allows.';
comment on column order_outcome.against_high is 'Greatest.';
comment on column order_outcome.missing_years is 'How many years have no value under this reading.';
comment on column order_outcome.outcome is 'holds, fails or undecided.';
comment on column order_outcome.missing is 'The years that have no value under this reading.';
comment on column order_outcome.needed is 'For undecided: the editions that would hold them, by name; where no edition is expected, release and year.';
comment on column order_outcome.reason is 'For undecided: withheld, overdue, never_published, not_yet_due, not_held or not_looked (of the missing years), ranges_do_not_decide (no year is missing) or no_series (a meaning of the words for which no series is declared); else every_year.';

comment on table order_missing is 'The years of a claim of order without a value, and the editions that would hold them.';
comment on column order_missing.relation is 'The relation.';
comment on column order_missing.figure is 'The claim.';
comment on column order_missing.label is 'The reading, in words.';
comment on column order_missing.basis is 'said or latest.';
comment on column order_missing.year is 'The fiscal year.';
comment on column order_missing.series is 'The series that has no value for it.';
comment on column order_missing.release is 'The release of the series.';
comment on column order_missing.ref is 'The edition that holds, or would hold, the end of the year; empty where none is expected.';
comment on column order_missing.reason is 'How that edition stood on the day of the statement (said) or stands now (latest): withheld, overdue, never_published, not_yet_due, not_looked, or not_held.';
