-- Which notes changed, and is a file what it should be?
create temp macro speaks_of_updates(note) as
    regexp_matches(note, 'updates? to|revis|correct(ed|ion)|restat|preliminary|provisional|subject to change', 'i');

create temp macro without_dates(note) as regexp_replace(note,
    '(January|February|March|April|May|June|July|August|September|October|November|December)( \d{1,2},)?( \d{4})?|\d{1,2}/\d{1,2}/\d{2,4}|\d{4}',
    '#', 'g');

create temp view change_of_notes as
select edition, previous, table_title, old_sheet, old_cell, sheet, cell, old_code, code, old_text, text,
    case when how = 'entered' then 'note_added' when how = 'left' then 'note_removed'
        when without_dates(old_text) = without_dates(text) then 'note_redated' else 'note_changed' end as kind,
    true as sure
from change
where what = 'note' and how <> 'same' and coalesce(code, old_code, '') <> 'unclaimed';

-- Notes of a table that speak of updates: those that came or changed beyond their dates, and those that stand.
create temp view speaking_note as
select edition, previous, table_title,
    bool_or(how = 'entered' or (how = 'changed' and without_dates(old_text) is distinct from without_dates(text))) as is_new,
    min(sheet || '!' || cell) as place
from change
where what = 'note' and coalesce(code, '') <> 'unclaimed' and speaks_of_updates(text)
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

-- Sheets that were not read, and that the file before did not have: a table may stand there.
create temp view unread_sheet as
select edition, previous, string_agg(text, '; ' order by text) as sheets
from change
where what = 'note' and code = 'unclaimed' and how in ('entered', 'changed')
group by edition, previous;

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
from (select distinct edition, previous from difference where edition <> previous) as pair
join edition on edition.edition = pair.edition
join edition as before on before.edition = pair.previous
where edition.data_through_on = before.data_through_on and edition.published_on > before.published_by
union all by name
select edition, previous, doubt as detail, 'truncated' as kind, false as sure
from file_doubt
union all by name
select edition, edition as previous,
    'the same bytes appeared as ' || string_agg(file || ' (' || published_on || ')', ', ' order by published_on, file) as detail,
    'posted_again' as kind, true as sure
from (select edition, file, min(published_on) as published_on from appearance where file is not null group by edition, file)
group by edition
having count(*) > 1;
