-- What do the two editions hold? Their cells, with the key that a cell keeps from edition to edition.
--
-- A month or a year is one thing however far its print runs; a day, and a point of a year to date, is known by its last
-- day. Labels are compared without case, blanks and punctuation where they are not the same.
create macro plain(label) as regexp_replace(lower(strip_accents(label)), '[^a-z0-9]+', '', 'g');

create temp table old_cell as
select *, case when grain in ('month', 'fiscal_year') then period_start else period_end end as period_key
from (select "table" as table_title, * exclude ("table") from read_parquet($old_cells));

create temp table new_cell as
select *, case when grain in ('month', 'fiscal_year') then period_start else period_end end as period_key
from (select "table" as table_title, * exclude ("table") from read_parquet($new_cells));

create temp table old_note as
select "table" as table_title, * exclude ("table") from read_parquet($old_notes);

create temp table new_note as
select "table" as table_title, * exclude ("table") from read_parquet($new_notes);
