"""Does each release that is read by its columns say what they are, and nothing that can not be?"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from tracker import model
from tracker.lint.names import Found


def whole_layouts(record: model.Record) -> Found:
    """`reader = "keyed"` and a table [keyed] go together; its columns, codes and patterns are whole."""
    for release in record.releases:
        if (release.reader == model.KEYED) != (release.keyed is not None):
            yield "Release", release.id, "keyed", 'reader = "keyed" and the table [keyed] go together'
        elif release.keyed is not None:
            yield from (("Release", release.id, f"keyed.{key}", text) for key, text in _problems(release.keyed))
            if release.sum or release.agreement:
                text = "are not held against versions of a keyed table, of which each value is kept once"
                yield "Release", release.id, "sum", f"[[sum]] and [[agreement]] {text}"


def _problems(keyed: model.Keyed) -> Iterator[tuple[str, str]]:
    named = [*keyed.key, *((keyed.period,) if keyed.period else ()), *keyed.values, *keyed.ignore]
    for name in sorted({name for name in named if named.count(name) > 1}):
        yield "key", f"column {name!r} is named twice"
    if not keyed.key and not keyed.period:
        yield "key", "a table needs a key, or a period that is one"
    if bool(keyed.period) != (keyed.grain != "none"):
        yield "grain", "a period has a grain (month, day or fiscal_year), and a grain a period"
    if keyed.path and keyed.format != "json":
        yield "path", "goes with format = 'json'"
    if len(keyed.delimiter) != 1 or keyed.delimiter in '"\r\n':
        yield "delimiter", "is one character, and no quote or line break"
    for code in keyed.codes:
        if re.search(r"\d", code) and re.fullmatch(r"[\d.,+-]+", code):
            yield "codes", f"{code!r} is a number"
    try:
        codecs.lookup(keyed.encoding)
    except LookupError:
        yield "encoding", f"no encoding is named {keyed.encoding!r}"
    yield from _pattern(keyed.file_date)


def _pattern(pattern: str) -> Iterator[tuple[str, str]]:
    try:
        groups = set(re.compile(pattern).groupindex) if pattern else {"year", "month", "day"}
    except re.error as error:
        yield "file_date", f"is no regular expression ({error})"
        return
    if missing := {"year", "month", "day"} - groups:
        yield "file_date", f"has no group named {', '.join(sorted(missing))}"
