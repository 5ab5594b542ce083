-- Who looked for each release, when, and what came back?
select
    look.release,
    look.looked_on,
    look.observer,
    look.outcome,
    look.shows_through,
    look.text,
    look.url,
    source.publisher as source_publisher,
    source.title as source_title,
    source.grade as source_grade,
    source.url as source_url
from look
left join source using (source)
order by look.release, look.looked_on, look.look;
