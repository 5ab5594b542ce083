-- What changed between two editions, the weightiest first? With what two figures of either edition, or its file, show by themselves.
select finding.*, case when finding.edition = finding.previous then edition.ref end as by_itself
from finding
join edition using (edition)
where finding.edition = $edition and finding.previous in ($previous, $edition)
    or finding.edition = $previous and finding.previous = $previous
order by
    list_position(['suspect', 'loss', 'change', 'routine'], weight), kind, by_itself nulls first,
    abs(absolute) desc nulls last, table_title, member, old_member, grain, finding.period_start, old_cell, cell, finding;
