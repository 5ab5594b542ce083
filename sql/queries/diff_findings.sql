-- What changed between two editions, the weightiest first? With what two figures of the newer edition, or its file, show.
select finding.*
from finding
where finding.edition = $edition and finding.previous in ($previous, $edition)
order by
    list_position(['suspect', 'loss', 'change', 'routine'], weight),
    kind, abs(absolute) desc nulls last, table_title, member, old_member, grain, period_start, old_cell, cell, finding;
