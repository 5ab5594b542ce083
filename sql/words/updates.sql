-- By which words does a note speak of changes to figures? One list, for the comparison of editions, the findings and the pages.
create macro words_of_updates() as
    'updates? to|revis|corrected|corrections? (to|of|in|was|were)|restat|reclassif|method(ology)? (was|were|has|have)|preliminary|provisional|subject to change|no longer|discontinu';

create macro speaks_of_updates(note) as regexp_matches(note, words_of_updates(), 'i');

comment on macro words_of_updates is 'The words by which a note speaks of changes to figures, as a regular expression.';
comment on macro speaks_of_updates is 'Whether a note speaks of changes to figures: it may announce them.';
