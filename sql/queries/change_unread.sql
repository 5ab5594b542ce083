-- Which sheets of the editions of a release are not read, where the edition before did not have them?
select edition.ref, difference.edition, difference.previous, difference.sheet, difference.text
from difference
join edition using (edition)
where edition.release = $release and what = 'note' and code = 'unclaimed' and how in ('entered', 'changed')
order by edition.period_end desc, edition.published_by desc, edition.edition desc, difference.sheet, difference.text;
