-- Which note is which? By its words first, then by its mark, then by how alike the words are.
create temp table old_note_named as
select row_number() over (order by sheet, cell, mark, text) as id, coalesce(table_match.new_title, old_note.table_title) as table_title,
    old_note.sheet, old_note.cell, old_note.mark, old_note.text
from old_note
left join table_match on table_match.old_title = old_note.table_title and table_match.how <> 'perhaps'
where old_note.mark <> 'unclaimed';

create temp table new_note_named as
select row_number() over (order by sheet, cell, mark, text) as id, table_title, sheet, cell, mark, text
from new_note
where mark <> 'unclaimed';

create temp table note_match as
with likeness as (
    select
        old_side.id as old_id, new_side.id as new_id,
        case when old_side.text = new_side.text then 2
            -- of an empty text there is no likeness
            else coalesce(jaccard(nullif(old_side.text, ''), nullif(new_side.text, '')), 0) / 2
                + jaro_winkler_similarity(old_side.text, new_side.text) / 2
                + case when old_side.mark = new_side.mark then 0.1 else 0 end
        end as likeness
    from old_note_named as old_side
    join new_note_named as new_side using (table_title)
),
best as (
    select *,
        row_number() over (partition by old_id order by likeness desc, new_id) as of_old,
        row_number() over (partition by new_id order by likeness desc, old_id) as of_new
    from likeness
)
select old_id, new_id from best where of_old = 1 and of_new = 1 and likeness >= 0.8;
