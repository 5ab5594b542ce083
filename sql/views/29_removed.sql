-- What was taken down, as far as could be known on a date?
--
-- Rule (DESIGN.md). An address is gone when looks at least 24 hours apart met 404 or 410 there, not all of them by one
-- observer, and nobody saw it there since. Where only the days of the looks are known, they lie on different days.
--   * gone_page: a landing page or list (a look of the record that names no role is one). Any look since that saw anything of
--     the release speaks against it.
--   * removed_edition: the file whose bytes we last saw at the address. A file that stands elsewhere with the same bytes, or
--     that the page links elsewhere, is not removed. One that we never saw is not either: nothing shows that it was there.
create macro gone_page_as_of(known) as table
select
    look.release, coalesce(look.url, '') as url,
    min(look.looked_on) as since_on, max(look.looked_on) as observed_through_on,
    list_sort(list('look:' || look.look)) as evidence
from look
where look.outcome = 'gone' and look.known_on <= known and look.role is distinct from 'file'
    and not exists (
        select 1 from look as later
        where later.release = look.release and later.outcome = 'seen' and later.known_on <= known
            and later.looked_on >= look.looked_on
    )
group by look.release, coalesce(look.url, '')
having count(distinct look.observer) >= 2
    and (
        max(look.looked_at) - min(look.looked_at) >= interval 24 hours
        or (bool_or(look.looked_at is null) and max(look.looked_on) > min(look.looked_on))
    );

create macro removed_edition_as_of(known) as table
with there as materialized (
    -- the last file that we saw at each address, by its bytes
    select
        release, url, max(looked_at) as seen_at,
        arg_max(content_digest, (looked_at, log_line)) as digest
    from look
    where role = 'file' and outcome = 'seen' and content_digest is not null and known_on <= known
    group by release, url
),
gone as (
    select
        there.release, there.url, there.digest,
        min(look.looked_on) as since_on, max(look.looked_on) as observed_through_on, max(look.looked_at) as gone_at,
        list_sort(list('look:' || look.look)) as evidence
    from there
    join look on look.release = there.release and look.url = there.url
        and look.outcome = 'gone' and look.known_on <= known and look.looked_at > there.seen_at
    where not exists (
            select 1 from look as later
            where later.release = look.release and later.url = look.url
                and later.outcome = 'seen' and later.known_on <= known and later.looked_at >= look.looked_at
        )
    group by there.release, there.url, there.digest
    having count(distinct look.observer) >= 2 and max(look.looked_at) - min(look.looked_at) >= interval 24 hours
)
select
    appearance.edition, min(gone.since_on) as since_on, max(gone.observed_through_on) as observed_through_on,
    list_sort(list_distinct(flatten(list(gone.evidence)))) as evidence
from gone
join appearance on appearance.release = gone.release and appearance.digest = gone.digest
where not exists (
    -- the same bytes at another address, at a look as late, or without one that found it gone
    select 1 from there as elsewhere
    where elsewhere.release = gone.release and elsewhere.digest = gone.digest and elsewhere.url <> gone.url
        and not exists (from gone as likewise where likewise.release = elsewhere.release and likewise.url = elsewhere.url)
)
group by appearance.edition;

comment on macro table gone_page_as_of is 'Landing pages that met 404 or 410 at looks at least 24 hours apart, by two observers, and that nobody saw since, as known on the date given.';
comment on macro table removed_edition_as_of is 'Editions whose file we saw, and which is gone from its address by the same rule, as known on the date given.';
