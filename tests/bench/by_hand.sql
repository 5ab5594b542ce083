-- The same joins as somebody would write them by hand for months alone: vintages, both bases, bounds, the plain verdict.
-- Without roles, cumulative series, rates, changes, reasons, needed editions and workings.
create or replace table by_hand as
with vintage as (
    select *, lead(known_on) over (partition by series, period_start, period_end order by known_on, edition) as replaced_on
    from observation
),
asked as (
    select figure.*, basis, case basis when 'said' then figure.stated_on else date '9999-12-31' end as known_by
    from reported_figure as figure cross join (values ('said'), ('latest')) as bases (basis)
),
bounds as (
    select
        asked.figure, asked.basis, series.series, any_value(asked.value) as stated,
        sum(vintage.low) filter (
            where vintage.period_start >= asked.period_start and vintage.period_end <= asked.period_end
        ) as low,
        sum(vintage.high) as high,
        min(vintage.edition) as first_edition, max(vintage.edition) as last_edition, count(*) as points
    from asked
    join series using (measure, scope)
    join vintage on vintage.series = series.series
        and vintage.period_start <= asked.period_end and vintage.period_end >= asked.period_start
        and vintage.known_on <= asked.known_by and (vintage.replaced_on is null or vintage.replaced_on > asked.known_by)
    group by asked.figure, asked.basis, series.series
)
select *, case when stated > high then 'above' when stated < low then 'below' else 'undecided' end as verdict
from bounds;
