"""Which pages are there, and which rows does each show? Contexts for the templates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

from tracker.charts import Renderer
from tracker.places import travelling
from tracker.site import wording
from tracker.site.changes import Changes
from tracker.site.charts import Charts
from tracker.site.checkable import checkable
from tracker.site.columns import OFFICIAL_COLUMNS
from tracker.site.figure import Figure, finished
from tracker.site.files import Output
from tracker.site.statements import Statements
from tracker.site.templates import by, environment, page

Query = Callable[..., list[dict[str, Any]]]
Row = dict[str, Any]

MISSING = ("withheld", "overdue", "removed")


def write_all(query: Query, out: Output, renderer: Renderer) -> None:
    """All pages with their charts, tables and texts."""
    site = Site(query, out, renderer)
    site.draw()
    site.changes.draw()
    site.index()
    statements = Statements(site)
    site.methods()
    site.assets()
    site.releases()
    site.changes.pages()
    statements.pages()
    site.figures(statements)
    site.homeland(statements)
    site.data()


class Site:
    """One run: the rows that several pages share, read once, and the templates."""

    def __init__(self, query: Query, out: Output, renderer: Renderer) -> None:
        self.query, self.out = query, out
        self.as_of = query("record_clock")[0]["as_of_on"]
        self.words = page("words")
        self.statuses = page("statuses")["status"]
        self.board = query("release_board")
        self.lags = query("publication_lags")
        self.intervals = query("release_intervals")
        self.evidence = by(query("release_evidence"), "release")
        self.settings = page("homeland-security")
        self.charts = Charts(out, renderer, self.settings, self.as_of, self.board)
        self.renderer = renderer
        self.environment = environment(self.words)
        self.changes = Changes(self)

    def render(self, template: str, name: str, **context: Any) -> None:
        """One page from its template; `root` leads back to the top folder."""
        shared = {
            "site": page("site"),
            "root": "../" * name.count("/"),
            "path": name,
            "as_of": self.as_of,
            "statuses": self.statuses,
        }
        text = self.environment.get_template(template).render(**shared, **context)
        self.out.text(name, text)

    def index(self) -> None:
        """The status board."""
        counts = {row["status"] or "unchecked": row["status_releases"] for row in self.board}
        order = [status["id"] for status in self.statuses]
        listed = sorted(counts, key=lambda word: (order.index(word) if word in order else len(order), word))
        self.render(
            "index.html",
            "index.html",
            page=page("index"),
            groups=self._groups(),
            counts=[{"status": word, "releases": counts[word]} for word in listed],
            total=sum(counts.values()),
        )
        self.out.csv("csv/status-board.csv", self.board)

    def _groups(self) -> list[Row]:
        """The board by agency, and within it by family."""
        groups = []
        for _, rows in groupby(self.board, key=lambda row: row["agency"]):
            members = [self._entry(row) for row in rows]
            families = [
                {"family": family, "entries": list(entries)}
                for family, entries in groupby(members, key=lambda row: row["family"])
            ]
            groups.append({**members[0], "families": families})
        return groups

    def _entry(self, row: Row) -> Row:
        grounds = wording.grounds_sentence(row["grounds"], self.words["ground"])
        brief = self.changes.brief(row["release"])
        return {**row, "sentence": wording.status_sentence(row), "grounds_sentence": grounds, "changes": brief}

    def draw(self) -> None:
        """Start all drawings; the pages without charts are written meanwhile."""
        since, charts = self.settings["since"], self.charts
        self.official = self.query("removals_since", since=since)
        self.targets = self.query("stated_targets")
        by_release = by(self.lags, "release")
        years = self.query("removals_by_fiscal_year", **{"from": self.settings["fiscal_years_from"]})
        calendar = self.query("edition_calendar", **{"from": self.settings["calendar_from"]})
        detained = self.query("detained_by_edition", **{"from": self.settings["detained_from"]})
        not_held = self.query("detained_editions_not_held", **{"from": self.settings["detained_from"]})
        self.drawn: dict[str, Figure | None] = {
            "reported": charts.reported(self.query("reported_since", since=since), self.official, self.intervals),
            "fiscal_years": charts.fiscal_years(years, self.targets),
            "calendar": charts.calendar(calendar),
            "detained": charts.detained(detained, not_held),
            "checkable": checkable(charts, self.query("checkable_by_month")),
        }
        texts = page("release")
        self.release_lags = {
            release: charts.lag(
                rows, f"lag-{release}", texts["lag_by_interval" if rows[0]["by_interval"] else "lag_with_period"]
            )
            for release, rows in by_release.items()
        }
        self.drawn["lag"] = self.release_lags.get(self.settings["lag_release"])

    def homeland(self, statements: Statements) -> None:
        """The flagship page."""
        official = self.official
        self.out.csv("csv/ice-removals-since.csv", official, () if official else [c.key for c in OFFICIAL_COLUMNS])
        missing = [self._entry(row) for word in MISSING for row in self.board if row["status"] == word]
        ended = [self._entry(row) for row in self.board if row["status"] in ("discontinued", "cancelled", "reduced")]
        unknown = [self._entry(row) for row in self.board if (row["status"] or "unchecked") in wording.ABOUT_US]
        others = {row["release"] for row in [*missing, *ended, *unknown]}
        rest = [self._entry(row) for row in self.board if row["release"] not in others]
        self.render(
            "homeland-security.html",
            "homeland-security.html",
            page=self.settings,
            charts={name: finished(figure, self.out) for name, figure in self.drawn.items()},
            official=official,
            official_columns=OFFICIAL_COLUMNS,
            targets=self.targets,
            missing=missing,
            ended=ended,
            unknown=unknown,
            settle_top=statements.settle_top(),
            appeared=[row for row in rest if not row["is_long_ago"]],
            long_ago=[row for row in rest if row["is_long_ago"]],
            evidence={row["release"]: self._pieces(row["release"], row["evidence"]) for row in [*missing, *ended]},
        )

    def _pieces(self, release: str, names: Sequence[str] | None) -> list[Row]:
        """Evidence rows of a release for the identifiers given, one per identifier, its sources together."""
        wanted = list(names or [])
        found: dict[str, Row] = {}
        for row in self.evidence.get(release, []):
            if row["evidence"] in wanted:
                piece = found.setdefault(row["evidence"], {**row, "sources": []})
                if row["title"] is not None:
                    piece["sources"].append(row)
        unknown = [
            {"evidence": name, "sources": [], "kind": name.split(":")[0]} for name in wanted if name not in found
        ]
        return [*found.values(), *unknown]

    def releases(self) -> None:
        """One page per release."""
        tables = ("editions", "events", "looks", "series")
        rows = {name: by(self.query(f"release_{name}"), "release") for name in tables}
        intervals = by(self.intervals, "release")
        status = {row["release"]: self._entry(row) for row in self.board}
        for promise in self.query("release_promise"):
            name = promise["release"]
            editions = rows["editions"].get(name, [])
            missing = [row for row in editions if row["edition"] is None and row["status"] != "scheduled"]
            self.render(
                "release.html",
                f"release/{name}.html",
                page={"title": promise["title"], "lead": promise["description"]},
                promise=promise,
                status=status[name],
                pieces=self._pieces(name, status[name]["evidence"]),
                editions=list(reversed(editions)),
                missing=missing,
                intervals=intervals.get(name, []),
                changes=status[name]["changes"],
                lag=finished(self.release_lags.get(name), self.out),
                **{key: rows[key].get(name, []) for key in ("events", "looks", "series")},
            )
            self.out.csv(f"csv/editions-{name}.csv", editions)

    def figures(self, statements: Statements) -> None:
        """All reported figures with their verdicts, what would settle them, and what was left out."""
        self.checkable = finished(self.drawn["checkable"], self.out)
        statements.board(self.checkable, self.query("left_out_entries"))
        statements.settle()

    def methods(self) -> None:
        """The rules in words, with the text of each query."""
        self.render(
            "methods.html",
            "methods.html",
            page=page("methods"),
            grades=self.query("source_grades"),
            measures=self.query("measure_definitions"),
            scopes=self.query("scope_definitions"),
            populations=self.query("population_definitions"),
            reasons=page("reasons"),
            scripts={kind: self._scripts(kind) for kind in ("views", "queries", "checks", "schema")},
        )

    def _scripts(self, kind: str) -> list[Row]:
        """Copies of the SQL texts, each with its opening comment."""
        listed = []
        for path in sorted((travelling("sql") / kind).glob("*.sql")):
            text = path.read_text(encoding="utf-8")
            name = f"sql/{kind}/{path.name}.txt"  # .txt: browsers show it instead of offering to save it
            self.out.text(name, text)
            listed.append({"name": path.name, "href": name, "comment": opening_comment(text)})
        return listed

    def data(self) -> None:
        """Data dictionary and downloads."""
        settings = page("data")
        columns = by(self.query("dictionary_columns"), "name")
        tables = [{**row, "columns": columns.get(row["name"], [])} for row in self.query("dictionary_tables")]
        known = {row["name"] for row in tables}
        exports = [name for name in settings["export"] if name in known]
        for name in exports:
            header = [column["column_name"] for column in columns[name]]
            self.out.csv(f"csv/table-{name}.csv", self.query("export_table", table=name), header)
        files = sorted(name for name in self.out.written if name.startswith("csv/"))
        self.render("data.html", "data.html", page=settings, tables=tables, exports=exports, files=files)

    def assets(self) -> None:
        """Style sheet and script, as they are."""
        for path in sorted((travelling("reports") / "assets").iterdir()):
            self.out.text(f"assets/{path.name}", path.read_text(encoding="utf-8"))


def opening_comment(text: str) -> list[str]:
    """The comment at the head of an SQL file, as paragraphs."""
    lines = []
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        lines.append(line[2:].strip() if not line.startswith("--   ") else line[2:])
    paragraphs = "\n".join(lines).split("\n\n")
    return [paragraph.strip("\n") for paragraph in paragraphs if paragraph.strip()]
