-- By which words does a note speak of changes to figures? One list, for the comparison of editions, the findings and the pages.
create macro words_of_updates() as
    'updates? to|revis|corrected|corrections? (to|of|in|was|were)|restat|reclassif|method(ology)? (was|were|has|have)|preliminary|provisional|subject to change|no longer|discontinu';

create macro speaks_of_updates(note) as regexp_matches(note, words_of_updates(), 'i');

create macro names_month(note) as regexp_matches(
    note, '\b(January|February|March|April|May|June|July|August|September|October|November|December)\b');

comment on macro names_month is 'Whether a text names a month.';

-- Which days does a note name that speaks of updates: from the first day of the earliest month or year in it to the last of
-- the latest? A year is meant as calendar and as fiscal year; months count where one year alone is named. "Since 2014" has no
-- end, "before 2014" no beginning; a note that names no year may be about anything. As of what day data are is no such day.
create macro named_span(note) as (
    with words as (
        -- "May be revised" names no month
        select regexp_replace(note, '(as of|extracted( on)?|updated( on)?|released( on)?|run( on)?) (January|February|March|April|May|'
            || 'June|July|August|September|October|November|December)( \d{1,2},)? \d{4}|\bmay (be|have|not|change|differ|include)\b|'
            || '\d{1,2}/\d{1,2}/\d{2,4}|(as of|extracted( on)?|updated( on)?|released( on)?|run( on)?) [A-Z][a-z]{2,3}\. (\d{1,2}, )?\d{4}', '', 'gi') as said
    ),
    named as (
        select said,
            list_distinct(list_transform(regexp_extract_all(said, '\b((19|20)\d\d)\b', 1), lambda year: year::integer)) as years,
            list_filter(range(1, 13), lambda month: regexp_matches(said, '\b' || monthname(make_date(2000, month, 1)) || '\b')) as months
        from words
    ),
    span as (
        select *, len(years) = 1 and len(months) > 0 as by_month, len(years) = 1 and len(months) < 2 as is_one from named
    )
    -- where it may say when, not which, or names a year in a form that is not read, it may be about anything
    select case when len(years) > 0 and not regexp_matches(said, 'FY\d|FY ?\d{2}\b|\d{4}[-–/]\d{2}\b|\b(all|published|reports?|editions?|yearbooks?|act)\b|'
            || '\bprior years|earlier years|\b(revised|restated|updated|corrected) in\b', 'i')
            and not (len(months) > 0 and regexp_matches(said, '\b(fiscal|FY)', 'i')) then {
        'from_on': case when is_one and regexp_matches(said, '\b(before|prior|earlier|until|through|up to)\b', 'i') then null
            when by_month then make_date(list_min(years), list_min(months), 1) else make_date(list_min(years) - 1, 10, 1) end,
        'to_on': case when is_one and regexp_matches(said, '\b(since|after|beginning|starting|onwards?|later|to (the )?present)\b', 'i') then null
            when by_month then last_day(make_date(list_max(years), list_max(months), 1)) else make_date(list_max(years), 12, 31) end
    } end
    from span
);

comment on macro named_span is 'From which to which day a note that speaks of updates names months and years; empty where it names none.';
comment on macro words_of_updates is 'The words by which a note speaks of changes to figures, as a regular expression.';
comment on macro speaks_of_updates is 'Whether a note speaks of changes to figures: it may announce them.';
