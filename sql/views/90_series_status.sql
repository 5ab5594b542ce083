-- What holds of each series? The status of its release, unless an event speaks of the series itself.
create view series_status as
with own as (
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
    coalesce(own.kind, release_status.status) as status,
    coalesce(own.since_on, release_status.since_on) as since_on,
    release_status.observed_through_on,
    case when own.kind is null then 'as its release' else 'event of the series' end as basis,
    coalesce(own.evidence, release_status.evidence) as evidence
from series
join release_status using (release)
left join own using (series)
order by series.series;

comment on view series_status is 'What holds of each series: as its release, unless an event speaks of the series itself.';
comment on column series_status.series is 'The series.';
comment on column series_status.release is 'Its release.';
comment on column series_status.status is 'The status.';
comment on column series_status.since_on is 'From when.';
comment on column series_status.observed_through_on is 'The last day on which somebody saw that it holds.';
comment on column series_status.basis is 'Whether the release or an event of the series decided.';
comment on column series_status.evidence is 'Ids of the evidence.';
