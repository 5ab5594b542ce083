-- What holds of each release, since when, and on what basis? One row per release, in the order of the board.
with family as (
    -- A family stands where its first release stands.
    select
        release,
        coalesce(family, '') as family,
        min(title) over (partition by agency, coalesce(family, release)) as family_first
    from release
)
select
    release.release,
    release.title,
    release.agency,
    agency.short as agency_short,
    agency.name as agency_name,
    coalesce(parent.name, '') as parent_name,
    coalesce(parent.short, '') as parent_short,
    family.family,
    release.frequency,
    release.promise_basis,
    release_status.status,
    release_status.since_on,
    release_status.observed_through_on,
    release_status.unchecked_since_on,
    coalesce(release_status.observed_through_on < record_clock.as_of_on - interval 1 year, false) as is_long_ago,
    release_status.last_ref,
    release_status.last_published_on,
    release_status.missing_editions,
    release_status.grounds,
    release_status.basis,
    release_status.evidence,
    count(*) over (partition by release_status.status) as status_releases
from release
join family using (release)
join agency using (agency)
left join agency as parent on parent.agency = agency.parent
left join release_status on release_status.release = release.release
cross join record_clock
order by
    coalesce(agency.parent, agency.agency), agency.parent is not null, release.agency,
    family.family_first, family.family, release.title, release.release;
