-- What does the record say? One table for each kind of entry, loaded as written, plus the dates that periods resolve to.

create table agency (
    agency      varchar primary key,
    name        varchar not null,
    short       varchar not null,
    parent      varchar,
    url         varchar
);

create table measure (
    measure     varchar primary key,
    title       varchar not null,
    definition  varchar not null,
    source      varchar not null,
    nature      varchar not null check (nature in ('flow', 'stock', 'rate', 'ratio')),
    counts      varchar not null,
    contains    varchar[] not null,
    may_mean    varchar[] not null,
    note        varchar
);

create table scope (
    scope       varchar primary key,
    title       varchar not null,
    definition  varchar not null,
    contains    varchar[] not null,
    may_mean    varchar[] not null
);

create table population (
    population  varchar primary key,
    title       varchar not null,
    definition  varchar not null,
    contains    varchar[] not null
);

create table source (
    source       varchar primary key,
    publisher    varchar not null,
    title        varchar not null,
    grade        varchar not null check (grade in ('A', 'B', 'C')),
    published_on date not null,
    printed_date varchar,
    date_reason  varchar,
    seen         varchar not null,
    url          varchar,
    archived_url varchar,
    digest       varchar,
    recorded_on  date not null,
    note         varchar
);

create table release (
    release         varchar primary key,
    agency          varchar not null references agency (agency),
    title           varchar not null,
    description     varchar not null,
    frequency       varchar not null,
    family          varchar,
    url             varchar,
    reader          varchar,
    promise_basis   varchar not null,
    promise_text    varchar not null,
    promise_source  varchar not null references source (source),
    due_rule        varchar not null,
    due_reading     varchar,
    due_interval_days integer,
    measures        varchar[] not null,
    scopes          varchar[] not null,
    note            varchar
);

create table series (
    series      varchar primary key,
    title       varchar not null,
    release     varchar not null references release (release),
    measure     varchar not null references measure (measure),
    scope       varchar not null references scope (scope),
    population  varchar not null references population (population),
    frequency   varchar not null,
    unit        varchar not null,
    rounding    double not null,
    table_title varchar,
    member      varchar,
    cumulative  boolean not null,
    headline    boolean not null,
    note        varchar
);

create table event (
    event         varchar primary key,
    release       varchar not null references release (release),
    kind          varchar not null,
    effective_on  date not null,
    known_on      date not null,
    by_agency     boolean not null,
    ref           varchar,
    series        varchar references series (series),
    stopped_after varchar,
    stopped_after_on date,
    text          varchar not null,
    quote         varchar,
    cause         varchar,
    cause_by      varchar,
    date_reason   varchar,
    source        varchar not null references source (source)
);

create table look (
    look             varchar primary key,
    release          varchar not null references release (release),
    looked_on        date not null,
    known_on         date not null,
    observer         varchar not null,
    outcome          varchar not null check (outcome in ('seen', 'gone', 'blocked', 'unreachable', 'unreadable')),
    shows_through    varchar,
    shows_through_on date,
    url              varchar,
    text             varchar,
    source           varchar references source (source),
    looked_at        timestamp,
    vantage          varchar,
    role             varchar,
    second_observer  varchar,
    log_line         integer,
    digest           varchar,
    content_digest   varchar,
    warc             varchar,
    check ((source is null) <> (log_line is null))
);

create table reported_figure (
    figure        varchar primary key,
    speaker       varchar not null,
    role          varchar not null,
    organization  varchar not null,
    official      boolean not null,
    stated_on     date not null,
    known_on      date not null,
    printed_date  varchar,
    date_reason   varchar,
    measure       varchar not null references measure (measure),
    scope         varchar not null references scope (scope),
    population    varchar not null references population (population),
    kind          varchar not null,
    unit          varchar not null,
    qualifier     varchar not null,
    value         double,
    written_low   double,
    written_high  double,
    range_reason  varchar,
    period        varchar,
    period_start  date,
    period_end    date,
    period_reason varchar,
    base          varchar,
    base_start    date,
    base_end      date,
    text          varchar not null,
    quote         varchar,
    quote_seen    varchar,
    sources       varchar[] not null,
    seeds         varchar[] not null,
    derived_from  varchar[] not null,
    supersedes    varchar,
    note          varchar
);

create table left_out (
    left_out varchar primary key,
    source   varchar not null references source (source),
    text     varchar not null,
    reason   varchar not null,
    seeds    varchar[] not null
);

comment on table agency is 'A body that publishes statistics, or one that such a body is part of.';
comment on column agency.agency is 'Identifier.';
comment on column agency.name is 'Full name.';
comment on column agency.short is 'Usual short name.';
comment on column agency.parent is 'Identifier of the body it is part of.';
comment on column agency.url is 'Home page.';

comment on table measure is 'What is counted, with the definition and where the definition stands.';
comment on column measure.measure is 'Identifier.';
comment on column measure.title is 'Name.';
comment on column measure.definition is 'Definition, in our words.';
comment on column measure.source is 'Source of the definition.';
comment on column measure.nature is 'flow (during a period), stock (on a day), rate, or ratio.';
comment on column measure.counts is 'What one unit is: events, people, money, staff, beds, per cent, ...';
comment on column measure.contains is 'Measures that are parts of this one.';
comment on column measure.may_mean is 'For a vague word: measures that it can stand for.';
comment on column measure.note is 'Known breaks and traps.';

comment on table scope is 'Whose acts, or which place, a figure covers. Unlike scopes are never drawn as one line.';
comment on column scope.scope is 'Identifier.';
comment on column scope.title is 'Name.';
comment on column scope.definition is 'What is inside.';
comment on column scope.contains is 'Scopes that are parts of this one.';
comment on column scope.may_mean is 'For words that leave the scope open: scopes that they can stand for.';

comment on table population is 'Which people or cases, among those that measure and scope cover.';
comment on column population.population is 'Identifier; "all" is everybody.';
comment on column population.title is 'Name.';
comment on column population.definition is 'Who is inside.';
comment on column population.contains is 'Populations that are wholly inside this one; populations of which neither lists the other are unlike.';

comment on table source is 'A document on which an entry rests.';
comment on column source.source is 'Identifier.';
comment on column source.publisher is 'Who published it.';
comment on column source.title is 'Title, or what it is.';
comment on column source.grade is 'A: the primary document was opened. B: a reputable account was opened. C: an excerpt, or an address cited elsewhere.';
comment on column source.published_on is 'Date resolved; where only a bound is known, the latest day it can be.';
comment on column source.printed_date is 'The date as the document prints it.';
comment on column source.date_reason is 'Why the resolved date differs from the printed one, or how it was bounded.';
comment on column source.seen is 'How and where this project saw it.';
comment on column source.url is 'Address.';
comment on column source.archived_url is 'Address of an archived copy.';
comment on column source.digest is 'SHA-256 of its bytes, where they were held.';
comment on column source.recorded_on is 'When this project wrote it down.';
comment on column source.note is 'Remarks.';

comment on table release is 'A promise to publish: a statistical product with a frequency, a due rule and the basis of that promise.';
comment on column release.release is 'Identifier.';
comment on column release.agency is 'Who publishes it.';
comment on column release.title is 'Name.';
comment on column release.description is 'What it holds.';
comment on column release.frequency is 'How often it is to appear.';
comment on column release.family is 'Releases shown together, such as the parts of the Yearbook.';
comment on column release.url is 'Landing page.';
comment on column release.reader is 'The reader that turns its files into cells, where there is one.';
comment on column release.promise_basis is 'statute, directive, agency_statement, observed_practice or none.';
comment on column release.promise_text is 'What is promised, in our words.';
comment on column release.promise_source is 'Source of the promise.';
comment on column release.due_rule is 'The due rule, in words made from the record.';
comment on column release.due_reading is 'How the rule was read in the agency''s favour.';
comment on column release.due_interval_days is 'For releases without fixed periods: days after the edition before.';
comment on column release.measures is 'Measures that it tabulates.';
comment on column release.scopes is 'Scopes that it tabulates.';
comment on column release.note is 'Remarks.';

comment on table series is 'What is measured: measure, scope, population, frequency, unit, and where its release prints it.';
comment on column series.series is 'Identifier.';
comment on column series.title is 'Name.';
comment on column series.release is 'The release that prints it.';
comment on column series.measure is 'What is counted.';
comment on column series.scope is 'Whose acts, or which place.';
comment on column series.population is 'Which people or cases; "all" where there is no limit.';
comment on column series.frequency is 'month, fiscal_year, fiscal_year_to_date, year or day.';
comment on column series.unit is 'Unit of the values.';
comment on column series.rounding is 'Values are printed rounded to this; 10 means within 5 either way, 0 means as counted.';
comment on column series.table_title is 'Title of the table, edition stripped.';
comment on column series.member is 'Row or column headers, outermost first.';
comment on column series.cumulative is 'True where each value adds to the one before within a fiscal year.';
comment on column series.headline is 'True where the packaged record carries its values.';
comment on column series.note is 'Known breaks and traps.';

comment on table event is 'A sourced fact about a release: suspended, resumed, discontinued, corrected, method changed, ...';
comment on column event.event is 'Identifier.';
comment on column event.release is 'The release it concerns.';
comment on column event.kind is 'What happened; suspended, refused and reported_ceased are stops.';
comment on column event.effective_on is 'The day from which it holds.';
comment on column event.known_on is 'The day from which it could be known: the date of its source.';
comment on column event.by_agency is 'True where the publishing agency itself says so.';
comment on column event.ref is 'The one edition it concerns, if any.';
comment on column event.series is 'The one series it concerns, if any.';
comment on column event.stopped_after is 'For stops: the last reference period that had appeared.';
comment on column event.stopped_after_on is 'Last day of that period.';
comment on column event.text is 'What happened, in our words.';
comment on column event.quote is 'At most 25 words of the source.';
comment on column event.cause is 'Why, as stated by somebody; never by this project.';
comment on column event.cause_by is 'Who stated the cause.';
comment on column event.date_reason is 'How the date was resolved.';
comment on column event.source is 'Source.';

comment on table look is 'Somebody checked whether a thing was there.';
comment on column look.look is 'Identifier.';
comment on column look.release is 'The release looked for.';
comment on column look.looked_on is 'When.';
comment on column look.known_on is 'The day from which the look could be known.';
comment on column look.observer is 'Who looked.';
comment on column look.outcome is 'seen (the page or list was read), gone (404, 410), or about the looker: blocked, unreachable, unreadable.';
comment on column look.shows_through is 'Newest reference period that was there.';
comment on column look.shows_through_on is 'Last day of that period.';
comment on column look.url is 'What was looked at.';
comment on column look.text is 'What came back, in our words.';
comment on column look.source is 'Source; empty where the look stands in this tracker''s own log.';
comment on column look.looked_at is 'The moment, in UTC, where it is known; of a capture by an archive, when it was captured.';
comment on column look.vantage is 'Where this tracker looked from, as far as it was stated.';
comment on column look.role is 'page, catalogue or file; empty for looks of the record, which are at pages or lists.';
comment on column look.second_observer is 'What a second observer has of the same address, and whether it agrees, disagrees or can not tell.';
comment on column look.log_line is 'Line of the evidence log; empty for looks of the record.';
comment on column look.digest is 'SHA-256 of the bytes that came, as sent; they stand under evidence/bytes.';
comment on column look.content_digest is 'SHA-256 of the content without its coding; where nothing was sent because nothing had changed, of the content held.';
comment on column look.warc is 'The file under evidence/warc that holds request and answer.';

comment on table reported_figure is 'A number that somebody stated: who, where, when, the words, the measure and scope meant, the period, the range.';
comment on column reported_figure.figure is 'Identifier.';
comment on column reported_figure.speaker is 'Who stated it.';
comment on column reported_figure.role is 'In which role.';
comment on column reported_figure.organization is 'For which organization.';
comment on column reported_figure.official is 'True where the speaker spoke for the government body that holds the data.';
comment on column reported_figure.stated_on is 'When it was stated, resolved; where only a bound is known, the latest day.';
comment on column reported_figure.known_on is 'The day from which it could be known: the earliest date of its sources.';
comment on column reported_figure.printed_date is 'The date as printed.';
comment on column reported_figure.date_reason is 'How the date was resolved.';
comment on column reported_figure.measure is 'The measure meant.';
comment on column reported_figure.scope is 'The scope meant.';
comment on column reported_figure.population is 'The population meant; "all" where the words set no limit.';
comment on column reported_figure.kind is 'level, rate, target, maximum, change, share, ordinal or derived.';
comment on column reported_figure.unit is 'Unit.';
comment on column reported_figure.qualifier is 'The word before the number: exact, about, nearly, over, at least, under, up to, vague.';
comment on column reported_figure.value is 'The number; empty for vague words.';
comment on column reported_figure.written_low is 'Low end, where the record gives it and a reason.';
comment on column reported_figure.written_high is 'High end, where the record gives it and a reason.';
comment on column reported_figure.range_reason is 'Reason for a written range.';
comment on column reported_figure.period is 'Period meant, as a label.';
comment on column reported_figure.period_start is 'First day of the period.';
comment on column reported_figure.period_end is 'Last day of the period.';
comment on column reported_figure.period_reason is 'How the period was resolved.';
comment on column reported_figure.base is 'For a change: the period it is stated against, as a label.';
comment on column reported_figure.base_start is 'First day of that period.';
comment on column reported_figure.base_end is 'Last day of that period.';
comment on column reported_figure.text is 'What was stated, in our words.';
comment on column reported_figure.quote is 'At most 25 words of the source.';
comment on column reported_figure.quote_seen is 'excerpt: no source of grade A or B carries the words; they were read in an excerpt or an account.';
comment on column reported_figure.sources is 'Sources of this one statement.';
comment on column reported_figure.seeds is 'Lines of the seed list that it answers.';
comment on column reported_figure.derived_from is 'For derived figures: the figures it is computed from.';
comment on column reported_figure.supersedes is 'The entry it corrects.';
comment on column reported_figure.note is 'Remarks.';

comment on table left_out is 'What was read and left out, with the reason.';
comment on column left_out.left_out is 'Identifier.';
comment on column left_out.source is 'Where it stands.';
comment on column left_out.text is 'What it says, in our words.';
comment on column left_out.reason is 'Why it is left out.';
comment on column left_out.seeds is 'Lines of the seed list that it answers.';
