-- Which range does a stated number allow? A point is never compared; only ranges are.
--
-- Rules, the same for every speaker:
--   exact      [value - its rounding, value + its rounding]
--   over       [value, open]            also "at least", "more than"
--   under      [0, value]               also "up to"
--   nearly     [value - a quarter, value]
--   about      [value - a quarter, value + a quarter]
--   vague      as written in the record, with its reason
--
-- Rounding. A number without a qualifier may be a rounded one, and nobody can tell from its zeros. So it reaches half a unit of
-- its last digit that is no zero: 271,000 from 270,500 to 271,500; 700 a month from 650 to 750; 20 per cent from 15 to 25;
-- 34.48 a day from 34.475 to 34.485. It never reaches further than "about" would: 1,000 from 750 to 1,250. A count that ends in
-- no zero (271,484) is as counted and reaches nowhere; a rate, a share and a change are seldom whole, and reach half a unit of
-- their last digit also where it is no zero (7 per cent from 6.5 to 7.5), or where they are 0. A rank is a rank. Where the last
-- of several digits before the zeros is a 5, the number may be one to the nearest five: 350,000 from 325,000 to 375,000 (it
-- agrees only as far as half a unit). What is said with "over", "at least", "under" or "up to" begins or ends at the number as said.
--
-- The quarter is one of the number, and at least 1. It grows with the number and does not depend on how many zeros the number
-- happens to end in: of two numbers with "nearly" or "about", the greater never has the lesser end.
--
-- How far a rounding, "nearly" and "about" reach nobody can say, so they reach far where a number is said to be greater or less
-- than the official one, and only a tenth (at least 1) where the two are said to agree: close_low and close_high. Bounds as said
-- ("over", "up to") are the same in both.
--
-- A range that is written in the record takes the place of the rule: low and high are what is written, but never narrower than
-- the rule where the words are a number, "nearly" or "about": what is written accuses nobody more than the rule. It confirms no more than
-- the rule would: close_low and close_high are what it shares with the close range of the rule (of vague words with a number, a
-- tenth around it). Where it comes without a number, a number agrees only if none that the words allow is further from it than a
-- tenth of the least of them (at least 1); so a range that is wider than a fifth, or open, confirms nothing, and close_low is
-- infinity, close_high -infinity. No count is below 0: where no low end is given, and where a margin would reach below, it is 0.
-- A change (per cent) has no such floor: without a low end it is open below. What a rule would get wrong ("over -20 %",
-- "about 0") is refused by `tracker lint`: such a range is written.
--
-- The unit is taken apart by one form alone: "things per day", "in a month", "each year". What is said otherwise ("per week",
-- "daily") stays in the name of the thing, which then is the name of nothing that a series counts.
create view figure_range as
with number as (
    select
        figure, kind, qualifier, value, written_low, written_high, lower(unit) as unit,
        written_low is not null or written_high is not null as is_written,
        greatest(abs(value) / 4, 1) as quarter,
        greatest(abs(value) / 10, 1) as tenth,
        kind in ('rate', 'share', 'change') as is_seldom_whole,
        -- the place of the last digit that is no zero: 3 of 271,000, 0 of 271,484, -2 of 34.48
        list_max(list_filter(range(-9, 16), lambda place: round(value, cast(-place as integer)) = value)) as last_place,
        case when kind not in ('change', 'ordinal') then 0 end as floor
    from reported_figure
),
rounded as (
    select
        *,
        case
            when kind = 'ordinal' then 0
            when value = 0 then case when is_seldom_whole then 0.5 else 0 end
            when last_place = 0 and not is_seldom_whole then 0
            else coalesce(power(10, last_place) / 2, 0)
        end as half_unit,
        case when last_place > 0 and abs(value) >= power(10, last_place + 1)
            and (abs(value) // power(10, last_place)) % 10 = 5 then 5 else 1 end as fives
    from number
),
margins as (
    select
        *,
        case when qualifier in ('nearly', 'about') then quarter when qualifier = 'exact' then least(fives * half_unit, quarter) else 0 end as margin,
        case when qualifier in ('nearly', 'about', 'vague') then tenth when qualifier = 'exact' then least(half_unit, tenth) else 0 end
            as close_margin
    from rounded
),
ruled as (
    -- an end that is empty is open; greatest and least pass over what is empty
    select
        *,
        case when qualifier in ('under', 'up to') then floor when value is not null then greatest(round(value - margin, 9), floor) end as rule_low,
        case
            when qualifier in ('over', 'at least') then null
            when qualifier in ('nearly', 'under', 'up to') then value
            else round(value + margin, 9)
        end as rule_high,
        case when qualifier in ('under', 'up to') then floor when value is not null then greatest(round(value - close_margin, 9), floor) end
            as close_rule_low,
        case
            when qualifier in ('over', 'at least') then null
            when qualifier in ('nearly', 'under', 'up to') then value
            else round(value + close_margin, 9)
        end as close_rule_high,
        value is not null and qualifier in ('exact', 'nearly', 'about') as is_number,
        coalesce(written_low, floor) as range_low,
        greatest(least(abs(range_low), abs(written_high)) / 10, 1) as range_tenth,
        coalesce(written_high - range_low <= 2 * range_tenth, false) as is_narrow
    from margins
)
select
    figure,
    case
        when is_written and is_number then least(range_low, rule_low)
        when is_written then range_low
        when qualifier <> 'vague' then rule_low
    end as low,
    case
        when is_written and is_number then greatest(written_high, rule_high) + case when written_high is null then null else 0 end
        when is_written then written_high
        when qualifier <> 'vague' then rule_high
    end as high,
    case
        when not is_written then case when qualifier <> 'vague' then close_rule_low end
        when value is not null then greatest(range_low, close_rule_low)
        when is_narrow then greatest(range_low, written_high - range_tenth)
        else cast('infinity' as double)
    end as close_low,
    case
        when not is_written then case when qualifier <> 'vague' then close_rule_high end
        when value is not null then least(written_high, close_rule_high)
        when is_narrow then least(written_high, range_low + range_tenth)
        else cast('-infinity' as double)
    end as close_high,
    case when is_written then 'written in the record' else qualifier end as rule,
    regexp_replace(unit, ' (?:per|a|in a|in one|each|every) (?:day|month|year)$', '') as unit_of,
    regexp_extract(unit, ' (?:per|a|in a|in one|each|every) (day|month|year)$', 1) as unit_per
from ruled
order by figure;

comment on view figure_range is 'The range that each stated number allows, by rules that are the same for every speaker.';
comment on column figure_range.figure is 'The reported figure.';
comment on column figure_range.low is 'Least value that the words allow; empty: open below (changes only).';
comment on column figure_range.high is 'Greatest value that the words allow; empty: open above.';
comment on column figure_range.close_low is 'Least value with which the words are said to agree: for rounded numbers, nearly, about and written ranges it can be closer than low; infinity: none agrees.';
comment on column figure_range.close_high is 'Greatest value with which they are said to agree; empty: open above; -infinity: none agrees.';
comment on column figure_range.rule is 'The rule that gave the range.';
comment on column figure_range.unit_of is 'What the unit of the figure counts, in small letters.';
comment on column figure_range.unit_per is 'day, month or year, where the unit is one per day, month or year; else blank.';
