"""Which columns does the table under each chart show, and how are they headed?"""

from tracker.site.figure import Column

REPORTED_COLUMNS = (
    Column("scope_title", "Scope"),
    Column("measure_title", "Measure"),
    Column("speaker", "Speaker"),
    Column("stated_on", "Stated on"),
    Column("period_start", "From"),
    Column("period_end", "To"),
    Column("qualifier", "Word before the number"),
    Column("value", "Number"),
    Column("low", "Least"),
    Column("high", "Greatest"),
    Column("unit", "Unit"),
    Column("source_publisher", "Source"),
    Column("source_grade", "Grade"),
)
OFFICIAL_COLUMNS = (
    Column("edition", "Edition"),
    Column("through_on", "Data through"),
    Column("fiscal_year_to_date", "Fiscal year to date"),
    Column("low", "Since the day, at least"),
    Column("high", "At most"),
    Column("unknown_after_on", "Days after this are not covered"),
)
FISCAL_COLUMNS = (
    Column("measure_title", "Measure"),
    Column("scope_title", "Scope"),
    Column("release_title", "Release"),
    Column("edition_ref", "Edition"),
    Column("fiscal_year", "Fiscal year"),
    Column("value", "People or events"),
    Column("code", "Code printed"),
    Column("newest", "Drawn"),
    Column("sheet", "Sheet"),
    Column("cell", "Cell"),
)
CALENDAR_COLUMNS = (
    Column("title", "Release"),
    Column("ref", "Edition"),
    Column("status", "Status"),
    Column("due_on", "Due"),
    Column("published_on", "Published"),
)
LAG_COLUMNS = (
    Column("ref", "Edition"),
    Column("period_end", "Period ends"),
    Column("status", "Status"),
    Column("published_on", "Published"),
    Column("lag_days", "Days taken"),
    Column("waited_days", "Days to the last look"),
    Column("allowed_days", "Days allowed"),
)
DETAINED_COLUMNS = (
    Column("counted_on", "Day"),
    Column("value", "People"),
    Column("code", "Code printed"),
    Column("edition", "Edition"),
    Column("published_on", "Published"),
    Column("method", "How taken"),
    Column("sheet", "Sheet"),
    Column("cell", "Cell"),
)
