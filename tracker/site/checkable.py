"""Which statements could be checked on the day they were made? The chart by month, as one published figure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tracker.site.charts import Charts, Rows
from tracker.site.columns import CHECKABLE_COLUMNS
from tracker.site.figure import Figure, publish
from tracker.site.templates import page
from tracker.site.wording import count, number


def checkable(charts: Charts, rows: Rows) -> Figure:
    """One mark per statement, by month and by what could be said of it on that day."""
    words: Mapping[str, str] = page("reasons")["checkable"]
    months: dict[str, dict[str, int]] = {}
    groups: dict[str, int] = {}
    for row in rows:
        months.setdefault(row["stated_month"], {})[row["checkable"]] = row["month_group_figures"]
        groups[row["checkable"]] = row["group_figures"]
    title = "No statement is in the record"
    if rows:
        title = f"{number(groups.get('drawn', 0))} of {count(rows[0]['all_figures'], 'statement')} could be checked on "
        title += f"the day they were made; for {number(groups.get('not_yet_due', 0))} the official edition was not yet "
        title += f"due, for {number(groups.get('missing', 0))} it was withheld or overdue"
    by_group = "; ".join(f"{words[name]}: {number(groups[name])}" for name in words if name in groups)
    figure = Figure(
        "checkable",
        title,
        "Statements in the record, one mark each, by the month in which they were made; months without one are left "
        "out. What could be known on that day decides, not what became known later.",
        "the record; each statement has its own page, with its sources",
        charts.looked(charts.settings["checkable_releases"]),
        f"{title}. {by_group}.",
        [{**row, "group": words[row["checkable"]]} for row in rows],
        CHECKABLE_COLUMNS,
        empty="No figure is in the record.",
    )
    listed = list(months.items())

    def build(width: int) -> Any:
        from tracker.charts.checkable import checkable_months

        return checkable_months(listed, width)

    return publish(figure, charts.out, charts.renderer, listed, build)
