-- From when to when was each printed value the newest for its series and period?
--
-- A value holds from the day on which its edition could be known until the day on which a later edition printed the same
-- period, were it as a code (X: withdrawn). Points of cumulative series are kept as they were printed.
create view observation_vintage as
with printed as (
    -- a month or a year is one thing, however far its newest print runs; a point of a cumulative series is its own
    select
        observation.*, edition.period_end as edition_end, edition.published_by,
        case when series.frequency in ('month', 'fiscal_year', 'year') then observation.period_start
            else observation.period_end end as thing
    from observation
    join edition using (edition)
    join series using (series)
),
current_then as (
    -- an edition of an older period that becomes known after a newer one changes nothing; nor does a part of a month that was
    -- printed whole
    select *
    from printed
    qualify (edition_end, published_by, edition) >= max((edition_end, published_by, edition)) over (
        partition by series, thing order by known_on, edition_end, published_by, edition
    )
        and period_end >= max(period_end) over (partition by series, thing order by known_on, edition_end, published_by, edition)
)
select
    series, edition, period_start, period_end, value, low, high, known_on, replaced_on
from (
    select *, lead(known_on) over (
        partition by series, thing order by known_on, edition_end, published_by, edition
    ) as replaced_on
    from current_then
)
where value is not null;

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
