-- Under which readings does a claim of order hold?
select * from order_outcome where figure = $figure and basis = 'latest' order by label;
