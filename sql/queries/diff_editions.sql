-- Which editions of a release are known, and which are held here? The newest first.
select edition, ref, ingested
from edition
where release = $release
order by period_end desc, published_by desc, edition desc;
