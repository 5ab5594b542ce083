-- From when to when did each status hold, with all that is known now?
--
-- Method. Each edition gives stretches of days: those on which it was missing, or nobody knew (edition_missing); published from
-- its day on until a newer edition appears. On each day the release has the weightiest stretch of that day: an end, then
-- withheld, overdue, not known (what kept us out before unchecked), then the newest edition. Neighbouring days of one status make one interval.
create table status_interval as
with clock as materialized (
    select as_of_on from record_clock
),
appeared_stretch as (
    select
        release, ref, from_on,
        lead(from_on) over (partition by release order by from_on, period_end) - 1 as through_on,
        case
            when release_status.status = 'resumed' and appeared.ref = release_status.last_ref then 'resumed'
            when appeared.status = 'removed' then 'published'  -- it was there until it was taken down: see end_stretch
            else appeared.status
        end as status,
        1 as weight, appeared.evidence, []::varchar[] as grounds
    from appeared_edition as appeared
    join release_status using (release)
),
missing_stretch as (
    select release, ref, from_on, through_on, status, evidence, grounds,
        case status when 'withheld' then 4 when 'overdue' then 3 else 2 end as weight
    from edition_missing
),
end_stretch as (
    select release, null as ref, since_on as from_on, null as through_on, status,
        case when status = 'proposed_end' then 1.5 else 5 end as weight, evidence, []::varchar[] as grounds
    from release_status where status in ('discontinued', 'removed', 'proposed_end')
),
stretch as materialized (
    from (
        select * from appeared_stretch
        union all by name
        select * from missing_stretch
        union all by name
        select * from end_stretch
    )
    where from_on <= coalesce(through_on, date '9999-12-31') and from_on <= (select as_of_on from clock) + 1
),
boundary as (
    select release, from_on as on_day from stretch
    union
    select release, through_on + 1 from stretch where through_on is not null
),
slice as (
    select release, on_day as from_on, lead(on_day) over (partition by release order by on_day) - 1 as through_on
    from boundary
),
covered as (
    select
        slice.release, slice.from_on, slice.through_on,
        arg_max(stretch.status, (stretch.weight, stretch.status <> 'unchecked', stretch.from_on, coalesce(stretch.ref, ''))) as status,
        max(stretch.weight) as weight
    from slice
    join stretch on stretch.release = slice.release
        and stretch.from_on <= slice.from_on
        and coalesce(stretch.through_on, date '9999-12-31') >= slice.from_on
    group by slice.release, slice.from_on, slice.through_on
),
numbered as (
    select *,
        status is distinct from lag(status) over by_release
            or from_on is distinct from lag(through_on) over by_release + 1 as starts
    from covered
    window by_release as (partition by release order by from_on)
),
grouped as (
    select *, count_if(starts) over (partition by release order by from_on) as island
    from numbered
),
merged as (
    select
        release, status, island, min(from_on) as from_on,
        nullif(max(coalesce(through_on, date '9999-12-31')), date '9999-12-31') as through_on
    from grouped
    group by release, status, island
)
select
    merged.release, merged.from_on, merged.through_on, merged.status,
    list_sort(list_distinct(flatten(list(stretch.grounds)))) as grounds,
    list_sort(list_distinct(flatten(list(stretch.evidence)))) as evidence
from merged
join stretch on stretch.release = merged.release and stretch.status = merged.status
    and stretch.from_on <= coalesce(merged.through_on, date '9999-12-31')
    and coalesce(stretch.through_on, date '9999-12-31') >= merged.from_on
group by merged.release, merged.from_on, merged.through_on, merged.status
order by merged.release, merged.from_on;

comment on table status_interval is 'From when to when each status held, with all that is known now; an open end means: up to record_clock, and nothing is said beyond.';
comment on column status_interval.release is 'The release.';
comment on column status_interval.from_on is 'First day.';
comment on column status_interval.through_on is 'Last day; empty where the interval is open.';
comment on column status_interval.status is 'The status.';
comment on column status_interval.grounds is 'For withheld: stop, data exist, or both.';
comment on column status_interval.evidence is 'Ids of the evidence.';
