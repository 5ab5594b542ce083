-- What holds of each edition, as far as could be known on a date?
--
-- Method. An expected edition is matched to the edition of its reference period, or, for releases by interval, to the one
-- that names the edition before it. An edition that never appeared on its own counts as published when a later edition
-- carries its period; for releases by interval, when any later edition is known. What is missing after its due date is judged by looks alone:
--   * a look that worked (seen), made after the due date, whose newest reference period ends earlier -> overdue;
--   * such a look, and a ground -> withheld. Ground "stop": a sourced stop, in force at that look, which shows nothing
--     newer than what the stop left. Ground "data exist": an official stated a figure of a measure that the release
--     tabulates, in a scope that it tabulates, for a period that contains the reference period. A word that can stand for
--     several measures counts only where the release tabulates every one of them: whichever was meant, it is there;
--   * only looks that failed -> blocked, unreachable or unreadable; no look -> unchecked.
-- "late" needs the earliest day on which the edition can have appeared to lie after its due date.
-- "published" (no due date can be derived, or the edition is known only as part of a later one) says nothing of lateness.
-- Rules: docs in DESIGN terms are on the methods page.
create macro edition_status_as_of(known) as table
with edition_known as materialized (
    select * from edition where known_on <= known
),
own as (
    select release, ref, arg_min(edition, (published_on, edition)) as edition, min(published_on) as published_on,
        arg_min(published_by, (published_on, edition)) as published_by
    from (
        select release, ref, edition, published_on, published_by from edition_known
        union all
        select release, 'after ' || previous, edition, published_on, published_by
        from edition_known where previous is not null
    )
    group by release, ref
),
expected as materialized (
    select release, ref, period_start, period_end, due_on, due_basis from expected_edition
    union all
    select edition.release, edition.ref, any_value(edition.period_start), any_value(edition.period_end), null, null
    from edition_known as edition
    join release using (release)
    where not exists (select 1 from expected_edition as x where x.release = edition.release and x.ref = edition.ref)
        and (release.due_interval_days is null or not exists (
            select 1 from edition_known as before where before.release = edition.release and before.ref = edition.previous
        ))
    group by edition.release, edition.ref
),
carried as (
    select
        expected.release, expected.ref,
        arg_min(later.edition, (later.published_by, later.edition)) as edition,
        min(later.published_by) as published_by
    from expected
    join release using (release)
    join edition_known as later
        on later.release = expected.release
        and later.period_end > expected.period_end
        and (later.covers_from_on <= expected.period_start or release.due_interval_days is not null)
    where expected.due_on is not null
    group by expected.release, expected.ref
),
look_after as materialized (
    select
        expected.release, expected.ref, look.look, look.looked_on, look.outcome, look.shows_through_on,
        look.outcome = 'seen' and look.shows_through_on < expected.period_end as absent
    from expected
    join look on look.release = expected.release
        and look.looked_on > expected.due_on
        and look.looked_on <= known
        and look.known_on <= known
),
stop as (
    select look_after.release, look_after.ref, look_after.look, event.event, event.effective_on
    from look_after
    join expected using (release, ref)
    join event on event.release = look_after.release
        and event.kind in ('suspended', 'refused', 'reported_ceased')
        and event.known_on <= known
        and event.effective_on <= look_after.looked_on
        and event.series is null
        and (event.ref is null or event.ref = look_after.ref)
        and expected.period_end > event.stopped_after_on
        and look_after.shows_through_on <= event.stopped_after_on
    where look_after.absent
),
data_exist as (
    select expected.release, expected.ref, figure.figure, figure.known_on
    from expected
    join release using (release)
    join reported_figure as figure
        on figure.official
        and figure.kind = 'level'
        and figure.known_on <= known
        and list_contains(release.scopes, figure.scope)
        and figure.period_start <= expected.period_start
        and figure.period_end >= expected.period_end
    join measure on measure.measure = figure.measure
    where release.due_interval_days is null
        and (
            list_contains(release.measures, figure.measure)
            or (len(measure.may_mean) > 0 and list_has_all(release.measures, measure.may_mean))
        )
        and not exists (select 1 from reported_figure as newer where newer.supersedes = figure.figure)
),
looked as (
    select
        release, ref,
        max(looked_on) filter (where absent) as absent_on,
        list_sort(list('look:' || look) filter (where absent)) as absent_looks,
        arg_max(outcome, (looked_on, look)) filter (where outcome <> 'seen') as failure,
        max(looked_on) filter (where outcome <> 'seen') as failed_on,
        list_sort(list('look:' || look) filter (where outcome <> 'seen')) as failed_looks
    from look_after
    group by release, ref
),
grounds as (
    select
        release, ref,
        min(from_on) as ground_on,
        list_sort(list(distinct ground)) as grounds,
        list_sort(list(distinct evidence)) as ground_evidence
    from (
        select release, ref, 'stop' as ground, 'event:' || event as evidence, effective_on as from_on from stop
        union all
        select release, ref, 'data exist', 'figure:' || figure, known_on from data_exist
    )
    group by release, ref
),
ended as (
    select
        expected.release, expected.ref,
        arg_max(event.kind, (event.effective_on, event.event)) as kind,
        arg_max(event.event, (event.effective_on, event.event)) as event,
        max(event.effective_on) as effective_on
    from expected
    join event on event.release = expected.release
        and event.known_on <= known
        and event.series is null
        and (
            (event.kind in ('cancelled', 'removed') and event.ref = expected.ref and (event.kind = 'cancelled' or event.by_agency))
            or (event.kind = 'reduced' and event.ref = expected.ref)
            or (event.kind = 'discontinued' and expected.period_end > event.effective_on)
        )
    group by expected.release, expected.ref
),
joined as (
    select
        expected.*,
        coalesce(own.edition, carried.edition) as edition,
        own.published_on as own_published_on,
        own.published_by as own_published_by,
        carried.published_by as carried_by_on,
        looked.* exclude (release, ref),
        grounds.* exclude (release, ref),
        ended.kind as ended_kind, ended.event as ended_event, ended.effective_on as ended_on
    from expected
    left join own using (release, ref)
    left join carried using (release, ref)
    left join looked using (release, ref)
    left join grounds using (release, ref)
    left join ended using (release, ref)
),
judged as (
    select
        *,
        case
            when ended_kind in ('removed', 'reduced') and edition is not null then ended_kind
            when own_published_on is not null and due_on is null then 'published'
            when own_published_on > due_on then 'late'
            when own_published_on is not null then 'on_time'
            when carried_by_on is not null then 'published'
            when ended_kind in ('cancelled', 'discontinued') then ended_kind
            when due_on >= known then 'scheduled'
            when absent_on is not null and ground_on is not null then 'withheld'
            when absent_on is not null then 'overdue'
            when failure in ('blocked', 'unreachable', 'unreadable') then failure
            else 'unchecked'
        end as status
    from joined
)
select
    release, ref, period_start, period_end, due_on, due_basis, edition,
    own_published_on as published_on,
    coalesce(own_published_by, carried_by_on) as published_by,
    status,
    case
        when status in ('on_time', 'late') then own_published_on
        when status = 'published' then coalesce(own_published_on, carried_by_on)
        when status in ('removed', 'reduced', 'cancelled', 'discontinued') then ended_on
        when status <> 'scheduled' then due_on
    end as since_on,
    case
        when status in ('overdue', 'withheld') then absent_on
        when status in ('on_time', 'late', 'published') then coalesce(own_published_by, carried_by_on)
        when status in ('blocked', 'unreachable', 'unreadable') then failed_on
        when status in ('removed', 'reduced', 'cancelled', 'discontinued') then ended_on
    end as observed_through_on,
    case
        when status in ('overdue', 'withheld') and absent_on < known then absent_on + 1
        when status = 'unchecked' then due_on + 1
    end as unchecked_since_on,
    own_published_on - period_end as lag_days,
    case when own_published_on is not null then greatest(own_published_on - due_on, 0) end as days_late,
    case when status = 'withheld' then grounds else []::varchar[] end as grounds,
    case when status = 'withheld' then greatest(due_on + 1, ground_on) end as withheld_from_on,
    case status
        when 'on_time' then 'appeared by its due date'
        when 'late' then 'appeared ' || (own_published_on - due_on) || ' days after its due date'
        when 'published' then case
            when own_published_on is null then 'no edition of its own is known; ' || edition || ' came later and carries or follows it'
            else 'appeared; no due date can be derived, so nothing is said about lateness' end
        when 'scheduled' then 'not yet due'
        when 'overdue' then 'not there at ' || len(absent_looks) || ' look(s) after its due date'
        when 'withheld' then 'not there at ' || len(absent_looks) || ' look(s) after its due date; ground: ' || array_to_string(grounds, ' and ')
        when 'unchecked' then 'due, and no look that tells is known since'
        when 'blocked' then 'every look since it fell due was refused; this says nothing about the agency'
        when 'unreachable' then 'no look since it fell due got through; this says nothing about the agency'
        when 'unreadable' then 'what came back since it fell due could not be read; this says nothing about the agency'
        else ended_kind || ': ' || ended_event
    end as basis,
    list_concat(
        case when own_published_on is not null or carried_by_on is not null then ['edition:' || edition] else []::varchar[] end,
        case when ended_event is not null and status = ended_kind then ['event:' || ended_event] else []::varchar[] end,
        case when status in ('overdue', 'withheld') then absent_looks else []::varchar[] end,
        case when status = 'withheld' then ground_evidence else []::varchar[] end,
        case when status in ('blocked', 'unreachable', 'unreadable') then failed_looks else []::varchar[] end
    ) as evidence
from judged
order by release, period_end, ref;

create table edition_status as
select * from edition_status_as_of((select as_of_on from record_clock));

comment on macro table edition_status_as_of is 'What holds of each edition, as far as could be known on the date given.';
comment on table edition_status is 'What holds of each edition, as of record_clock.';
comment on column edition_status.release is 'The release.';
comment on column edition_status.ref is 'Reference period; for releases by interval, "after " and the edition before.';
comment on column edition_status.period_start is 'First day of the reference period.';
comment on column edition_status.period_end is 'Last day of the reference period.';
comment on column edition_status.due_on is 'The last day on which it is on time; empty where no due date can be derived.';
comment on column edition_status.due_basis is 'How the due date follows from the rule.';
comment on column edition_status.edition is 'The edition that carries it, where one is known.';
comment on column edition_status.published_on is 'The earliest day on which its own edition can have appeared.';
comment on column edition_status.published_by is 'The latest day on which it, or an edition that carries its period, appeared.';
comment on column edition_status.status is 'The status; unchecked, blocked, unreachable and unreadable are about this tracker, not the agency.';
comment on column edition_status.since_on is 'From when: the due date that was missed, or the day of publication or of the event.';
comment on column edition_status.observed_through_on is 'The last day on which somebody saw that it holds.';
comment on column edition_status.unchecked_since_on is 'From this day on nobody has looked.';
comment on column edition_status.lag_days is 'Days from the end of the reference period to publication.';
comment on column edition_status.days_late is 'Days from the due date to publication; 0 where on time.';
comment on column edition_status.grounds is 'For withheld: stop, data exist, or both.';
comment on column edition_status.withheld_from_on is 'For withheld: the first day on which both the due date had passed and a ground held.';
comment on column edition_status.basis is 'The rule that decided, in words.';
comment on column edition_status.evidence is 'Ids of the evidence; the view evidence resolves them.';
