-- What is promised for each release, by what, and how was the due rule read?
select
    release.release,
    release.title,
    release.description,
    release.frequency,
    release.family,
    release.url,
    release.promise_basis,
    release.promise_text,
    release.due_rule,
    release.due_reading,
    release.due_interval_days,
    release.reader,
    release.note,
    agency.name as agency_name,
    agency.short as agency_short,
    source.source,
    source.publisher as source_publisher,
    source.title as source_title,
    source.grade as source_grade,
    source.published_on as source_published_on,
    source.url as source_url,
    source.archived_url as source_archived_url
from release
join agency using (agency)
join source on source.source = release.promise_source
order by release.release;
