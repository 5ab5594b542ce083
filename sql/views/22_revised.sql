-- Which figures are others than before, and what did the older edition state for each period?
--
-- From these, sql/views/23_moved.sql and 23_printed_otherwise.sql find other readings of a revision than that figures changed.

-- Where a period stands among others: months and fiscal years are counted as such, all else in days; 0 where there is no period.
create temp macro counted(grain, period_end) as coalesce(case grain
    when 'month' then 12 * year(period_end) + month(period_end)
    when 'fiscal_year' then year(period_end)
    else period_end - date '2000-01-01'
end, 0);

-- What a period is called.
create temp macro period_name(grain, period_end) as case grain
    when 'month' then strftime(period_end, '%Y-%m') when 'fiscal_year' then 'FY' || year(period_end) else period_end::varchar
end;

-- Nine in ten, of fewer than six all, three at least.
create temp macro nearly_all(cells) as case when cells >= 6 then ceil(0.9 * cells) else greatest(cells, 3) end;

-- In how many ways, as a power of ten, can so many be chosen of all?
create temp macro log10_of_choices(of_all, chosen) as
    (lgamma(of_all + 1) - lgamma(chosen + 1) - lgamma(of_all - chosen + 1)) / ln(10);

-- How many digits has a figure, without zeros before and after?
create temp macro digits(figure) as len(trim(regexp_replace(figure::varchar, 'e.*|[-.]', '', 'g'), '0'));

create temp macro digits_of(figures) as list_sum(list_transform(figures, lambda figure: digits(figure)));

-- By how much did a figure change? 4.1 - 4.0 is 0.1, and not a little less.
create temp macro moved_by(old_value, value) as round(value - old_value, 9);

-- Seven digits together in figures that differ, or twelve figures that are not 0, and two different ones: less may be chance.
create temp macro are_telling(different, not_zero) as digits_of(different) >= 7 or (not_zero >= 12 and len(different) >= 2);

-- Nearly all; or half of them, where these changed by different numbers of fourteen digits together, as no chance makes it: the
-- others may have been revised besides.
create temp macro are_enough(cells, of_all, changes) as cells >= nearly_all(of_all)
    or (cells >= 3 and 2 * cells >= of_all and coalesce(digits_of(list_distinct(changes)) >= 14, false));

-- Where the same figures stand in other places too, is it beyond chance, one in ten thousand, that so many stand in this one? Each
-- is found elsewhere once in 10^digits_each times (null: nowhere); the place was one of so many, and the figures were chosen.
create temp macro is_beyond_chance(runs, digits_each, choices, of_all, cells) as digits_each is null
    or runs * digits_each - log10(greatest(choices, 1)) - log10_of_choices(of_all, cells) >= 4;

-- Of how many digits must figures be on average, that one in a hundred at most stands among so many others by chance?
create temp macro are_long(different, cells) as digits_of(different) >= cells * (2 + log10(cells));

-- Are new figures the old ones in another order, each as often, where of ten thousand draws from them at most one would be?
-- The draws are counted by the multinomial distribution.
create temp macro are_shuffled(value, old_value) as list_sort(list(value)) = list_sort(list(old_value))
    and lgamma(count(*) + 1) + list_sum(list_transform(map_values(histogram(value)), lambda times:
        times * ln(times / count(*)) - lgamma(times + 1))) <= ln(1e-4);

-- Which new figures are among the old ones? Are they too many, and did they change by too much, to be so by chance?
create temp macro those_that_stood(value, old_value) as list_intersect(list_distinct(list(value)), list_distinct(list(old_value)));

create temp macro have_stood(value, old_value) as are_shuffled(value, old_value)
    or (are_long(those_that_stood(value, old_value), count(*)) and are_long(list(moved_by(old_value, value)), count(*)));

create temp table revised as
select edition, previous, table_title, member, grain, period_start, period_end, counted(grain, period_end) as place, old_value, value,
    case when method = 'packaged' then 'packaged' when old_sheet = '' then 'version' else 'file' end as origin
from difference
where what = 'cell' and how = 'changed' and old_value is not null and value is not null;

create temp table revised_table as
select edition, previous, table_title, count(*) as of_table
from revised
group by edition, previous, table_title;

create temp view revised_member as
select edition, previous, table_title, member, count(*) as of_member
from revised
group by edition, previous, table_title, member;

create temp view revised_period as
select edition, previous, table_title, grain, place, min(period_start) as period_start, max(period_end) as period_end, count(*) as of_period
from revised
group by edition, previous, table_title, grain, place;

-- Members and periods of which enough is revised to say more of them than of their table: of a period six figures, or three
-- where three quarters of what is revised are in such periods.
create temp table telling_member as
from revised_member
where of_member >= 3;

create temp table telling_period as
select * exclude of_table
from revised_period
join revised_table using (edition, previous, table_title)
where of_period >= 3
qualify of_period >= 6 or 4 * sum(of_period) over (partition by edition, previous, table_title) >= 3 * of_table;

-- Editions in their order.
create temp table version_rank as
select edition, release, row_number() over (partition by release order by period_end, published_by, edition) as rank
from edition;

-- The revised figures of such members and periods, with the names that they had in the older edition.
create temp table asked as
with titled as (
    select edition, previous, table_title, old_table_title
    from difference
    where what = 'table' and how not in ('entered', 'left', 'perhaps') and table_title <> old_table_title
),
named as (
    select edition, previous, table_title, member, old_member from difference where what = 'member' and how in ('spelling', 'values')
),
enough as (
    select revised.*, coalesce(of_member, 0) as of_member, coalesce(of_period, 0) as of_period
    from revised
    left join telling_member using (edition, previous, table_title, member)
    left join telling_period using (edition, previous, table_title, grain, place)
    where of_member is not null or of_period is not null
)
select row_number() over () as id, enough.*, count(*) over of_member_and_grain as of_grain,
    count(*) filter (where value <> 0) over of_whole_member as not_zero,
    count(*) filter (where digits(value) >= 3) over of_whole_member as long_figures,
    min(place) over of_member_and_grain as first_place, max(place) over of_member_and_grain as last_place, rank as at_rank,
    case origin
        when 'packaged' then enough.edition || ' < ' || enough.previous when 'version' then release else enough.previous
    end as held_in,
    if(origin = 'packaged', enough.table_title, coalesce(titled.old_table_title, enough.table_title)) as old_title,
    if(origin = 'packaged', enough.member, coalesce(named.old_member, enough.member)) as old_name
from enough
join version_rank on version_rank.edition = enough.previous
left join titled on titled.edition = enough.edition and titled.previous = enough.previous and titled.table_title = enough.table_title
left join named on named.edition = enough.edition and named.previous = enough.previous and named.table_title = enough.table_title
    and named.member = enough.member
window of_member_and_grain as (partition by enough.edition, enough.previous, enough.table_title, enough.member, grain),
    of_whole_member as (partition by enough.edition, enough.previous, enough.table_title, enough.member);

-- The figures of keyed releases, each with the versions in which it stood: until the next one of its key, or until it left, by
-- itself or with its member or period.
create temp table figure_of_versions as
with printed as (
    select release, rank, table_title, member, grain, period_start, period_end, value
    from cell
    join version_rank using (edition)
    where sheet = '' and release in (select held_in from asked where origin = 'version')
),
gone as (
    select release, rank, what, coalesce(old_table_title, table_title) as table_title, coalesce(old_member, member) as member,
        grain, period_start, period_end
    from difference
    join version_rank using (edition)
    where what in ('cell', 'member', 'period') and how = 'left' and method = 'compared'
        and release in (select held_in from asked where origin = 'version')
),
told as (
    from printed
    union all
    select release, rank, table_title, member, grain, period_start, period_end, null from gone where what = 'cell'
    union all
    select distinct release, gone.rank, table_title, member, printed.grain, printed.period_start, printed.period_end, null
    from gone join printed using (release, table_title, member) where what = 'member'
    union all
    select distinct release, gone.rank, table_title, printed.member, grain, printed.period_start, period_end, null
    from gone join printed using (release, table_title, grain, period_end) where what = 'period'
)
select release, table_title, member, grain, period_start, period_end, value, rank as since,
    coalesce(lead(rank) over (partition by release, table_title, member, grain, period_end order by rank), 1e9) as until
from told;

-- What editions stated, without a figure where they print a code: of files all that they print, of versions what stood in them,
-- of packaged differences what was revised.
create temp view stated as
select edition as held_in, table_title, member, grain, period_start, period_end, counted(grain, period_end) as place, value as figure,
    0 as since, 1e9 as until
from cell
where sheet <> ''
union all
select release, table_title, member, grain, period_start, period_end, counted(grain, period_end), value, since, until
from figure_of_versions
union all
select held_in, table_title, member, grain, period_start, period_end, place, old_value, 0, 1e9
from asked
where origin = 'packaged';

-- What was stated of the members that are asked for, with a number for each member and grain. `spot` is the place or, where not
-- every place has a figure (working days, ends of months, quarters, gaps), a second time the number of its row.
create temp table asked_series as
select row_number() over () as series, *
from (select distinct held_in, old_title, old_name, grain from asked);

create temp table series_figure as
with standing as (
    select series, period_start, period_end, place, figure, since, until
    from asked_series
    join stated on stated.held_in = asked_series.held_in and table_title = old_title and member = old_name
        and stated.grain = asked_series.grain
),
row_of_place as (
    select series, place, row_number() over (partition by series order by place) as row
    from (select distinct series, place from standing)
    qualify count(*) over (partition by series) <= max(place) over (partition by series) - min(place) over (partition by series)
)
select *, place as spot, false as by_row from standing
union all
select standing.*, row, true from standing join row_of_place using (series, place);

-- Where the revised figures stand in their series.
create temp table asked_spot as
select id, series, by_row, spot
from asked
join asked_series using (held_in, old_title, old_name, grain)
join series_figure using (series, place)
where since <= at_rank and until > at_rank;

-- In how many places does a series have a figure?
create temp table series_size as
select series, count(distinct place) as places
from series_figure
where not by_row
group by series;
