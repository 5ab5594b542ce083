-- Which statements of each month could be checked on the day they were made, and what share of them? One row per figure, with
-- its group; what this record itself has added up is no statement.
--
-- Groups, by the verdict with what could be known on that day: drawn, a verdict from official numbers; arithmetic, numbers of one
-- account that do not fit each other, which needs no official series; not_comparable, official numbers that count something else
-- or differ by definition; undecided, the words or the ranges leave it open; not_yet_due, missing (withheld or overdue),
-- no_series, as the reason says; not_held, for want of a look or a file here; goal, a target.
-- The share is that of drawn in all statements but goals, of which nothing could be checked.
with grouped as (
    select
        strftime(figure.stated_on, '%Y-%m') as stated_month,
        figure.figure,
        figure.stated_on,
        figure.speaker,
        said.verdict,
        said.reason,
        case
            when said.verdict in ('consistent', 'above', 'below') then 'drawn'
            when said.verdict = 'inconsistent_with_itself' then 'arithmetic'
            when said.verdict = 'not_comparable' then 'not_comparable'
            when said.verdict = 'target' then 'goal'
            when said.reason in ('withheld', 'overdue') then 'missing'
            when said.reason = 'not_yet_due' then 'not_yet_due'
            when said.reason in ('no_series', 'never_published') then 'no_series'
            when said.reason in ('not_held', 'not_looked') then 'not_held'
            else 'undecided'
        end as checkable
    from reported_figure as figure
    join figure_verdict as said on said.figure = figure.figure and said.basis = 'said'
    where figure.kind <> 'derived'
)
select
    *,
    count(*) over (partition by stated_month) as month_figures,
    count(*) over () as all_figures,
    count(*) over (partition by checkable) as group_figures,
    count(*) over (partition by stated_month, checkable) as month_group_figures,
    count(*) filter (where checkable = 'drawn') over (partition by stated_month) as month_drawn,
    count(*) filter (where checkable <> 'goal') over (partition by stated_month) as month_stated,
    round(100 * month_drawn / nullif(month_stated, 0)) as month_percent,
    count(*) filter (where checkable = 'drawn') over () as all_drawn,
    count(*) filter (where checkable <> 'goal') over () as all_stated,
    round(100 * all_drawn / nullif(all_stated, 0)) as all_percent
from grouped
order by stated_month, checkable, stated_on, figure;
