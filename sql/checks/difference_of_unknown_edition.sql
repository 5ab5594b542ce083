-- Differences of an edition that no table of editions has.
select edition, previous, count(*) as differences
from difference
where edition not in (select edition from edition) or previous not in (select edition from edition)
group by edition, previous;
