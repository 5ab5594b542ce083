-- What does each measure count, and where does its definition stand?
select
    measure.measure,
    measure.title,
    measure.definition,
    measure.nature,
    measure.counts,
    measure.note,
    source.title as source_title,
    source.grade as source_grade,
    source.url as source_url
from measure
left join source using (source)
order by measure.title, measure.measure;
