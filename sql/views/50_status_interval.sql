-- From when to when did each status hold, with all that is known now?
--
-- Method. Each edition gives stretches of days: missing from the day after its due date to the last look that found it
-- missing (withheld while a ground held at such looks), unknown from then on; published from its day on until a newer
-- edition appears. What was seen missing stays so for those days, whatever came later. On each day the release has the weightiest stretch of that day: an end, then withheld, overdue, not
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
due as materialized (
    -- out_on: the earliest day on which it, or an edition that carries it, can have been out, or was said never to come;
    -- unknown_as: what is said of the days on which nobody knew
    select
        edition_now.release, edition_now.ref, edition_now.due_on, edition_now.evidence,
        least(
            edition_now.published_on, edition.published_on, edition_now.published_by,
            case when edition_now.status in ('cancelled', 'discontinued') then edition_now.since_on end
        ) as out_on,
        edition_now.status,
        case when edition_now.status in ('blocked', 'unreachable', 'unreadable') then edition_now.status else 'unchecked' end as unknown_as,
        newer_on.from_on - 1 as until_on
    from edition_now
    left join edition on edition.edition = edition_now.edition
    left join newer_on on newer_on.release = edition_now.release and newer_on.ref = edition_now.ref
    where edition_now.due_on < (select as_of_on from clock)
),
absent as materialized (
    -- looks that found it missing before anything newer was out
    select due.release, due.ref, due.due_on, edition_look.look, edition_look.looked_on
    from due
    join edition_look_as_of((select as_of_on from clock)) as edition_look using (release, ref)
    where edition_look.absent
        and edition_look.looked_on < coalesce(due.out_on, date '9999-12-31')
        and edition_look.looked_on <= coalesce(due.until_on, date '9999-12-31')
),
seen_missing as materialized (
    select release, ref, due_on, max(looked_on) as through_on, list_sort(list('look:' || look)) as looks
    from absent
    group by release, ref, due_on
),
missing_stretch as (
    -- missing until the last look that found it so
    select release, ref, due_on + 1 as from_on, through_on, 'overdue' as status, 3 as weight, looks as evidence, []::varchar[] as grounds
    from seen_missing
    union all
    -- withheld from the day on which a ground held until the last such look while it held
    select absent.release, absent.ref, greatest(absent.due_on + 1, ground.from_on), max(absent.looked_on), 'withheld', 4,
        list_append(list_sort(list('look:' || absent.look)), ground.evidence), [ground.ground]
    from absent
    join ground_as_of((select as_of_on from clock)) as ground using (release, ref)
    where absent.looked_on between ground.from_on and coalesce(ground.through_on, date '9999-12-31')
    group by absent.release, absent.ref, absent.due_on, ground.from_on, ground.evidence, ground.ground
    union all
    -- late: missing until it appeared, as far as nothing newer was out
    select release, ref, due_on + 1, least(out_on - 1, coalesce(until_on, out_on)), 'overdue', 3, evidence, []
    from due where status = 'late'
    union all
    -- nobody knows after the last look that found it missing, until it or something newer was out
    select due.release, due.ref, coalesce(seen_missing.through_on, due.due_on) + 1, least(due.until_on, due.out_on - 1), due.unknown_as, 2,
        coalesce(seen_missing.looks, due.evidence), []
    from due
    left join seen_missing using (release, ref)
    where due.status in ('overdue', 'withheld', 'unchecked', 'blocked', 'unreachable', 'unreadable')
        or (due.status <> 'late' and seen_missing.through_on is not null)
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
