-- Which editions are to be judged on a date?
--
-- Method. Those that the schedule expects; for releases by interval only where the edition before is known. And those that are
-- known and stand in no schedule: they have no due date, and nothing is said about lateness. The due rule is that of the record
-- today; everything else replays by known_on.
create macro edition_expected_as_of(known) as table
with edition_known as materialized (
    select * from edition where known_on <= known
)
select expected.release, expected.ref, expected.period_start, expected.period_end, expected.due_on, expected.due_basis
from expected_edition as expected
join release using (release)
where release.due_interval_days is null
    or exists (
        select 1 from edition_known as before
        where before.release = expected.release and 'after ' || before.ref = expected.ref
    )
union all
select edition.release, edition.ref, any_value(edition.period_start), any_value(edition.period_end), null, null
from edition_known as edition
join release using (release)
where not exists (
        select 1 from expected_edition as x
        where x.release = edition.release and x.period_start = edition.period_start and x.period_end = edition.period_end
            and release.due_interval_days is null
    )
    and (release.due_interval_days is null or not exists (
        select 1 from edition_known as before where before.release = edition.release and before.ref = edition.previous
    ))
group by edition.release, edition.ref;

comment on macro table edition_expected_as_of is 'The editions to judge, with their due dates, as far as could be known on the date given.';
