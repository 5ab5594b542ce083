-- What was read and left out, and why?
select
    left_out.left_out,
    left_out.text,
    left_out.reason,
    left_out.seeds,
    source.publisher as source_publisher,
    source.title as source_title,
    source.grade as source_grade,
    source.url as source_url
from left_out
join source using (source)
order by left_out.left_out;
