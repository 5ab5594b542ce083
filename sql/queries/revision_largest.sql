-- Which revisions of a release are the largest, by number and in proportion, in the newest pair of editions that has any?
with newest as (
    select revision.edition, revision.previous
    from revision
    join edition using (edition)
    where revision.release = $release
    order by edition.period_end desc, edition.published_by desc, edition.edition desc
    limit 1
),
ranked as (
    select
        finding, any_value(columns(* exclude (finding, series))),
        string_agg(distinct series, ', ' order by series) as series
    from revision
    join newest using (edition, previous)
    group by finding
),
final as (
    select
        *, count(*) over () as revisions,
        row_number() over (order by abs(absolute) desc, table_title, member, period_end, finding) as by_size,
        row_number() over (order by beyond_rounding desc, abs(relative) desc nulls last, abs(absolute) desc, finding) as by_share
    from ranked
)
select *
from final
where by_size <= $most or by_share <= $most
order by by_size;
