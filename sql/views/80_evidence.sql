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
        look.observer || ': ' || coalesce(look.text, look.outcome) as text, null as quote, look.looked_on as on_day
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
)
select
    described.release, described.ref, described.evidence, described.kind, described.on_day as held_on, described.known_on,
    source.grade, source.publisher, source.title, source.url, source.archived_url, described.text, described.quote, described.source
from described
left join source using (source)
order by described.release, described.ref nulls first, described.kind, described.on_day, described.evidence, described.source;

comment on table evidence is 'On what each status rests: every evidence id of edition_status and release_status, resolved to its document.';
comment on column evidence.release is 'The release.';
comment on column evidence.ref is 'The edition; empty for the status of the release as a whole.';
comment on column evidence.evidence is 'Id of the evidence, kind first.';
comment on column evidence.kind is 'look, event, figure or edition.';
comment on column evidence.held_on is 'The day of the look, event, statement or publication.';
comment on column evidence.known_on is 'The day from which it could be known.';
comment on column evidence.grade is 'Grade of the source: A, B or C.';
comment on column evidence.publisher is 'Publisher of the source.';
comment on column evidence.title is 'Title of the source.';
comment on column evidence.url is 'Address of the source.';
comment on column evidence.archived_url is 'Address of an archived copy.';
comment on column evidence.text is 'What it says, in our words.';
comment on column evidence.quote is 'At most 25 words of it.';
comment on column evidence.source is 'The source.';
