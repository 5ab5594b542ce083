-- Which range does a stated number allow? A point is never compared; only ranges are.
--
-- Rules, the same for every speaker. The step of a number is one unit of its last significant digit: 1,000 for 139,000.
--   exact      [value, value]
--   over       [value, open]            also "at least", "more than"
--   under      [0, value]               also "up to"
--   nearly     [value - step, value]
--   about      [value - step, value + step]
--   vague      as written in the record, with its reason
-- A range that is written in the record takes the place of the rule.
create view figure_range as
with digits as (
    select
        figure, qualifier, value, written_low, written_high,
        power(10, len(regexp_extract(cast(cast(abs(value) as hugeint) as varchar), '0*$'))) as whole_step,
        value = floor(value) as is_whole,
        power(10, -len(regexp_extract(cast(cast(value as decimal(38, 6)) as varchar), '\.(\d*?)0*$', 1))) as decimal_step
    from reported_figure
),
steps as (
    select *, case when is_whole then whole_step else decimal_step end as step
    from digits
)
select
    figure,
    case
        when written_low is not null or written_high is not null then written_low
        when qualifier in ('exact', 'over', 'at least') then value
        when qualifier in ('under', 'up to') and value >= 0 then 0
        when qualifier in ('nearly', 'about') then value - step
    end as low,
    case
        when written_low is not null or written_high is not null then written_high
        when qualifier in ('exact', 'under', 'up to', 'nearly') then value
        when qualifier = 'about' then value + step
    end as high,
    case
        when written_low is not null or written_high is not null then 'written in the record'
        else qualifier
    end as rule
from steps
order by figure;

comment on view figure_range is 'The range that each stated number allows, by rules that are the same for every speaker.';
comment on column figure_range.figure is 'The reported figure.';
comment on column figure_range.low is 'Least value that the words allow.';
comment on column figure_range.high is 'Greatest value that the words allow; empty: open above.';
comment on column figure_range.rule is 'The rule that gave the range.';
