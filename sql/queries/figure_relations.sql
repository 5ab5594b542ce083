-- Which arithmetic between figures is declared, what does it give, and where do the figures stand together?
select
    relation_outcome.*,
    source.title as source_title,
    source.publisher as source_publisher,
    source.grade as source_grade,
    source.url as source_url
from relation_outcome
join source on source.source = relation_outcome.source
order by relation_outcome.relation;
