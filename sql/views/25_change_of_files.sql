-- Which notes changed, and is a file what it should be?
create temp macro without_dates(note) as regexp_replace(note,
    '(January|February|March|April|May|June|July|August|September|October|November|December)( \d{1,2},)?( \d{4})?|\d{1,2}/\d{1,2}/\d{2,4}|\d{4}',
    '#', 'g');

create temp view change_of_notes as
select edition, previous, table_title, old_sheet, old_cell, sheet, cell, old_code, code, old_text, text,
    case when how = 'entered' then 'note_added' when how = 'left' then 'note_removed'
        when without_dates(old_text) = without_dates(text) then 'note_redated' else 'note_changed' end as kind,
    true as sure
from change
where what = 'note' and how <> 'same';

-- Notes of a table that speak of updates: those that came or changed beyond their dates, and those that stand.
create temp view speaking_note as
select edition, previous, table_title,
    bool_or(how = 'entered' or (how = 'changed' and without_dates(old_text) is distinct from without_dates(text))) as is_new,
    min(concat_ws('!', sheet, cell)) as place
from change
where what = 'note' and speaks_of_updates(text)
group by edition, previous, table_title;

-- Why no loss is sure in this pair: the file may be cut short.
-- It has fewer tables, or a table fewer cells, than the record expects; or more than half of the tables are gone, or more
-- than half of a table by periods (a breakdown that goes takes columns, a file cut short takes rows).
create temp view file_doubt as
with short_table as (
    select edition, previous, table_title, sum(old_cells) as passed
    from change
    where what = 'period' and how = 'left' and history = 'whole' and grain in ('month', 'fiscal_year')
    group by edition, previous, table_title
)
select edition, previous, 'the file may be cut short' as doubt
from change
left join expectation using (release)
left join short_table using (edition, previous, table_title)
where what = 'table'
group by edition, previous, minimum_tables
having count(*) filter (where how <> 'left') < coalesce(minimum_tables, 0)
    or bool_or(how <> 'left' and cells < minimum_cells)
    or count(*) filter (where how <> 'left') * 2 < count(*) filter (where how <> 'entered')
    or bool_or(passed * 2 > old_cells);

-- Why no loss is sure in this pair, or in this table of it: what is missing may stand elsewhere, or never have been missed.
create temp view pair_doubt as
select edition, previous, doubt from file_doubt
union all
select edition, previous, 'a table came that may hold it: ' || string_agg(distinct table_title, '; ' order by table_title)
from change
where what = 'table' and how in ('entered', 'perhaps')
group by edition, previous
union all
select edition, previous, 'the newer file holds sheets or blocks that are not read: ' || text
from change
where what = 'unread'
union all
select pair.edition, pair.previous, 'the file it is compared with appeared later than it did'
from (select distinct edition, previous from difference where edition <> previous) as pair
join edition on edition.edition = pair.edition
join edition as before on before.edition = pair.previous
where before.published_by > edition.published_on;

create temp view table_doubt as
select edition, previous, table_title, 'members came that may be it: ' || string_agg(label, '; ' order by label) as doubt
from label_change
where how = 'entered'
group by edition, previous, table_title
union all
select edition, previous, table_title, 'its title changed, and with it what the record expects of it'
from change
where what = 'table' and table_title is not null and old_table_title is not null and rule_changed;

-- A release is frozen where a new file has no later data. A keyed table may be posted each day for periods that last longer: it
-- is frozen only where none of its figures moved.
create temp view change_of_files as
select edition, previous, old_cells, cells, 'other bytes, the same ' || cells || ' cells' as detail, 'stale' as kind, true as sure
from change
where what = 'edition' and how = 'same' and cells = old_cells and equal_cells = cells
    and not exists (
        select 1 from difference as other
        where other.edition = change.edition and other.previous = change.previous
            and (other.what in ('member', 'period', 'cell') or (other.what = 'table' and other.how <> 'same'))
    )
union all by name
select edition.edition, pair.previous, 'both hold data through ' || edition.data_through_on as detail, 'frozen' as kind, true as sure
from (
    select edition, previous, bool_or(what = 'cell' and how in ('changed', 'entered')) as moves
    from difference where edition <> previous group by edition, previous
) as pair
join edition on edition.edition = pair.edition
join edition as before on before.edition = pair.previous
where not (pair.moves and edition.release in (select release from release where reader = 'keyed'))
    and edition.data_through_on = before.data_through_on and edition.published_on > before.published_by
    and edition.ref <> before.ref
union all by name
select edition, previous, doubt as detail, 'truncated' as kind, false as sure
from file_doubt
union all by name
select edition, edition as previous,
    'the same bytes appeared as ' || string_agg(file || ' (' || published_on || ')', ', ' order by published_on, file) as detail,
    'posted_again' as kind, true as sure, max(published_on) as seen_on
from (select edition, file, min(published_on) as published_on from appearance where file is not null group by edition, file)
group by edition
having count(*) > 1;
