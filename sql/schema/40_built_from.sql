-- From what was this database built?

create table built_from (
    inputs varchar not null
);

comment on table built_from is 'One row: the digest of everything that this database was built from.';
comment on column built_from.inputs is 'SHA-256 over record, evidence log, code and SQL; the same digest means the same content.';
