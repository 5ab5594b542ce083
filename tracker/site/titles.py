"""What does a chart show, in one line? Titles made by rule from the rows that are drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from tracker.site.wording import count, number

Row = Mapping[str, Any]
Rows = Sequence[Row]

MEASURE_ORDER = ("removal", "ice-removal", "repatriation", "enforcement-return", "administrative-return")


def panel_order(measure: str) -> tuple[int, str]:
    """The order of panels: removals first, then what they are often held against."""
    return (MEASURE_ORDER.index(measure) if measure in MEASURE_ORDER else len(MEASURE_ORDER), measure)


def lag_title(rows: Rows, name: str) -> str:
    measured = [row for row in rows if row["lag_days"] is not None]
    exact = [row for row in measured if row["by_interval"] or row["published_on"] == row["published_by"]]
    lags = [row["lag_days"] for row in exact]
    bounds = [(row["published_by"] - row["period_end"]).days for row in measured if row not in exact]
    waits = [row["waited_days"] for row in rows if row["waited_days"] is not None]
    unit = "after the edition before" if rows[0]["by_interval"] else "after the end of their period"
    parts = []
    if lags:
        known = " whose day is known" if bounds else ""
        reach = number(min(lags)) if min(lags) == max(lags) else f"{number(min(lags))} to {number(max(lags))}"
        parts.append(f"{count(len(lags), 'edition')}{known} appeared {reach} days {unit}")
    if bounds:
        parts.append(f"{number(len(bounds))} more, of whose day only bounds are known, at most {number(max(bounds))}")
    if waits:
        parts.append(f"{number(len(waits))} not there at the last look, up to {number(max(waits))} days on")
    return f"{name}: {'; '.join(parts)}"


def largest_difference(rows: Rows, names: Mapping[str, str]) -> str:
    """A title from the two vintages of one measure, scope and year that lie furthest apart."""
    best: tuple[float, str] | None = None
    ordered = sorted(rows, key=lambda row: (row["measure"], row["scope"], row["fiscal_year"], row["series"]))
    for _, group in groupby(ordered, key=lambda row: (row["measure"], row["scope"], row["fiscal_year"])):
        members = sorted(group, key=lambda row: (row["value"], row["series"]))
        low, high = members[0], members[-1]
        apart = high["value"] - low["value"]
        if low["series"] != high["series"] and apart > 0 and (best is None or apart > best[0]):
            text = f"{high['measure_title']} in FY{high['fiscal_year']}: {number(high['value'])} in "
            text += f"{names.get(high['release'], high['release_title'])} {high['edition_ref']}, "
            text += f"{number(low['value'])} in {names.get(low['release'], low['release_title'])} {low['edition_ref']}"
            best = (apart, text)
    return best[1] if best else ""


def short_names(board: Rows) -> dict[str, str]:
    """Usual short names of the agencies, and of those that they are part of."""
    names = {row["agency_name"]: row["agency_short"] for row in board}
    return names | {row["parent_name"]: row["parent_short"] for row in board if row["parent_name"]}
