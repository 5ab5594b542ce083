-- Which breakdowns did each release print and then print no more, since which edition, and did it print them again?
select
    breakdown_change.release, breakdown_change.finding, breakdown, breakdown_change.table_title, label,
    edition.ref, edition.published_by, before.ref as last_ref, breakdown_change.first_seen_on, again.ref as regained_ref, regained_on,
    finding.old_digest, finding.old_sheet, finding.old_cell, finding.digest
from breakdown_change
join finding using (finding)
join edition on edition.edition = breakdown_change.edition
join edition as before on before.edition = breakdown_change.previous
left join edition as again on again.edition = breakdown_change.regained_in
where counts_as_reduced
order by breakdown_change.release, regained_in is not null, breakdown_change.first_seen_on desc, breakdown_change.table_title, label, finding;
