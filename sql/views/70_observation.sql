-- What is the latest value of each series, and what was it on a date?
create macro observation_as_of(known) as table
select observation.*
from observation
join edition using (edition)
where observation.known_on <= known
qualify row_number() over (
    partition by observation.series, observation.period_start, observation.period_end
    order by edition.period_end desc, edition.published_by desc, edition.edition desc
) = 1
order by observation.series, observation.period_start;

create view observation_latest as
select * from observation_as_of((select as_of_on from record_clock));

comment on macro table observation_as_of is 'The value of each series and period in the newest edition that could be known on the date given.';
comment on view observation_latest is 'The value of each series and period in its newest edition.';
comment on column observation_latest.series is 'The series.';
comment on column observation_latest.edition is 'The edition that printed it.';
comment on column observation_latest.period_start is 'First day of the period.';
comment on column observation_latest.period_end is 'Last day of the period.';
comment on column observation_latest.value is 'The value, as printed.';
comment on column observation_latest.code is 'What was printed instead of a number.';
comment on column observation_latest.low is 'Least value that rounding allows.';
comment on column observation_latest.high is 'Greatest value that rounding allows.';
comment on column observation_latest.method is 'read or transcribed.';
comment on column observation_latest.digest is 'SHA-256 of the file it was read from.';
comment on column observation_latest.sheet is 'Sheet.';
comment on column observation_latest.cell is 'Address in the sheet.';
comment on column observation_latest.source is 'Source.';
comment on column observation_latest.known_on is 'The day from which it could be known.';
