-- As of when does this database speak?
select as_of_on from record_clock;
