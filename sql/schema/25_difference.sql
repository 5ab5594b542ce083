-- What differs between one edition and the one before, what does the record expect of a table, and which files came twice?

-- That both editions are known is checked at the end (sql/checks/difference_of_unknown_edition.sql): keys would have to look
-- up each of many rows.
create table difference (
    edition      varchar not null,
    previous     varchar not null,
    what         varchar not null check (what in (
        'edition', 'table', 'grain', 'dimension', 'member', 'period', 'cell', 'cumulative', 'withdrawn', 'tail', 'note', 'unread', 'copy', 'agreement', 'sum'
    )),
    how          varchar not null,
    table_title  varchar,
    old_table_title varchar,
    member       varchar,
    old_member   varchar,
    label        varchar,
    grain        varchar,
    period_start date,
    period_end   date,
    old_value    double,
    old_code     varchar,
    value        double,
    code         varchar,
    old_sheet    varchar,
    old_cell     varchar,
    sheet        varchar,
    cell         varchar,
    old_cells    bigint,
    cells        bigint,
    equal_cells  bigint,
    old_text     varchar,
    text         varchar,
    old_digest   varchar not null,
    digest       varchar not null,
    method       varchar not null check (method in ('compared', 'packaged'))
);

comment on table difference is 'What differs between an edition and the one held before it, tables and members aligned by their labels: one row for the whole, for each table, and for each member, period, cell and note that is not the same. Nothing is judged here.';
comment on column difference.edition is 'The newer edition.';
comment on column difference.previous is 'The older edition.';
comment on column difference.what is 'edition, table, grain, dimension, member, period, cell, cumulative (a year to date that fell), withdrawn (a member whose figures are codes or blanks now), tail (the last rows of a keyed file are gone), note, unread (sheets, blocks, lists and columns of the newer file that are not read) or copy (a member that left, or whose table did, and whose figures stand in the newer file, where text says); agreement and sum are of one edition by itself (previous is the same): two tables, or a total and its parts, that should agree.';
comment on column difference.how is 'same, entered, left, changed; extended (a period that runs further); fell; off; how a label was matched: spelling, values, perhaps.';
comment on column difference.table_title is 'Title of the table in the newer edition; of the older one where it left.';
comment on column difference.old_table_title is 'Title of the table in the older edition.';
comment on column difference.member is 'Member in the newer edition.';
comment on column difference.old_member is 'Member in the older edition.';
comment on column difference.label is 'For members: the outermost part of the label that only one edition knows. For dimensions: the label above the breakdown.';
comment on column difference.grain is 'month, fiscal_year, fiscal_year_to_date, day or none.';
comment on column difference.period_start is 'First day of the period.';
comment on column difference.period_end is 'Last day of the period, as the newer edition prints it.';
comment on column difference.old_value is 'Number in the older edition.';
comment on column difference.old_code is 'Code printed in the older edition instead of a number; for notes the old mark.';
comment on column difference.value is 'Number in the newer edition.';
comment on column difference.code is 'Code printed in the newer edition instead of a number; for notes the new mark.';
comment on column difference.old_sheet is 'Sheet in the older file.';
comment on column difference.old_cell is 'Address in the older file; for a member or period, of its first cell.';
comment on column difference.sheet is 'Sheet in the newer file.';
comment on column difference.cell is 'Address in the newer file; for a member or period, of its first cell.';
comment on column difference.old_cells is 'Cells in the older edition; for a breakdown that left, how many numbers it held of periods that the table still prints.';
comment on column difference.cells is 'Cells in the newer edition; for a table or member that left, how many numbers it held of periods that the newer file (for members: that table) still prints, for a grain that left all numbers; for dimensions, labels; of a copy, the numbers it held. Empty in comparisons that did not count them.';
comment on column difference.equal_cells is 'Cells that both print alike.';
comment on column difference.old_text is 'Note in the older edition.';
comment on column difference.text is 'Note in the newer edition.';
comment on column difference.old_digest is 'SHA-256 of the older file.';
comment on column difference.digest is 'SHA-256 of the newer file.';
comment on column difference.method is 'compared (both files are held here) or packaged (carried by the record, made by the same comparison).';

create table record_difference as from difference limit 0;

comment on table record_difference is 'Differences that the packaged record carries; they stand in difference unless the newer file is held and compared here.';
comment on column record_difference.edition is 'The newer edition.';
comment on column record_difference.previous is 'The older edition.';
comment on column record_difference.what is 'As in difference.';
comment on column record_difference.how is 'As in difference.';
comment on column record_difference.table_title is 'As in difference.';
comment on column record_difference.old_table_title is 'As in difference.';
comment on column record_difference.member is 'As in difference.';
comment on column record_difference.old_member is 'As in difference.';
comment on column record_difference.label is 'As in difference.';
comment on column record_difference.grain is 'As in difference.';
comment on column record_difference.period_start is 'As in difference.';
comment on column record_difference.period_end is 'As in difference.';
comment on column record_difference.old_value is 'As in difference.';
comment on column record_difference.old_code is 'As in difference.';
comment on column record_difference.value is 'As in difference.';
comment on column record_difference.code is 'As in difference.';
comment on column record_difference.old_sheet is 'As in difference.';
comment on column record_difference.old_cell is 'As in difference.';
comment on column record_difference.sheet is 'As in difference.';
comment on column record_difference.cell is 'As in difference.';
comment on column record_difference.old_cells is 'As in difference.';
comment on column record_difference.cells is 'As in difference.';
comment on column record_difference.equal_cells is 'As in difference.';
comment on column record_difference.old_text is 'As in difference.';
comment on column record_difference.text is 'As in difference.';
comment on column record_difference.old_digest is 'As in difference.';
comment on column record_difference.digest is 'As in difference.';
comment on column record_difference.method is 'packaged.';

create table table_rule (
    release      varchar not null references release (release),
    position     integer not null,
    match        varchar not null,
    members      varchar not null check (members in ('fixed', 'top', 'open')),
    fixed        varchar[] not null,
    residual     varchar[] not null,
    history      varchar not null check (history in ('whole', 'fiscal_year', 'latest')),
    cumulative   boolean not null,
    rounding     double not null,
    minimum_cells integer not null,
    note         varchar,
    primary key (release, position)
);

comment on table table_rule is 'What the record expects of the tables of a release; the first rule whose pattern matches the title holds.';
comment on column table_rule.release is 'The release.';
comment on column table_rule.position is 'Order of the rules.';
comment on column table_rule.match is 'Regular expression that the title of the table must contain.';
comment on column table_rule.members is 'fixed (each member is expected in each edition), top (the N largest: members come and go) or open (nothing is expected).';
comment on column table_rule.fixed is 'In a table of the top N: labels that do not come and go.';
comment on column table_rule.residual is 'Labels of what is left over, such as Other: never compared across a rotation.';
comment on column table_rule.history is 'whole (each edition carries all periods), fiscal_year (those of its fiscal year) or latest (its own only).';
comment on column table_rule.cumulative is 'True where a year to date can only grow.';
comment on column table_rule.rounding is 'Values are printed rounded to this.';
comment on column table_rule.minimum_cells is 'Fewer cells than this make the file suspect of being cut short.';
comment on column table_rule.note is 'Remarks.';

create table sum_rule (
    release      varchar not null references release (release),
    match        varchar not null,
    total        varchar not null,
    parts        varchar[] not null
);

comment on table sum_rule is 'Members of a table that must add up, within rounding.';
comment on column sum_rule.release is 'The release.';
comment on column sum_rule.match is 'Regular expression that the title of the table must contain.';
comment on column sum_rule.total is 'The member that is the sum.';
comment on column sum_rule.parts is 'The members that add up to it.';

create table agreement_rule (
    release      varchar not null references release (release),
    table_title  varchar not null,
    member       varchar not null,
    other_table_title varchar not null,
    other_member varchar not null,
    text         varchar not null
);

comment on table agreement_rule is 'Two members of two tables of one edition that print the same thing, and so must agree within rounding.';
comment on column agreement_rule.release is 'The release.';
comment on column agreement_rule.table_title is 'Title of a table.';
comment on column agreement_rule.member is 'A member of it.';
comment on column agreement_rule.other_table_title is 'Title of the other table.';
comment on column agreement_rule.other_member is 'The member of it that is the same thing.';
comment on column agreement_rule.text is 'Why they are the same thing.';

create table expectation (
    release      varchar primary key references release (release),
    minimum_tables integer not null
);

comment on table expectation is 'What the record expects of a whole file of a release.';
comment on column expectation.release is 'The release.';
comment on column expectation.minimum_tables is 'Fewer tables than this make the file suspect of being cut short.';

create table correction (
    release      varchar not null references release (release),
    edition      varchar not null,
    table_title  varchar not null,
    member       varchar not null,
    grain        varchar not null,
    period_start date not null,
    period_end   date not null,
    expect       double,
    expect_code  varchar,
    value        double not null,
    text         varchar not null,
    source       varchar not null references source (source)
);

comment on table correction is 'A printed value that is known to be in error: what the edition prints (the guard), and what is right, with its source.';
comment on column correction.release is 'The release.';
comment on column correction.edition is 'The edition that prints it.';
comment on column correction.table_title is 'The table.';
comment on column correction.member is 'The member.';
comment on column correction.grain is 'month, fiscal_year, fiscal_year_to_date or day.';
comment on column correction.period_start is 'First day of the period.';
comment on column correction.period_end is 'Last day of the period.';
comment on column correction.expect is 'The number that the edition prints; where it prints another, the build fails.';
comment on column correction.expect_code is 'The code that the edition prints, where it is no number.';
comment on column correction.value is 'What is right.';
comment on column correction.text is 'What is in error, in our words.';
comment on column correction.source is 'Source of the right value.';

create table appearance (
    release      varchar not null references release (release),
    edition      varchar not null references edition (edition),
    digest       varchar not null,
    file         varchar,
    published_on date not null,
    published_by date not null,
    url          varchar,
    basis        varchar not null check (basis in ('record', 'evidence'))
);

comment on table appearance is 'Each time that a file appeared under a name and a date: the same bytes can appear more than once.';
comment on column appearance.release is 'The release.';
comment on column appearance.edition is 'The edition that these bytes are.';
comment on column appearance.digest is 'SHA-256 of the bytes, whole or the part that was cited.';
comment on column appearance.file is 'Name of the file.';
comment on column appearance.published_on is 'The earliest day on which it can have appeared under this name.';
comment on column appearance.published_by is 'The latest day.';
comment on column appearance.url is 'Address, where known.';
comment on column appearance.basis is 'record or evidence: where it is written down.';
