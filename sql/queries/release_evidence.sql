-- On which pieces of evidence does each status rest? Identifiers as in the evidence columns of the status views; one row
-- per piece and source.
select distinct
    release,
    evidence,
    kind,
    held_on,
    known_on,
    source,
    grade,
    publisher,
    title,
    url,
    archived_url,
    text,
    quote,
    log_line,
    digest,
    warc
from evidence
order by release, held_on, evidence, source;
