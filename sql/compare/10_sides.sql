-- What do the two editions hold? Their cells, with the key that a cell keeps from edition to edition.
--
-- A month or a year is one thing however far its print runs; a day, and a point of a year to date, is known by its last
-- day. Labels are compared without case, accents, blanks and punctuation where they are not the same; letters of any script
-- and signs that tell things apart (18+ and <18, ≤18 and ≥18, # and %) stay, and so does one sign between digits ("1-5" is not "15").
create macro plain(label) as regexp_replace(regexp_replace(regexp_replace(
    regexp_replace(lower(strip_accents(label)), '[‐-―−]', '-', 'g'),
    -- of several signs after a digit the first that is no blank; none where no digit follows; none after anything else
    '(\p{N})\s*([^\p{L}\p{N}%#+<>=≤≥$€£])[^\p{L}\p{N}%#+<>=≤≥$€£]*', '\1\2', 'g'),
    '(\p{N})[^\p{L}\p{N}%#+<>=≤≥$€£]([^\p{N}]|$)', '\1\2', 'g'),
    '(^|[^\p{N}])[^\p{L}\p{N}%#+<>=≤≥$€£]+', '\1', 'g');

-- What has no period is one thing as well: its key is a day that no statistic is for, so that joins find it.
create macro period_key(grain, first_day, last_day) as
    coalesce(case when grain in ('month', 'fiscal_year') then first_day else last_day end, date '0001-01-01');

-- Titles and members come again in thousands of cells: as enums they are held against each other as numbers.
create type title_name as enum (
    select "table" from read_parquet($old_cells)
    union
    select "table" from read_parquet($new_cells)
    order by "table"
);

create type member_name as enum (
    select member from read_parquet($old_cells)
    union
    select member from read_parquet($new_cells)
    order by member
);

create type grain_name as enum (
    select grain from read_parquet($old_cells)
    union
    select grain from read_parquet($new_cells)
    order by grain
);

create type sheet_name as enum (
    select sheet from read_parquet($old_cells)
    union
    select sheet from read_parquet($new_cells)
    order by sheet
);

create temp table old_cell as
select "table"::title_name as table_title, *
    exclude ("table") replace (member::member_name as member, sheet::sheet_name as sheet, grain::grain_name as grain),
    period_key(grain, period_start, period_end) as period_key
from read_parquet($old_cells);

create temp table new_cell as
select "table"::title_name as table_title, *
    exclude ("table") replace (member::member_name as member, sheet::sheet_name as sheet, grain::grain_name as grain),
    period_key(grain, period_start, period_end) as period_key
from read_parquet($new_cells);

create temp table old_note as
select "table" as table_title, * exclude ("table") from read_parquet($old_notes);

create temp table new_note as
select "table" as table_title, * exclude ("table") from read_parquet($new_notes);
