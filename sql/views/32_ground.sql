-- What speaks for a missing edition being withheld, and from when to when?
--
-- Method. Two grounds, each with its evidence and the days on which it held; through_on is empty while it holds:
--   * "stop": a sourced stop (suspended, refused, reported to have ceased) that leaves nothing newer than stopped_after_on. It is
--     lifted by a resumption that was stated, by a look that shows something newer, or by a newer edition that is known;
--   * "data exist": an official stated a figure that the release tabulates (tabulation), for a period that contains the
--     reference period.
-- A ground alone decides nothing: edition_status asks for a look after the due date that worked and found nothing.
create macro ground_as_of(known) as table
with expected as materialized (
    from edition_expected_as_of(known) where due_on is not null
),
lifting as (
    select stop.event, again.effective_on as lifted_on
    from event as stop
    join event as again on again.release = stop.release and again.kind = 'resumed' and again.series is null
        and again.known_on <= known and again.effective_on between stop.effective_on and known
    union all
    select stop.event, look.looked_on
    from event as stop
    join look on look.release = stop.release and look.outcome = 'seen' and look.known_on <= known and look.looked_on <= known
        and look.looked_on >= stop.effective_on and look.shows_through_on > stop.stopped_after_on
    union all
    select stop.event, newer.published_by
    from event as stop
    join edition as newer on newer.release = stop.release and newer.known_on <= known
        and newer.period_end > stop.stopped_after_on and newer.published_by >= stop.effective_on
),
lifted as (
    select event, min(lifted_on) as lifted_on from lifting group by event
),
stop as (
    select expected.release, expected.ref, 'stop' as ground, 'event:' || event.event as evidence,
        event.effective_on as from_on, lifted.lifted_on - 1 as through_on
    from expected
    join event on event.release = expected.release
        and event.kind in ('suspended', 'refused', 'reported_ceased')
        and event.known_on <= known
        and event.series is null
        and (event.ref is null or event.ref = expected.ref)
        and expected.period_end > event.stopped_after_on
    left join lifted using (event)
    where lifted.lifted_on is null or lifted.lifted_on > event.effective_on
),
data_exist as (
    select expected.release, expected.ref, 'data exist' as ground, 'figure:' || figure.figure as evidence,
        figure.known_on as from_on, null::date as through_on
    from expected
    join release using (release)
    join tabulation using (release)
    join reported_figure as figure on figure.figure = tabulation.figure
        and figure.known_on <= known
        and figure.period_start <= expected.period_start
        and figure.period_end >= expected.period_end
    where release.due_interval_days is null
        and not exists (
            select 1 from reported_figure as newer where newer.supersedes = figure.figure and newer.known_on <= known
        )
)
from stop
union all by name
from data_exist;

comment on macro table ground_as_of is 'What speaks for an edition being withheld should it be missing, and on which days, as far as could be known on the date given.';
