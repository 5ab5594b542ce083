-- How many removals by ICE does ICE's own fiscal-year-to-date count allow since a day ($since)?
-- Method: the count is printed up to the day of each edition, never up to $since itself, so the difference has two bounds.
--   low  = value now - value of the first edition that runs to $since or later  (leaves out the days between)
--   high = value now - value of the last edition that ends before $since        (takes in the days before)
-- In a later fiscal year the last value printed for each full year between is added; where no edition runs to 30 September
-- the days after it are unknown, the sum is a lower bound, and high is empty. Gaps between editions are not filled.
with point as (
    select
        observation_latest.edition,
        observation_latest.period_start as year_start,
        observation_latest.period_end as through_on,
        observation_latest.value
    from observation_latest
    where observation_latest.series = 'ice-removals-fytd' and observation_latest.value is not null
),
start_year as (
    select max(year_start) as year_start
    from point
    where year_start <= cast($since as date)
),
base as (
    select
        max_by(value, through_on) filter (where through_on < cast($since as date)) as before_value,
        max(through_on) filter (where through_on < cast($since as date)) as before_on,
        min_by(value, through_on) filter (where through_on >= cast($since as date)) as after_value,
        min(through_on) filter (where through_on >= cast($since as date)) as after_on
    from point
    join start_year using (year_start)
),
year_total as (
    select
        year_start,
        max_by(value, through_on) as value,
        max(through_on) as through_on,
        max(through_on) >= year_start + interval 1 year - interval 1 day as whole
    from point
    group by year_start
),
earlier as (
    -- What the full fiscal years between $since and each later fiscal year add.
    select
        later.year_start,
        coalesce(sum(year_total.value), 0) as value,
        coalesce(bool_and(year_total.whole), true) as whole,
        max(year_total.through_on) as through_on
    from year_total as later
    cross join start_year
    left join year_total
        on year_total.year_start >= start_year.year_start and year_total.year_start < later.year_start
    group by later.year_start
)
select
    point.edition,
    edition.published_on,
    point.year_start,
    point.through_on,
    point.value as fiscal_year_to_date,
    base.before_on,
    base.before_value,
    base.after_on,
    base.after_value,
    earlier.value as earlier_years,
    case when not earlier.whole then earlier.through_on end as unknown_after_on,
    point.value + earlier.value - base.after_value as low,
    case when earlier.whole then point.value + earlier.value - base.before_value end as high
from point
join earlier using (year_start)
cross join base
left join edition on edition.edition = point.edition
where
    point.through_on >= cast($since as date)
    and base.after_value is not null
order by point.through_on, point.edition;
