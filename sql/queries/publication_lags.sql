-- How many days did each edition take, and how many were allowed?
-- Releases with reference periods: days from the end of the period to the edition. Releases by interval: least number of days
-- since the edition that it is known to have followed; where that is not known, nothing is measured. For an edition that has not
-- appeared, `waited_days` runs to the last look that found it missing: a lower bound.
with status as materialized (
    from edition_status
),
appeared as (
    select
        publication_lag.release,
        publication_lag.ref,
        publication_lag.period_end,
        publication_lag.published_on,
        publication_lag.published_by,
        status.status,
        true as appeared,
        case
            when release.due_interval_days is null then publication_lag.lag_days
            when before.edition is not null then greatest(publication_lag.published_on - before.published_by, 0)
        end as lag_days,
        case
            when release.due_interval_days is not null then release.due_interval_days
            else publication_lag.due_on - publication_lag.period_end
        end as allowed_days,
        null as waited_days,
        null as observed_through_on
    from publication_lag
    join release using (release)
    join edition on edition.edition = publication_lag.edition
    left join edition as before on before.release = edition.release and before.ref = edition.previous
    left join status
        on status.release = publication_lag.release
        and status.edition = publication_lag.edition
        and status.published_on is not null
),
missing as (
    select
        status.release,
        status.ref,
        status.period_end,
        status.published_on,
        status.published_by,
        status.status,
        false as appeared,
        null as lag_days,
        status.due_on - status.period_end as allowed_days,
        case
            when status.status in ('overdue', 'withheld')
                then status.observed_through_on - status.period_end
        end as waited_days,
        status.observed_through_on
    from status
    where
        status.edition is null
        and status.status in ('overdue', 'withheld', 'unchecked', 'blocked', 'unreachable', 'unreadable')
),
final as (
    from appeared
    union all by name
    from missing
)
select
    final.*,
    release.title,
    release.due_interval_days is not null as by_interval
from final
join release using (release)
where final.lag_days is not null or not final.appeared
order by final.release, final.period_end, final.published_on nulls last, final.ref;
