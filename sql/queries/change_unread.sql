-- Which sheets and blocks of the newer edition of each pair does no reader claim? Their number and the first titles.
select edition.ref, difference.edition, difference.previous, difference.cells, difference.text
from difference
join edition using (edition)
where edition.release = $release and what = 'unread'
order by edition.period_end desc, edition.published_by desc, edition.edition desc;
