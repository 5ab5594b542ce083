"""Which pictures does the page "What changed" show? Each function: query rows in, one published figure out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

from tracker.site.charts import Charts
from tracker.site.figure import Column, Figure, Row, publish
from tracker.site.wording import count, number, percent, period_name

Rows = Sequence[Row]

MAP_COLUMNS = (
    Column("table_title", "Table"),
    Column("grain_words", "Figures by"),
    Column("period", "Period"),
    Column("revised", "Figures revised"),
    Column("beyond_rounding", "Beyond rounding"),
    Column("up", "Up"),
    Column("down", "Down"),
)
PATH_COLUMNS = (
    Column("series_title", "Series"),
    Column("scope_title", "Scope"),
    Column("period", "Period"),
    Column("ref", "Edition"),
    Column("published_by", "Published by"),
    Column("value", "Printed"),
    Column("change_words", "Change from the first held"),
    Column("sheet", "Sheet"),
    Column("cell", "Cell"),
)
AGE_COLUMNS = (
    Column("grain_words", "Figures by"),
    Column("age", "Age in months"),
    Column("figures", "Figures revised"),
    Column("beyond_rounding", "Beyond rounding"),
    Column("up", "Up"),
    Column("up_words", "Median rise"),
    Column("down", "Down"),
    Column("down_words", "Median fall"),
    Column("largest_words", "Largest change"),
)


def change_map(charts: Charts, release: str, rows: Rows, words: Mapping[str, Any]) -> Figure | None:
    """Where the revised figures of the newest pair lie; None where none was revised."""
    if not any(row["revised"] for row in rows):
        return None
    limit = words["limit"]
    tables = list(dict.fromkeys(row["table_title"] for row in rows))
    shown = set(tables[: limit["tables"]])
    touched = {row["table_title"] for row in rows if row["revised"]}
    revised = [row for row in rows if row["revised"]]
    newer, older = (_ref(rows[0][key]) for key in ("edition", "previous"))
    title = f"{count(sum(row['revised'] for row in revised), 'figure')} revised in edition {newer} against {older}, "
    title += f"in {number(len(touched))} of {count(len(tables), 'table')}"
    note = ""
    if len(tables) > len(shown):
        note = f" The {number(len(shown))} tables with most are drawn; {number(len(tables) - len(shown))} are not."
    if len(revised) > limit["numbers"]:
        more = len(revised) - limit["numbers"]
        note += f" The table below lists the first {number(limit['numbers'])}; {number(more)} more are in the CSV."
    numbers = [_map_number(row, words) for row in revised]
    figure = Figure(
        f"changes-where-{release}",
        title,
        words["map"] + note,
        _source(charts, release),
        charts.looked([release]),
        f"{title}. " + "; ".join(f"{row['table_title']}: {row['table_revised']}" for row in _first(rows)[:12]),
        numbers,
        MAP_COLUMNS,
    )
    keys = ("table_title", "table_cells", "table_revised", "grain", "period_end", "revised")
    drawn = [{key: row[key] for key in keys} for row in rows if row["table_title"] in shown]

    def build(width: int) -> Any:
        from tracker.charts.changes import change_map as draw

        return draw(drawn, width)

    made = publish(figure, charts.out, charts.renderer, drawn, build)
    return replace(made, rows=numbers[: limit["numbers"]])


def _map_number(row: Row, words: Mapping[str, Any]) -> Row:
    period = period_name(row["grain"], row["period_start"], row["period_end"])
    return {**row, "grain_words": _grain(row, words), "period": period}


def paths(charts: Charts, release: str, rows: Rows, words: Mapping[str, Any]) -> Figure | None:
    """How headline figures moved from edition to edition; None where none did, or all values have the same day."""
    if len({row["published_by"] for row in rows}) < 2:
        return None
    panels = [_path_panel(list(group), words) for _, group in groupby(rows, key=lambda row: row["series"])]
    title = _furthest(rows)
    drawn = "; ".join(f"{panel['title']}, {panel['note']}: {_labels(panel)}" for panel in panels)
    figure = Figure(
        f"changes-paths-{release}",
        title,
        words["paths"],
        _source(charts, release),
        charts.looked([release]),
        f"{title}. Panels: {drawn}",
        [{**row, "period": _period(row), "change_words": percent(row["change"])} for row in rows],
        PATH_COLUMNS,
    )

    def build(width: int) -> Any:
        from tracker.charts.vintages import figure_paths

        return figure_paths(panels, width)

    return publish(figure, charts.out, charts.renderer, panels, build)


def _path_panel(rows: Rows, words: Mapping[str, Any]) -> Row:
    """One series: its figures, each with what the editions printed."""
    lines = []
    for _, group in groupby(rows, key=lambda row: (row["period_start"], row["period_end"])):
        points = list(group)
        label = f"{_period(points[0])}: {number(points[0]['value'])} → {number(points[-1]['value'])}"
        lines.append({"label": label, "points": [_path_point(point) for point in points]})
    note = f"{rows[0]['scope_title']} · by {words['grain'].get(rows[0]['frequency'], rows[0]['frequency'])}"
    return {"title": rows[0]["measure_title"], "note": note, "lines": lines}


def _furthest(rows: Rows) -> str:
    """A title from the figure that lies furthest from the first value held."""
    end = max(rows, key=lambda row: abs(row["change"]))
    first = next(row for row in rows if all(row[key] == end[key] for key in ("series", "period_start", "period_end")))
    before = f"{number(first['value'])} in edition {first['ref']}"
    return f"{end['series_title']}, {_period(end)}: {before}, {number(end['value'])} in {end['ref']}"


def _period(row: Row) -> str:
    return period_name(row["frequency"], row["period_start"], row["period_end"])


def ages(charts: Charts, release: str, rows: Rows, words: Mapping[str, Any]) -> Figure | None:
    """Size and direction of revisions by the age of the figure; None where nothing was revised."""
    if not rows:
        return None
    panels: list[dict[str, Any]] = []
    for _, group in groupby(rows, key=lambda row: row["grain"]):
        members = list(group)
        figures = count(sum(row["figures"] for row in members), "revision")
        note = f"{figures}, {number(sum(row['beyond_rounding'] for row in members))} beyond rounding"
        panels.append({"title": f"Figures by {_grain(members[0], words)}", "note": note, "ages": members})
    up, down = (sum(row[way] for row in rows) for way in ("up", "down"))
    title = f"{count(up + down, 'revision')}: {number(up)} up, {number(down)} down"
    numbers = [
        {
            **row,
            "grain_words": _grain(row, words),
            "up_words": percent(row["median_up"]),
            "down_words": percent(row["median_down"], falls=True),
            "largest_words": percent(row["largest"], signed=False),
        }
        for row in rows
    ]
    figure = Figure(
        f"changes-ages-{release}",
        title,
        words["ages"],
        _source(charts, release),
        charts.looked([release]),
        f"{title}. " + "; ".join(f"{row['age']} months: {row['up']} up, {row['down']} down" for row in rows),
        numbers,
        AGE_COLUMNS,
    )
    keys = ("age", "up", "down", "median_up", "median_down")
    drawn = [{**panel, "ages": [{key: row[key] for key in keys} for row in panel["ages"]]} for panel in panels[:4]]

    def build(width: int) -> Any:
        from tracker.charts.vintages import revision_ages

        return revision_ages(drawn, width)

    return publish(figure, charts.out, charts.renderer, drawn, build)


def _path_point(row: Row) -> dict[str, Any]:
    day: date = row["published_by"]
    return {"day": day, "change": row["change"], "value": row["value"], "ref": row["ref"]}


def _labels(panel: Row) -> str:
    return ", ".join(line["label"] for line in panel["lines"])


def _first(rows: Rows) -> list[Row]:
    """One row for each table."""
    return list({row["table_title"]: row for row in rows}.values())


def _source(charts: Charts, release: str) -> str:
    name = charts.name(release, charts.titles.get(release, release))
    return f"editions of {name} that were compared; each number with its address in the CSV of findings"


def _grain(row: Row, words: Mapping[str, Any]) -> str:
    return str(words["grain"].get(row["grain"] or "none", row["grain"]))


def _ref(edition: str) -> str:
    return edition.split("/", 1)[-1]
