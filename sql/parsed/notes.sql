-- Keep the notes of one reading as Parquet.
copy (
    select * from read_json($rows, columns = {
        'sheet': 'varchar', 'cell': 'varchar', 'table': 'varchar', 'mark': 'varchar', 'text': 'varchar'
    })
) to $target (format parquet, compression zstd);
