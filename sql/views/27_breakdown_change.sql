-- Which breakdowns did a release lose, since which edition, and did it print them again?
--
-- A breakdown is a table, a grain, a set of members that stood side by side, or one member. It counts as `reduced` only where
-- the loss is certain and the record declares what the table holds (see finding). It is regained in the first later
-- edition that prints it again, as far as editions were held and compared.
create table breakdown_change as
with ordered as (
    select edition, row_number() over (partition by release order by period_end, published_by, edition) as position
    from edition
),
breakdown as (
    select
        finding.*, ordered.position,
        case when kind like 'table_%' then 'table' when kind like 'grain_%' then 'grain' when kind like 'dimension_%' then 'dimension'
            else 'member' end as breakdown,
        case when kind in ('table_dropped', 'grain_lost', 'dimension_lost', 'member_left') then 'lost' else 'gained' end as direction,
        case when kind like 'grain_%' then grain else coalesce(member, old_member, '') end as label,
        coalesce(table_title, old_table_title) as in_table
    from finding
    join ordered using (edition)
    where kind in ('table_dropped', 'grain_lost', 'dimension_lost', 'member_left', 'table_added', 'grain_gained', 'dimension_gained',
        'member_entered')
),
regained as (
    select lost.finding, min_by(gained.edition, gained.position) as edition, min_by(gained.first_seen_on, gained.position) as on_day
    from breakdown as lost
    join breakdown as gained on gained.release = lost.release and gained.direction = 'gained' and gained.breakdown = lost.breakdown
        and gained.in_table = lost.in_table and gained.label = lost.label and gained.position > lost.position
    where lost.direction = 'lost'
    group by lost.finding
)
select
    lost.finding, lost.release, lost.edition, lost.previous, lost.first_seen_on, lost.breakdown, lost.direction,
    lost.in_table as table_title, nullif(lost.label, '') as label, lost.certain,
    lost.direction = 'lost' and lost.weight = 'loss' and lost.certain and lost.table_rule is not null as counts_as_reduced,
    case
        when lost.direction = 'gained' then 'printed, and not in the edition before'
        when not lost.certain then 'not sure: ' || coalesce(lost.detail, 'another reading is possible')
        when lost.table_rule is null then 'the record does not declare what this table holds'
        when lost.weight <> 'loss' then 'the members of this table are not declared fixed'
        else 'printed no more'
    end as reason,
    regained.edition as regained_in, regained.on_day as regained_on
from breakdown as lost
left join regained using (finding)
order by lost.release, lost.edition, lost.breakdown, lost.in_table, lost.label, lost.finding;

-- Which editions lack what an earlier one printed? Only editions that were held and compared can be said to.
create table lessened_edition as
with ordered as (
    select edition, release, row_number() over (partition by release order by period_end, published_by, edition) as position
    from edition
),
compared as (
    select distinct edition from difference where edition <> previous
)
select
    ordered.release, ordered.edition, breakdown_change.finding, breakdown_change.first_seen_on, breakdown_change.edition as lost_in
from breakdown_change
join ordered as lost on lost.edition = breakdown_change.edition
join ordered on ordered.release = lost.release and ordered.position >= lost.position
join compared on compared.edition = ordered.edition
left join ordered as again on again.edition = breakdown_change.regained_in
where breakdown_change.counts_as_reduced and (again.position is null or ordered.position < again.position)
order by ordered.release, ordered.edition, breakdown_change.finding;

comment on table breakdown_change is 'Breakdowns that an edition printed no more, or newly: tables, grains, sets of members, members.';
comment on column breakdown_change.finding is 'The finding.';
comment on column breakdown_change.release is 'The release.';
comment on column breakdown_change.edition is 'The edition in which it was first seen.';
comment on column breakdown_change.previous is 'The edition it was compared with.';
comment on column breakdown_change.first_seen_on is 'The day from which that edition could be known.';
comment on column breakdown_change.breakdown is 'table, grain, dimension or member.';
comment on column breakdown_change.direction is 'lost or gained.';
comment on column breakdown_change.table_title is 'The table.';
comment on column breakdown_change.label is 'The member, the label above the breakdown, or the grain.';
comment on column breakdown_change.certain is 'False where another reading is possible.';
comment on column breakdown_change.counts_as_reduced is 'True where the status reduced follows.';
comment on column breakdown_change.reason is 'Why it counts, or does not.';
comment on column breakdown_change.regained_in is 'The first later edition that prints it again, as far as editions are held.';
comment on column breakdown_change.regained_on is 'The day from which that edition could be known.';

comment on table lessened_edition is 'Editions that lack a breakdown which an earlier edition printed; the status reduced rests on these findings.';
comment on column lessened_edition.release is 'The release.';
comment on column lessened_edition.edition is 'The edition.';
comment on column lessened_edition.finding is 'What it lacks.';
comment on column lessened_edition.first_seen_on is 'The day from which that could be known.';
comment on column lessened_edition.lost_in is 'The first edition that lacked it.';
