-- What holds of each edition, as far as could be known on a date?
--
-- Method. An expected edition is matched to the edition of the same days, or, for releases by interval, to the one that names
-- the edition before it. One that never appeared on its own counts as published when another edition carries its period, when
-- a look shows it, or, for releases by interval, when any later edition is known. What is missing after its due date is
-- judged by looks alone. An edition whose file was taken down is removed, unless another that is there carries its period.
--   * a look that worked (seen), made after the due date, whose newest reference period ends earlier -> overdue;
--   * such a look, and a ground -> withheld.
--     The grounds are those of ground_as_of, held at that look and not lifted since;
--   * a later look that shows something newer, without telling of this edition -> unchecked;
--   * only looks that failed -> blocked, unreachable or unreadable; no look -> unchecked.
-- "late" needs the earliest day on which the edition can have appeared to lie after its due date, "on_time" the latest to lie
-- before its end; and where nothing but the name of a file that a look found tells the day, a look after the due date that did
-- not find the edition: a file put up again bears the day of that. Between them, without a due date, and where an edition is known only as part of another: "published",
-- which says nothing of lateness. "reduced" follows from an event, or from a breakdown that this edition lacks and an earlier
-- one printed (lessened_edition: a certain loss, by what the record declares). The due rule is that of the record today; everything else replays by known_on.
create macro edition_status_as_of(known) as table
with edition_known as materialized (
    select * from edition where known_on <= known
),
own as (
    -- several files of one period: the one whose day is known best, then the earliest
    select release, ref, period_start, period_end,
        arg_min(edition, (published_by - published_on, published_on, edition)) as edition,
        arg_min(published_on, (published_by - published_on, published_on, edition)) as published_on,
        arg_min(published_by, (published_by - published_on, published_on, edition)) as published_by,
        arg_min(date_basis = 'file name' and source is null, (published_by - published_on, published_on, edition)) as by_name
    from edition_known
    group by release, ref, period_start, period_end
),
next_by_interval as (
    -- by interval: the edition that names the one before, unless another edition is known between the two
    select edition.release, 'after ' || edition.previous as ref, edition.edition, edition.published_on, edition.published_by,
        edition.date_basis = 'file name' and edition.source is null as by_name
    from edition_known as edition
    join edition_known as before on before.release = edition.release and before.ref = edition.previous
    where not exists (
        select 1 from edition_known as between_them
        where between_them.release = edition.release
            and between_them.period_end > before.period_end and between_them.period_end < edition.period_end
    )
),
expected as materialized (
    from edition_expected_as_of(known)
),
own_match as (
    select expected.release, expected.ref, own.edition, own.published_on, own.published_by, own.by_name
    from expected
    join own on own.release = expected.release
        and own.period_start = expected.period_start and own.period_end = expected.period_end
        and not starts_with(expected.ref, 'after ')
        and (expected.due_on is not null or own.ref = expected.ref)
    qualify row_number() over (
        partition by expected.release, expected.ref order by own.published_by - own.published_on, own.published_on, own.edition
    ) = 1
),
removed as materialized (
    from removed_edition_as_of(known)
),
carried as (
    select
        expected.release, expected.ref,
        -- whose file was not taken down; by interval an edition follows others, and does not carry their periods
        arg_min(later.edition, (later.published_by, later.edition))
            filter (where removed.edition is null and release.due_interval_days is null) as there,
        arg_min(later.edition, (later.published_by, later.edition)) as edition,
        min(later.published_by) as published_by
    from expected
    join release using (release)
    join edition_known as later
        on later.release = expected.release
        and (
            (release.due_interval_days is not null and later.period_end >= expected.period_end)
            or (
                release.due_interval_days is null
                and later.period_end >= expected.period_end
                and later.covers_from_on <= expected.period_start
                and not (later.period_start = expected.period_start and later.period_end = expected.period_end)
            )
        )
    left join removed on removed.edition = later.edition
    where expected.due_on is not null
    group by expected.release, expected.ref
),
shown as (
    -- looks at which the newest period was this one, or a later one
    select
        expected.release, expected.ref,
        min(look.looked_on) filter (where look.shows_through_on = expected.period_end) as shown_on,
        arg_min(look.look, (look.looked_on, look.look)) filter (where look.shows_through_on = expected.period_end) as shown_look,
        max(look.looked_on) filter (where look.shows_through_on > expected.period_end) as passed_on
    from expected
    join look on look.release = expected.release
        and look.outcome = 'seen' and look.known_on <= known and look.looked_on <= known
        and look.shows_through_on >= expected.period_end
    group by expected.release, expected.ref
),
look_after as materialized (
    from edition_look_as_of(known)
),
looked as (
    select
        release, ref,
        max(looked_on) filter (where absent) as absent_on,
        min(looked_on) filter (where absent) as first_absent_on,
        list_sort(list('look:' || look) filter (where absent)) as absent_looks,
        arg_max(outcome, (looked_on, look)) filter (where outcome in ('blocked', 'unreachable', 'unreadable')) as failure,
        max(looked_on) filter (where outcome in ('blocked', 'unreachable', 'unreadable')) as failed_on,
        list_sort(list('look:' || look) filter (where outcome in ('blocked', 'unreachable', 'unreadable'))) as failed_looks
    from look_after
    group by release, ref
),
grounds as (
    -- what no resumption, newer look or newer edition has lifted since, and held at a look that found nothing
    select
        ground.release, ground.ref,
        min(ground.from_on) as ground_on,
        list_sort(list(distinct ground.ground)) as grounds,
        list_sort(list(distinct ground.evidence)) as ground_evidence
    from ground_as_of(known) as ground
    join look_after using (release, ref)
    where look_after.absent and look_after.looked_on >= ground.from_on and ground.through_on is null
    group by ground.release, ground.ref
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
        and event.effective_on <= known
        and event.series is null
        and (
            (event.kind = 'reduced' and event.ref = expected.ref)
            or (event.kind in ('cancelled', 'removed') and event.ref = expected.ref and event.by_agency)
            or (event.kind = 'discontinued' and event.by_agency and event.ref is null and expected.period_end > event.effective_on)
        )
        -- undone where it was stated or seen to go on
        and (event.kind = 'reduced' or not exists (
            select 1 from event as again
            where again.release = event.release and again.kind = 'resumed' and again.series is null
                and again.known_on <= known and again.effective_on between event.effective_on and known
        ))
        and (event.kind <> 'removed' or not exists (
            select 1 from look
            where look.release = event.release and look.outcome = 'seen' and look.known_on <= known
                and look.looked_on > event.effective_on and look.shows_through_on = expected.period_end
        ))
        and (event.kind <> 'discontinued' or not exists (
            select 1 from edition_known as newer
            where newer.release = event.release and newer.period_end > event.effective_on
        ))
    group by expected.release, expected.ref
),
lessened as (
    select edition, min(first_seen_on) as first_seen_on, list_sort(list('finding:' || finding)) as findings
    from lessened_edition
    where first_seen_on <= known and coalesce(returned_on > known, true)
    group by edition
),
joined as (
    select
        expected.*, lessened.findings, lessened.first_seen_on as lessened_on,
        coalesce(own.edition, next_by_interval.edition, carried.edition) as edition,
        coalesce(own.published_on, next_by_interval.published_on) as own_published_on,
        coalesce(own.published_by, next_by_interval.published_by) as own_published_by,
        coalesce(own.by_name, next_by_interval.by_name, false) as by_name,
        carried.published_by as carried_by_on, carried.there as carried_there,
        shown.shown_on, shown.shown_look, shown.passed_on,
        looked.* exclude (release, ref),
        grounds.* exclude (release, ref),
        ended.kind as ended_kind, ended.event as ended_event, ended.effective_on as ended_on,
        removed.since_on as removed_on, removed.observed_through_on as removed_through_on, removed.evidence as removed_looks
    from expected
    left join own_match as own using (release, ref)
    left join next_by_interval using (release, ref)
    left join carried using (release, ref)
    left join shown using (release, ref)
    left join looked using (release, ref)
    left join grounds using (release, ref)
    left join ended using (release, ref)
    left join lessened on lessened.edition = coalesce(own.edition, next_by_interval.edition)
    left join removed on removed.edition = coalesce(own.edition, next_by_interval.edition)
),
judged as (
    select
        *,
        coalesce(by_name and own_published_on > due_on and coalesce(first_absent_on > own_published_on, true), false) as late_by_name_alone,
        case
            when ended_kind = 'removed' and ended_on >= own_published_by then 'removed'
            when removed_on >= own_published_by then case when carried_there is null then 'removed' else 'published' end
            when (ended_kind = 'reduced' and edition is not null) or findings is not null then 'reduced'
            when own_published_on is not null and due_on is null then 'published'
            when own_published_on > due_on and not late_by_name_alone and coalesce(carried_by_on > due_on, true) and coalesce(shown_on > due_on, true) then 'late'
            when own_published_by <= due_on then 'on_time'
            when own_published_on is not null or carried_by_on is not null or shown_on is not null then 'published'
            when ended_kind in ('cancelled', 'discontinued') then ended_kind
            when due_on >= known then 'scheduled'
            when passed_on >= coalesce(absent_on, passed_on) then 'unchecked'
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
    coalesce(own_published_by, carried_by_on, shown_on) as published_by,
    status,
    case
        when status in ('on_time', 'late') then own_published_on
        when status = 'published' then coalesce(own_published_on, carried_by_on, shown_on)
        when status = 'reduced' then least(case when ended_kind = 'reduced' then ended_on end, lessened_on)
        when status in ('removed', 'cancelled', 'discontinued') then coalesce(ended_on, removed_on)
        when status <> 'scheduled' then due_on
    end as since_on,
    case
        when status in ('overdue', 'withheld') then absent_on
        when status in ('on_time', 'late', 'published') then coalesce(own_published_by, carried_by_on, shown_on)
        when status in ('blocked', 'unreachable', 'unreadable') then failed_on
        when status = 'reduced' then greatest(case when ended_kind = 'reduced' then ended_on end, own_published_by)
        when status in ('removed', 'cancelled', 'discontinued') then coalesce(ended_on, removed_through_on)
    end as observed_through_on,
    case
        when status in ('overdue', 'withheld') and absent_on < known then absent_on + 1
        when status = 'unchecked' then due_on + 1
    end as unchecked_since_on,
    case when not starts_with(ref, 'after ') then own_published_on - period_end end as lag_days,
    case when own_published_on is not null and not late_by_name_alone then greatest(own_published_on - due_on, 0) end as days_late,
    case when status = 'withheld' then grounds else []::varchar[] end as grounds,
    case when status = 'withheld' then greatest(due_on + 1, ground_on) end as withheld_from_on,
    case status
        when 'on_time' then 'appeared by its due date'
        when 'late' then 'appeared ' || (own_published_on - due_on) || ' days after its due date'
        when 'published' then case
            when removed_on >= own_published_by then 'its own file is gone from its address; ' || carried_there || ' carries its period'
            when own_published_on is null and carried_by_on is not null
                then 'no edition of its own is known; ' || edition || ' carries or follows it'
            when own_published_on is null then 'a look shows it; no edition is held'
            when due_on is null then 'appeared; no due date can be derived, so nothing is said about lateness'
            when late_by_name_alone
                then 'only the name of its file says when it appeared (' || own_published_on || '), and no look after its due date found it absent'
            when own_published_on > due_on then 'its own edition came after its due date; another that carries it, or a look, shows it out before'
            else 'appeared between ' || own_published_on || ' and ' || own_published_by || '; its due date lies between the two' end
        when 'scheduled' then 'not yet due'
        when 'overdue' then 'not there at ' || len(absent_looks) || ' look(s) after its due date'
        when 'withheld' then 'not there at ' || len(absent_looks) || ' look(s) after its due date; ground: ' || array_to_string(grounds, ' and ')
        when 'unchecked' then case
            when passed_on is not null then 'a look shows something newer and does not tell of this edition'
            else 'due, and no look that tells is known since' end
        when 'blocked' then 'no look since it fell due worked; the last was refused. This says nothing about the agency'
        when 'unreachable' then 'no look since it fell due worked; the last did not get through. This says nothing about the agency'
        when 'unreadable' then 'no look since it fell due worked; what came back last could not be read. This says nothing about the agency'
        when 'reduced' then concat_ws('; ',
            case when ended_kind = 'reduced' then 'reduced: ' || ended_event end,
            len(findings) || ' breakdown(s) that an earlier edition printed are printed no more')
        when 'removed' then coalesce('removed: ' || ended_event, 'gone from its address at ' || len(removed_looks) || ' looks by two observers')
        else ended_kind || ': ' || ended_event
    end as basis,
    list_concat(
        case when own_published_on is not null or carried_by_on is not null then ['edition:' || edition] else []::varchar[] end,
        case when status = 'published' and edition is null then ['look:' || shown_look] else []::varchar[] end,
        case when ended_event is not null and status = ended_kind then ['event:' || ended_event] else []::varchar[] end,
        case when status = 'reduced' then coalesce(findings, []) else []::varchar[] end,
        case when removed_on >= own_published_by and carried_there is not null and status = 'published'
            then ['edition:' || carried_there] else []::varchar[] end,
        case when status = 'removed' or (status = 'published' and removed_on >= own_published_by)
            then coalesce(removed_looks, []) else []::varchar[] end,
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
comment on column edition_status.days_late is 'Days from the due date to publication; 0 where on time; empty where only the name of a file tells the day.';
comment on column edition_status.grounds is 'For withheld: stop, data exist, or both.';
comment on column edition_status.withheld_from_on is 'For withheld: the first day on which both the due date had passed and a ground held.';
comment on column edition_status.basis is 'The rule that decided, in words.';
comment on column edition_status.evidence is 'Ids of the evidence; the view evidence resolves them.';
