"""What does the record say? Reads record/ (TOML and CSV that people write) into the structs of `tracker.model`.

    agencies.toml measures.toml scopes.toml populations.toml series.toml   one [[block]] per entry
    sources/*.toml                                        [[source]]
    releases/*.toml                                       one release per file
    editions/<release>.csv                                more editions of that release
    figures/*.toml                                        [[figure]] and [[left_out]]
    relations.toml                                        [[relation]]
    observations/*.csv                                    one observation per line
    differences/*.csv                                     what differs between editions, one finding per line

Every entry is decoded on its own, so that an error names file, entry and key, and one bad entry does not hide the next.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from tracker import lint, model
from tracker.errors import RecordError
from tracker.lint import Located, Problem

PACKAGED = Path(__file__).parent / "record"
E = TypeVar("E", bound=model.Entry)


def load(folder: Path = PACKAGED) -> model.Record:
    """The record, validated; RecordError names the first problem and how many there are."""
    record, problems = read(folder)
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise RecordError(problems[0].message + more, problems[0].where, "`tracker lint` lists all problems")
    return record


def read(folder: Path = PACKAGED) -> tuple[model.Record, list[Problem]]:
    """The record as far as it can be read, and everything that is wrong with it."""
    if not folder.is_dir():
        raise RecordError("no such folder", str(folder), "Name the folder of a record with --record")
    reader = _Reader(folder)
    record = model.Record(
        agencies=reader.blocks("agencies.toml", "agency", model.Agency),
        measures=reader.blocks("measures.toml", "measure", model.Measure),
        scopes=reader.blocks("scopes.toml", "scope", model.Scope),
        populations=reader.blocks("populations.toml", "population", model.Population),
        series=reader.blocks("series.toml", "series", model.Series),
        sources=reader.blocks("sources/*.toml", "source", model.Source),
        releases=reader.releases(),
        figures=reader.blocks("figures/*.toml", "figure", model.ReportedFigure),
        left_out=reader.blocks("figures/*.toml", "left_out", model.LeftOut),
        relations=reader.blocks("relations.toml", "relation", model.Relation),
        observations=reader.rows("observations/*.csv", model.Observation),
        differences=reader.rows("differences/*.csv", model.Difference),
    )
    # what can not be read is missing everywhere: the rules across entries wait until it can be
    return record, reader.problems or lint.check(record, reader.located)


def files(folder: Path = PACKAGED) -> list[Path]:
    """The files that make up a record, in a fixed order."""
    return sorted(path for path in folder.rglob("*") if path.suffix in {".toml", ".csv"})


class _Reader:
    """Reads one folder, keeping what is wrong and where each entry stands."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.located: Located = {}
        self._documents: dict[Path, dict[str, Any]] = {}

    def blocks(self, pattern: str, key: str, kind: type[E]) -> tuple[E, ...]:
        """All [[key]] blocks of the files that match, as entries."""
        return tuple(self._blocks(pattern, key, kind))

    def _blocks(self, pattern: str, key: str, kind: type[E]) -> Iterator[E]:
        known = {"figures/*.toml": {"figure", "left_out"}}.get(pattern, {key})
        for path in sorted(self.folder.glob(pattern)):
            document = self._document(path)
            for unknown in sorted(set(document) - known):
                self._problem(path, unknown, "", f"unknown key; this file holds {_blocks_of(known)}")
            blocks = document.get(key, [])
            if not isinstance(blocks, list):
                self._problem(path, key, "", f"write [[{key}]], with two brackets on each side")
                continue
            for number, block in enumerate(blocks, start=1):
                entry = self._entry(path, f"[[{key}]] number {number}", block, kind)
                if entry is not None:
                    yield entry

    def releases(self) -> tuple[model.Release, ...]:
        """One release per file, with the editions of its CSV file added."""
        releases = []
        for path in sorted(self.folder.glob("releases/*.toml")):
            release = self._entry(path, path.stem, self._document(path), model.Release)
            if release is None:
                continue
            if release.id != path.stem:
                self._problem(path, release.id, "id", f"the file is named {path.stem}; name and id must be the same")
            extra = self.rows(f"editions/{release.id}.csv", model.Edition)
            releases.append(msgspec.structs.replace(release, edition=(*release.edition, *extra)))
        stray = {path.stem for path in self.folder.glob("editions/*.csv")} - {release.id for release in releases}
        for name in sorted(stray):
            self._problem(self.folder / "editions" / f"{name}.csv", name, "", "no release has this id")
        return tuple(releases)

    def rows(self, pattern: str, kind: type[E]) -> tuple[E, ...]:
        """All lines of the CSV files that match, as entries; an empty field counts as not given."""
        return tuple(entry for path in sorted(self.folder.glob(pattern)) for entry in self._rows(path, kind))

    def _rows(self, path: Path, kind: type[E]) -> Iterator[E]:
        try:
            with path.open(encoding="utf-8", newline="") as lines:
                for row in csv.DictReader(lines, strict=True):
                    line = f"line {len(self.located.get(path.name, ())) + 2}"
                    if None in row or None in row.values():
                        self._problem(path, line, "", "more or fewer fields than the header has")
                        continue
                    entry = self._entry(path, line, {key: text for key, text in row.items() if text}, kind)
                    self.located.setdefault(path.name, []).append(str(path))
                    if entry is not None:
                        yield entry
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            self._problem(path, "", "", f"can not be read: {error}")

    def _document(self, path: Path) -> dict[str, Any]:
        if path not in self._documents:
            try:
                self._documents[path] = tomllib.loads(path.read_text(encoding="utf-8"))
            except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
                self._problem(path, "", "", f"can not be read: {error}")
                self._documents[path] = {}
        return self._documents[path]

    def _entry(self, path: Path, name: str, block: Any, kind: type[E]) -> E | None:
        label = str(block.get("id", name)) if isinstance(block, dict) else name
        try:
            entry = msgspec.convert(block, kind, strict=path.suffix == ".toml")
        except msgspec.ValidationError as error:
            message, _, key = str(error).partition(" - at ")
            self._problem(path, label, key.strip("`").removeprefix("$").removeprefix("."), message)
            return None
        self.located.setdefault(_address(kind, entry), []).append(str(path))
        for key in _required_text(kind):
            if not getattr(entry, key).strip():
                self._problem(path, label, key, "is empty")
        return entry

    def _problem(self, path: Path, entry: str, key: str, message: str) -> None:
        self.problems.append(Problem(str(path.relative_to(self.folder)), entry, key, message))


def _blocks_of(keys: set[str]) -> str:
    return " and ".join(f"[[{key}]]" for key in sorted(keys))


@cache
def _required_text(kind: type[model.Entry]) -> list[str]:
    fields = msgspec.structs.fields(kind)
    return [field.name for field in fields if field.type is str and field.required]


def _address(kind: type[model.Entry], entry: model.Entry) -> str:
    return f"{kind.__name__}:{getattr(entry, 'id', '')}"
