-- Keep the cells of one reading as Parquet, in their order. $rows holds the parts of tracker/readers/base.py, numbered:
-- a row or column is [place, label, [grain, first day, last day]]; a value is a number, or the code that is printed
-- instead (tracker/readers/sheet.py lists the codes: none of them reads as a number).
copy (
    with placed as (
        select * from read_json($rows, maximum_object_size = 100000000, columns = {
            'part': 'integer', 'sheet': 'varchar', 'table': 'varchar', 'rows': 'json[]', 'columns': 'json[]',
            'values': 'varchar[]'
        })
    ),
    line as (
        select
            part, axis, number, item ->> 0 as place, item ->> 1 as label, item ->> '$[2][0]' as grain,
            cast(item ->> '$[2][1]' as date) as period_start, cast(item ->> '$[2][2]' as date) as period_end
        from (
            select part, 'row' as axis, unnest("rows") as item, unnest(range(len("rows"))) as number from placed
            union all
            select part, 'column', unnest("columns"), unnest(range(len("columns"))) from placed
        )
    ),
    held as (
        select
            part, sheet, "table", len("columns") as width, unnest("values") as held,
            unnest(range(len("values"))) as number
        from placed
    )
    select
        held.sheet, y.place || x.place as cell, held."table",
        concat_ws(' > ', nullif(x.label, ''), nullif(y.label, '')) as member,
        coalesce(x.grain, y.grain, 'none') as grain,
        if(x.grain is null, y.period_start, x.period_start) as period_start,
        if(x.grain is null, y.period_end, x.period_end) as period_end,
        try_cast(held.held as double) as value,
        if(value is null, held.held, null) as code
    from held
    join line as x on x.axis = 'row' and x.part = held.part and x.number = held.number // held.width
    join line as y on y.axis = 'column' and y.part = held.part and y.number = held.number % held.width
    order by held.part, held.number
) to $target (format parquet, compression zstd);
