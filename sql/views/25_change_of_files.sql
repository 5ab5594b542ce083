-- Which notes changed, is a file what it should be, and what came in it that may be what went?
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

-- Sentences of the notes of a table that speak of updates, and of which days: those that are new beyond their dates, and
-- those that stood before. Where a new one names months and no year, the year is that of the new sentences around it.
create temp macro sentences(note) as string_split_regex(rtrim(coalesce(note, ''), '. '), '\.\s+');

create temp table speaking_note as
with note as (
    select edition, previous, table_title, concat_ws('!', sheet, cell) as place, sentences(text) as said,
        list_transform(sentences(case when how = 'entered' then '' else old_text end), lambda sentence: without_dates(sentence)) as said_before
    from change
    where what = 'note' and speaks_of_updates(text)
),
fresh as (
    select *, list_filter(said, lambda sentence: not list_contains(said_before, without_dates(sentence))) as new_sentences from note
),
sentence as (
    select edition, previous, table_title, place, true as is_new, array_to_string(new_sentences, '. ') as around,
        unnest(new_sentences) as text
    from fresh
    union all
    select edition, previous, table_title, place, false, '',
        unnest(list_filter(said, lambda sentence: list_contains(said_before, without_dates(sentence))))
    from fresh
)
select distinct edition, previous, table_title, place, is_new, span.from_on, span.to_on
from (
    select *, coalesce(named_span(text), case when names_month(text) then named_span(around) end) as span
    from sentence
    where speaks_of_updates(text)
);

-- Why no loss is sure in this pair: the file may be cut short.
-- It has fewer tables, or a table fewer cells, than the record expects; or more than half of the tables are gone, or more
-- than half of a table by periods (a breakdown that goes takes columns, a file cut short takes rows). In a keyed file, where
-- a member is rows: the rows that are gone are the last of the older file, or members that hold more than a tenth of it.
create temp view file_doubt as
with short_table as (
    select edition, previous, table_title, sum(old_cells) as passed
    from change
    where what = 'period' and how = 'left' and history = 'whole' and grain in ('month', 'fiscal_year')
    group by edition, previous, table_title
),
tail as (
    select edition, previous, bool_or(how = 'left' or old_cells * 10 > whole) as is_short
    from (
        select edition, previous, what, how, old_cells,
            max(old_cells) filter (where what = 'table') over (partition by edition, previous) as whole
        from difference
        where what in ('table', 'tail') and (edition, previous) in (select (edition, previous) from difference where what = 'tail')
    )
    where what = 'tail'
    group by edition, previous
)
select edition, previous, 'the file may be cut short' as doubt
from change
left join expectation using (release)
left join short_table using (edition, previous, table_title)
left join tail using (edition, previous)
where what = 'table'
group by edition, previous, minimum_tables
having count(*) filter (where how <> 'left') < coalesce(minimum_tables, 0)
    or bool_or(how <> 'left' and cells < minimum_cells)
    or count(*) filter (where how <> 'left') * 2 < count(*) filter (where how <> 'entered')
    or bool_or(passed * 2 > old_cells)
    or bool_or(tail.is_short);

-- What came in a newer file that may be what went, in whatever table: a table, a kind of period, a member, cells, periods that
-- the older file could have printed, figures where codes stood, a block or sheet that is not read. What comes and goes in a
-- table of the top N is not it, as long as no more comes than goes. `in_table`: it is only what went in that table.
create temp table arrival as
select edition, previous, null as in_table, 'a table came that may hold it: ' || coalesce(table_title, old_table_title) as what_came
from change
where what = 'table' and how in ('entered', 'perhaps', 'values')
union all
select edition, previous, null, 'the newer file holds sheets or blocks that are not read: ' || text
from change
where what = 'unread'
union all
select edition, previous, null, 'members came that may be it: ' || string_agg(label, '; ' order by label)
from label_change
where how = 'entered' and not exists (
    select 1 from rotation
    where rotation.edition = label_change.edition and rotation.previous = label_change.previous
        and rotation.table_title = label_change.table_title and not label_change.is_fixed and not label_change.is_residual
        and len(came) <= len(went)
)
group by edition, previous, table_title
union all
select edition, previous, table_title, 'members came that may be it: ' || string_agg(label, '; ' order by label)
from label_change
where how = 'entered'
group by edition, previous, table_title
union all
select edition, previous, null, 'figures came that may be it, in ' || table_title
from change
where (what = 'grain' and how = 'entered' and grain <> 'fiscal_year_to_date') or (what = 'cell' and how = 'entered')
group by edition, previous, table_title
union all
select change.edition, change.previous, null, 'figures came that may be it, in ' || change.table_title
from change
join edition as before on before.edition = change.previous
where change.what = 'period' and change.how = 'entered' and change.period_end <= before.data_through_on
group by change.edition, change.previous, change.table_title
union all
select edition, previous, null, 'figures came where codes stood, in ' || table_title || ', ' || member
from change
where what = 'cell' and how = 'changed' and old_value is null and value is not null
group by edition, previous, table_title, member
having count(*) >= 3;

-- Why nothing is sure in this pair, whatever it is: the older one appeared later, or it is not known which came first. Where
-- their periods say which is the older one, and the days may overlap, that says something against losses alone.
create temp table order_doubt as
with shown as (
    select edition, min(published_on) as first_on, max(published_on) as last_on, max(published_by) as last_by
    from appearance
    group by edition
)
select pair.edition, pair.previous,
    before.published_on > edition.published_by or before.period_end = edition.period_end as of_all,
    case when before.period_end = edition.period_end and before.published_on <= edition.published_by
            then 'two files of one day or period: which came first is not known'
        else 'the file it is compared with appeared later than it did' end as doubt
from (select distinct edition, previous from difference where edition <> previous) as pair
join edition on edition.edition = pair.edition
join edition as before on before.edition = pair.previous
where before.published_by > edition.published_on
    or (before.period_end = edition.period_end and before.published_by = edition.published_on)
union all
-- Both were served on the day on which the newer one came, and on no later day it was: the older one may have come back.
select pair.edition, pair.previous, true, 'two files of one day or period: which came first is not known'
from (select distinct edition, previous from difference where edition <> previous) as pair
join edition on edition.edition = pair.edition
join release on release.release = edition.release and release.reader = 'keyed'
join shown as before on before.edition = pair.previous
left join shown as now on now.edition = pair.edition
where edition.published_on > before.first_on and before.last_by >= edition.published_on and coalesce(before.last_by >= now.last_on, true);

-- Why no loss is sure in this pair, or in this table of it: what is missing may stand elsewhere, or never have been missed.
create temp view pair_doubt as
select edition, previous, doubt from file_doubt
union all
select edition, previous, what_came from arrival where in_table is null
union all
select edition, previous, doubt from order_doubt where not of_all;

create temp view table_doubt as
select edition, previous, in_table as table_title, what_came as doubt from arrival where in_table is not null
union all
select edition, previous, table_title, 'its title changed, and with it what the record expects of it'
from change
where what = 'table' and table_title is not null and old_table_title is not null and rule_changed;

-- The month and year that the name of a file speaks of ("...-tables-december-2023.xlsx", "counts-2023-12.csv"), if any.
create temp macro named_month(file) as regexp_replace(regexp_extract(lower(file),
    '(january|february|march|april|may|june|july|august|september|october|november|december)[^a-z0-9]*((19|20)\d\d)'
        || '|(19|20)\d\d-(0[1-9]|1[0-2])([^-\d]|$)'),
    '[^a-z0-9]', '', 'g');

-- A file is stale where it is for another period, by its name too, or, by interval, another day, and prints the same cells;
-- spelling of labels aside. A keyed table, or the same edition posted again, is only written anew. A release is frozen where a new file has no
-- later data. A keyed table may be posted each day for periods that last longer: it is frozen only where none of its figures
-- moved.
create temp view change_of_files as
select change.edition, change.previous, change.old_cells, change.cells,
    'other bytes, the same ' || change.cells || ' cells' || case when exists (
        select 1 from difference as other
        where other.edition = change.edition and other.previous = change.previous and other.how = 'spelling'
    ) then ', labels spelled otherwise' else '' end as detail,
    case when release.reader = 'keyed' or (edition.ref = before.ref and not coalesce(
            named_month(edition.file) <> named_month(before.file) and named_month(edition.file) <> '' and named_month(before.file) <> '',
            false)) then 'written_anew' else 'stale' end as kind, true as sure
from change
join edition on edition.edition = change.edition
join edition as before on before.edition = change.previous
join release on release.release = change.release
where change.what = 'edition' and change.how = 'same' and change.cells = change.old_cells and change.equal_cells = change.cells
    and edition.digest is distinct from before.digest
    and not exists (
        select 1 from difference as other
        where other.edition = change.edition and other.previous = change.previous
            and (other.what in ('period', 'cell') or (other.what in ('table', 'member') and other.how not in ('same', 'spelling')))
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
-- The same bytes under another name or date. Of a keyed file, those that came back after others are an edition of their own.
select edition, edition as previous,
    'the same bytes appeared as ' || string_agg(file || ' (' || published_on || ')', ', ' order by published_on, file) as detail,
    'posted_again' as kind, true as sure, max(published_on) as seen_on
from (
    select edition.edition, same.edition as appeared_in, appearance.file, min(appearance.published_on) as published_on
    from edition
    join release using (release)
    join edition as same on same.edition = edition.edition
        or (release.reader = 'keyed' and same.release = edition.release and same.digest = edition.digest and same.known_on < edition.known_on)
    join appearance on appearance.edition = same.edition
    where appearance.file is not null
    group by edition.edition, same.edition, appearance.file
)
group by edition
having count(*) > 1;
