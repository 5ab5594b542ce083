-- Which values of headline series were read from the files that this workspace holds, for one release?
select
    observation.series, observation.edition, observation.period_start, observation.period_end, series.frequency,
    observation.value, observation.code, observation.method, observation.digest, observation.sheet, observation.cell,
    observation.source
from observation
join series using (series)
join edition using (edition)
where series.headline and edition.ingested and observation.method = 'read' and series.release = $release
order by observation.series, observation.edition, observation.period_start, observation.period_end;
