-- Which value that the packaged record says was read is not in the file, although the file is held?
select packaged.series, packaged.edition, packaged.period_start, packaged.period_end, packaged.sheet, packaged.cell
from record_observation as packaged
join edition on edition.edition = packaged.edition and edition.ingested and edition.digest = packaged.digest
anti join cell on cell.digest = packaged.digest and cell.sheet = packaged.sheet and cell.cell = packaged.cell
where packaged.method = 'read'
order by all;
