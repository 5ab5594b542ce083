-- How many findings of each kind are there between two editions of a release, how many are certain, and what announced them?
select
    edition, previous, weight, kind,
    count(*) as findings,
    count(*) filter (where not certain) as uncertain,
    count(distinct coalesce(table_title, old_table_title)) as tables,
    count(*) filter (where beyond_rounding) as beyond_rounding,
    count(*) filter (where not beyond_rounding) as within_rounding,
    count(*) filter (where starts_with(announced_by, 'event:')) as by_event,
    count(*) filter (where starts_with(announced_by, 'note:')) as by_note,
    count(*) filter (where starts_with(announced_by, 'standing note:')) as by_standing_note,
    count(*) filter (where announced_by = 'none found') as by_none
from finding
where release = $release
group by all
order by edition, previous, weight, findings desc, kind;
