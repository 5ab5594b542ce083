-- What holds of each release, as far as could be known on a date?
--
-- Method. Newer than the last edition that appeared or that a look showed, the missing editions speak: withheld if one of them is, else overdue,
-- else what kept this tracker from knowing (blocked, unreachable, unreadable, unchecked). Where nothing newer is missing, the
-- last edition speaks. A release-wide end (discontinued, removed) comes first, unless an edition appeared after it.
-- discontinued: the agency's own word; what others report to have ended is a stop (reported_ceased), a ground and no status.
-- removed: its page is gone (gone_page_as_of: at looks at least 24 hours apart, and for a second observer), or the agency's own
-- word; or the last edition was.
-- "since" of a missing release is the first due date that was missed.
create macro release_status_as_of(known) as table
with edition_now as materialized (
    select * from edition_status_as_of(known)
),
last_published as materialized (
    select
        release,
        max(period_end) as period_end,
        arg_max(coalesce(substr(edition, len(release) + 2), ref), (period_end, ref)) as ref,
        arg_max(coalesce(published_on, published_by), (period_end, ref)) as published_on,
        arg_max(published_by, (period_end, ref)) as published_by,
        arg_max(status, (period_end, ref)) as status,
        arg_max(basis, (period_end, ref)) as basis,
        arg_max(evidence, (period_end, ref)) as evidence,
        arg_max(since_on, (period_end, ref)) as since_on,
        arg_max(observed_through_on, (period_end, ref)) as observed_through_on
    from edition_now
    where status in ('on_time', 'late', 'published', 'reduced', 'removed') and published_by is not null
    group by release
),
newest_shown as (
    select release, max(shows_through_on) as period_end, max(looked_on) as looked_on
    from look
    where outcome = 'seen' and known_on <= known
    group by release
),
missing as materialized (
    select edition_now.*
    from edition_now
    left join last_published using (release)
    left join newest_shown using (release)
    where edition_now.status in ('overdue', 'withheld', 'blocked', 'unreachable', 'unreadable', 'unchecked')
        and edition_now.period_end > coalesce(greatest(last_published.period_end, newest_shown.period_end), date '0001-01-01')
),
judged_missing as (
    select
        release,
        count(*) filter (where status in ('overdue', 'withheld')) as missing_editions,
        bool_or(status = 'withheld') as is_withheld,
        min(due_on) filter (where status in ('overdue', 'withheld')) as since_on,
        max(observed_through_on) filter (where status in ('overdue', 'withheld')) as observed_through_on,
        list_sort(list_distinct(flatten(list(grounds)))) as grounds,
        list_sort(list_distinct(flatten(list(evidence)))) as evidence,
        max(due_on) as last_due_on
    from missing
    where status in ('overdue', 'withheld')
    group by release
),
unknown_missing as (
    select
        release,
        arg_max(status, (observed_through_on is not null, coalesce(observed_through_on, due_on), ref)) as status,
        min(due_on) as since_on,
        max(observed_through_on) as observed_through_on,
        count(*) as editions,
        list_sort(list_distinct(flatten(list(evidence)))) as evidence
    from missing
    where status in ('blocked', 'unreachable', 'unreadable', 'unchecked')
    group by release
),
release_event as (
    select event.*
    from event
    left join last_published using (release)
    where event.known_on <= known
        and event.effective_on <= known
        and event.ref is null
        and event.series is null
        -- undone where an edition appeared, a look showed one, or a resumption was stated afterwards
        and (last_published.published_by is null or last_published.published_by <= event.effective_on)
        and not exists (
            select 1 from look
            where look.release = event.release and look.outcome = 'seen' and look.known_on <= known
                and look.looked_on > event.effective_on and look.shows_through_on > coalesce(event.stopped_after_on, event.effective_on)
        )
        and not exists (
            select 1 from event as again
            where again.release = event.release and again.kind = 'resumed' and again.series is null
                and again.known_on <= known and again.effective_on between event.effective_on and known
        )
),
ending as (
    select release, 'discontinued' as status, max(effective_on) as since_on, max(greatest(known_on, effective_on)) as observed_through_on,
        list_sort(list('event:' || event)) as evidence
    from release_event
    where kind = 'discontinued' and by_agency
    group by release
    union all
    select release, 'removed', max(effective_on), max(greatest(known_on, effective_on)), list_sort(list('event:' || event))
    from release_event
    where kind = 'removed' and by_agency
        and not exists (
            select 1 from look
            where look.release = release_event.release and look.outcome = 'seen' and look.known_on <= known
                and look.looked_on > release_event.effective_on
        )
    group by release
),
gone as (
    select gone_page.release, 'removed' as status, gone_page.since_on, gone_page.observed_through_on, gone_page.evidence
    from gone_page_as_of(known) as gone_page
    left join last_published using (release)
    where last_published.published_by is null or gone_page.since_on > last_published.published_by
),
ended as (
    select release, arg_max(status, (since_on, status)) as status, arg_max(since_on, (since_on, status)) as since_on,
        arg_max(observed_through_on, (since_on, status)) as observed_through_on, arg_max(evidence, (since_on, status)) as evidence
    from (from ending union all from gone)
    group by release
),
seen as (
    select release, max(looked_on) as looked_on
    from look
    where outcome = 'seen' and known_on <= known and role is distinct from 'file'
    group by release
),
proposal as (
    select release, max(effective_on) as since_on, list_sort(list('event:' || event)) as evidence
    from release_event
    where kind = 'proposed_end'
    group by release
),
resumption as (
    select release, list_sort(list('event:' || event)) as evidence
    from event
    join last_published using (release)
    where event.kind in ('suspended', 'refused', 'reported_ceased', 'resumed')
        and event.known_on <= known and event.effective_on <= last_published.published_on
        and event.ref is null and event.series is null
        and (event.kind = 'resumed' or last_published.period_end > coalesce(event.stopped_after_on, event.effective_on - 1))
        and (
            select count(*) from edition_now as since
            where since.release = event.release and since.published_on >= event.effective_on
        ) = 1
    group by release
),
joined as (
    select
        release.release,
        case
            when ended.status is not null then ended.status
            when judged_missing.is_withheld then 'withheld'
            when judged_missing.missing_editions > 0 then 'overdue'
            when unknown_missing.status is not null then unknown_missing.status
            when proposal.release is not null then 'proposed_end'
            when resumption.release is not null then 'resumed'
            when last_published.status is not null then last_published.status
            else 'unchecked'
        end as status,
        last_published.ref as last_ref,
        last_published.published_on as last_published_on,
        last_published.published_by as last_published_by,
        last_published.basis as last_basis,
        last_published.evidence as last_evidence,
        last_published.since_on as last_since_on,
        last_published.observed_through_on as last_through_on,
        coalesce(judged_missing.missing_editions, 0) as missing_editions,
        judged_missing.since_on as missed_on,
        judged_missing.observed_through_on as missing_through_on,
        judged_missing.grounds as missing_grounds,
        judged_missing.evidence as missing_evidence,
        unknown_missing.since_on as unknown_since_on,
        unknown_missing.observed_through_on as failed_on,
        unknown_missing.editions as unknown_editions,
        unknown_missing.evidence as unknown_evidence,
        ended.since_on as ended_on,
        ended.observed_through_on as ended_through_on,
        ended.evidence as ended_evidence,
        seen.looked_on as seen_on,
        proposal.since_on as proposed_on,
        proposal.evidence as proposal_evidence,
        resumption.evidence as resumption_evidence
    from release
    left join last_published using (release)
    left join judged_missing using (release)
    left join unknown_missing using (release)
    left join ended using (release)
    left join seen using (release)
    left join proposal using (release)
    left join resumption using (release)
)
select
    release, status,
    case
        when status in ('withheld', 'overdue') then missed_on
        when status in ('discontinued', 'removed') then coalesce(ended_on, last_since_on)
        when status in ('unchecked', 'blocked', 'unreachable', 'unreadable') then unknown_since_on
        when status = 'proposed_end' then proposed_on
        else last_published_on
    end as since_on,
    case
        when status in ('withheld', 'overdue') then missing_through_on
        when status in ('discontinued', 'removed') then coalesce(ended_through_on, last_through_on)
        when status in ('blocked', 'unreachable', 'unreadable') then failed_on
        else greatest(last_published_by, seen_on)
    end as observed_through_on,
    case
        when status in ('withheld', 'overdue') and missing_through_on < known then missing_through_on + 1
        when status in ('unchecked') then unknown_since_on + 1
        when status in ('discontinued', 'removed') then null
        when greatest(last_published_by, seen_on) < known then greatest(last_published_by, seen_on) + 1
    end as unchecked_since_on,
    last_ref, last_published_on, missing_editions,
    case when status = 'withheld' then missing_grounds else []::varchar[] end as grounds,
    case
        when status in ('withheld', 'overdue') then
            missing_editions || ' edition(s) due and not there at the last look'
            || case when status = 'withheld' then '; ground: ' || array_to_string(missing_grounds, ' and ') else '' end
        when status in ('unchecked', 'blocked', 'unreachable', 'unreadable') and unknown_editions is not null then
            unknown_editions || ' edition(s) fell due and no look that tells is known since; this says nothing about the agency'
        when status = 'unchecked' then 'no edition and no look that tells is known; this says nothing about the agency'
        when status = 'removed' and starts_with(ended_evidence[1], 'look:')
            then 'its page was not found at ' || len(ended_evidence) || ' looks by two observers, at least 24 hours apart; whether it stands elsewhere is not known'
        when status in ('discontinued', 'removed') and ended_evidence is not null
            then 'the release as a whole has ended: ' || array_to_string(ended_evidence, ', ')
        when status = 'proposed_end' then 'an end was proposed; nothing has ended'
        when status = 'resumed' then 'appeared again after a stop'
        else 'last edition ' || last_ref || ': ' || last_basis
    end as basis,
    coalesce(
        case
            when status in ('withheld', 'overdue') then missing_evidence
            when status in ('discontinued', 'removed') then coalesce(ended_evidence, last_evidence)
            when status in ('unchecked', 'blocked', 'unreachable', 'unreadable') then unknown_evidence
            when status = 'proposed_end' then list_concat(proposal_evidence, coalesce(last_evidence, []))
            when status = 'resumed' then list_concat(resumption_evidence, coalesce(last_evidence, []))
            else last_evidence
        end, []::varchar[]
    ) as evidence
from joined
order by release;

create table release_status as
select * from release_status_as_of((select as_of_on from record_clock));

comment on macro table release_status_as_of is 'What holds of each release, as far as could be known on the date given.';
comment on table release_status is 'What holds of each release, as of record_clock.';
comment on column release_status.release is 'The release.';
comment on column release_status.status is 'The status; unchecked, blocked, unreachable and unreadable are about this tracker, not the agency.';
comment on column release_status.since_on is 'From when; for overdue and withheld the first due date that was missed.';
comment on column release_status.observed_through_on is 'The last day on which somebody saw that it holds.';
comment on column release_status.unchecked_since_on is 'From this day on nobody has looked.';
comment on column release_status.last_ref is 'Reference period of the last edition.';
comment on column release_status.last_published_on is 'When that appeared.';
comment on column release_status.missing_editions is 'How many editions were due and not there at the last look.';
comment on column release_status.grounds is 'For withheld: stop, data exist, or both.';
comment on column release_status.basis is 'The rule that decided, in words.';
comment on column release_status.evidence is 'Ids of the evidence; the view evidence resolves them.';
