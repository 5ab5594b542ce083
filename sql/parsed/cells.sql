-- Keep the cells of one reading as Parquet.
copy (
    select * from read_json($rows, columns = {
        'sheet': 'varchar', 'cell': 'varchar', 'table': 'varchar', 'member': 'varchar', 'grain': 'varchar',
        'period_start': 'date', 'period_end': 'date', 'value': 'double', 'code': 'varchar'
    })
) to $target (format parquet, compression zstd);
