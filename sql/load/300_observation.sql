-- Which value does each series have, in each edition? From the cells where the file is held, else from the packaged record.
--
-- A correction of the record replaces the printed value, and the method says so; the cell keeps what is printed.
-- A cell belongs to a series when release, table, member and grain agree. Where both speak, the file has the word; the
-- check packaged_observation_differs_from_file compares them.
insert into observation by name
with from_files as (
    select
        series.series, cell.edition, cell.period_start, cell.period_end, cell.value, cell.code,
        'read' as method, cell.digest, cell.sheet, cell.cell, edition.source, edition.known_on, series.rounding
    from cell
    join edition using (edition)
    join series on series.release = edition.release
        and series.table_title = cell.table_title
        and series.member = cell.member
        and (series.frequency = cell.grain
             or (series.frequency = 'fiscal_year_to_date' and cell.grain = 'fiscal_year'))
    where cell.code is distinct from ''
),
from_record as (
    select
        packaged.series, packaged.edition, packaged.period_start, packaged.period_end, packaged.value, packaged.code,
        packaged.method, packaged.digest, packaged.sheet, packaged.cell, packaged.source, edition.known_on, series.rounding
    from record_observation as packaged
    join edition using (edition)
    join series using (series)
    where not exists (
        select 1 from from_files
        where from_files.series = packaged.series
            and from_files.edition = packaged.edition
            and from_files.period_end = packaged.period_end
    )
),
together as (
    select * from from_files
    union all by name
    select * from from_record
)
select
    together.* exclude (rounding, value, code, method, source),
    coalesce(correction.value, together.value) as value,
    case when correction.value is null then together.code end as code,
    case when correction.value is null then together.method else 'corrected' end as method,
    coalesce(correction.source, together.source) as source,
    -- what counts people, acts or money is not less than 0
    case when coalesce(correction.value, together.value) >= 0
        then greatest(coalesce(correction.value, together.value) - together.rounding / 2, 0)
        else coalesce(correction.value, together.value) - together.rounding / 2 end as low,
    coalesce(correction.value, together.value) + together.rounding / 2 as high
from together
join series using (series)
left join correction on correction.edition = together.edition and correction.table_title = series.table_title
    and correction.member = series.member and correction.period_start = together.period_start
    and correction.period_end = together.period_end
    and correction.expect is not distinct from together.value and correction.expect_code is not distinct from together.code
order by series, edition, period_start, period_end;
