-- As of when does this database speak? The newest date on which anything in record or evidence could be known.
--
-- Today's date is never asked: the same input gives the same answers on every day.
create view record_clock as
with known as (
    select known_on from look
    union all
    select known_on from event
    union all
    select known_on from reported_figure
    union all
    select known_on from edition
)
select coalesce(max(known_on), date '2000-01-01') as as_of_on
from known;

comment on view record_clock is 'The newest date on which anything in record or evidence could be known. Views without a date speak as of it.';
comment on column record_clock.as_of_on is 'That date.';
