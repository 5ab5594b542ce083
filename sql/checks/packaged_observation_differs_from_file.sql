-- Which value of the packaged record differs from what our reader finds in the file itself?
select
    packaged.series, packaged.edition, packaged.period_start, packaged.period_end,
    packaged.value as packaged_value, packaged.code as packaged_code, observation.value as file_value, observation.code as file_code,
    packaged.sheet as packaged_sheet, packaged.cell as packaged_cell, observation.sheet as file_sheet, observation.cell as file_cell
from record_observation as packaged
join observation
    on observation.series = packaged.series
    and observation.edition = packaged.edition
    and observation.period_start = packaged.period_start
    and observation.period_end = packaged.period_end
where packaged.method = 'read' and observation.method = 'read'
    and (
        packaged.value is distinct from observation.value
        or packaged.code is distinct from observation.code
        or packaged.sheet is distinct from observation.sheet
        or packaged.cell is distinct from observation.cell
    )
order by all;
