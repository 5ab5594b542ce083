-- Which figures does the record relate to each other? Declared as arithmetic; the outcome is computed in sql/views.

create table relation (
    relation varchar primary key,
    kind     varchar not null,
    text     varchar not null,
    source   varchar not null references source (source),
    figures  varchar[] not null,
    result   varchar,
    gap      varchar,
    subject  varchar[] not null,
    against  varchar[] not null
);

create table relation_term (
    relation varchar not null references relation (relation),
    position integer not null,
    series   varchar not null references series (series),
    edition  varchar not null references edition (edition),
    sign     integer not null check (sign in (1, -1)),
    period_start date,
    period_end   date,
    primary key (relation, position)
);

create table relation_reading (
    relation varchar not null references relation (relation),
    label    varchar not null,
    series   varchar[] not null,
    primary key (relation, label)
);

comment on table relation is 'Arithmetic between figures that anyone could have done: sums, products, replays, two figures of one day, paces, claims of order.';
comment on column relation.relation is 'Identifier.';
comment on column relation.kind is 'sum, product, replay, same_day, pace, net_and_gross or exceeds.';
comment on column relation.text is 'What is related, in our words.';
comment on column relation.source is 'Where the figures stand together.';
comment on column relation.figures is 'The figures that are put together, in order.';
comment on column relation.result is 'The figure that they should give.';
comment on column relation.gap is 'What no printed value covers.';
comment on column relation.subject is 'For exceeds: the fiscal years that are said to exceed.';
comment on column relation.against is 'For exceeds: the fiscal years that are said to be exceeded.';

comment on table relation_term is 'Printed values that a replay adds or takes away.';
comment on column relation_term.relation is 'The relation.';
comment on column relation_term.position is 'Order of the terms, from 1.';
comment on column relation_term.series is 'The series.';
comment on column relation_term.edition is 'The edition that printed the value.';
comment on column relation_term.sign is '1 added, -1 taken away.';
comment on column relation_term.period_start is 'First day of the period of the value; empty where the edition prints one value only.';
comment on column relation_term.period_end is 'Last day of that period.';

comment on table relation_reading is 'Ways to read a claim of order: series whose yearly values are added and compared.';
comment on column relation_reading.relation is 'The relation.';
comment on column relation_reading.label is 'The reading, in words.';
comment on column relation_reading.series is 'The series that are added.';
