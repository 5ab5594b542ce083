-- Who looked for each release, when, and what came back? Of this tracker's own looks at a page: those at which something
-- changed, and the newest. The table `look` has them all, and those at files.
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
    source.url as source_url,
    look.log_line,
    look.second_observer
from look
left join source using (source)
where look.role is distinct from 'file'
window own_looks as (partition by look.release, look.url, look.observer, look.log_line is null order by look.log_line)
qualify look.log_line is null
    or (look.outcome, look.shows_through) is distinct from lag((look.outcome, look.shows_through)) over own_looks
    or lead(look.log_line) over own_looks is null
order by look.release, look.looked_on, look.look;
