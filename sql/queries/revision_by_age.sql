-- How many figures of a release did later editions revise, up and down, and by how much, by the age of the figure?
with aged as (
    select
        grain, direction, abs(relative) as size, beyond_rounding, edition, previous,
        case
            when age_months <= 3 then 1 when age_months <= 12 then 2 when age_months <= 24 then 3
            when age_months <= 60 then 4 else 5
        end as age_rank
    from (select distinct finding, grain, direction, relative, beyond_rounding, edition, previous, age_months from revision
        where release = $release and age_months is not null)
)
select
    grain, age_rank,
    ['up to 3 months', '4 to 12', '13 to 24', '25 to 60', 'over 60'][age_rank] as age,
    count(*) as figures,
    count(distinct (edition, previous)) as pairs,
    count(*) filter (where beyond_rounding) as beyond_rounding,
    count(*) filter (where direction = 'up') as up,
    count(*) filter (where direction = 'down') as down,
    median(size) filter (where direction = 'up') as median_up,
    median(size) filter (where direction = 'down') as median_down,
    max(size) as largest
from aged
group by all
order by grain desc, age_rank;
