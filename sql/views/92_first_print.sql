-- Which printed values are first prints, to which later editions add and from which they take?
--
-- Not only the newest period of an edition is one: where several months come out at once (a gap, a quarterly edition, days, a
-- running month beside the last whole one) the others are as new. So: each period that ends within a year before the newest of
-- its edition, until an edition of a later period prints it again; not where all of an edition is over a year old. The editions of a yearly release are taken as final.
create table first_print as
select series, edition, period_start, period_end
from (
    select
        observation.series, observation.edition, observation.period_start, observation.period_end, edition.period_end as edition_end, edition.known_on,
        max(observation.period_end) over (partition by observation.series, observation.edition) as newest_end,
        first(edition.period_end) over (
            partition by observation.series, observation.period_start, observation.period_end
            order by edition.known_on, edition.period_end, edition.edition
        ) as first_end,
        min(edition.known_on) over (partition by observation.series, observation.period_start, observation.period_end) as first_known
    from observation
    join edition using (edition)
    join release on release.release = edition.release
    where observation.value is not null and release.frequency <> 'annual'
)
where (edition_end <= first_end or known_on = first_known) and period_end > newest_end - 366 and newest_end > known_on - 366
order by series, edition, period_start, period_end;

comment on table first_print is 'Printed values to which later editions may still add, and from which they may take.';
comment on column first_print.series is 'The official series.';
comment on column first_print.edition is 'The edition that printed it first.';
comment on column first_print.period_start is 'First day of the period.';
comment on column first_print.period_end is 'Last day of the period.';
