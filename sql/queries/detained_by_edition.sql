-- How many people did ICE hold on the day of each edition of its detention statistics? From a day ($from) on.
select
    observation_latest.period_end as counted_on,
    observation_latest.value,
    observation_latest.code,
    observation_latest.edition,
    edition.published_on,
    edition.date_basis,
    observation_latest.method,
    observation_latest.sheet,
    observation_latest.cell
from observation_latest
left join edition on edition.edition = observation_latest.edition
where observation_latest.series = 'ice-detained' and observation_latest.period_end >= cast($from as date)
order by counted_on, observation_latest.edition;
