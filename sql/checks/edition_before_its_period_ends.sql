-- Which edition would have appeared before its reference period ended?
select edition, period_end, published_on
from edition
where published_on < period_end
order by edition;
