-- Which editions were to be expected, which appeared, and what did they print?

create table expected_edition (
    release      varchar not null references release (release),
    ref          varchar not null,
    period_start date not null,
    period_end   date not null,
    due_on       date not null,
    due_basis    varchar not null,
    primary key (release, ref)
);

create table edition (
    edition      varchar primary key,
    release      varchar not null references release (release),
    ref          varchar not null,
    period_start date not null,
    period_end   date not null,
    published_on date not null,
    published_by date not null,
    known_on     date not null,
    date_basis   varchar not null,
    covers_from_on date not null,
    previous     varchar,
    file         varchar,
    digest       varchar,
    data_through_on date,
    ingested     boolean not null,
    source       varchar references source (source),
    note         varchar,
    check (published_on <= published_by)
);

create table cell (
    digest       varchar not null,
    edition      varchar not null references edition (edition),
    sheet        varchar not null,
    cell         varchar not null,
    table_title  varchar not null,
    member       varchar not null,
    grain        varchar not null,
    period_start date,
    period_end   date,
    value        double,
    code         varchar
);

create table cell_note (
    digest      varchar not null,
    edition     varchar not null references edition (edition),
    sheet       varchar not null,
    cell        varchar not null,
    table_title varchar not null,
    mark        varchar,
    text        varchar not null
);

create table observation (
    series       varchar not null references series (series),
    edition      varchar not null references edition (edition),
    period_start date not null,
    period_end   date not null,
    value        double,
    code         varchar,
    low          double,
    high         double,
    method       varchar not null check (method in ('read', 'transcribed', 'corrected')),
    digest       varchar,
    sheet        varchar,
    cell         varchar,
    source       varchar,
    known_on     date not null,
    check ((value is null) <> (code is null)),
    primary key (series, edition, period_start, period_end)
);

comment on table expected_edition is 'The editions that the due rule of a release leads one to expect.';
comment on column expected_edition.release is 'The release.';
comment on column expected_edition.ref is 'Reference period, as a label; for releases by interval, "after " and the edition before.';
comment on column expected_edition.period_start is 'First day of the reference period.';
comment on column expected_edition.period_end is 'Last day of the reference period.';
comment on column expected_edition.due_on is 'The last day on which it is still on time.';
comment on column expected_edition.due_basis is 'How the due date follows from the rule.';

comment on table edition is 'One issue of a release, for one reference period.';
comment on column edition.edition is 'Identifier: release/ref.';
comment on column edition.release is 'The release.';
comment on column edition.ref is 'Reference period, as a label.';
comment on column edition.period_start is 'First day of the reference period.';
comment on column edition.period_end is 'Last day of the reference period.';
comment on column edition.published_on is 'The earliest day on which it can have appeared.';
comment on column edition.published_by is 'The latest day on which it can have appeared; the same day where it is known.';
comment on column edition.known_on is 'The day from which it could be known.';
comment on column edition.date_basis is 'What the date rests on: printed, file name, address, archive or statement.';
comment on column edition.covers_from_on is 'First day of the first reference period that it carries.';
comment on column edition.previous is 'The edition it followed in the same list; needed to call an edition by interval late.';
comment on column edition.file is 'Name of the file.';
comment on column edition.digest is 'SHA-256 of the file, whole where it was held, else the part that was cited.';
comment on column edition.data_through_on is 'The day that the data run to, where the file says so.';
comment on column edition.ingested is 'True where this workspace holds the bytes.';
comment on column edition.source is 'Source; empty where the file itself was ingested.';
comment on column edition.note is 'Remarks.';

comment on table cell is 'Every cell of every table that a reader claims, from the files that this workspace holds. Of a keyed release (CSV or JSON with a key), each value once: in the edition that printed it first; later editions print it too until difference says otherwise.';
comment on column cell.digest is 'SHA-256 of the file.';
comment on column cell.edition is 'The edition.';
comment on column cell.sheet is 'Sheet, as named in the file.';
comment on column cell.cell is 'Address in the sheet, such as K5; for CSV the line and column.';
comment on column cell.table_title is 'Title of the table, without edition and footnote marks.';
comment on column cell.member is 'Row and column headers other than the period, outermost first, joined by " > ".';
comment on column cell.grain is 'month, fiscal_year, fiscal_year_to_date, day or none.';
comment on column cell.period_start is 'First day of the period.';
comment on column cell.period_end is 'Last day of the period.';
comment on column cell.value is 'The number.';
comment on column cell.code is 'What is printed instead of a number: X, NA, -, D, or blank.';

comment on table cell_note is 'Notes and sources printed with the tables, and the titles of sheets and blocks that were not read.';
comment on column cell_note.digest is 'SHA-256 of the file.';
comment on column cell_note.edition is 'The edition.';
comment on column cell_note.sheet is 'Sheet.';
comment on column cell_note.cell is 'Address.';
comment on column cell_note.table_title is 'The table it belongs to; empty for what was not read.';
comment on column cell_note.mark is 'Footnote mark; unclaimed: the text is the title of a visible sheet or block that no reader claims, and no note.';
comment on column cell_note.text is 'The note, as printed.';

comment on table observation is 'One value of a series for a period in one edition (its vintage), with the cell it was read from.';
comment on column observation.series is 'The series.';
comment on column observation.edition is 'The edition that printed it.';
comment on column observation.period_start is 'First day of the period.';
comment on column observation.period_end is 'Last day of the period.';
comment on column observation.value is 'The value, as printed.';
comment on column observation.code is 'What was printed instead of a number.';
comment on column observation.low is 'Least value that rounding allows.';
comment on column observation.high is 'Greatest value that rounding allows.';
comment on column observation.method is 'read (by this project''s reader from the file), transcribed (from another document) or corrected (the record says that the printed value is in error; see correction and cell).';
comment on column observation.digest is 'SHA-256 of the file it was read from.';
comment on column observation.sheet is 'Sheet.';
comment on column observation.cell is 'Address in the sheet.';
comment on column observation.source is 'For transcribed values: the source.';
comment on column observation.known_on is 'The day from which it could be known.';

create table record_observation (
    series       varchar not null,
    edition      varchar not null,
    period_start date not null,
    period_end   date not null,
    value        double,
    code         varchar,
    method       varchar not null,
    digest       varchar,
    sheet        varchar,
    cell         varchar,
    source       varchar
);

comment on table record_observation is 'Observations that the packaged record carries; they stand in observation unless the file itself is held.';
comment on column record_observation.series is 'The series.';
comment on column record_observation.edition is 'The edition that printed it.';
comment on column record_observation.period_start is 'First day of the period.';
comment on column record_observation.period_end is 'Last day of the period.';
comment on column record_observation.value is 'The value, as printed.';
comment on column record_observation.code is 'What was printed instead of a number.';
comment on column record_observation.method is 'read (by this project''s reader from the file) or transcribed (from another document).';
comment on column record_observation.digest is 'SHA-256 of the file it was read from.';
comment on column record_observation.sheet is 'Sheet.';
comment on column record_observation.cell is 'Address in the sheet.';
comment on column record_observation.source is 'Source.';
