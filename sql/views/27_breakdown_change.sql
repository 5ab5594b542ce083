-- Which breakdowns did a release lose, since which edition, and may it be printing them again?
--
-- A breakdown is a table, a grain, a set of members that stood side by side, or one member. It counts as `reduced` only where
-- the loss is certain and the record declares what the table holds: a table that is declared fixed or of a top N, a member
-- that is declared fixed, a grain or a set of members of a table that is declared fixed. It stays lost from edition to
-- edition, each compared with the one before, until one of them prints anything in that table, or any table, that was not
-- there before: that may be it, under whatever name. Where the chain of comparisons is broken, nothing is said.
create table breakdown_change as
with recursive breakdown as (
    select
        finding.*,
        case when kind like 'table_%' then 'table' when kind like 'grain_%' then 'grain' when kind like 'dimension_%' then 'dimension'
            else 'member' end as breakdown,
        case when kind in ('table_dropped', 'grain_lost', 'dimension_lost', 'member_left') then 'lost' else 'gained' end as direction,
        case when kind like 'grain_%' then grain else coalesce(member, old_member, '') end as label,
        coalesce(table_title, old_table_title) as in_table
    from finding
    where kind in ('table_dropped', 'grain_lost', 'dimension_lost', 'member_left', 'table_added', 'grain_gained', 'dimension_gained',
        'member_entered')
),
pair as (
    select distinct edition, previous from difference where edition <> previous
),
-- what came in an edition: in which table, or, with no table, anywhere
came as (
    select edition, previous, case when kind in ('table_added', 'table_renamed', 'perhaps_renamed') or (kind = 'label_respelled' and member is null)
            then null else table_title end as in_table, first_seen_on
    from finding
    where kind in ('table_added', 'table_renamed', 'perhaps_renamed', 'label_respelled', 'member_entered', 'member_renamed',
        'dimension_gained', 'grain_gained', 'rotation', 'cell_entered')
),
chain as (
    select finding, edition, in_table, edition as held_in, 0 as step from breakdown where direction = 'lost'
    union all
    select chain.finding, chain.edition, chain.in_table, pair.edition, chain.step + 1
    from chain
    join pair on pair.previous = chain.held_in
    where chain.step < 10000 and not exists (
        select 1 from came
        where came.edition = pair.edition and came.previous = pair.previous
            and (came.in_table is null or came.in_table = chain.in_table)
    )
),
regained as (
    -- the first edition after the chain's end, where something came
    select chain.finding, min_by(pair.edition, chain.step) as edition, min_by(came.first_seen_on, chain.step) as on_day
    from chain
    join pair on pair.previous = chain.held_in
    join came on came.edition = pair.edition and came.previous = pair.previous
        and (came.in_table is null or came.in_table = chain.in_table)
    group by chain.finding
)
select
    lost.finding, lost.release, lost.edition, lost.previous, lost.first_seen_on, lost.breakdown, lost.direction,
    lost.in_table as table_title, nullif(lost.label, '') as label, lost.certain,
    lost.direction = 'lost' and lost.weight = 'loss' and lost.certain and case lost.breakdown
        when 'table' then lost.table_members in ('fixed', 'top') when 'member' then true else lost.table_members = 'fixed' end
        as counts_as_reduced,
    case
        when lost.direction = 'gained' then 'printed, and not in the edition before'
        when lost.weight <> 'loss' or lost.table_members = 'open' then 'the record does not declare what this table holds'
        when not lost.certain then 'not sure: ' || coalesce(lost.detail, 'another reading is possible')
        when lost.breakdown in ('grain', 'dimension') and lost.table_members <> 'fixed' then 'the record does not declare what this table holds'
        else 'printed no more'
    end as reason,
    regained.edition as regained_in, regained.on_day as regained_on,
    coalesce(held.editions, []) as held_in
from breakdown as lost
left join regained using (finding)
left join (select finding, list(held_in order by step) as editions from chain group by finding) as held using (finding)
order by lost.release, lost.edition, lost.breakdown, lost.in_table, lost.label, lost.finding;

-- Which editions lack what an earlier one printed? Only editions that were held and compared can be said to, and no period
-- of which another file prints it whole.
create table lessened_edition as
with lacking as (
    select release, unnest(held_in) as edition, finding, first_seen_on, edition as lost_in
    from breakdown_change
    where counts_as_reduced
)
select lacking.*
from lacking
join edition using (edition)
where not exists (
    select 1 from edition as other
    where other.release = lacking.release and other.period_start = edition.period_start and other.period_end = edition.period_end
        and other.edition <> lacking.edition
        and other.edition not in (select lacking_too.edition from lacking as lacking_too where lacking_too.finding = lacking.finding)
)
order by lacking.release, lacking.edition, lacking.finding;

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
comment on column breakdown_change.regained_in is 'The first later edition that may print it again: something came in that table, or a table came.';
comment on column breakdown_change.held_in is 'The editions that lack it: held, and each compared with the one before.';
comment on column breakdown_change.regained_on is 'The day from which that edition could be known.';

comment on table lessened_edition is 'Editions that lack a breakdown which an earlier edition printed; the status reduced rests on these findings.';
comment on column lessened_edition.release is 'The release.';
comment on column lessened_edition.edition is 'The edition.';
comment on column lessened_edition.finding is 'What it lacks.';
comment on column lessened_edition.first_seen_on is 'The day from which that could be known.';
comment on column lessened_edition.lost_in is 'The first edition that lacked it.';
