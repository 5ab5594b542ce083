-- On which documents does the status of a release rest as of a day?
select evidence.*
from (
    select distinct unnest(evidence) as evidence from release_status_as_of($as_of_on) where release = $release
) as named
join (
    select distinct on (evidence, source) * from evidence where release = $release order by evidence, source
) as evidence using (evidence)
order by evidence.held_on, evidence.evidence;
