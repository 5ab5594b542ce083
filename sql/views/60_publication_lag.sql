-- How long after its period did each edition appear?
--
-- Days from the last day of the reference period to the earliest day on which the edition can have appeared. Editions by
-- interval have no reference period: their row gives the days since the edition before (days_since_previous).
create view publication_lag as
with ordered as (
    select
        edition.*,
        lag(published_by) over (partition by release order by published_on, edition) as previous_by_on
    from edition
)
select
    ordered.release, ordered.ref, ordered.edition, ordered.period_end, ordered.published_on, ordered.published_by,
    case when release.due_interval_days is null then ordered.published_on - ordered.period_end end as lag_days,
    status.due_on,
    status.days_late,
    greatest(ordered.published_on - ordered.previous_by_on, 0) as days_since_previous
from ordered
join release using (release)
left join edition_status as status
    on status.release = ordered.release
    and status.ref = case when release.due_interval_days is null then ordered.ref else 'after ' || ordered.previous end
order by ordered.release, ordered.published_on, ordered.edition;

comment on view publication_lag is 'How long after its period, or after the edition before, each edition appeared.';
comment on column publication_lag.release is 'The release.';
comment on column publication_lag.ref is 'Reference period.';
comment on column publication_lag.edition is 'The edition.';
comment on column publication_lag.period_end is 'Last day of the reference period.';
comment on column publication_lag.published_on is 'The earliest day on which it can have appeared.';
comment on column publication_lag.published_by is 'The latest.';
comment on column publication_lag.lag_days is 'Days from the last day of the period to published_on; empty for releases by interval.';
comment on column publication_lag.due_on is 'The last day on which it was on time.';
comment on column publication_lag.days_late is 'Days from due_on to published_on; 0 where on time.';
comment on column publication_lag.days_since_previous is 'Least number of days since the edition before.';
