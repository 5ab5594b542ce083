-- What holds of each series? The status of its release, unless an event or a lost breakdown speaks of the series itself.
--
-- A release that is reduced by breakdowns of other series is, for this one, published: one table can be cut and another not.
create view series_status as
with newest as (
    select release, max_by(edition, (period_end, published_by, edition)) as edition
    from edition
    where edition in (select edition from difference where edition <> previous)
    group by release
),
lost as (
    select series.series, min(breakdown_change.first_seen_on) as since_on, list_sort(list('finding:' || breakdown_change.finding)) as evidence
    from series
    join newest using (release)
    join lessened_edition on lessened_edition.edition = newest.edition and lessened_edition.returned_on is null
    join breakdown_change on breakdown_change.finding = lessened_edition.finding and breakdown_change.table_title = series.table_title
    where case breakdown_change.breakdown
        when 'table' then true
        when 'grain' then breakdown_change.label = series.frequency
        when 'dimension' then contains(series.member, coalesce(breakdown_change.label || ' > ', '')) and not regexp_matches(
            string_split(series.member, ' > ')[-1], '^(grand |sub)?total\b|^all\b', 'i')
        else series.member = breakdown_change.label or list_contains(string_split(series.member, ' > '), breakdown_change.label)
    end
    group by series.series
),
own as (
    select
        series,
        arg_max(kind, (effective_on, event)) as kind,
        max(effective_on) as since_on,
        list_sort(list('event:' || event)) as evidence
    from event
    where series is not null
        and (kind = 'reduced' or (kind in ('discontinued', 'removed') and by_agency))
        and greatest(known_on, effective_on) <= (select as_of_on from record_clock)
        and not exists (
            select 1 from event as again
            where again.series = event.series and again.kind = 'resumed' and again.effective_on >= event.effective_on
        )
    group by series
)
select
    series.series, series.release,
    case
        when own.kind is not null then own.kind
        when lost.series is not null and release_status.status in ('on_time', 'late', 'published', 'reduced') then 'reduced'
        when release_status.status = 'reduced' and len(list_filter(release_status.evidence, lambda x: starts_with(x, 'finding:'))) > 0
            then 'published'
        else release_status.status
    end as status,
    coalesce(own.since_on, case when release_status.status = 'reduced' then lost.since_on end, release_status.since_on) as since_on,
    release_status.observed_through_on,
    case
        when own.kind is not null then 'event of the series'
        when lost.series is not null and release_status.status in ('on_time', 'late', 'published', 'reduced') then 'printed no more'
        when release_status.status = 'reduced' and len(list_filter(release_status.evidence, lambda x: starts_with(x, 'finding:'))) > 0
            then 'its release lost other breakdowns'
        else 'as its release'
    end as basis,
    coalesce(own.evidence, case when release_status.status = 'reduced' then lost.evidence end, release_status.evidence) as evidence
from series
join release_status using (release)
left join own using (series)
left join lost using (series)
order by series.series;

comment on view series_status is 'What holds of each series: as its release, unless an event or a lost breakdown speaks of the series itself.';
comment on column series_status.series is 'The series.';
comment on column series_status.release is 'Its release.';
comment on column series_status.status is 'The status.';
comment on column series_status.since_on is 'From when.';
comment on column series_status.observed_through_on is 'The last day on which somebody saw that it holds.';
comment on column series_status.basis is 'What decided: the release, an event of the series, or a finding that it is printed no more.';
comment on column series_status.evidence is 'Ids of the evidence.';
