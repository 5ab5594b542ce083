-- Is there a release of this name?
select release, title from release where release = $release;
