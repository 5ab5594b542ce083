-- Which releases have findings, of which weight, and which of their breakdowns are printed no more?
select
    release.release,
    release.title,
    count(*) as findings,
    count(*) filter (where finding.weight = 'suspect') as suspects,
    count(*) filter (where finding.weight = 'loss') as losses,
    count(*) filter (where finding.weight = 'change') as changes,
    count(*) filter (where finding.weight = 'routine') as routine,
    count(distinct (finding.edition, finding.previous)) filter (where finding.edition <> finding.previous) as pairs,
    (
        select count(*)
        from breakdown_change
        where breakdown_change.release = release.release and counts_as_reduced and regained_in is null
    ) as lost_breakdowns
from finding
join release using (release)
group by all
order by release.release;
