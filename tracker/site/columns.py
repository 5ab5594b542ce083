"""Which columns does the table under each chart show, and how are they headed?"""

from tracker.site.figure import Column

REPORTED_COLUMNS = (
    Column("scope_title", "Scope"),
    Column("measure_title", "Measure"),
    Column("speaker", "Speaker", is_link=True),
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
    Column("earlier_years", "Plus earlier fiscal years"),
    Column("after_value", "Less: first count after the day"),
    Column("low", "Since the day, at least"),
    Column("before_value", "Or less: last count before it"),
    Column("high", "At most"),
    Column("unknown_after_on", "Days after this are not covered"),
)
CHECKABLE_COLUMNS = (
    Column("stated_month", "Month"),
    Column("group", "Group"),
    Column("month_group_figures", "Statements of the month in the group"),
    Column("month_drawn", "Could be checked, of the month"),
    Column("month_stated", "Of statements that are no goals"),
    Column("month_percent", "Share, per cent"),
    Column("speaker", "Statement", is_link=True),
    Column("stated_on", "Stated on"),
    Column("verdict", "Verdict on that day"),
    Column("reason", "Reason"),
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
