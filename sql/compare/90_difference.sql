-- What differs between the two editions: one row for the whole, for each table, and for each member, period, cell and note
-- that is not the same. Nothing is judged here; sql/views/26_finding.sql says what a difference means.
copy (
    with edition as (
        select
            'edition' as what,
            case when bool_and(how = 'same') then 'same' else 'changed' end as how,
            -- all cells of each file, those of tables and members that only one of them has too
            (select count(*) from old_cell) as old_cells, (select count(*) from new_cell) as cells,
            count(*) filter (where how = 'same') as equal_cells
        from aligned
    ),
    compared as (
        select table_title, count(*) filter (where how = 'same') as equal_cells
        from aligned group by table_title
    ),
    tables as (
        select
            'table' as what,
            case when table_match.how is null and old_table.table_title is null then 'entered'
                when table_match.how is null then 'left' else table_match.how end as how,
            new_table.table_title, old_table.table_title as old_table_title,
            new_table.sheet, old_table.sheet as old_sheet,
            if(new_table.table_title is null, coalesce(held.figures, 0), new_table.cells) as cells,
            old_table.cells as old_cells, compared.equal_cells
        from table_match
        full join new_table on new_table.table_title = table_match.new_title
        full join old_table on old_table.table_title = table_match.old_title
        left join compared on compared.table_title = new_table.table_title
        left join (select old_title, sum(in_file) as figures from figures group by old_title) as held
            on held.old_title = old_table.table_title
    ),
    grains as (
        select 'grain' as what, 'left' as how, table_title, grain, figures as cells
        from (select table_match.new_title as table_title, grain, count(value) as figures
            from old_cell join table_match on table_match.old_title = old_cell.table_title and table_match.how <> 'perhaps'
            group by table_match.new_title, grain)
        anti join (select distinct table_title, grain from new_cell) using (table_title, grain)
        union all
        select 'grain', 'entered', table_title, grain, null
        from (select distinct new_cell.table_title, grain
            from new_cell join table_match on table_match.new_title = new_cell.table_title and table_match.how <> 'perhaps')
        anti join (
            select table_match.new_title as table_title, grain
            from old_cell join table_match on table_match.old_title = old_cell.table_title
        ) using (table_title, grain)
    ),
    member_row as (
        select 'left' as how, table_title, null as member, member as old_member, label from member_change where how = 'left'
        union all
        select 'entered', table_title, member, null, label from member_change where how = 'entered'
        union all
        select how, table_title, new_name, old_name, null from member_match where how <> 'same'
    ),
    member_address as (
        select table_title, member, arg_min(sheet, (sheet, cell)) as sheet, arg_min(cell, (period_key, cell)) as cell
        from new_cell semi join member_row using (table_title, member)
        group by table_title, member
    ),
    old_member_address as (
        select table_title, member, arg_min(sheet, (sheet, cell)) as sheet, arg_min(cell, (period_key, cell)) as cell
        from old_cell semi join member_row on member_row.old_member = old_cell.member
        group by table_title, member
    ),
    members as (
        select
            'member' as what, member_row.how, member_row.table_title, old_member.old_title as old_table_title,
            member_row.member, member_row.old_member, member_row.label,
            if(member_row.how = 'left', coalesce(figures.in_table, 0), new_member.cells) as cells, old_member.cells as old_cells,
            new_address.sheet, new_address.cell, old_address.sheet as old_sheet, old_address.cell as old_cell
        from member_row
        left join new_member on new_member.table_title = member_row.table_title and new_member.member = member_row.member
        left join old_member on old_member.table_title = member_row.table_title and old_member.member = member_row.old_member
        left join figures on figures.old_title = old_member.old_title and figures.member = old_member.member
        left join member_address as new_address
            on new_address.table_title = new_member.table_title and new_address.member = new_member.member
        left join old_member_address as old_address
            on old_address.table_title = old_member.old_title and old_address.member = old_member.member
    ),
    dimensions as (
        select 'dimension' as what, how, table_title, parent as label, figures as old_cells, labels as cells, array_to_string(names, '; ') as text
        from dimension_change
    ),
    perhaps_withdrawn as (
        select table_title, member
        from aligned
        where old_value <> 0 and cell is not null and value is null
        group by table_title, member
        having count(*) >= 3
    ),
    withdrawn as (
        -- members of which nine in ten figures that are not 0, three at least, that both editions print are codes or blanks
        -- now, while the newer one prints no number of them elsewhere: a 0 that became a dash says the same
        select
            'withdrawn' as what, 'left' as how, table_title, member, member as old_member,
            count(*) filter (where old_value <> 0 and cell is not null and value is null) as old_cells,
            count(value) as cells,
            arg_min(sheet, (sheet, cell)) as sheet, arg_min(cell, (period_key, cell)) filter (where old_value is not null) as cell,
            arg_min(old_sheet, (old_sheet, old_cell)) as old_sheet, arg_min(old_cell, (period_key, old_cell)) as old_cell
        from aligned semi join perhaps_withdrawn using (table_title, member)
        group by table_title, member
        having count(*) filter (where old_value <> 0 and cell is not null and value is null)
                >= 0.9 * count(*) filter (where old_value <> 0 and cell is not null)
            and count(value) filter (where old_value is null) = 0
    ),
    unread as (
        -- sheets and blocks of the newer file that no reader claims: something may stand there
        select 'unread' as what, 'same' as how, count(*) as cells, left(string_agg(text, '; ' order by text), 400) as text
        from new_note
        where mark = 'unclaimed'
        having count(*) > 0
    ),
    copies as (
        select
            'copy' as what, 'same' as how, table_title, old_title as old_table_title, member as old_member,
            figures as cells, equal_figures as equal_cells, place as text
        from copy
    ),
    fallen as (
        -- years to date that are less than they were at an earlier day of the same year
        select
            'cumulative' as what, 'fell' as how, new_side.table_title, new_side.member, new_side.grain,
            new_side.period_start, new_side.period_end, old_side.old_value, new_side.value,
            old_side.old_sheet, old_side.old_cell, new_side.sheet, new_side.cell,
            old_side.old_period_end::varchar as old_text
        from aligned as old_side
        join aligned as new_side using (table_title, member)
        where old_side.grain in ('fiscal_year_to_date', 'fiscal_year') and new_side.grain in ('fiscal_year_to_date', 'fiscal_year')
            and (old_side.grain = 'fiscal_year_to_date' or new_side.grain = 'fiscal_year_to_date')
            and old_side.period_start = new_side.period_start and old_side.old_period_end < new_side.period_end
            and new_side.value < old_side.old_value
    ),
    periods as (
        select
            'period' as what, period_change.how, table_title, grain,
            min(coalesce(aligned.period_start, period_change.period_key)) as period_start,
            max(coalesce(aligned.period_end, period_change.period_key)) as period_end,
            count(aligned.cell) as cells, count(aligned.old_cell) as old_cells,
            min(aligned.sheet) as sheet, min(aligned.cell) as cell, min(aligned.old_sheet) as old_sheet,
            min(aligned.old_cell) as old_cell, null as old_text
        from period_change
        left join aligned using (table_title, grain, period_key)
        where grain <> 'none'
        group by period_change.how, table_title, grain, period_key
        union all
        select
            'period', 'extended', table_title, grain, min(period_start), max(period_end), count(*), count(*),
            min(sheet), min(cell), min(old_sheet), min(old_cell), max(old_period_end)::varchar
        from aligned
        where how = 'extended'
        group by table_title, grain, period_key
    ),
    cells as (
        select
            'cell' as what, aligned.how, table_title, member, grain, period_start, period_end,
            old_value, old_code, value, code, old_sheet, old_cell, sheet, cell
        from aligned
        anti join period_change using (table_title, grain, period_key)
        where aligned.how in ('changed', 'entered', 'left')
    ),
    notes as (
        select
            'note' as what,
            case when old_side.id is null then 'entered' when new_side.id is null then 'left'
                when old_side.text = new_side.text and old_side.mark = new_side.mark then 'same' else 'changed' end as how,
            coalesce(new_side.table_title, old_side.table_title) as table_title,
            old_side.sheet as old_sheet, old_side.cell as old_cell, new_side.sheet, new_side.cell,
            old_side.mark as old_code, new_side.mark as code, old_side.text as old_text, new_side.text
        from note_match
        full join old_note_named as old_side on old_side.id = note_match.old_id
        full join new_note_named as new_side on new_side.id = note_match.new_id
        where old_side.text is distinct from new_side.text or old_side.mark is distinct from new_side.mark
            -- a note that stays is named where it speaks of changes to figures: it may announce them
            or speaks_of_updates(new_side.text)
    )
    select
        what::varchar as what, how::varchar as how, nullif(table_title, '')::varchar as table_title,
        nullif(old_table_title, '')::varchar as old_table_title, nullif(member, '')::varchar as member, nullif(old_member, '')::varchar as old_member,
        nullif(label, '')::varchar as label, grain::varchar as grain, period_start::date as period_start, period_end::date as period_end,
        old_value::double as old_value, old_code::varchar as old_code, value::double as value, code::varchar as code,
        nullif(old_sheet, '')::varchar as old_sheet, nullif(old_cell, '')::varchar as old_cell, nullif(sheet, '')::varchar as sheet, nullif(cell, '')::varchar as cell,
        old_cells::bigint as old_cells, cells::bigint as cells, equal_cells::bigint as equal_cells,
        nullif(old_text, '')::varchar as old_text, nullif(text, '')::varchar as text
    from (
        select * from edition
        union all by name select * from tables
        union all by name select * from grains
        union all by name select * from members
        union all by name select * from dimensions
        union all by name select * from copies
        union all by name select * from fallen
        union all by name select * from withdrawn
        union all by name select * from unread
        union all by name select * from periods
        union all by name select * from cells
        union all by name select * from notes
    )
    order by what, table_title, old_table_title, member, old_member, grain, period_start, period_end, old_cell, cell, old_text, text
) to $target (format parquet, compression zstd);
