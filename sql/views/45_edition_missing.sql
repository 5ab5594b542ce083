-- On which days was an edition seen to be missing, or withheld, with all that is known now?
--
-- Method. From the day after its due date to the last look that found it missing before it, or anything newer, was out; what
-- was seen missing stays so for those days, whatever came later. Withheld from the day on which a ground held until the last
-- such look while it held; held_through_on says until when the ground held and nothing was out. An edition that is known to
-- have come late was missing until then. On days between, unknown: nobody looked, or what kept us out.
create temp view appeared_edition as
-- newest first: an edition of an older period that comes later changes nothing of what the release last did
select release, ref, period_end, coalesce(published_on, published_by) as from_on, status, evidence
from edition_status
where status in ('on_time', 'late', 'published', 'reduced', 'removed') and published_by is not null
qualify period_end = max(period_end) over (
    partition by release order by coalesce(published_on, published_by), period_end
);

create table edition_missing as
with clock as materialized (
    select as_of_on from record_clock
),
newer_on as (
    -- from this day on an edition of a newer period was out, or shown
    select edition_now.release, edition_now.ref, min(newer.from_on) as from_on
    from edition_status as edition_now
    join appeared_edition as newer on newer.release = edition_now.release and newer.period_end > edition_now.period_end
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
    from edition_status as edition_now
    left join edition on edition.edition = edition_now.edition
    left join newer_on on newer_on.release = edition_now.release and newer_on.ref = edition_now.ref
    where edition_now.due_on < (select as_of_on from clock)
),
absent as materialized (
    -- looks that found it missing before anything newer was out
    select due.release, due.ref, due.due_on, due.out_on, edition_look.look, edition_look.looked_on
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
stretch as (
    -- missing until the last look that found it so
    select release, ref, due_on + 1 as from_on, through_on, null::date as held_through_on, 'overdue' as status, []::varchar[] as grounds, looks as evidence
    from seen_missing
    union all
    -- withheld from the day on which a ground held until the last such look while it held
    select absent.release, absent.ref, greatest(absent.due_on + 1, ground.from_on), max(absent.looked_on),
        least(ground.through_on, any_value(absent.out_on) - 1), 'withheld',
        [ground.ground], list_append(list_sort(list('look:' || absent.look)), ground.evidence)
    from absent
    join ground_as_of((select as_of_on from clock)) as ground using (release, ref)
    where absent.looked_on between ground.from_on and coalesce(ground.through_on, date '9999-12-31')
    group by absent.release, absent.ref, absent.due_on, ground.from_on, ground.through_on, ground.evidence, ground.ground
    union all
    -- late: missing until it appeared, as far as nothing newer was out
    select release, ref, due_on + 1, least(out_on - 1, coalesce(until_on, out_on)), null, 'overdue', [], evidence
    from due where status = 'late'
    union all
    -- nobody knows after the last look that found it missing, until it or something newer was out
    select due.release, due.ref, coalesce(seen_missing.through_on, due.due_on) + 1, least(due.until_on, due.out_on - 1), null, due.unknown_as,
        [], coalesce(seen_missing.looks, due.evidence)
    from due
    left join seen_missing using (release, ref)
    where due.status in ('overdue', 'withheld', 'unchecked', 'blocked', 'unreachable', 'unreadable')
        or (due.status <> 'late' and seen_missing.through_on is not null)
)
select * from stretch
where from_on <= coalesce(through_on, date '9999-12-31')
order by release, ref, from_on, status, through_on, grounds, evidence;

comment on table edition_missing is 'On which days an edition was seen to be missing, was withheld, or nobody knows, with all that is known now.';
comment on column edition_missing.release is 'The release.';
comment on column edition_missing.ref is 'Reference period, as in edition_status.';
comment on column edition_missing.from_on is 'First day.';
comment on column edition_missing.through_on is 'Last day: of the last look that found it missing, or before it, or something newer, was out; empty where open.';
comment on column edition_missing.held_through_on is 'For withheld: the last day on which the ground held and nothing was out; empty where it still does.';
comment on column edition_missing.status is 'overdue or withheld; unchecked, blocked, unreachable or unreadable where nobody knows.';
comment on column edition_missing.grounds is 'For withheld: stop or data exist.';
comment on column edition_missing.evidence is 'Ids of the evidence.';
