-- Which editions of each release were expected or appeared, with what status, how late, and from which file?
-- Of the editions that are still to fall due, the next one alone.
with status as (
    select *
    from edition_status
    qualify
        status <> 'scheduled'
        or row_number() over (partition by release, status order by due_on, period_end, ref) = 1
)
select
    coalesce(status.release, edition.release) as release,
    coalesce(status.ref, edition.ref) as ref,
    coalesce(status.period_start, edition.period_start) as period_start,
    coalesce(status.period_end, edition.period_end) as period_end,
    status.due_on,
    status.due_basis,
    edition.edition,
    coalesce(status.published_on, edition.published_on) as published_on,
    coalesce(status.published_by, edition.published_by) as published_by,
    status.status,
    status.since_on,
    status.observed_through_on,
    status.unchecked_since_on,
    status.lag_days,
    case when status.published_on is not null then status.days_late end as days_late,
    status.grounds,
    status.basis,
    status.evidence,
    edition.date_basis,
    edition.data_through_on,
    edition.file,
    edition.digest,
    edition.ingested,
    edition.note,
    source.title as source_title,
    source.grade as source_grade,
    source.url as source_url
from status
full join edition on edition.edition = status.edition
left join source on source.source = edition.source
order by 1, 4, 8, 2;
