-- Keep what the versions of a keyed table changed as Parquet. A code stands after '=', so that a blank is not nothing.
copy (
    select
        number, what, how, member, label, period_start, period_end,
        old_value, old_code[2:] as old_code, value, code[2:] as code, old_cell, cell, old_cells, cells, equal_cells, text
    from read_csv($rows, auto_detect = false, header = false, delim = ',', quote = '"', escape = '"', nullstr = '',
        columns = {
            'number': 'integer', 'what': 'varchar', 'how': 'varchar', 'member': 'varchar', 'label': 'varchar',
            'period_start': 'date', 'period_end': 'date', 'old_value': 'double', 'old_code': 'varchar', 'value': 'double',
            'code': 'varchar', 'old_cell': 'varchar', 'cell': 'varchar', 'old_cells': 'bigint', 'cells': 'bigint',
            'equal_cells': 'bigint', 'text': 'varchar'
        })
) to $target (format parquet, compression zstd);
