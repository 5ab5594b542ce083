-- Which findings of each kind does the page of a release list: the largest of each kind, in the newest pairs that have any?
--
-- Suspects and losses are looked for in more pairs than the rest, each weight in its own newest ones.
with ordered as (
    select edition, row_number() over (order by period_end, published_by, edition) as position
    from edition
    where release = $release
),
ranked as (
    select
        finding.*, ordered.position,
        dense_rank() over (
            partition by weight in ('suspect', 'loss') order by ordered.position desc, finding.edition = finding.previous, previous
        ) as pair_rank,
        count(*) over (partition by edition, previous, kind, weight) as of_kind,
        row_number() over (
            partition by edition, previous, kind, weight
            order by abs(coalesce(value - old_value, coalesce(old_cells, 0) - coalesce(cells, 0))) desc, table_title, member,
                old_member, period_end desc, cell, old_cell, finding
        ) as rank
    from finding
    join ordered using (edition)
    where release = $release and kind <> 'revised' and not starts_with(kind, 'note_')
)
select * exclude (position, pair_rank)
from ranked
where rank <= $most and pair_rank <= $pairs
order by position desc, edition = previous, previous, kind, rank;
