-- Does a claim of order hold, under each reading?
--
-- For each reading the yearly values of its series are added, year by year; twice, as for comparisons. holds: the least that the
-- subject years allow exceeds the greatest that the other years allow. fails: the other way round. Every year must be there.
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
)
select
    relation, result as figure, basis, text, source, label, series,
    subject_year, subject_value, against_year, against_value,
    subject_low, subject_high, against_low, against_high,
    subject_asked - subject_years + against_asked - against_years as missing_years,
    case
        when subject_low > against_high and against_years = against_asked then 'holds'
        when subject_high < against_low and subject_years = subject_asked then 'fails'
        else 'undecided'
    end as outcome
from sides
order by relation, basis, label;

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
