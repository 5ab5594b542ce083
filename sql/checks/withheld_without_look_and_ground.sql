-- Which edition is called withheld without a look that worked after its due date, or without a ground?
with named as (
    select release, ref, due_on, grounds, unnest(evidence) as evidence
    from edition_status
    where status = 'withheld'
),
counted as (
    select
        named.release, named.ref, any_value(named.grounds) as grounds,
        count(look.look) filter (where look.outcome = 'seen' and look.looked_on > named.due_on) as looks,
        count(*) filter (where named.evidence like 'event:%' or named.evidence like 'figure:%') as ground_documents
    from named
    left join look on named.evidence = 'look:' || look.look
    group by named.release, named.ref
)
select * from counted
where looks = 0 or ground_documents = 0 or len(grounds) = 0
order by all;
