-- What was taken down, as far as could be known on a date?
--
-- Rule. An address is gone when one observer met 404 or 410 there at looks at least 24 hours apart, another observer met the same,
-- and nobody saw it there since, for whichever release. Where only the days of the looks are known, they lie on different days.
-- And it must have been there: somebody saw it at this very address before. An address that the record has wrong was never there.
-- (Our own look says `gone` only where the host has a site, by what else of it was seen, or its front page: tracker.checking.hosts;
-- and where its 404 page has nothing that the host's answer for an address that can not exist has not: tracker.checking.made_up.)
-- What anybody met there last must not leave it open: a page that answers again and can not be read, or a file of which a page
-- of the same run may link another copy. What was met before that counts no more.
--   * gone_page: a landing page or list (a look of the record that names no role is one). Any look since that saw anything of
--     the release speaks against it, and so does another page of the release that was not gone as well: it was there, or kept
--     us out, and may carry the release.
--   * removed_edition: the file whose bytes we last saw at the address. A file that stands elsewhere with the same bytes, or
--     that the page links elsewhere, is not removed.
create macro gone_at_as_of(known) as table
with unclear as (
    -- a page that answers and can not be read, or a file that may stand elsewhere, as a page of the same run or its own 404 tells
    select look.release, coalesce(look.url, '') as url, coalesce(look.role, '') = 'file' as is_file, look.looked_at, look.looked_on
    from look
    where look.outcome = 'unreadable' and look.known_on <= known
        and (
            look.role is distinct from 'file'
            or exists (
                select 1 from look as page
                where page.release = look.release and page.role is distinct from 'file' and page.observer = look.observer
                    and page.outcome in ('seen', 'unreadable', 'gone') and page.known_on <= known
                    -- a run may go on past midnight
                    and coalesce(abs(epoch(page.looked_at) - epoch(look.looked_at)) < 12 * 3600, page.looked_on = look.looked_on)
            )
        )
),
met as (
    -- what each observer met at an address after it was last seen there, or after it was last unclear to anybody
    select
        look.release, coalesce(look.url, '') as url, coalesce(look.role, '') = 'file' as is_file, look.observer,
        min(look.looked_on) as since_on, min(look.looked_at) as since_at, max(look.looked_on) as observed_through_on,
        list('look:' || look.look) as evidence,
        max(look.looked_at) - min(look.looked_at) >= interval 24 hours
            or (bool_or(look.looked_at is null) and max(look.looked_on) > min(look.looked_on)) as is_twice
    from look
    where look.outcome = 'gone' and look.known_on <= known
        and not exists (
            select 1 from look as later
            -- the same address, whichever release it was asked for; a look without one is about its release
            where coalesce(later.url, 'release ' || later.release) = coalesce(look.url, 'release ' || look.release)
                and later.outcome = 'seen' and later.known_on <= known
                and coalesce(later.looked_at >= look.looked_at, later.looked_on >= look.looked_on)
        )
        and not exists (
            select 1 from unclear
            where unclear.release = look.release and unclear.url = coalesce(look.url, '')
                and unclear.is_file = (coalesce(look.role, '') = 'file')
                and coalesce(unclear.looked_at > look.looked_at, unclear.looked_on > look.looked_on)
        )
    group by all
)
select
    release, url, is_file, min(since_on) as since_on, min(since_at) as since_at, max(observed_through_on) as observed_through_on,
    list_sort(flatten(list(evidence))) as evidence
from met
where exists (
        select 1 from look as before
        where before.release = met.release and coalesce(before.url, '') = met.url
            and before.outcome = 'seen' and before.known_on <= known and before.looked_on <= met.since_on
    )
group by release, url, is_file
having count(*) >= 2 and bool_or(is_twice);

create macro gone_page_as_of(known) as table
select gone.release, gone.url, gone.since_on, gone.observed_through_on, gone.evidence
from gone_at_as_of(known) as gone
where not gone.is_file
    and not exists (
        select 1 from look as later
        where later.release = gone.release and later.known_on <= known
            and coalesce(later.looked_at >= gone.since_at, later.looked_on >= gone.since_on)
            and (
                later.outcome = 'seen'
                or later.outcome <> 'gone' and later.role is distinct from 'file' and coalesce(later.url, '') <> gone.url
            )
    );

create macro removed_edition_as_of(known) as table
with there as materialized (
    -- the last file that we saw at each address, by its bytes
    select release, url, arg_max(content_digest, (looked_at, log_line)) as digest
    from look
    where role = 'file' and outcome = 'seen' and content_digest is not null and known_on <= known
    group by release, url
),
gone as (
    select there.release, there.url, there.digest, at_address.since_on, at_address.observed_through_on, at_address.evidence
    from there
    join gone_at_as_of(known) as at_address on at_address.release = there.release and at_address.url = there.url
    where at_address.is_file
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

comment on macro table gone_at_as_of is 'Addresses that were seen, and met 404 or 410 at looks at least 24 hours apart and by a second observer, and that nobody saw since, as known on the date given.';
comment on macro table gone_page_as_of is 'Landing pages that are gone by that rule, of releases of which nothing was seen since, as known on the date given.';
comment on macro table removed_edition_as_of is 'Editions whose file we saw, and which is gone from its address by that rule, as known on the date given.';
