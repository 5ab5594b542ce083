-- Which notes of a release changed between the newest editions, old words and new, and at which tables do they stand?
with ordered as (
    select edition, row_number() over (order by period_end, published_by, edition) as position
    from edition
    where release = $release
),
told as (
    select
        edition, previous, kind, weight, old_text, text,
        list_sort(list(distinct coalesce(table_title, '(whole file)'))) as tables,
        min(coalesce(old_code, code)) as mark,
        min(old_sheet) as old_sheet, arg_min(old_cell, old_sheet) as old_cell, min(sheet) as sheet, arg_min(cell, sheet) as cell,
        any_value(old_digest) as old_digest, any_value(digest) as digest, count(*) as findings
    from finding
    where release = $release and starts_with(kind, 'note_')
    group by edition, previous, kind, weight, old_text, text
)
select told.*, count(*) over () as all_notes
from told
join ordered using (edition)
order by ordered.position desc, weight, kind, tables, old_text, text
limit $most;
