-- Where do two tables of one edition, or a total and its parts, print what can not both be right? From the files held here.
--
-- The record says which members are the same thing, and which add up. Rounding is allowed for: two printed values may be
-- one rounding unit apart, a total and n parts (n + 1) / 2 units; without rounding a hundred-thousandth is. Where one
-- of them is a code, nothing is said.
insert into difference by name
with named as (
    select release, member from agreement_rule
    union
    select release, other_member from agreement_rule
    union
    select release, total from sum_rule
    union
    select release, unnest(parts) from sum_rule
),
-- the few cells that a rule names, before anything is joined to them
named_cell as materialized (
    select cell.*, edition.release
    from cell
    join (select edition, release from edition) as edition using (edition)
    where (edition.release, cell.member) in (select (release, member) from named)
),
rule as materialized (
    select cell.edition, cell.table_title, coalesce(arg_min(table_rule.rounding, table_rule.position), 0) as rounding
    from (select distinct edition, release, table_title from named_cell) as cell
    left join table_rule on table_rule.release = cell.release and regexp_matches(cell.table_title, table_rule.match, 'i')
    group by cell.edition, cell.table_title
),
agreement as (
    select
        one.edition, 'agreement' as what, 'off' as how, one.table_title, other.table_title as old_table_title,
        one.member, other.member as old_member, one.grain, one.period_start, one.period_end,
        other.value as old_value, one.value, other.sheet as old_sheet, other.cell as old_cell, one.sheet, one.cell,
        agreement_rule.text, one.digest, other.digest as old_digest,
        greatest(rule.rounding, abs(one.value) / 100000) as allowed
    from agreement_rule
    join named_cell as one on one.release = agreement_rule.release
        and one.table_title = agreement_rule.table_title and one.member = agreement_rule.member
    join named_cell as other on other.edition = one.edition and other.digest = one.digest
        and other.table_title = agreement_rule.other_table_title and other.member = agreement_rule.other_member
        and other.grain = one.grain and other.period_start = one.period_start and other.period_end = one.period_end
    join rule on rule.edition = one.edition and rule.table_title = one.table_title
),
part as (
    select release, match, total, parts, unnest(parts) as part from sum_rule
),
summed as (
    select
        total.edition, 'sum' as what, 'off' as how, total.table_title, total.table_title as old_table_title,
        total.member, array_to_string(part.parts, ' + ') as old_member, total.grain, total.period_start, total.period_end,
        sum(addend.value) as old_value, total.value, total.sheet as old_sheet, string_agg(addend.cell, ' + ' order by addend.cell) as old_cell,
        total.sheet, total.cell, null as text, total.digest, total.digest as old_digest,
        greatest(any_value(rule.rounding) * (len(part.parts) + 1) / 2, abs(total.value) / 100000) as allowed
    from part
    join named_cell as total on total.release = part.release
        and regexp_matches(total.table_title, part.match, 'i') and total.member = part.total
    join named_cell as addend on addend.edition = total.edition and addend.digest = total.digest
        and addend.table_title = total.table_title and addend.member = part.part
        and addend.grain = total.grain and addend.period_start = total.period_start and addend.period_end = total.period_end
    join rule on rule.edition = total.edition and rule.table_title = total.table_title
    group by total.edition, total.table_title, total.member, part.parts, total.grain, total.period_start, total.period_end,
        total.value, total.sheet, total.cell, total.digest
    having count(addend.value) = len(part.parts)
)
select * exclude (allowed), edition as previous, 'compared' as method
from (select * from agreement union all by name select * from summed)
where abs(value - old_value) > allowed
order by edition, what, table_title, member, grain, period_start, period_end, old_table_title, old_member;
