"""What does the page "What changed" of a release say? Counts, lists and words from the findings of its editions.

The lists are bounded: of each kind the largest, of the pairs of editions the newest; the page says how many it does not
list, and the CSV beside it has all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from tracker.site import change_charts
from tracker.site.charts import Charts
from tracker.site.figure import Figure, finished
from tracker.site.files import Output
from tracker.site.note_words import changed_words
from tracker.site.notices import Notices
from tracker.site.templates import by, page
from tracker.site.wording import EMPTY, change_of, count, number, percent, period_name

Query = Callable[..., list[dict[str, Any]]]
Row = dict[str, Any]
Rows = Sequence[Mapping[str, Any]]

WEIGHTS = ("suspect", "loss", "change", "routine")
ANNOUNCED = {"event": "by_event", "note": "by_note", "standing note": "by_standing_note", "none": "by_none"}
SECTIONS = ("severe", "changed", "routine", "residual")
SHORT = 12  # characters of a digest


class Shared(Protocol):
    """What this page takes from the run."""

    query: Query
    out: Output
    charts: Charts

    def render(self, template: str, name: str, **context: Any) -> None:
        """One page from its template."""


class Changes:
    """The pages of all releases that have findings, and what other pages say of them."""

    def __init__(self, site: Shared) -> None:
        self.site, self.query = site, site.query
        self.words = page("changes")
        self.limit: Mapping[str, int] = self.words["limit"]
        self.overview = {row["release"]: row for row in self.query("change_releases")}
        self.lost = by(self.query("no_longer_printed"), "release")
        self._figures: dict[str, dict[str, Figure | None]] = {}

    def draw(self) -> None:
        """Start the drawings."""
        for release in self.overview:
            limits = {"series": self.limit["series"], "figures": self.limit["figures"]}
            moved = self.query("change_paths", release=release, **limits)
            args = (self.site.charts, release)
            self._figures[release] = {
                "map": change_charts.change_map(*args, self.query("change_map", release=release), self.words),
                "paths": change_charts.paths(*args, moved, self.words),
                "ages": change_charts.ages(*args, self.query("revision_by_age", release=release), self.words),
            }

    def brief(self, release: str) -> Row | None:
        """What the page of the release and the board say of it; None where nothing was compared."""
        row = self.overview.get(release)
        if row is None:
            return None
        parts = [
            count(row[key], *names)
            for key, names in (
                ("suspects", ("suspect finding", "suspect findings")),
                ("losses", ("loss", "losses")),
                ("changes", ("change", "changes")),
                ("routine", ("routine finding", "routine findings")),
            )
            if row[key]
        ]
        lost = [self._lost(one) for one in self.lost.get(release, [])]
        pairs = count(row["pairs"], "pair of editions", "pairs of editions") + " compared" if row["pairs"] else ""
        return {**row, "counts": ", ".join(parts), "compared": pairs, "lost": lost}

    def _lost(self, row: Row) -> Row:
        label = self._grain(row["label"]) if row["breakdown"] == "grain" else row["label"]
        return {
            **row,
            "breakdown_word": self.words["breakdown"].get(row["breakdown"], row["breakdown"]),
            "label": label,
        }

    def pages(self) -> None:
        """One page for each release with findings, and its CSV."""
        for release, row in self.overview.items():
            pairs = [self._pair(pair) for pair in self.query("change_pairs", release=release)]
            notes = self.query("change_notes", release=release, most=self.limit["notes"])
            told = self.query("change_announcements", release=release)
            notices = Notices(told, notes, self.words["announced"], self.limit["announcements"])
            groups = self._groups(release, pairs, notices)
            self.site.render(
                "changes.html",
                f"release/{release}-changes.html",
                page={"title": f"{self.words['title']}: {row['title']}", "lead": self.words["lead"]},
                text=self.words,
                overview=row,
                lost=[self._lost(one) for one in self.lost.get(release, [])],
                pairs=self._summaries(release, pairs),
                older=pairs[self.limit["pairs"] : self.limit["summary"]],
                not_listed=len(pairs[self.limit["summary"] :]),
                between=pairs[0]["all_between_editions"] if pairs else 0,
                **{name: [group for group in groups if name == _section(group)] for name in SECTIONS},
                notices=notices,
                largest=self._largest(release, notices),
                series=[self._series(one) for one in self.query("revision_by_series", release=release)],
                notes=[self._note(one) for one in notes],
                unread=self.query("change_unread", release=release),
                charts={name: finished(figure, self.site.out) for name, figure in self._figures[release].items()},
            )
            self.site.out.csv(f"csv/findings-{release}.csv", self.query("release_findings", release=release))

    def _pair(self, row: Row) -> Row:
        alone = row["edition"] == row["previous"]
        name = f"{row['ref']} by itself" if alone else f"{row['ref']} against {row['old_ref']}"
        return {**row, "alone": alone, "name": name, "key": (row["edition"], row["previous"])}

    def _summaries(self, release: str, pairs: Sequence[Row]) -> list[Row]:
        """The newest pairs, with the number of findings of each kind, weightiest first."""
        kinds: dict[tuple[str, str], list[Row]] = {}
        for row in self.query("change_kinds", release=release):
            kinds.setdefault((row["edition"], row["previous"]), []).append(row)
        shown = []
        for pair in pairs[: self.limit["pairs"]]:
            rows = kinds.get(pair["key"], [])
            weights = [
                {"weight": weight, "kinds": [self._kind(row) for row in rows if row["weight"] == weight]}
                for weight in WEIGHTS
            ]
            shown.append({**pair, "weights": [weight for weight in weights if weight["kinds"]]})
        return shown

    def _kind(self, row: Row) -> Row:
        """One kind of finding in one pair: its number in words, and what it is."""
        words = self._kind_words(row["kind"])
        more = []
        if row["tables"]:
            more.append("in " + count(row["tables"], "table"))
        if row["kind"] == "revised":
            more.append(f"{number(row['beyond_rounding'])} beyond rounding, {number(row['within_rounding'])} within")
        if row["uncertain"]:
            more.append(f"{number(row['uncertain'])} not certain")
        told = [f"{self.words['announced'][name]} ({number(row[key])})" for name, key in ANNOUNCED.items() if row[key]]
        lead = count(row["findings"], words["one"], words["many"])
        return {**row, "lead": lead, "more": ", ".join(more), "text": words["text"], "announced": "; ".join(told)}

    def _kind_words(self, kind: str) -> Row:
        plain = kind.replace("_", " ")
        known: Row = self.words["kind"].get(kind, {"one": plain, "many": plain, "text": ""})
        return {"before": "In the older edition", "after": "In the newer edition", **known}

    def _groups(self, release: str, pairs: Sequence[Row], notices: Notices) -> list[Row]:
        """Listed findings, together by pair of editions and kind, weightiest first."""
        names = {pair["key"]: pair["name"] for pair in pairs}
        groups: dict[tuple[str, ...], Row] = {}
        limits = {"most": self.limit["rows"], "pairs": self.limit["pairs"]}
        for row in self.query("change_listed", release=release, **limits):
            words = self._kind_words(row["kind"])
            key = (row["edition"], row["previous"], row["weight"], row["kind"])
            fresh = {
                **{name: row[name] for name in ("edition", "previous", "weight", "kind", "of_kind")},
                "pair": names[key[:2]],
                "lead": count(row["of_kind"], words["one"], words["many"]),
                "words": words,
                "rows": [],
            }
            groups.setdefault(key, fresh)["rows"].append(self._finding(row, notices))
        listed = list(groups.values())
        for group in listed:
            group["more"] = group["of_kind"] - len(group["rows"])
            group["has_announced"] = any(row["announced"] for row in group["rows"])
        return sorted(listed, key=lambda group: WEIGHTS.index(group["weight"]))

    def _finding(self, row: Row, notices: Notices) -> Row:
        """One finding for a table: what it concerns, both sides with their addresses, certainty, announcement."""
        period = "" if row["period_end"] is None else period_name(row["grain"], row["period_start"], row["period_end"])
        if not period and row["grain"] and row["kind"].startswith("grain_"):
            period = self._grain(row["grain"])
        return {
            **row,
            "table": row["table_title"] or row["old_table_title"] or "the whole file",
            "label": row["member"] or row["old_member"] or "",
            "period": period,
            "before": self._side(row, "old_"),
            "after": self._side(row, ""),
            "announced": notices.of(row),
            "has_note": notices.has_note(row),
        }

    def _side(self, row: Row, prefix: str) -> Row:
        """What one of the two editions prints, and where: words, sheet and cell, digest."""
        value, code, cells = (row[f"{prefix}{name}"] for name in ("value", "code", "cells"))
        kind = row["kind"]
        if value is not None:
            words = number(value)
        elif code is not None:
            words = f"code “{code}”" if code.strip() else "blank"
        elif kind in ("perhaps_renamed", "table_renamed", "member_renamed", "label_respelled", "rotation"):
            words = row[f"{prefix}member"] or row[f"{prefix}table_title"] or ""
        else:
            words = "" if cells is None else count(cells, "cell")
        if kind in ("tables_disagree", "total_off") and prefix:
            words += "".join(f" · {row[name]}" for name in ("old_table_title", "old_member") if row[name])
        sheet, cell = row[f"{prefix}sheet"], row[f"{prefix}cell"]
        place = f"{sheet}!{cell}" if sheet and cell else sheet or ""
        return {
            "words": words or (EMPTY if not place else ""),
            "place": place,
            "digest": (row[f"{prefix}digest"] or EMPTY)[:SHORT],
        }

    def _grain(self, grain: str | None) -> str:
        return str(self.words["grain"].get(grain or "none", grain))

    def _largest(self, release: str, notices: Notices) -> Row | None:
        """The largest revisions of the newest pair that has any, by size and in proportion."""
        rows = [self._revision(row, notices) for row in self._revisions(release)]
        if not rows:
            return None
        most = self.limit["revisions"]
        return {
            "newer": rows[0]["edition"].split("/", 1)[1],
            "older": rows[0]["previous"].split("/", 1)[1],
            "revisions": rows[0]["revisions"],
            "by_size": [row for row in rows if row["by_size"] <= most],
            "by_share": sorted((row for row in rows if row["by_share"] <= most), key=lambda row: row["by_share"]),
        }

    def _revisions(self, release: str) -> list[Row]:
        return self.query("revision_largest", release=release, most=self.limit["revisions"])

    def _revision(self, row: Row, notices: Notices) -> Row:
        return {
            **row,
            "period": period_name(row["grain"], row["period_start"], row["period_end"]),
            "absolute_words": change_of(row["absolute"]),
            "relative_words": percent(row["relative"]),
            "rounding": "beyond" if row["beyond_rounding"] else "within",
            "announced": notices.of(row),
            "has_note": notices.has_note(row),
            "places": _places(row),
        }

    def _series(self, row: Row) -> Row:
        return {
            **row,
            "median_words": percent(row["median_size"], signed=False),
            "largest_words": percent(row["largest"], signed=False),
            "total_words": change_of(row["total_change"]),
        }

    def _note(self, row: Row) -> Row:
        """One change of a note: the words, and the tables where it stands."""
        return {
            **row,
            "newer": row["edition"].split("/", 1)[1],
            "older": row["previous"].split("/", 1)[1],
            "words": self._kind_words(row["kind"])["one"],
            "html": changed_words(row["old_text"], row["text"]),
        }


def _section(group: Row) -> str:
    """Where on the page findings of a kind stand."""
    if group["kind"] == "residual_not_compared":
        return "residual"
    return {"change": "changed", "routine": "routine"}.get(group["weight"], "severe")


def _places(row: Row) -> str:
    """The cell in both editions, once where it is the same."""
    old, new = (f"{row[prefix + 'sheet']}!{row[prefix + 'cell']}" for prefix in ("old_", ""))
    return f"{new} in both" if old == new else f"old: {old}; new: {new}"
