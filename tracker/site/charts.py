"""Which charts do the pages show? Each function: query rows and page settings in, one published figure out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from tracker.charts import Renderer
from tracker.charts.scales import words_of
from tracker.site.columns import (
    CALENDAR_COLUMNS,
    DETAINED_COLUMNS,
    FISCAL_COLUMNS,
    LAG_COLUMNS,
    REPORTED_COLUMNS,
)
from tracker.site.figure import Figure, Row, publish
from tracker.site.files import Output
from tracker.site.titles import lag_title, largest_difference, panel_order, short_names
from tracker.site.wording import count, day, number, short_speaker

Rows = Sequence[Row]


DETENTION = "ice-detention-statistics"
SHADE = ("from_on", "through_on", "label", "label_narrow")


class Charts:
    """The charts of one run: where they go, how they are drawn, and the settings of the page."""

    def __init__(
        self,
        out: Output,
        renderer: Renderer,
        settings: Mapping[str, Any],
        as_of: date,
        board: Rows,
    ) -> None:
        self.agencies = short_names(board)
        self.looks = {row["release"]: row["observed_through_on"] for row in board}
        self.titles = {row["release"]: row["title"] for row in board}
        self.out, self.renderer, self.settings, self.as_of = out, renderer, settings, as_of
        self.names: Mapping[str, str] = settings["names"]
        self.text: Mapping[str, str] = settings["text"]

    def name(self, release: str, title: str) -> str:
        """The short name of a release, else its title."""
        return self.names.get(release, title)

    def speaker(self, row: Row) -> str:
        """The short name of a speaker; an agency goes by its usual short name."""
        return self.agencies.get(row["speaker"]) or short_speaker(row["speaker"], row["organization"])

    def reported(self, figures: Rows, official: Rows, intervals: Rows) -> Figure:
        """(a) What was reported against what is official since a day, a panel per scope."""
        since: date = self.settings["since"]
        stretch = self._stretch(intervals, since)
        panels = self._panels(figures, official, stretch)
        newest = official[-1] if official else None
        scopes = count(len({row["scope"] for row in figures}), "scope")
        title = f"{count(len(figures), 'count')} reported for the time since {day(since)}, in {scopes}"
        if newest is not None:
            high = f"to {number(newest['high'])}" if newest["high"] is not None else "or more"
            own = f"{number(newest['low'])} {high} removals by {day(newest['through_on'])}"
            title += f"; ICE’s own workbooks allow {own}"
        alt = f"{title}. Panels: " + "; ".join(
            f"{panel['title']}: " + ", ".join(f"{row['speaker']} {row['said']}" for row in panel["figures"])
            for panel in panels
        )
        figure = Figure(
            "reported-and-official",
            title,
            f"People or events, cumulative since {day(since)}. {self.text['reported']}",
            "for each figure, in the table; official: ICE detention statistics, removals by fiscal year to date, "
            f"as bounds since {day(since)}",
            self.looked([self.settings["lag_release"], DETENTION]),
            alt,
            figures,
            REPORTED_COLUMNS,
            stretch=stretch,
            empty="No figure for this time is in the record.",
        )
        last = max([self.as_of, *(row["period_end"] for row in figures)])

        def build(width: int) -> Any:
            from tracker.charts.reported import Stretch, reported_panels

            shade = Stretch(**{key: stretch[key] for key in SHADE}) if stretch else None
            return reported_panels(panels, official, shade, (since, last), width)

        return publish(figure, self.out, self.renderer, [panels, official, stretch, since, last], build)

    def looked(self, releases: Iterable[str]) -> str:
        """The last look at each release, by its short name."""
        named = {self.name(release, self.titles.get(release, release)): self.looks.get(release) for release in releases}
        return "; ".join(f"{name}: {day(on) if on else 'not looked'}" for name, on in sorted(named.items()))

    def _stretch(self, intervals: Rows, since: date) -> Row | None:
        """The stretch in which the monthly tables were withheld."""
        release = self.settings["lag_release"]
        found = [row for row in intervals if row["release"] == release and row["status"] == "withheld"]
        found = [row for row in found if (row["through_on"] or self.as_of) >= since]
        if not found:
            return None
        row = found[-1]
        name, through = self.name(release, row["title"]), row["through_on"] or self.as_of
        return {
            "name": name,
            "from_on": row["from_on"],
            "through_on": through,
            "scopes": row["scopes"],
            "label": f"{name} withheld {day(row['from_on'])} to last look {day(through)}",
            "label_narrow": f"tables withheld to {day(through)}",
            "text": f"Shaded: {name} withheld from {day(row['from_on'])} to the last look on {day(through)}, on "
            f"{count(len(row['evidence']), 'piece')} of evidence:",
            "href": f"release/{release}.html#status",
            "link": "the evidence, piece by piece",
        }

    def _panels(self, figures: Rows, official: Rows, stretch: Row | None) -> list[dict[str, Any]]:
        panels = []
        ordered = sorted(figures, key=lambda row: row["scope"])
        for scope, group in groupby(ordered, key=lambda row: row["scope"]):
            rows = [{**row, **self._said(row)} for row in group]
            has_official = scope == "ice" and bool(official)
            note = "no official series of this scope is held here"
            if has_official:
                note = "blue: ICE’s own count of removals, which include returns, edition by edition"
            elif stretch is not None and scope in stretch["scopes"]:
                note = f"official count: {stretch['name']}, withheld"
            measures = " / ".join(sorted({str(row["measure_title"]) for row in rows}))
            panels.append(
                {
                    "scope": scope,
                    "title": rows[0]["scope_title"],
                    "note": f"stated: {measures} · {note}",
                    "note_narrow": note if len(note) < 58 else note.split(",")[0],
                    "official": has_official,
                    "figures": rows,
                }
            )
        if official and not any(panel["official"] for panel in panels):
            note = "blue: ICE’s own count of removals, which include returns"
            panels.append(
                {"scope": "ice", "title": "ICE", "note": note, "note_narrow": note, "official": True, "figures": []}
            )
        return sorted(panels, key=lambda panel: (not panel["official"], -len(panel["figures"]), panel["scope"]))

    def _said(self, row: Row) -> dict[str, str]:
        return {"speaker_short": self.speaker(row), "said": words_of(row)}

    def fiscal_years(self, rows: Rows, targets: Rows) -> Figure:
        """(b) Removals, returns and expulsions by fiscal year in their vintages, with stated targets."""
        drawn = [row for row in rows if row["newest"] and row["value"] is not None]
        panels = self._vintages(drawn)
        marks = [{**row, "speaker_short": self.speaker(row)} for row in targets]
        title = largest_difference(drawn, self.names) or "Removals, returns and expulsions by fiscal year"
        alt = f"{title}. Panels: " + "; ".join(
            f"{panel['title']}: " + ", ".join(line["label"] for line in panel["lines"]) for panel in panels
        )
        figure = Figure(
            "by-fiscal-year",
            title,
            f"People or events per federal fiscal year (October to September), one scale. {self.text['fiscal_years']}",
            ", ".join(sorted({self.name(row["release"], row["release_title"]) for row in drawn})),
            self.looked({row["release"] for row in drawn}),
            alt,
            rows,
            FISCAL_COLUMNS,
            empty="No series by fiscal year is held here.",
        )

        def build(width: int) -> Any:
            from tracker.charts.fiscal_years import fiscal_year_panels

            return fiscal_year_panels(panels, marks, width)

        return publish(figure, self.out, self.renderer, [panels, marks], build)

    def _vintages(self, drawn: Rows) -> list[dict[str, Any]]:
        panels: dict[tuple[str, str], dict[str, Any]] = {}
        printed = Counter(row["release"] for row in drawn)
        for row in sorted(
            drawn, key=lambda row: (panel_order(row["measure"]), row["scope"] != "dhs", row["scope"], row["series"])
        ):
            panel = panels.setdefault(
                (row["measure"], row["scope"]),
                {"title": row["measure_title"], "subtitle": row["scope_title"], "lines": {}},
            )
            fresh = {"label": self._vintage(row, drawn), "release": row["release"], "points": []}
            line = panel["lines"].setdefault(row["series"], fresh)
            point = {"fiscal_year": row["fiscal_year"], "value": row["value"], "edition": row["edition_ref"]}
            line["points"].append(point)
        result = []
        for panel in panels.values():
            lines = list(panel["lines"].values())
            for line in lines:
                line["points"].sort(key=lambda point: point["fiscal_year"])
            # the same release has the same style in every panel: the one that prints most comes first
            lines.sort(key=lambda line: (-printed[line["release"]], line["label"]))
            result.append({**panel, "lines": lines})
        return result

    def _vintage(self, row: Row, drawn: Rows) -> str:
        """The release, and the edition where a line rests on one edition alone."""
        name = self.name(row["release"], row["release_title"])
        refs = {other["edition_ref"] for other in drawn if other["series"] == row["series"]}
        return f"{name}, {next(iter(refs))}" if len(refs) == 1 else name

    def calendar(self, rows: Rows) -> Figure:
        """(c) Editions by status, release by time."""
        start: date = self.settings["calendar_from"]
        present = {row["release"]: row["title"] for row in rows}
        names = [
            {
                "release": release,
                "label": self.name(release, title),
                "looked": f"looked {day(self.looks[release])}" if self.looks.get(release) else "not looked",
            }
            for release, title in sorted(present.items(), key=lambda item: self.name(*item))
        ]
        seen = sum(1 for row in rows if row["appeared"])
        gone = sum(1 for row in rows if row["status"] in ("withheld", "overdue"))
        title = f"{count(seen, 'edition')} appeared since {day(start)}; "
        title += f"{number(gone)} that fell due were not there at a look"
        statuses = sorted({row["status"] for row in rows})
        figure = Figure(
            "calendar",
            title,
            self.text["calendar"],
            "editions and looks in the record; each is listed with its source on the page of its release",
            "per release, in its row",
            f"{title}. One row per release: {', '.join(name['label'] for name in names)}.",
            rows,
            CALENDAR_COLUMNS,
            statuses=statuses,
            empty="No edition is in the record.",
        )
        marks = [{key: row[key] for key in ("release", "ref", "status", "shown_on", "appeared")} for row in rows]

        def build(width: int) -> Any:
            from tracker.charts.calendar import publication_calendar

            return publication_calendar(marks, names, start, self.as_of, width)

        return publish(figure, self.out, self.renderer, [marks, names, start, self.as_of], build)

    def lag(self, rows: Rows, identifier: str, text: str) -> Figure | None:
        """(d) Days from period to publication, edition by edition; None where there is too little to draw."""
        drawn = [row for row in rows if row["lag_days"] is not None or row["waited_days"] is not None]
        if len(drawn) < 4:
            return None
        first = drawn[0]
        name = self.name(first["release"], first["title"])
        figure = Figure(
            identifier,
            lag_title(drawn, name),
            f"Days. {text}",
            f"editions of {name}; dates and their sources are on the page of the release",
            self.looked([first["release"]]),
            f"{lag_title(drawn, name)}. One bar per edition.",
            drawn,
            LAG_COLUMNS,
            statuses=sorted({row["status"] or "published" for row in drawn}),
        )
        keys = ("ref", "period_end", "status", "appeared", "lag_days", "waited_days", "allowed_days", "by_interval")
        bars = [{key: row[key] for key in keys} for row in drawn]

        def build(width: int) -> Any:
            from tracker.charts.lag import publication_lag

            return publication_lag(bars, width)

        return publish(figure, self.out, self.renderer, bars, build)

    def detained(self, rows: Rows, not_held: Rows) -> Figure:
        """(e) People detained, one point per edition; what is known to have appeared later and is not held is said."""
        points = [
            {"day": row["counted_on"], "value": row["value"], "edition": row["edition"]}
            for row in rows
            if row["value"] is not None
        ]
        title = "People detained by ICE"
        if points:
            first, last = points[0], points[-1]
            title = f"ICE reported {number(last['value'])} people in detention on {day(last['day'])}"
            title += f", {number(first['value'])} on {day(first['day'])}"
        figure = Figure(
            "detained",
            title,
            f"People. {self.text['detained']}{_later_editions(not_held)}",
            "ICE detention statistics, in the editions named in the table",
            self.looked([DETENTION]),
            f"{title}. {count(len(points), 'edition')}.",
            rows,
            DETAINED_COLUMNS,
            empty="No edition with this count is held here.",
        )

        def build(width: int) -> Any:
            from tracker.charts.points import point_series

            return point_series(points, join_days=35, width=width)

        return publish(figure, self.out, self.renderer, points, build if points else None)


def _later_editions(not_held: Rows) -> str:
    """That editions after the last one drawn are known, and not held here."""
    later = [day(row["published_on"]) for row in not_held if row["is_later"]]
    if not later:
        return ""
    verb = "is" if len(later) == 1 else "are"
    return f" {count(len(later), 'later edition')} {verb} known and not held here: {' and '.join(later)}."
