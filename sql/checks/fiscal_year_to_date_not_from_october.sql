-- A count since the start of the fiscal year that does not begin on 1 October, or runs past the year: its bounds would be false.
select observation.series, observation.edition, observation.period_start, observation.period_end
from observation
join series using (series)
where series.frequency = 'fiscal_year_to_date'
    and (
        month(observation.period_start) <> 10
        or day(observation.period_start) <> 1
        or observation.period_end >= observation.period_start + interval 1 year
    );
