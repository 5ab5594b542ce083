-- What holds of each release (or of $release) as of a day?
select release.title, status.*
from release_status_as_of($as_of_on) as status
join release using (release)
where $release is null or status.release = $release
order by release.agency, status.release;
