-- From when to when did each status hold, with all that is known now?
--
-- Method. Each edition gives stretches of days: missing from the day after its due date to the last look that found it
-- missing (withheld from the day on which a ground held), unknown from then on; published from its day on until a newer
-- edition appears. On each day the release has the weightiest stretch of that day: an end, then withheld, overdue, not
-- known, then the newest edition. Neighbouring days of one status make one interval.
create table status_interval as
with edition_now as materialized (
    select * from edition_status
),
clock as materialized (
    select as_of_on from record_clock
),
appeared as (
    -- newest first: an edition of an older period that comes later changes nothing of what the release last did
    select release, ref, period_end, coalesce(published_on, published_by) as from_on, status, evidence
    from edition_now
    where status in ('on_time', 'late', 'published', 'reduced', 'removed') and published_by is not null
    qualify period_end = max(period_end) over (
        partition by release order by coalesce(published_on, published_by), period_end
    )
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
    from appeared
    join release_status using (release)
),
newer_on as (
    -- from this day on an edition of a newer period was out, or shown
    select edition_now.release, edition_now.ref, min(newer.from_on) as from_on
    from edition_now
    join appeared as newer on newer.release = edition_now.release and newer.period_end > edition_now.period_end
    group by edition_now.release, edition_now.ref
),
missing as (
    select edition_now.*, newer_on.from_on - 1 as until_on,
        list_filter(edition_now.evidence, lambda x: starts_with(x, 'look:')) as looks
    from edition_now
    left join newer_on using (release, ref)
),
missing_stretch as (
    -- missing until the last look that found it so
    select release, ref, due_on + 1 as from_on, observed_through_on as through_on, 'overdue' as status, 3 as weight,
        looks as evidence, []::varchar[] as grounds
    from missing where status in ('overdue', 'withheld')
    union all
    select release, ref, withheld_from_on, observed_through_on, 'withheld', 4, evidence, grounds
    from missing where status = 'withheld' and withheld_from_on <= observed_through_on
    union all
    -- nobody knows after that look, until something newer was out
    select release, ref, observed_through_on + 1, until_on, 'unchecked', 2, looks, []
    from missing where status in ('overdue', 'withheld')
    union all
    -- late: missing until it appeared, as far as nothing newer was out
    select release, ref, due_on + 1, least(published_on - 1, coalesce(until_on, published_on)), 'overdue', 3, evidence, []
    from missing where status = 'late'
    union all
    -- due, and no look that tells
    select release, ref, due_on + 1, until_on, status, 2, evidence, []
    from missing where status in ('unchecked', 'blocked', 'unreachable', 'unreadable')
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
        arg_max(stretch.status, (stretch.weight, stretch.from_on, coalesce(stretch.ref, ''))) as status,
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
