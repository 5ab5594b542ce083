-- What announced the findings of a release: the words of the note or of the event, and where they stand?
--
-- Of a note those sentences that speak of updates, by the words of sql/words.
with named as (
    select edition, previous, announced_by, count(*) as findings
    from finding
    where release = $release and announced_by <> 'none found'
    group by all
),
note as (
    select edition, previous, 'note:' || sheet || '!' || cell as place, any_value(text order by text) as text
    from difference
    where what = 'note'
    group by all
)
select
    named.edition, named.previous, named.announced_by, named.findings,
    split_part(named.announced_by, ':', 1) as by_what,
    substr(named.announced_by, instr(named.announced_by, ':') + 1) as place,
    coalesce(event.text, nullif(trim(array_to_string(regexp_extract_all(note.text,
        '[^.;]*(' || words_of_updates() || ')[^.;]*[.;]?', 0, 'i'), ' ')), ''),
        note.text) as text,
    event.effective_on,
    source.publisher as source_publisher, source.title as source_title, source.url as source_url, source.grade as source_grade
from named
left join event on named.announced_by = 'event:' || event.event
left join source on source.source = event.source
left join note on note.edition = named.edition and note.previous = named.previous
    and note.place = replace(named.announced_by, 'standing note:', 'note:')
order by named.edition, named.previous, named.announced_by;
