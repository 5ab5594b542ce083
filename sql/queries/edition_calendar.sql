-- When did each edition appear, or fall due without appearing, and with what status? From a day ($from) on.
-- A missing edition stands at its due date; one that is due after the clock of the record is left out, and so is a period
-- that only a later edition carries.
with status as materialized (
    from edition_status
),
own as (
    select
        edition.release,
        edition.ref,
        coalesce(status.status, 'published') as status,
        true as appeared,
        edition.published_on as shown_on,
        edition.published_on,
        status.due_on
    from edition
    left join status on status.edition = edition.edition and status.published_on is not null
),
missing as (
    select
        release,
        ref,
        status,
        false as appeared,
        due_on as shown_on,
        null as published_on,
        due_on
    from status
    where edition is null and due_on is not null
),
final as (
    from own
    union all by name
    from missing
)
select
    final.*,
    release.title
from final
join release using (release)
cross join record_clock
where final.shown_on >= cast($from as date) and final.shown_on <= record_clock.as_of_on
order by release.title, final.release, final.shown_on, final.ref;
