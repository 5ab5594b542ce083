-- What does each look tell of an edition that had fallen due?
--
-- Method. Looks at a page or a list, after the due date; one file does not tell what else is out. The due date must be over
-- wherever the agency may count it: where the time of a look is known, it counts by the day of the last time zone (UTC-12),
-- less 24 hours: for so long an answer may have lain in a cache, or our clock be ahead (tracker/checking/clock.py).
-- absent: the look worked, and the newest reference period it showed ends before this one.
create macro edition_look_as_of(known) as table
select
    expected.release, expected.ref, look.look, look.looked_on, look.outcome, look.shows_through_on,
    look.outcome = 'seen' and look.shows_through_on < expected.period_end as absent
from edition_expected_as_of(known) as expected
join look on look.release = expected.release
    and look.role is distinct from 'file'
    and look.looked_on > expected.due_on
    and coalesce(cast(look.looked_at - interval 36 hours as date), look.looked_on) > expected.due_on
    and look.looked_on <= known
    and look.known_on <= known;

comment on macro table edition_look_as_of is 'What each look after the due date tells of an edition, as far as could be known on the date given.';
