-- What happened to each release, by which source, and which cause did somebody state?
select
    event.release,
    event.event,
    event.kind,
    event.effective_on,
    event.known_on,
    event.by_agency,
    event.ref,
    event.series,
    event.stopped_after,
    event.text,
    event.quote,
    event.cause,
    event.cause_by,
    event.date_reason,
    source.publisher as source_publisher,
    source.title as source_title,
    source.grade as source_grade,
    source.url as source_url,
    source.archived_url as source_archived_url
from event
join source using (source)
order by event.release, event.effective_on, event.event;
