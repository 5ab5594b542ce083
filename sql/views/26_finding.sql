-- What changed between two editions, and what does each change mean by the rules that the record declares?
--
-- Each change is of one kind and of one of four weights:
--   * routine: what an edition is for (a new period, a year to date that moved on), spelling, the rotation of a top N;
--   * change: a figure revised, a code changed, a note changed, something added, a member that left where none is expected;
--   * loss: a table, a breakdown, a grain, a member or a period that was printed is printed no more;
--   * suspect: a file or a figure that can not be what it should be: posted again, stale, cut short, a year to date that
--     fell, tables of one edition that disagree; or a match of labels that is not sure.
-- A loss is certain only where nothing came anywhere in the file that may be what went: no table, no member, no figure, no
-- sheet or block that was not read; and the file is not suspect of being cut short. Members of a table of the top N rotate: no
-- loss. Nothing at all is certain where the older file appeared later, or it is not known which came first. What the record does not declare is not expected: a member that left is told, and no more. A table whose title
-- changed is held to the more lenient of its rules. A difference of two values rounded to r says something beyond r.
-- announced_by: an event of the release between the two editions; else a note of the table that speaks of updates and came,
-- or changed beyond its dates; else one that stands and does. Words that name months or years announce nothing that lies
-- outside of them; that any note means this very figure is not known. 'none found' says that we found none.
create temp macro speaking_of(notes, title, period_start, period_end) as list_filter(notes, lambda note:
    coalesce(note.table_title = title, note.table_title is null)
    and coalesce(note.from_on <= period_end and note.to_on >= period_start, true)
);

create table finding as
with told as (
    select * from change_of_tables
    union all by name select * from change_of_members
    union all by name select * from change_of_periods
    union all by name select * from change_of_figures
    union all by name select * from change_of_notes
    union all by name select * from change_of_files
),
announcing as (
    select pair.edition, pair.previous, max_by(event.event, (event.effective_on, event.event)) as event
    from (select distinct edition, previous from difference where edition <> previous) as pair
    join edition on edition.edition = pair.edition
    join edition as before on before.edition = pair.previous
    join event on event.release = edition.release
        and event.kind in ('corrected', 'method_changed', 'reduced', 'notice', 'rescheduled')
        and (event.ref = edition.ref or (event.ref is null and event.effective_on between before.published_on and edition.published_by))
    group by pair.edition, pair.previous
),
-- one that is new before one that stands, one of the table before one of the file
speaking as (
    select edition, previous, list({
        'table_title': table_title, 'from_on': from_on, 'to_on': to_on, 'said': if(is_new, 'note:', 'standing note:') || place
    } order by not is_new, table_title is null, place) as notes
    from speaking_note
    group by edition, previous
),
doubted as (
    select pair_rule.edition, pair_rule.previous, pair_rule.table_title, string_agg(distinct doubt, '; ' order by doubt) as doubts
    from pair_rule
    join (
        select edition, previous, null as table_title, doubt from pair_doubt
        union all
        select edition, previous, table_title, doubt from table_doubt
    ) as reason on reason.edition = pair_rule.edition and reason.previous = pair_rule.previous
        and (reason.table_title is null or reason.table_title = pair_rule.table_title)
    group by pair_rule.edition, pair_rule.previous, pair_rule.table_title
),
weighed as (
    select
        told.*, edition.release, edition.digest, old_edition.digest as old_digest,
        coalesce(told.seen_on, greatest(edition.known_on, old_edition.known_on)) as first_seen_on,
        expectation.rule as table_rule, expectation.members as rule_members, doubted.doubts,
        nullif(concat_ws('; ', order_doubt.doubt, told.may_be), '') as other_reading,
        case
            when kind = 'rotation' and detail = 'fewer than before' then 'change'
            when kind in ('label_respelled', 'sheet_renamed', 'rotation', 'new_period', 'period_passed', 'period_extended',
                'residual_not_compared', 'note_redated', 'written_anew') then 'routine'
            when kind in ('posted_again', 'stale', 'frozen', 'truncated', 'cumulative_fell', 'tables_disagree', 'total_off',
                'perhaps_renamed', 'perhaps_relabelled', 'period_shortened') then 'suspect'
            when kind in ('table_dropped', 'grain_lost', 'dimension_lost', 'period_left', 'cell_left') then 'loss'
            when kind in ('member_left', 'values_withdrawn')
                and (expectation.members = 'fixed' or list_contains(expectation.fixed, old_member)) then 'loss'
            else 'change'
        end as weight,
        case when kind = 'revised' then value - old_value end as absolute,
        case when kind = 'revised' and old_value <> 0 then value / old_value - 1 end as relative,
        case when kind = 'revised' then abs(value - old_value) > coalesce(expectation.rounding, 0) end as beyond_rounding,
        case when kind in ('revised', 'code_changed', 'cell_left', 'period_left', 'grain_lost', 'dimension_lost', 'member_left',
                'values_withdrawn', 'table_dropped', 'cumulative_fell') then coalesce(
            'event:' || announcing.event,
            speaking_of(notes, coalesce(told.table_title, told.old_table_title), told.period_start, told.period_end)[1].said,
            'none found') end as announced_by
    from told
    join (select edition, release, known_on, digest from edition) as edition using (edition)
    join edition as old_edition on old_edition.edition = told.previous
    left join pair_rule as expectation on expectation.edition = told.edition and expectation.previous = told.previous
        and expectation.table_title = coalesce(told.table_title, told.old_table_title)
    left join announcing on announcing.edition = told.edition and announcing.previous = told.previous
    left join speaking on speaking.edition = told.edition and speaking.previous = told.previous
    left join order_doubt on order_doubt.of_all and order_doubt.edition = told.edition and order_doubt.previous = told.previous
    left join doubted on doubted.edition = told.edition and doubted.previous = told.previous
        and doubted.table_title = coalesce(told.table_title, told.old_table_title)
)
select
    edition || '/' || left(md5(concat_ws('|', previous, kind, table_title, old_table_title, member, old_member, grain,
        period_start, period_end, cell, old_cell, detail, code, old_code, text, old_text)), 12) as finding,
    release, edition, previous, kind, weight,
    sure and other_reading is null and (weight <> 'loss' or doubts is null) as certain,
    table_title, old_table_title, member, old_member, grain, period_start, period_end,
    old_value, old_code, value, code, absolute, relative, beyond_rounding,
    old_digest, old_sheet, old_cell, digest, sheet, cell, old_cells, cells, old_text, text, announced_by, table_rule,
    coalesce(rule_members, 'open') as table_members,
    nullif(concat_ws('; ', detail, other_reading, case when weight = 'loss' then doubts end), '') as detail,
    first_seen_on
from weighed
order by release, edition, previous, kind, table_title, member, finding;

comment on table finding is 'What changed between an edition and the one held before it, with what it means by the declared rules; one row for each thing that changed.';
comment on column finding.finding is 'Identifier.';
comment on column finding.release is 'The release.';
comment on column finding.edition is 'The edition in which it was first seen.';
comment on column finding.previous is 'The edition it is compared with; the same one where two of its own figures disagree, or it appeared again.';
comment on column finding.kind is 'What changed, e.g. revised, code_changed, new_period, rotation, member_left, dimension_lost, table_dropped, note_changed, stale.';
comment on column finding.weight is 'routine, change, loss or suspect.';
comment on column finding.certain is 'False where another reading is possible; detail says which.';
comment on column finding.table_title is 'The table.';
comment on column finding.old_table_title is 'Its title in the older edition, or the other table.';
comment on column finding.member is 'Member, or label, in the newer edition.';
comment on column finding.old_member is 'Member, or label, in the older edition, or of the other table.';
comment on column finding.grain is 'month, fiscal_year, fiscal_year_to_date, day or none.';
comment on column finding.period_start is 'First day of the period.';
comment on column finding.period_end is 'Last day of the period.';
comment on column finding.old_value is 'Number in the older edition, or in the other table, or the sum of the parts.';
comment on column finding.old_code is 'Code printed in the older edition; for notes the mark.';
comment on column finding.value is 'Number in the newer edition.';
comment on column finding.code is 'Code printed in the newer edition; for notes the mark.';
comment on column finding.absolute is 'New less old number.';
comment on column finding.relative is 'New over old number, less one; empty where the old one is 0.';
comment on column finding.beyond_rounding is 'False where both printed numbers can stand for the same one.';
comment on column finding.old_digest is 'SHA-256 of the older file.';
comment on column finding.old_sheet is 'Sheet in the older file.';
comment on column finding.old_cell is 'Address in the older file.';
comment on column finding.digest is 'SHA-256 of the newer file.';
comment on column finding.sheet is 'Sheet in the newer file.';
comment on column finding.cell is 'Address in the newer file.';
comment on column finding.old_cells is 'Cells concerned in the older edition.';
comment on column finding.cells is 'Cells concerned in the newer edition; for dimensions, labels.';
comment on column finding.old_text is 'Note in the older edition.';
comment on column finding.text is 'Note in the newer edition.';
comment on column finding.announced_by is 'event:, note: or standing note: and which; none found; empty where nothing is to be announced.';
comment on column finding.table_rule is 'Number of the rule of the record that holds for the table.';
comment on column finding.table_members is 'What the record expects of the members of the table: fixed, top or open.';
comment on column finding.detail is 'The other reading, or what else there is to say.';
comment on column finding.first_seen_on is 'The day from which the newer edition could be known.';
