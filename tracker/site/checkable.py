"""Which statements could be checked on the day they were made? The chart by month, as one published figure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tracker.site.charts import Charts, Rows
from tracker.site.columns import CHECKABLE_COLUMNS
from tracker.site.figure import Figure, publish
from tracker.site.templates import page
from tracker.site.wording import EMPTY, number


def checkable(charts: Charts, rows: Rows) -> Figure:
    """One mark per statement, by month and by what could be said of it on that day."""
    words: Mapping[str, str] = page("reasons")["checkable"]
    months: dict[str, dict[str, int]] = {}
    groups: dict[str, int] = {}
    shares: dict[str, str] = {}
    for row in rows:
        months.setdefault(row["stated_month"], {})[row["checkable"]] = row["month_group_figures"]
        groups[row["checkable"]] = row["group_figures"]
        shares[row["stated_month"]] = _share(row, "month")
    title = "No statement is in the record"
    if rows:
        title = f"{_share(rows[0], 'all', ' statements')} could be checked against official numbers on the day they "
        title += f"were made; for {number(groups.get('not_yet_due', 0))} the official edition was not yet due, for "
        title += f"{number(groups.get('missing', 0))} it was withheld or overdue"
    by_group = "; ".join(f"{words[name]}: {number(groups[name])}" for name in words if name in groups)
    figure = Figure(
        "checkable",
        title,
        "Statements in the record, one mark each, by the month in which they were made; months without one are left "
        "out. Under each month: how many of its statements, goals aside, could be checked against official numbers. A "
        "verdict rests on the values that could be known on that day; how a missing edition stood is told with what "
        "is known now.",
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

        return checkable_months(listed, width, shares)

    return publish(figure, charts.out, charts.renderer, [listed, shares], build)


def _share(row: Mapping[str, Any], which: str, what: str = "") -> str:
    """ "3 of 12 (25 per cent)"; where there are goals alone, a dash."""
    stated, percent = row[f"{which}_stated"], row[f"{which}_percent"]
    if not stated:
        return EMPTY
    return f"{number(row[f'{which}_drawn'])} of {number(stated)}{what} ({number(percent)} per cent)"
