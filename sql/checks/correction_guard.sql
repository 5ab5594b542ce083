-- Which correction of the record does not find what it corrects? The edition prints something else there, or nothing.
select correction.edition, correction.table_title, correction.member, correction.period_end, correction.expect, correction.expect_code,
    cell.value as printed_value, cell.code as printed_code
from correction
join edition on edition.edition = correction.edition and edition.ingested
left join cell on cell.edition = correction.edition and cell.table_title = correction.table_title and cell.member = correction.member
    and cell.grain = correction.grain and cell.period_start = correction.period_start and cell.period_end = correction.period_end
where cell.cell is null or cell.value is distinct from correction.expect or cell.code is distinct from correction.expect_code
union all
select correction.edition, correction.table_title, correction.member, correction.period_end, correction.expect, correction.expect_code,
    packaged.value, packaged.code
from correction
join series on series.release = correction.release and series.table_title = correction.table_title and series.member = correction.member
join record_observation as packaged on packaged.edition = correction.edition and packaged.series = series.series
    and packaged.period_start = correction.period_start and packaged.period_end = correction.period_end
where packaged.value is distinct from correction.expect or packaged.code is distinct from correction.expect_code
order by all;
