-- Which range does a stated number allow? A point is never compared; only ranges are.
--
-- Rules, the same for every speaker:
--   exact      [value, value]
--   over       [value, open]            also "at least", "more than"
--   under      [0, value]               also "up to"
--   nearly     [value - a quarter, value]
--   about      [value - a quarter, value + a quarter]
--   vague      as written in the record, with its reason
-- The quarter is one of the number, and at least 1. It grows with the number and does not depend on how many zeros the number
-- happens to end in: of two numbers with the same word, the greater never has the lesser end. How far "nearly" and "about" reach
-- nobody can say, so they reach far where a number is said to be greater or less than the official one, and only a tenth (at
-- least 1) where the two are said to agree: close_low and close_high. For all other words both are the same.
--
-- A range that is written in the record takes the place of the rule. No count is below 0: where no low end is given, and where
-- a margin would reach below, it is 0. A change (per cent) has no such floor: without a low end it is open below. What a rule
-- would get wrong ("over -20 %", "about 0") is refused by `tracker lint`: such a range is written.
--
-- The unit is taken apart by one form alone: "things per day", "in a month", "each year". What is said otherwise ("per week",
-- "daily") stays in the name of the thing, which then is the name of nothing that a series counts.
create view figure_range as
with margins as (
    select
        figure, qualifier, value, written_low, written_high, lower(unit) as unit,
        written_low is not null or written_high is not null as is_written,
        case when qualifier in ('nearly', 'about') then greatest(abs(value) / 4, 1) else 0 end as margin,
        case when qualifier in ('nearly', 'about') then greatest(abs(value) / 10, 1) else 0 end as close_margin,
        case when kind not in ('change', 'ordinal') then 0 end as floor
    from reported_figure
),
ruled as (
    select
        *,
        case
            when is_written then coalesce(written_low, floor)
            when qualifier in ('exact', 'over', 'at least', 'nearly', 'about') then value
            when qualifier in ('under', 'up to') then floor
        end as from_low,
        case
            when is_written then written_high
            when qualifier in ('exact', 'under', 'up to', 'nearly', 'about') then value
        end as to_high
    from margins
)
select
    figure,
    case when is_written then from_low else greatest(from_low - margin, coalesce(floor, from_low - margin)) end as low,
    case when is_written or qualifier = 'nearly' then to_high else to_high + margin end as high,
    case when is_written then from_low else greatest(from_low - close_margin, coalesce(floor, from_low - close_margin)) end
        as close_low,
    case when is_written or qualifier = 'nearly' then to_high else to_high + close_margin end as close_high,
    case when is_written then 'written in the record' else qualifier end as rule,
    regexp_replace(unit, ' (?:per|a|in a|in one|each|every) (?:day|month|year)$', '') as unit_of,
    regexp_extract(unit, ' (?:per|a|in a|in one|each|every) (day|month|year)$', 1) as unit_per
from ruled
order by figure;

comment on view figure_range is 'The range that each stated number allows, by rules that are the same for every speaker.';
comment on column figure_range.figure is 'The reported figure.';
comment on column figure_range.low is 'Least value that the words allow; empty: open below (changes only).';
comment on column figure_range.high is 'Greatest value that the words allow; empty: open above.';
comment on column figure_range.close_low is 'Least value with which the words are said to agree: for nearly and about closer than low.';
comment on column figure_range.close_high is 'Greatest value with which they are said to agree; empty: open above.';
comment on column figure_range.rule is 'The rule that gave the range.';
comment on column figure_range.unit_of is 'What the unit of the figure counts, in small letters.';
comment on column figure_range.unit_per is 'day, month or year, where the unit is one per day, month or year; else blank.';
