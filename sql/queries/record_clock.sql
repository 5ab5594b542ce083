-- Up to which day do the record and the evidence reach? The pages say "as of" this day, never today.
select as_of_on
from record_clock;
