-- Which printed figures were changed by a later edition, by how much, and how old were they?
--
-- Every revised cell, and the series that the record names it as, where it names one. `age_months` counts from the end of the
-- period to the newer edition: statistics settle with age, so a change to an old figure says more than one to a fresh figure.
create view revision as
select
    finding.finding, finding.release, series.series, finding.table_title, finding.member, finding.grain,
    finding.period_start, finding.period_end, finding.previous, finding.edition, finding.old_value, finding.value,
    finding.absolute, finding.relative, finding.beyond_rounding,
    case when finding.absolute > 0 then 'up' else 'down' end as direction,
    date_diff('month', finding.period_end, edition.published_by) as age_months,
    finding.announced_by, finding.first_seen_on,
    finding.old_digest, finding.old_sheet, finding.old_cell, finding.digest, finding.sheet, finding.cell
from finding
join edition using (edition)
left join series on series.release = finding.release and series.table_title = finding.table_title
    and series.member = finding.member
    and (series.frequency = finding.grain or (series.frequency = 'fiscal_year_to_date' and finding.grain = 'fiscal_year'))
where finding.kind = 'revised';

comment on view revision is 'Figures that a later edition prints differently, with size, direction and the age of the figure when it was changed.';
comment on column revision.finding is 'The finding.';
comment on column revision.release is 'The release.';
comment on column revision.series is 'The series, where the record names the table and member as one.';
comment on column revision.table_title is 'The table.';
comment on column revision.member is 'The member.';
comment on column revision.grain is 'month, fiscal_year, fiscal_year_to_date or day.';
comment on column revision.period_start is 'First day of the period.';
comment on column revision.period_end is 'Last day of the period.';
comment on column revision.previous is 'The older edition.';
comment on column revision.edition is 'The newer edition.';
comment on column revision.old_value is 'What the older edition prints.';
comment on column revision.value is 'What the newer edition prints.';
comment on column revision.absolute is 'New less old.';
comment on column revision.relative is 'New over old, less one; empty where the old one is 0.';
comment on column revision.beyond_rounding is 'False where both printed numbers can stand for the same one.';
comment on column revision.direction is 'up or down.';
comment on column revision.age_months is 'Months from the end of the period to the newer edition.';
comment on column revision.announced_by is 'event:, note: or standing note: and which; none found.';
comment on column revision.first_seen_on is 'The day from which the newer edition could be known.';
comment on column revision.old_digest is 'SHA-256 of the older file.';
comment on column revision.old_sheet is 'Sheet in the older file.';
comment on column revision.old_cell is 'Address in the older file.';
comment on column revision.digest is 'SHA-256 of the newer file.';
comment on column revision.sheet is 'Sheet in the newer file.';
comment on column revision.cell is 'Address in the newer file.';
