-- Which arithmetic is a figure part of, and what does it give?
select relation, kind, text, figures, result, gap, source, low, high, stated_low, stated_high, working, outcome
from relation_outcome
where result = $figure or list_contains(figures, $figure)
order by relation;
