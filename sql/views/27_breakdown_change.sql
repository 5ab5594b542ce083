-- Which breakdowns did a release lose, since which edition, and may it be printing them again?
--
-- A breakdown is a table, a grain, a set of members that stood side by side, or one member (or all its figures). It counts
-- as `reduced` only where the loss is certain and the record declares what the table holds: a table that is declared fixed
-- or of a top N, a member that is declared fixed, a grain or a set of members of a table that is declared fixed. It stays
-- lost from edition to edition, each compared with the one before, until one of them prints anything that was not there
-- before, related or not: that may be it, in whatever table and under whatever name (the safe side). Or until the bytes of
-- an edition that printed it appeared again; or, of figures that were withdrawn, until any number of that member is printed.
-- Where the chain of comparisons is broken, nothing is said.
--
-- The days on which the bytes of an edition appeared; or were seen where those of a later edition had been seen before.
create temp table sighting as
select edition, published_on as from_on, published_by as by_on from appearance
union
select edition, published_on, published_by from edition
union
select edition.edition, look.looked_on, look.known_on
from look
join edition on edition.release = look.release and edition.digest = look.content_digest
where look.role = 'file' and look.outcome = 'seen'
    and exists (
        select 1 from look as other
        where other.release = look.release and other.url = look.url and other.outcome = 'seen'
            and other.looked_on < look.looked_on and other.content_digest <> look.content_digest
    );

create temp table breakdown as
select
    finding.*,
    case when kind like 'table_%' then 'table' when kind like 'grain_%' then 'grain' when kind like 'dimension_%' then 'dimension'
        else 'member' end as breakdown,
    case when kind in ('table_dropped', 'grain_lost', 'dimension_lost', 'member_left', 'values_withdrawn') then 'lost' else 'gained' end as direction,
    case when kind like 'grain_%' then grain else coalesce(member, old_member, '') end as label,
    coalesce(table_title, old_table_title) as in_table
from finding
where kind in ('table_dropped', 'grain_lost', 'dimension_lost', 'member_left', 'values_withdrawn', 'table_added', 'grain_gained',
    'dimension_gained', 'member_entered');

-- The breakdowns that were lost, with what was known of the two editions.
create temp table lost_from as
select
    breakdown.finding, breakdown.edition, edition.release, edition.published_on,
    before.period_end, before.published_by
from breakdown
join edition using (edition)
join edition as before on before.edition = breakdown.previous
where breakdown.direction = 'lost';

-- A member whose figures were withdrawn is printed again where a later edition prints any number of it that this one did not.
-- Where the cells of a later edition are not held, that is not known, and nothing is said.
create temp table figure_again as
select lost.finding, cell.edition
from (select finding, edition, release, in_table, member from breakdown where kind = 'values_withdrawn') as lost
join edition as later on later.release = lost.release and later.edition <> lost.edition
join cell on cell.edition = later.edition and cell.table_title = lost.in_table and cell.member = lost.member
where cell.value is not null and not exists (
    select 1 from cell as stood
    where stood.edition = lost.edition and stood.table_title = lost.in_table and stood.member = lost.member
        and stood.grain = cell.grain and stood.period_end is not distinct from cell.period_end and stood.value is not null
)
union
select lost.finding, difference.edition
from (select finding, edition, release from breakdown where kind = 'values_withdrawn') as lost
join edition as later on later.release = lost.release and later.edition <> lost.edition
join difference on difference.edition = later.edition and difference.edition <> difference.previous
where difference.method = 'packaged';

create table breakdown_change as
with recursive pair as (
    select distinct edition, previous from difference where edition <> previous
),
-- what came in an edition: in which table, or, with no table, anywhere; of which finding alone, where it is its figures
came as (
    select edition, previous, case when kind in ('perhaps_renamed', 'label_respelled') and member is null then null else table_title end
        as in_table, null::varchar as finding, first_seen_on
    from finding
    where kind in ('perhaps_renamed', 'label_respelled', 'member_renamed', 'rotation')
    union all
    select arrival.edition, arrival.previous, in_table, null, greatest(edition.known_on, before.known_on)
    from arrival
    join edition using (edition)
    join edition as before on before.edition = arrival.previous
    union all
    select pair.edition, pair.previous, null, figure_again.finding, greatest(edition.known_on, before.known_on)
    from figure_again
    join pair using (edition)
    join edition using (edition)
    join edition as before on before.edition = pair.previous
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
            and (came.finding is null or came.finding = chain.finding)
    )
),
regained as (
    -- the first edition after the chain's end, where something came
    select chain.finding, min_by(pair.edition, chain.step) as edition, min_by(came.first_seen_on, chain.step) as on_day
    from chain
    join pair on pair.previous = chain.held_in
    join came on came.edition = pair.edition and came.previous = pair.previous
        and (came.in_table is null or came.in_table = chain.in_table)
        and (came.finding is null or came.finding = chain.finding)
    group by chain.finding
),
reappeared as (
    select lost_from.finding, min_by(earlier.edition, (sighting.by_on, earlier.edition)) as edition, min(sighting.by_on) as on_day
    from lost_from
    join edition as earlier on earlier.release = lost_from.release and earlier.edition <> lost_from.edition
        and earlier.period_end <= lost_from.period_end and earlier.published_by <= lost_from.published_by
    join sighting on sighting.edition = earlier.edition and sighting.from_on > lost_from.published_on
    group by lost_from.finding
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
    case when reappeared.on_day <= coalesce(regained.on_day, reappeared.on_day) then reappeared.edition else regained.edition end
        as regained_in,
    least(regained.on_day, reappeared.on_day) as regained_on,
    coalesce(held.editions, []) as held_in
from breakdown as lost
left join regained using (finding)
left join reappeared using (finding)
left join (select finding, list(held_in order by step) as editions from chain group by finding) as held using (finding)
order by lost.release, lost.edition, lost.breakdown, lost.in_table, lost.label, lost.finding;

-- Which editions lack what an earlier one printed, and until when? Only editions that were held and compared can be said to,
-- and no period of which another file prints it whole. It ends on the day by which the bytes of an edition that printed it
-- appeared again, and begins anew where those that lack it did once more.
create table lessened_edition as
with lacking as (
    select release, unnest(held_in) as edition, finding, first_seen_on, edition as lost_in, previous
    from breakdown_change
    where counts_as_reduced
),
whole as (
    select lacking.edition, lacking.finding, sighting.from_on, sighting.by_on
    from lacking
    join edition as before on before.edition = lacking.previous
    join edition as earlier on earlier.release = before.release and earlier.edition <> lacking.edition
        and earlier.period_end <= before.period_end and earlier.published_by <= before.published_by
    join sighting on sighting.edition = earlier.edition
),
spell as (
    select
        lacking.release, lacking.edition, lacking.finding, lacking.lost_in,
        greatest(lacking.first_seen_on, sighting.by_on) as first_seen_on,
        (
            select min(whole.by_on) from whole
            where whole.edition = lacking.edition and whole.finding = lacking.finding and whole.from_on > sighting.from_on
        ) as returned_on
    from lacking
    join sighting using (edition)
),
lasting as (
    select release, edition, finding, min(first_seen_on) as first_seen_on, lost_in, returned_on
    from spell
    group by release, edition, finding, lost_in, returned_on
)
select lasting.*
from lasting
join edition using (edition)
where coalesce(returned_on > first_seen_on, true) and not exists (
    select 1 from edition as other
    where other.release = lasting.release and other.period_start = edition.period_start and other.period_end = edition.period_end
        and other.edition <> lasting.edition
        and other.edition not in (select lacking_too.edition from lacking as lacking_too where lacking_too.finding = lasting.finding)
)
order by lasting.release, lasting.edition, lasting.finding, lasting.first_seen_on;

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
comment on column breakdown_change.regained_in is 'The first later edition that may print it again: something came in it. Or the earlier one whose bytes appeared again.';
comment on column breakdown_change.held_in is 'The editions that lack it: held, and each compared with the one before.';
comment on column breakdown_change.regained_on is 'The day from which that could be known.';

comment on table lessened_edition is 'Editions that lack a breakdown which an earlier edition printed; the status reduced rests on these findings.';
comment on column lessened_edition.release is 'The release.';
comment on column lessened_edition.edition is 'The edition.';
comment on column lessened_edition.finding is 'What it lacks.';
comment on column lessened_edition.first_seen_on is 'The day from which that could be known.';
comment on column lessened_edition.returned_on is 'The day by which the bytes of an edition that printed it had appeared again.';
comment on column lessened_edition.lost_in is 'The first edition that lacked it.';
