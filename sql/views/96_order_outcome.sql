-- Does a claim of order hold, under each reading?
--
-- For each reading the yearly values of its series are added, year by year; twice, as for comparisons. holds: the least that the
-- subject years allow exceeds the greatest that the other years allow. fails: all that they allow is less than the greatest of
-- the others. Every year must be there. Of several subject years it is the greatest where the period of the claim is the whole
-- stretch ("the peak of these years is that of the decade") and the words do not begin with each, every, all or both; else the
-- least: each of them must exceed. It fails only where the greatest does not exceed either.
--
-- undecided says why, in this order:
--   events_or_people      people are stated, and the series counts events
--   years_chosen          against which years it is held rests on a choice of this record. It does not where the years are all
--                         those of one stretch without a gap, and the stretch is the period of the claim, or holds all years
--                         before the statement that the series of the reading hold; or where the entry of the claim (text,
--                         period_reason) names the years, and those alone: "FY2017 to FY2020", "FY2023". And it holds only of
--                         all years that are meant: where the period is wider than the years compared, or the words reach
--                         back ("ever", "since", "decade") and neither name the years nor have them as their period, it may
--                         fail, and does not hold
--   withheld, overdue, never_published, not_yet_due, not_held, not_looked: a year has no value: the weightiest of these over the
--                         editions that would hold it (order_missing)
--   first_print           a year is there as a first print, to which later editions add and from which they take; or it would
--                         fail by the newest edition of a yearly release, before a later one prints the series
--   revised_since         it fails, and held by the numbers that were printed when it was said
--   definition            some of the subject years exceed, and others do not
--   ranges_do_not_decide  all years are there, and rounding leaves it open
--   no_series             a vague measure or scope can stand for several things; for each pair of a measure and a scope that the
--                         words can mean there must be a reading by one series that counts just that: a claim is not decided by
--                         those readings that somebody chose to declare, and a sum of series is not the reading of any of them.
--                         The pairs without one have one undecided row more.
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
                else vintage.known_on < asked.stated_on and (vintage.replaced_on is null or vintage.replaced_on >= asked.stated_on) end
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
        count(distinct vintage.series) = len(any_value(reading.series)) as is_whole,
        bool_or(first_print.edition is not null) as is_first_print,
        -- the newest year of the newest edition of a yearly release confirms, and accuses nobody
        bool_or(release.frequency = 'annual' and vintage.period_end >= printing.period_start and not exists (
            select 1 from edition as later
            join observation as printed on printed.edition = later.edition and printed.series = vintage.series
            where later.release = printing.release and later.period_end > printing.period_end
                and (basis.basis = 'latest' or later.known_on < figure.stated_on)
        )) as is_last_yearly
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
            or (basis.basis = 'said' and vintage.known_on < figure.stated_on
                and (vintage.replaced_on is null or vintage.replaced_on >= figure.stated_on))
        )
    join edition as printing on printing.edition = vintage.edition
    join release on release.release = printing.release
    left join first_print on first_print.series = vintage.series and first_print.edition = vintage.edition
        and first_print.period_start = vintage.period_start and first_print.period_end = vintage.period_end
    group by reading.relation, reading.label, basis.basis, year(vintage.period_end)
),
claim as (
    -- which years are compared, and which the entry of the claim names
    select
        relation.relation, figure.stated_on, figure.period_start, figure.period_end,
        list_sort(list_distinct(relation.subject || relation.against)) as years,
        concat_ws(' ', figure.text, figure.period_reason) as words,
        list_transform(regexp_extract_all(words, 'FY\d{4}(?: to FY\d{4})?'), lambda x: [cast(x[3:6] as integer), cast(x[-4:] as integer)])
            as stretches,
        list_sort(list_distinct(relation.subject || list_transform(
            flatten(list_transform(stretches, lambda x: range(x[1], x[2] + 1))), lambda x: 'FY' || x
        ))) as named,
        regexp_matches(figure_range.unit_of, '^(people|persons|individuals|noncitizens|aliens|migrants|immigrants)\b') as is_people
    from relation
    join reported_figure as figure on figure.figure = relation.result
    join figure_range on figure_range.figure = relation.result
    where relation.kind = 'exceeds'
),
compared as (
    -- the stretch from the first of the years to the last, and whether it is that of the claim
    select
        *,
        cast(years[-1][3:] as integer) - cast(years[1][3:] as integer) + 1 = len(years) as is_one_stretch,
        coalesce(period_start <= make_date(cast(years[1][3:] as integer) - 1, 10, 1)
            and period_end >= make_date(cast(years[-1][3:] as integer), 9, 30), false) as is_of_claim,
        coalesce(period_start = make_date(cast(years[1][3:] as integer) - 1, 10, 1)
            and period_end = make_date(cast(years[-1][3:] as integer), 9, 30), false) as is_whole_claim
    from claim
),
held as (
    -- years before the statement that all series of a reading hold, and that are not compared
    select yearly.relation, yearly.label, yearly.basis, count(*) as years
    from yearly
    join compared using (relation)
    where yearly.is_whole and not list_contains(compared.years, yearly.year)
        and make_date(cast(yearly.year[3:] as integer), 9, 30) <= compared.stated_on
    group by yearly.relation, yearly.label, yearly.basis
),
counted as (
    select reading.relation, reading.label, bool_and(measure.counts = 'people') as is_people
    from relation_reading as reading
    join series on list_contains(reading.series, series.series)
    join measure using (measure)
    group by reading.relation, reading.label
),
sides as (
    select
        relation.relation, relation.result, relation.text, relation.source, relation.subject, relation.against,
        reading.label, reading.series, basis.basis,
        any_value(compared.is_people and not counted.is_people) as is_unlike,
        any_value(not (
            compared.is_one_stretch and (compared.is_of_claim or held.years is null) or compared.named = compared.years
        )) as is_chosen,
        -- that it exceeds all of them is known only of all the years that are meant, be they held or not
        any_value(
            not (compared.is_one_stretch and compared.is_whole_claim or compared.named = compared.years)
            and (compared.is_of_claim or regexp_matches(compared.words, '\b(ever|never|history|historic|record|decades?|since|always|all[- ]time|years)\b', 'i'))
        ) as is_short,
        any_value(compared.is_of_claim and not regexp_matches(compared.words, '^\W*(in )?(each|every|all|both)\b', 'i')) as is_peak,
        min(yearly.low) filter (where list_contains(relation.subject, yearly.year)) as least_low,
        min(yearly.high) filter (where list_contains(relation.subject, yearly.year)) as least_high,
        max(yearly.low) filter (where list_contains(relation.subject, yearly.year)) as greatest_low,
        max(yearly.high) filter (where list_contains(relation.subject, yearly.year)) as greatest_high,
        max(yearly.low) filter (where list_contains(relation.against, yearly.year)) as against_low,
        max(yearly.high) filter (where list_contains(relation.against, yearly.year)) as against_high,
        arg_min(yearly.year, yearly.value) filter (where list_contains(relation.subject, yearly.year)) as least_year,
        arg_max(yearly.year, yearly.value) filter (where list_contains(relation.subject, yearly.year)) as greatest_year,
        arg_max(yearly.year, yearly.value) filter (where list_contains(relation.against, yearly.year)) as against_year,
        min(yearly.value) filter (where list_contains(relation.subject, yearly.year)) as least_value,
        max(yearly.value) filter (where list_contains(relation.subject, yearly.year)) as greatest_value,
        max(yearly.value) filter (where list_contains(relation.against, yearly.year)) as against_value,
        count(*) filter (where list_contains(relation.subject, yearly.year)) as subject_years,
        count(*) filter (where list_contains(relation.against, yearly.year)) as against_years,
        coalesce(bool_or(yearly.is_first_print), false) as is_first_print,
        coalesce(bool_or(yearly.is_last_yearly), false) as is_last_yearly,
        any_value(len(relation.subject)) as subject_asked,
        any_value(len(relation.against)) as against_asked
    from relation
    join relation_reading as reading using (relation)
    join compared using (relation)
    join counted on counted.relation = reading.relation and counted.label = reading.label
    cross join basis
    left join held on held.relation = reading.relation and held.label = reading.label and held.basis = basis.basis
    left join yearly
        on yearly.relation = reading.relation and yearly.label = reading.label and yearly.basis = basis.basis and yearly.is_whole
        and list_contains(relation.subject || relation.against, yearly.year)
    where relation.kind = 'exceeds'
    group by relation.relation, relation.result, relation.text, relation.source, relation.subject, relation.against,
        reading.label, reading.series, basis.basis
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
    -- each measure with each scope that the words can stand for, of which no reading is one series that counts it
    select
        relation.relation, meaning.measure, list_sort(list(place.scope)) as scopes,
        len(any_value(place.meant)) as scopes_meant, len(any_value(meaning.meant)) as measures_meant
    from relation
    join reported_figure as figure on figure.figure = relation.result
    join (
        select measure as stated, case when len(may_mean) > 0 then may_mean else [measure] end as meant, unnest(meant) as measure
        from measure
    ) as meaning on meaning.stated = figure.measure
    join (
        select scope as stated, case when len(may_mean) > 0 then may_mean else [scope] end as meant, unnest(meant) as scope
        from scope
    ) as place on place.stated = figure.scope
    where relation.kind = 'exceeds' and not exists (
        select 1 from relation_reading as reading
        join series on reading.series = [series.series]
        where reading.relation = relation.relation and series.population = figure.population
            and series.measure in (meaning.measure, meaning.stated) and series.scope in (place.scope, place.stated)
    )
    group by relation.relation, meaning.measure
),
unread as (
    select
        relation,
        string_agg(case
            when len(scopes) = scopes_meant then measure
            when measures_meant > 1 then measure || ' (' || array_to_string(scopes, ', ') || ')'
            else array_to_string(scopes, ', ')
        end, ', ' order by measure) as names
    from undeclared
    group by relation
),
decided as (
    select
        *,
        -- the year that must exceed
        case when is_peak then greatest_year else least_year end as subject_year,
        case when is_peak then greatest_value else least_value end as subject_value,
        case when is_peak then greatest_low else least_low end as subject_low,
        case when is_peak then greatest_high else least_high end as subject_high,
        subject_asked - subject_years + against_asked - against_years as missing_years,
        case
            when subject_low > against_high and against_years = against_asked and (is_peak or subject_years = subject_asked) then 'holds'
            when greatest_high < against_low and subject_years = subject_asked then 'fails'
            else 'undecided'
        end as printed_outcome
    from sides
),
settled as (
    select *,
        -- what held by the numbers printed when it was said is not held against their revision
        printed_outcome = 'fails' and basis = 'latest'
            and bool_or(basis = 'said' and printed_outcome = 'holds') over (partition by relation, label) as is_revised,
        case
            when is_unlike or is_chosen or is_first_print or is_revised or (is_last_yearly and printed_outcome = 'fails')
                or (is_short and printed_outcome = 'holds') then 'undecided'
            else printed_outcome
        end as outcome
    from decided
)
select
    settled.relation, settled.result as figure, settled.basis, settled.text, settled.source, settled.label, settled.series,
    settled.subject, settled.against,
    subject_year, subject_value, against_year, against_value,
    subject_low, subject_high, against_low, against_high,
    missing_years,
    coalesce(weighed.missing, []) as missing,
    case when outcome = 'undecided' and not is_unlike and not is_chosen then coalesce(weighed.needed, []) else [] end as needed,
    outcome,
    case
        when outcome <> 'undecided' then 'every_year'
        when is_unlike then 'events_or_people'
        when is_chosen or (is_short and printed_outcome = 'holds') then 'years_chosen'
        when missing_years > 0 then coalesce(weighed.reason, 'not_held')
        when is_first_print or (is_last_yearly and printed_outcome = 'fails') then 'first_print'
        when is_revised then 'revised_since'
        when greatest_low > against_high then 'definition'
        else 'ranges_do_not_decide'
    end as reason
from settled
left join weighed on weighed.relation = settled.relation and weighed.label = settled.label and weighed.basis = settled.basis
union all
select
    relation.relation, relation.result, basis.basis, relation.text, relation.source,
    'read as ' || unread.names || ': no series declared', [], relation.subject, relation.against,
    null, null, null, null, null, null, null, null, 0, [], [], 'undecided', 'no_series'
from unread
join relation using (relation)
cross join basis
order by 1, 3, 6;

comment on table order_outcome is 'Whether a claim of order holds, under each reading.';
comment on column order_outcome.relation is 'The relation.';
comment on column order_outcome.figure is 'The claim.';
comment on column order_outcome.basis is 'said: with what could be known on the day of the statement; latest: with the newest vintage.';
comment on column order_outcome.text is 'The claim, in our words.';
comment on column order_outcome.source is 'Source.';
comment on column order_outcome.label is 'The reading, in words.';
comment on column order_outcome.series is 'The series that are added.';
comment on column order_outcome.subject is 'The fiscal years that are said to exceed.';
comment on column order_outcome.against is 'The fiscal years against which it was held.';
comment on column order_outcome.subject_year is 'The year that must exceed: of those said to exceed the greatest, where the claim is about the peak of its period, else the least.';
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
comment on column order_outcome.reason is 'For undecided: events_or_people (people are stated, events counted), years_chosen (neither period nor words of the claim say which years it is held against, and the series hold others; or they speak of more years than are compared), revised_since (it held when it was said), first_print, withheld, overdue, never_published, not_yet_due, not_held or not_looked (of the missing years), definition (some of the subject years exceed, others do not), ranges_do_not_decide or no_series (a meaning of the words for which no series is declared); else every_year.';

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
