-- Which sources carry each reported figure?
with carried as (
    select
        figure,
        unnest(sources) as source,
        generate_subscripts(sources, 1) as place
    from reported_figure
)
select
    carried.figure,
    carried.source,
    source.publisher,
    source.title,
    source.grade,
    source.published_on,
    source.printed_date,
    source.date_reason,
    source.url,
    source.archived_url
from carried
join source using (source)
order by carried.figure, carried.place;
