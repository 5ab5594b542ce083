-- Under which readings does each claim of order hold?
select
    order_outcome.*,
    (
        select list(series.title order by series.title)
        from series
        where list_contains(order_outcome.series, series.series)
    ) as series_titles
from order_outcome
where order_outcome.basis = 'latest'
order by order_outcome.relation, order_outcome.label;
