-- 5,000 monthly series of 24 months, and 100,000 reported figures: invented, for timing only.
-- 1,250 measures, four scopes; each figure meets the series of its own measure and scope, and its measure's whole.
insert into source values ('s', 'P', 'T', 'B', '2024-01-01', null, null, 'x', null, null, null, '2026-01-01', null);
insert into agency values ('a', 'A', 'A', null, null);
insert into measure select 'm' || i, 'M', 'D', 's', 'flow', 'events', [], [], null from range(1250) as t (i);
insert into scope select 's' || i, 'S', 'D', [], [] from range(4) as t (i);
insert into population values ('all', 'all', 'D', []);
insert into release values ('r', 'a', 'R', 'D', 'monthly', null, null, null, 'none', 'x', 's', 'x', null, null, [], [], null);
insert into series
select 'm' || (i // 4) || '-s' || (i % 4), 'T', 'r', 'm' || (i // 4), 's' || (i % 4), 'all', 'month', 'u', 10, null, null, false, true, null
from range(5000) as t (i);
insert into edition
select 'r/' || strftime(day, '%Y-%m'), 'r', strftime(day, '%Y-%m'), day, last_day(day), last_day(day) + 40, last_day(day) + 40,
    last_day(day) + 40, 'printed', day, null, null, null, null, false, 's', null
from (select cast(unnest(generate_series(date '2023-01-01', date '2024-12-01', interval 1 month)) as date) as day);
insert into expected_edition
select 'r', ref, period_start, period_end, period_end + 60, 'x' from edition;
insert into observation
select series.series, edition.edition, edition.period_start, edition.period_end, number, null, number - 5, number + 5, 'transcribed',
    null, null, null, 's', edition.known_on
from series
cross join edition
cross join lateral (select 10 * cast(hash(series.series || edition.ref) % 1000 as integer) as number) as drawn;
insert into reported_figure
select
    'f' || i, 'S', 'R', 'O', true, date '2024-06-01' + cast(i % 300 as integer), date '2024-06-01' + cast(i % 300 as integer), null, null,
    'm' || (i % 1250), 's' || (i % 4), 'all', 'level', 'u', 'exact', 1000 * (i % 60), null, null, null, 'p',
    date '2023-01-01' + cast(i % 200 as integer), date '2024-01-01' + cast(i % 150 as integer), null, null, null, null, 't', null, null, ['s'], [], [], null, null
from range(100000) as t (i);
