-- From when to when was each printed value the newest for its series and period?
--
-- A value holds from the day on which its edition could be known until the day on which a later edition printed the same
-- period. Points of cumulative series are kept as they were printed: each is of its own edition.
create view observation_vintage as
select
    observation.series, observation.edition, observation.period_start, observation.period_end,
    observation.value, observation.low, observation.high, observation.known_on,
    lead(observation.known_on) over (
        partition by observation.series, observation.period_start, observation.period_end
        order by observation.known_on, edition.period_end, edition.published_by, observation.edition
    ) as replaced_on
from observation
join edition using (edition)
where observation.value is not null;

comment on view observation_vintage is 'From when to when each printed value was the newest for its series and period.';
comment on column observation_vintage.series is 'The series.';
comment on column observation_vintage.edition is 'The edition that printed it.';
comment on column observation_vintage.period_start is 'First day of the period.';
comment on column observation_vintage.period_end is 'Last day of the period.';
comment on column observation_vintage.value is 'The value, as printed.';
comment on column observation_vintage.low is 'Least value that rounding allows.';
comment on column observation_vintage.high is 'Greatest value that rounding allows.';
comment on column observation_vintage.known_on is 'The day from which it could be known.';
comment on column observation_vintage.replaced_on is 'The day from which a later edition printed the same period; empty for the newest.';
