-- On what does each status rest? Every evidence id of every edition and release, resolved to its document.
create table evidence as
with named as (
    select release, ref, unnest(evidence) as evidence from edition_status
    union
    select release, null, unnest(evidence) from release_status
),
parts as (
    select *, split_part(evidence, ':', 1) as kind, substr(evidence, instr(evidence, ':') + 1) as id
    from named
),
described as (
    select parts.release, parts.ref, parts.evidence, parts.kind, look.known_on, look.source,
        concat_ws('; ', look.observer || ': ' || coalesce(look.text, look.outcome), 'second observer: ' || look.second_observer) as text,
        null as quote, look.looked_on as on_day
    from parts join look on parts.kind = 'look' and look.look = parts.id
    union all
    select parts.release, parts.ref, parts.evidence, parts.kind, event.known_on, event.source, event.text, event.quote, event.effective_on
    from parts join event on parts.kind = 'event' and event.event = parts.id
    union all
    select parts.release, parts.ref, parts.evidence, parts.kind, figure.known_on, unnest(figure.sources), figure.text, figure.quote,
        figure.stated_on
    from parts join reported_figure as figure on parts.kind = 'figure' and figure.figure = parts.id
    union all
    select parts.release, parts.ref, parts.evidence, parts.kind, edition.known_on, edition.source,
        'edition ' || edition.ref || coalesce(', file ' || edition.file, ''), null, edition.published_on
    from parts join edition on parts.kind = 'edition' and edition.edition = parts.id
    union all
    -- a finding rests on both files
    select parts.release, parts.ref, parts.evidence, parts.kind, finding.first_seen_on, unnest([before.source, edition.source]),
        replace(finding.kind, '_', ' ') || ': ' || concat_ws(', ', finding.table_title, finding.grain, coalesce(finding.old_member, finding.member))
            || ' (' || finding.previous || ' -> ' || finding.edition || ')', null, edition.published_on
    from parts
    join finding on parts.kind = 'finding' and finding.finding = parts.id
    join edition on edition.edition = finding.edition
    join edition as before on before.edition = finding.previous
)
select
    described.release, described.ref, described.evidence, described.kind, described.on_day as held_on, described.known_on,
    source.grade, source.publisher, source.title, coalesce(source.url, look.url) as url, source.archived_url, described.text,
    described.quote, described.source, look.log_line, look.digest, look.warc
from described
left join source using (source)
left join look on described.evidence = 'look:' || look.look and look.log_line is not null
order by described.release, described.ref nulls first, described.kind, described.on_day, described.evidence, described.source;

comment on table evidence is 'On what each status rests: every evidence id of edition_status and release_status, resolved to its document.';
comment on column evidence.release is 'The release.';
comment on column evidence.ref is 'The edition; empty for the status of the release as a whole.';
comment on column evidence.evidence is 'Id of the evidence, kind first.';
comment on column evidence.kind is 'look, event, figure, edition or finding.';
comment on column evidence.held_on is 'The day of the look, event, statement or publication; for a finding, of the newer edition.';
comment on column evidence.known_on is 'The day from which it could be known.';
comment on column evidence.grade is 'Grade of the source: A, B or C.';
comment on column evidence.publisher is 'Publisher of the source.';
comment on column evidence.title is 'Title of the source.';
comment on column evidence.url is 'Address of the source.';
comment on column evidence.archived_url is 'Address of an archived copy.';
comment on column evidence.text is 'What it says, in our words.';
comment on column evidence.quote is 'At most 25 words of it.';
comment on column evidence.source is 'The source; empty for a look in this tracker''s own log, or a file that it holds.';
comment on column evidence.log_line is 'For a look in this tracker''s own log: its line in evidence/log.jsonl.';
comment on column evidence.digest is 'For such a look: SHA-256 of the bytes that came, under evidence/bytes.';
comment on column evidence.warc is 'For such a look: the file under evidence/warc with request and answer.';
