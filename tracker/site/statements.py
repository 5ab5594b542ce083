"""What do the pages about stated figures show? The list, a page for each figure, and what would settle them.

All rows are read once, with one query each, and put together here.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from tracker.exports.claimreview import claim_review, json_text
from tracker.site import wording
from tracker.site.figure import Figure
from tracker.site.filters import Filter, style_sheet
from tracker.site.reasons import VERDICTS, sentence, short
from tracker.site.templates import by, page, script_json
from tracker.site.track import track

if TYPE_CHECKING:
    from tracker.site.pages import Site

Row = dict[str, Any]


class Statements:
    """The rows about stated figures of one run."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.words = page("reasons")
        self.rows = [self._entry(row) for row in site.query("reported_figures")]
        self.ids = frozenset(row["figure"] for row in self.rows)
        self.named = {row["figure"]: row for row in self.rows}
        self.sources = by(site.query("figure_sources"), "figure")
        self.compared = site.query("figure_comparisons")
        self.relations = site.query("figure_relations")
        self.orders = by(site.query("figure_orders"), "figure")
        self.settling = [self._settling(row) for row in site.query("what_would_settle")]
        documents = ({**row, "documents": self.sources.get(row["figure"], [])} for row in self.rows)
        self.claims = {row["figure"]: claim_review(row) for row in documents}

    def _entry(self, row: Row) -> Row:
        return {
            **row,
            "sentence": sentence(row["verdict"], row["reason"]) + self._rests(row, ""),
            "said_sentence": sentence(row["said_verdict"], row["said_reason"]) + self._rests(row, "said_"),
        }

    def _rests(self, row: Row, side: str) -> str:
        """Of a period that was running: what of it the verdict rests on."""
        low, high = row[f"{side}so_far_low"], row[f"{side}so_far_high"]
        if low is None and high is None:
            return ""
        official = f"{wording.value_range(low, high)} {row['unit']}"
        return " " + str(self.words["rests"]["so_far"]).format(official=official)

    def _settling(self, row: Row) -> Row:
        said, latest = short(row["said_status"]), short(row["latest_status"])
        return {**row, "said_words": said, "latest_words": latest, "holds_words": self._holds(row)}

    def _holds(self, row: Row) -> str:
        """Whether an edition that is missing would hold a figure, or only bound it, and why."""
        if not row["holds"]:
            return "would bound it: " + "; ".join(self.words["bound"].get(each, each) for each in row["bound_because"])
        return "would hold it" if "same" in row["roles"] else "would hold it, if the words are read as it counts"

    def board(self, chart: Figure | None, left_out: Sequence[Row]) -> None:
        """The list of all figures, with lists of choices; CSV and claims."""
        filters = [
            Filter("v", "Verdict", self.rows, lambda row: row["verdict"].replace("_", " ")),
            Filter("s", "Speaker", self.rows, lambda row: row["speaker"]),
            Filter("m", "Measure", self.rows, lambda row: row["measure_title"]),
            Filter("d", "Month", self.rows, lambda row: row["stated_month"]),
        ]
        counts = {row["verdict"]: 0 for row in self.rows}
        for row in self.rows:
            counts[row["verdict"]] += 1
        listed = [{**row, "classes": " ".join(one.class_of(row) for one in filters)} for row in self.rows]
        self.site.out.text("assets/filters.css", style_sheet(filters))
        self.site.render(
            "figures.html",
            "figures.html",
            page=page("figures"),
            filters=filters,
            figures=list(reversed(listed)),
            counts=[{"verdict": name, "figures": counts[name]} for name in VERDICTS if name in counts],
            chart=chart,
            settle_top=self.settle_top(),
            left_out=left_out,
        )
        out = self.site.out
        out.csv("csv/reported-figures.csv", [self._bare(row) for row in self.rows], () if self.rows else ("figure",))
        out.csv("csv/figure-comparisons.csv", self.compared, () if self.compared else ("figure",))
        out.csv("csv/figure-arithmetic.csv", self.relations, () if self.relations else ("relation",))
        out.text("claims.json", json_text([claim for claim in self.claims.values() if claim is not None]))

    @staticmethod
    def _bare(row: Row) -> Row:
        return {key: value for key, value in row.items() if not key.endswith("sentence")}

    def settle_top(self) -> list[Row]:
        """The releases whose missing editions would let most figures be checked, most first."""
        groups = [list(rows) for _, rows in groupby(self.settling, key=lambda row: row["release"])]
        return [{**rows[0], "rows": rows} for rows in groups]

    def settle(self) -> None:
        """Which missing edition would let which figures be checked: by release and edition."""
        releases = []
        for release in self.settle_top():
            editions = [
                {**rows[0], "rows": rows}
                for rows in (list(group) for _, group in groupby(release["rows"], key=lambda row: row["ref"]))
            ]
            releases.append({**release, "editions": editions})
        self.site.render(
            "what-would-settle.html", "what-would-settle.html", page=page("what-would-settle"), releases=releases
        )
        columns = () if self.settling else ("release", "ref", "figure")
        rows = [{key: value for key, value in row.items() if not key.endswith("_words")} for row in self.settling]
        self.site.out.csv("csv/what-would-settle.csv", rows, columns)

    def pages(self) -> None:
        """One page per figure."""
        compared = by(self.compared, "figure")
        settling = by(self.settling, "figure")
        looked = {row["release"]: row["observed_through_on"] for row in self.site.board}
        for row in self.rows:
            name = row["figure"]
            rows = [self._compared(each) for each in compared.get(name, [])]
            latest = [each for each in rows if each["basis"] == "latest"]
            releases = sorted({each["needed_release"] for each in latest if each["points"]})
            claim = self.claims[name]
            self.site.render(
                "figure.html",
                f"figure/{name}.html",
                page={"title": wording.figure_title(row), "lead": row["text"]},
                row=row,
                note=wording.linked(row["note"] or "", self.ids, "../"),
                documents=self.sources.get(name, []),
                latest=latest,
                said=[each for each in rows if each["basis"] == "said"],
                track=track(row, latest, self.words["role"]) if row["kind"] != "ordinal" else None,
                track_looked=[{"title": self._title(release), "on": looked.get(release)} for release in releases],
                relations=[self._relation(each) for each in self.relations if _part_of(each, name)],
                orders=[self._order(each) for each in self.orders.get(name, [])],
                settling=settling.get(name, []),
                claim=script_json(claim) if claim else None,
            )

    def _title(self, release: str) -> str:
        return self.site.charts.name(release, self.site.charts.titles.get(release, release))

    def _compared(self, row: Row) -> Row:
        return {
            **row,
            "sentence": sentence(row["verdict"], row["reason"]),
            "role_words": self.words["role"][row["role"]],
            "needed_words": short(row["needed_status_known_now"]) if row["needed_status_known_now"] else "",
            "differs_words": ", ".join(self.words["differs"].get(each, each) for each in row["differs"]),
        }

    def _order(self, row: Row) -> Row:
        words = self.words["outcome"][row["outcome"]]
        return {**row, "words": words, "reason_words": short(row["reason"]) if row["outcome"] == "undecided" else ""}

    def _relation(self, row: Row) -> Row:
        return {
            **row,
            "kind_words": self.words["relation"].get(row["kind"], row["kind"]),
            "outcome_words": self.words["outcome"].get(row["outcome"], row["outcome"]),
            "parts": [self.named[name] for name in row["figures"] if name in self.named],
            "whole": self.named.get(row["result"]) if row["result"] else None,
        }


def _part_of(relation: Row, figure: str) -> bool:
    return bool(relation["result"] == figure or figure in relation["figures"])
