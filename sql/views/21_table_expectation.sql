-- What is expected of each table that a file holds? The first rule of its release whose pattern the title matches.
create view table_expectation as
with title as (
    select distinct edition.release, found.table_title
    from (
        select edition, table_title from difference
        union
        select edition, old_table_title from difference
        union
        select edition, table_title from cell
    ) as found
    join edition using (edition)
    where found.table_title is not null
)
select
    title.release, title.table_title,
    table_rule.position as rule,
    coalesce(table_rule.members, 'open') as members,
    coalesce(table_rule.fixed, []) as fixed,
    coalesce(table_rule.residual, []) as residual,
    coalesce(table_rule.history, 'whole') as history,
    coalesce(table_rule.cumulative, false) as cumulative,
    coalesce(table_rule.rounding, 0) as rounding,
    coalesce(table_rule.minimum_cells, 0) as minimum_cells
from title
left join table_rule on table_rule.release = title.release and regexp_matches(title.table_title, table_rule.match, 'i')
qualify row_number() over (partition by title.release, title.table_title order by table_rule.position) = 1;

comment on view table_expectation is 'What the record expects of each table; where it says nothing, nothing is expected (open).';
comment on column table_expectation.release is 'The release.';
comment on column table_expectation.table_title is 'The table.';
comment on column table_expectation.rule is 'Number of the rule in the record; empty where none matches.';
comment on column table_expectation.members is 'fixed, top or open.';
comment on column table_expectation.fixed is 'In a table of the top N: labels that do not come and go.';
comment on column table_expectation.residual is 'Labels of what is left over, never compared across a rotation.';
comment on column table_expectation.history is 'whole, fiscal_year or latest: the periods that each edition carries.';
comment on column table_expectation.cumulative is 'True where a year to date can only grow.';
comment on column table_expectation.rounding is 'Values are printed rounded to this.';
comment on column table_expectation.minimum_cells is 'Fewer cells than this make the file suspect.';
