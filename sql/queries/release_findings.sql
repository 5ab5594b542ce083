-- What changed between the editions of a release? Every finding, newest edition first, with both addresses.
select finding.*
from finding
join edition using (edition)
where finding.release = $release
order by edition.period_end desc, edition.published_by desc, edition.edition desc, finding.previous,
    list_position(['suspect', 'loss', 'change', 'routine'], weight), kind, table_title, member, old_member, grain, period_start,
    period_end, old_cell, cell, finding;
