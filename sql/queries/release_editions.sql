-- Which editions of each release were expected or appeared, with what status, how late, and from which file?
select
    coalesce(edition_status.release, edition.release) as release,
    coalesce(edition_status.ref, edition.ref) as ref,
    coalesce(edition_status.period_start, edition.period_start) as period_start,
    coalesce(edition_status.period_end, edition.period_end) as period_end,
    edition_status.due_on,
    edition_status.due_basis,
    edition.edition,
    coalesce(edition_status.published_on, edition.published_on) as published_on,
    coalesce(edition_status.published_by, edition.published_by) as published_by,
    edition_status.status,
    edition_status.since_on,
    edition_status.observed_through_on,
    edition_status.unchecked_since_on,
    edition_status.lag_days,
    edition_status.days_late,
    edition_status.grounds,
    edition_status.basis,
    edition_status.evidence,
    edition.date_basis,
    edition.data_through_on,
    edition.file,
    edition.digest,
    edition.ingested,
    edition.note,
    source.title as source_title,
    source.grade as source_grade,
    source.url as source_url
from edition_status
full join edition on edition.edition = edition_status.edition
left join source on source.source = edition.source
order by 1, 4, 8, 2;
