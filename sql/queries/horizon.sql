-- Up to which day do the expected editions run?
select coalesce(max(due_on), (select as_of_on from record_clock)) as horizon_on from expected_edition;
