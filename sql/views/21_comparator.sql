-- Which official series can a reported figure be held against, and in which role?
--
-- Method. Measure, scope and population of the figure are each held against those of the series: the same; a part of it; a
-- whole that contains it; or (measure and scope) a reading, one of the things that a vague word can stand for. Together:
--   same      measure, scope and population agree
--   reading   they agree if the vague word is taken that way
--   part      the series counts a part of what the figure counts (true only where the words are not vague: is_reading)
--   whole     the series counts more than the figure does
--   unlike    measure and scope agree, or may, and it counts other people or cases: neither population is listed as a part
--             of the other
-- A part of one and a whole of the other tell nothing of each other and make no row.
--
-- The unit of the figure is held against that of the series as well (unit_relation):
--   same      the unit of a series of the same measure, or of one that it can stand for; a name that the measure of the figure goes by (its own name, the unit of any series of it,
--             the name of a vague word that can stand for it); people, where people are counted; per cent, for a change
--   people    people are stated, and the series counts events: one person can be counted more than once
--   unlike    any other unit ("thousand removals", "removals per week"); a rate or a greatest value without "per day", "per month"
--             or "per year"; a count with it
create view measure_name as
-- what the events of a measure are called: its own name, the unit of its series, the name of a vague word that can stand for it
select measure, lower(unit) as name from series
union
select measure, replace(measure, '-', ' ') || 's' from measure
union
select unnest(may_mean), replace(measure, '-', ' ') || 's' from measure
order by all;

comment on view measure_name is 'What the events of a measure are called, in small letters.';
comment on column measure_name.measure is 'The measure.';
comment on column measure_name.name is 'A name in the plural.';

create view comparator as
with recursive measure_part as (
    select measure, unnest(contains) as part from measure
    union
    select measure_part.measure, unnest(measure.contains)
    from measure_part join measure on measure.measure = measure_part.part
),
scope_part as (
    select scope, unnest(contains) as part from scope
    union
    select scope_part.scope, unnest(scope.contains)
    from scope_part join scope on scope.scope = scope_part.part
),
population_part as (
    select population, unnest(contains) as part from population
    union
    select population_part.population, unnest(population.contains)
    from population_part join population on population.population = population_part.part
),
measure_relation as (
    select measure as stated, measure as printed, 'same' as relation from measure
    union all
    select measure, unnest(may_mean), 'reading' from measure
    union all
    select measure, part, 'part' from measure_part
    union all
    select part, measure, 'whole' from measure_part
),
scope_relation as (
    select scope as stated, scope as printed, 'same' as relation from scope
    union all
    select scope, unnest(may_mean), 'reading' from scope
    union all
    select scope, part, 'part' from scope_part
    union all
    select part, scope, 'whole' from scope_part
),
population_relation as (
    select population as stated, population as printed, 'same' as relation from population
    union all
    select population, part, 'part' from population_part
    union all
    select part, population, 'whole' from population_part
),
paired as (
    select
        figure.figure, series.series,
        measure_relation.relation as measure_relation,
        scope_relation.relation as scope_relation,
        coalesce(population_relation.relation, 'unlike') as population_relation,
        case
            when figure.kind = 'change' then case when figure_range.unit_of in ('percent', 'per cent', '%') then 'same' else 'unlike' end
            when (figure.kind in ('rate', 'maximum')) <> (figure_range.unit_per <> '') then 'unlike'
            when figure_range.unit_of in ('people', 'persons', 'individuals', 'noncitizens') then case
                when counted.counts = 'people' then 'same'
                when counted.counts = 'events' then 'people'
                else 'unlike' end
            when figure_range.unit_of = lower(series.unit) and measure_relation.relation in ('same', 'reading') then 'same'
            when stated.counts <> 'people' and counted.counts <> 'people' and exists (
                select 1 from measure_name where measure_name.measure = figure.measure and measure_name.name = figure_range.unit_of
            ) then 'same'
            else 'unlike'
        end as unit_relation
    from reported_figure as figure
    join figure_range using (figure)
    join measure as stated on stated.measure = figure.measure
    join measure_relation on measure_relation.stated = figure.measure
    join scope_relation on scope_relation.stated = figure.scope
    join series on series.measure = measure_relation.printed and series.scope = scope_relation.printed
    join measure as counted on counted.measure = series.measure
    left join population_relation on population_relation.stated = figure.population and population_relation.printed = series.population
)
select
    figure, series,
    case
        when population_relation = 'unlike' then 'unlike'
        when 'whole' in (measure_relation, scope_relation, population_relation) then 'whole'
        when 'part' in (measure_relation, scope_relation, population_relation) then 'part'
        when 'reading' in (measure_relation, scope_relation) then 'reading'
        else 'same'
    end as role,
    'reading' in (measure_relation, scope_relation) as is_reading,
    measure_relation, scope_relation, population_relation, unit_relation
from paired
where not (
    'whole' in (measure_relation, scope_relation, population_relation)
    and 'part' in (measure_relation, scope_relation, population_relation)
)
    and not (population_relation = 'unlike' and ('part' in (measure_relation, scope_relation) or 'whole' in (measure_relation, scope_relation)));

comment on view comparator is 'Which official series a reported figure can be held against, and in which role.';
comment on column comparator.figure is 'The reported figure.';
comment on column comparator.series is 'The official series.';
comment on column comparator.role is 'same, reading, part, whole or unlike: what the series is to the figure.';
comment on column comparator.is_reading is 'True where it rests on one reading of a vague word.';
comment on column comparator.measure_relation is 'What the measure of the series is to that of the figure.';
comment on column comparator.scope_relation is 'What the scope of the series is to that of the figure.';
comment on column comparator.population_relation is 'What the population of the series is to that of the figure: same, part, whole or unlike.';
comment on column comparator.unit_relation is 'What the unit of the figure is to what the series counts: same, people (stated, against events counted) or unlike.';
