-- Which statements of each month could be checked on the day they were made? One row per figure, with its group;
-- what this record itself has added up is no statement.
--
-- Groups, by the verdict with what could be known on that day: drawn, a verdict from the ranges or from arithmetic;
-- not_comparable, official numbers that count something else or differ by definition; undecided, the words or the ranges
-- leave it open; not_yet_due, missing (withheld or overdue), no_series, as the reason says; not_held, for want of a look or
-- a file here; goal, a target.
select
    strftime(figure.stated_on, '%Y-%m') as stated_month,
    figure.figure,
    figure.stated_on,
    figure.speaker,
    said.verdict,
    said.reason,
    case
        when said.verdict in ('consistent', 'above', 'below', 'inconsistent_with_itself') then 'drawn'
        when said.verdict = 'not_comparable' then 'not_comparable'
        when said.verdict = 'target' then 'goal'
        when said.reason in ('withheld', 'overdue') then 'missing'
        when said.reason = 'not_yet_due' then 'not_yet_due'
        when said.reason in ('no_series', 'never_published') then 'no_series'
        when said.reason in ('not_held', 'not_looked') then 'not_held'
        else 'undecided'
    end as checkable,
    count(*) over (partition by strftime(figure.stated_on, '%Y-%m')) as month_figures,
    count(*) over () as all_figures,
    count(*) over (partition by checkable) as group_figures,
    count(*) over (partition by strftime(figure.stated_on, '%Y-%m'), checkable) as month_group_figures
from reported_figure as figure
join figure_verdict as said on said.figure = figure.figure and said.basis = 'said'
where figure.kind <> 'derived'
order by stated_month, checkable, figure.stated_on, figure.figure;
