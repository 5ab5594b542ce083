-- Which figures of the older edition would the newer one print again, if it printed what held them: numbers, zeros too, of
-- periods that the newer file prints (`in_file`), or that table of it (`in_table`)? A year to date and its year are one
-- period; what rolled out of a window is none.
create temp macro span_key(grain, period_start, period_key) as
    if(grain in ('fiscal_year', 'fiscal_year_to_date'), period_start, period_key);

create temp macro span_grain(grain) as if(grain = 'fiscal_year_to_date', 'fiscal_year', grain::varchar);

create temp table figures as
with printed as (
    select distinct table_title, span_grain(grain) as grain, span_key(grain, period_start, period_key) as span from new_cell
)
select
    old_cell.table_title as old_title, old_cell.member,
    count(*) filter (where in_file.span is not null) as in_file,
    count(*) filter (where in_table.span is not null) as in_table
from old_cell
left join table_match on table_match.old_title = old_cell.table_title and table_match.how <> 'perhaps'
left join printed as in_table on in_table.table_title = table_match.new_title and in_table.grain = span_grain(old_cell.grain)
    and in_table.span = span_key(old_cell.grain, old_cell.period_start, old_cell.period_key)
left join (select distinct grain, span from printed) as in_file on in_file.grain = span_grain(old_cell.grain)
    and in_file.span = span_key(old_cell.grain, old_cell.period_start, old_cell.period_key)
where old_cell.value is not null
group by old_cell.table_title, old_cell.member;
