"""Where does each record of a CSV or JSON file stand? The file as lines of UTF-8, one record to a line.

A file that has one record to a line already is left as it is, so that two versions can be held against each other line
by line. What has not (JSON, line breaks within quotes) is written anew as such lines. Numbers of records count the
header as 1: they are the rows that a spreadsheet shows.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from tracker import model
from tracker.errors import ReadError

_UTF8 = ("utf-8", "utf8", "utf-8-sig")


def lines(data: bytes, layout: model.Keyed) -> tuple[bytes, tuple[str, ...]]:
    """The text of a file as UTF-8 without byte order mark, each line ended by a line feed; JSON becomes CSV.

    And where in a JSON file other lists of objects stand, which are not read.
    """
    text = _utf8(data, layout.encoding)
    if layout.format == "json":
        rows, beside = _objects(text, layout.path)
        return _written(rows, layout.delimiter), beside
    if b"\r" in text:
        text = text.replace(b"\r\n", b"\n").replace(b"\r", b" ")
    return text if text.endswith(b"\n") else text + b"\n", ()


def single(text: bytes, layout: model.Keyed) -> tuple[bytes, list[int]]:
    """The same records with one to a line, and the line on which each began."""
    starts, records, first = [], [], 1
    reader = csv.reader(io.StringIO(text.decode("utf-8"), newline="\n"), delimiter=layout.delimiter, strict=True)
    try:
        for record in reader:
            starts.append(first)
            records.append([field.replace("\n", " ") for field in record])
            first = reader.line_num + 1
    except csv.Error as error:
        raise ReadError(f"is not a well-formed CSV file ({error})", f"line {first}") from error
    return _written(records, layout.delimiter), starts


def records(found: Iterable[bytes], layout: model.Keyed) -> list[list[str]] | None:
    """The fields of lines that are one record each; None where one of them is not."""
    whole = b"\n".join(found)
    if not whole:
        return []
    text = whole.decode("utf-8")
    parts = text.split("\n")
    if '"' not in text:
        return [part.split(layout.delimiter) for part in parts]
    try:
        rows = list(csv.reader(parts, delimiter=layout.delimiter, strict=True))
    except csv.Error:
        return None
    return rows if len(rows) == len(parts) else None


def _utf8(data: bytes, encoding: str) -> bytes:
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        if encoding.lower() not in _UTF8:
            data = data.decode(encoding).removeprefix("\ufeff").encode()
        elif not data.isascii():
            data.decode("utf-8")
    except UnicodeError as error:
        at = f"line {data.count(10, 0, error.start) + 1}" if isinstance(error, UnicodeDecodeError) else ""
        raise ReadError(f"is not a text file in {encoding}", at, "Name its encoding in [keyed]") from error
    if (found := data.find(b"\0")) >= 0:
        raise ReadError("holds a NUL character", f"line {data.count(10, 0, found) + 1}")
    return data


def _written(rows: Iterable[Iterable[str]], delimiter: str) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def _objects(text: bytes, path: str) -> tuple[list[list[str]], tuple[str, ...]]:
    """A header and a row for each object of the list, a field that it lacks as a blank; and the lists beside it."""
    try:
        found = json.loads(text, object_pairs_hook=_once, parse_float=str, parse_int=str, parse_constant=_no_number)
    except RecursionError as error:
        raise ReadError("is nested too deeply") from error
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise ReadError(f"is not a well-formed JSON file ({error.msg})", place) from error
    steps = path.split(".") if path else []
    beside = tuple(sorted(_beside(found, steps)))
    for step in steps:
        if not isinstance(found, dict) or step not in found:
            raise ReadError(f"has no '{step}' on the path '{path}'", hint="Correct `path` of [keyed]")
        found = found[step]
    if not isinstance(found, list):
        raise ReadError("is no list of objects", f"path '{path}'" if path else "", "Name the list by `path` of [keyed]")
    names: dict[str, None] = {}
    for number, each in enumerate(found, start=1):
        if not isinstance(each, dict):
            raise ReadError("is no object", f"entry {number} of the list")
        names |= dict.fromkeys(each)
    rows = ([_field(each.get(name), name, at) for name in names] for at, each in enumerate(found, 2))
    return [list(names), *rows], beside


def _beside(found: Any, steps: list[str]) -> Iterator[str]:
    """The places of lists of objects that are not the one at the end of the path."""
    waiting: list[tuple[Any, str, list[str]]] = [(found, "", steps)]
    while waiting:
        value, where, rest = waiting.pop()
        for name, each in value.items() if isinstance(value, dict) else ():
            place, on_path = f"{where}.{name[:60]}" if where else name[:60], rest[:1] == [name]
            if isinstance(each, list) and not (on_path and len(rest) == 1) and any(isinstance(x, dict) for x in each):
                yield place
            waiting.append((each, place, rest[1:] if on_path else []))


def _field(value: Any, name: str, row: int) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("\r", " ").replace("\n", " ")
    raise ReadError(f"holds a {type(value).__name__}, not a text or a number", f"row {row}, column '{name[:60]}'")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ReadError(f"an object has the key '{twice[:60]}' twice")
    return found


def _no_number(text: str) -> str:
    return text
