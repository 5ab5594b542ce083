"""Which cells hold an error, or a formula without a result? calamine hands both over as blank cells.

`#REF!` in a table is not a blank: the XML of each sheet is searched for such cells, so that they can be refused. It is
also proved whole, for calamine reads a sheet that is cut short up to the cut and says nothing.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import Counter
from pathlib import Path, PurePosixPath
from xml.parsers import expat

from tracker.errors import ReadError

# Compiled when a sheet is searched: few are.
_ERROR = rb"""<(?:\w+:)?c(\s[^>]*?\bt\s*=\s*["']e["'][^>]*)>(?:(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<)?"""
_UNCOMPUTED = (
    rb"<(?:\w+:)?c(\s[^>]*[^/>])>\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>|</(?:\w+:)?c>)"
)
_HINTS = ((b'"e"', b"'e'"), (b"<f", b":f"))  # a sheet without any of these bytes is not searched with the pattern
_TEXT = re.compile(rb"""\bt\s*=\s*["']str["']""")  # a formula whose result is the empty text: a blank
_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")


class Fault(str):
    """A cell that holds no value: an error such as #REF!, or a formula that was never calculated."""


class Faults:
    """The faulty cells of a workbook, sheet by sheet."""

    def __init__(self, path: Path) -> None:
        try:
            self._archive = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, NotImplementedError) as error:
            raise _no_list() from error
        self._parts = _parts(self._archive)

    def of(self, sheet: str, values: int, merged: int) -> dict[tuple[int, int], Fault]:
        """Zero-based row and column -> what stands there. `values` and `merged` are how many calamine handed over.

        Where its bytes close as many values, cells and rows as they should, and end as a sheet does, then calamine saw
        the whole sheet and left nothing out: a quarter of the time of a parser. Else expat decides, and the faults are
        searched for.
        """
        part = self._parts.get(sheet)
        if part is None:
            raise ReadError("its part of the workbook is missing", f"sheet '{sheet}'", "The file may be damaged")
        try:
            data = self._archive.read(part)
        except (KeyError, zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError) as error:
            raise ReadError("its part of the workbook can not be unpacked", f"sheet '{sheet}'") from error
        if _adds_up(data, values, merged):
            return {}
        try:
            expat.ParserCreate().Parse(data, True)
        except expat.ExpatError as error:
            raise ReadError(f"its part of the workbook is damaged ({error})", f"sheet '{sheet}'") from error
        places = Counter(re.findall(rb"""<(?:\w+:)?c\s(?:[^>]*\s)?r\s*=\s*["']([A-Z]+\d+)["']""", data))
        if twice := [place.decode() for place, count in places.items() if count > 1]:
            raise ReadError("the cell is stored twice", f"sheet '{sheet}', cell {twice[0]}", "The file may be damaged")
        found = {}
        for hints, pattern in zip(_HINTS, (_ERROR, _UNCOMPUTED), strict=True):
            for match in re.finditer(pattern, data, re.DOTALL) if any(hint in data for hint in hints) else ():
                if (place := _PLACE.search(match[1])) and not _TEXT.search(match[1]):
                    text = (match[2] or b"").decode("utf-8", "replace") if pattern is _ERROR else ""
                    found[int(place[2]) - 1, _column(place[1])] = Fault(text or "a formula without a result")
        return found


def _adds_up(data: bytes, values: int, merged: int) -> bool:
    """Does every cell that is closed hold a value, and has calamine handed over all of them, in a sheet with an end?

    An error (#REF!) is handed over as a blank and a formula without a result has no value, so either breaks the sum.
    """
    end = data.rfind(b"</sheetData>")
    return (
        end > 0
        and data.endswith(b"</worksheet>")
        and data.find(b"<sheetData>", 0, end) > 0
        and data.count(b"</v>") == values
        and data.count(b"</c>") == values
        and data.count(b"<row ") == data.count(b"</row>")
        and data.count(b"<mergeCell ", end) == merged
    )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _no_list() -> ReadError:
    return ReadError("its list of sheets can not be read", hint="The file may be damaged; fetch it again")


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name -> name of its part in the archive."""
    try:
        sheets = [found for tag, found in _elements(archive.read("xl/workbook.xml")) if tag == "sheet"]
        links = [found for _, found in _elements(archive.read("xl/_rels/workbook.xml.rels"))]
    except (
        KeyError, zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, expat.ExpatError,
    ) as error:  # fmt: skip
        raise _no_list() from error
    targets = {link.get("Id", ""): link.get("Target", "") for link in links}
    parts = {}
    for found in sheets:
        link = next((value for key, value in found.items() if key.endswith(":id")), "")
        target = targets.get(link, "")
        parts[found.get("name", "")] = target[1:] if target.startswith("/") else str(PurePosixPath("xl") / target)
    return parts


def _elements(data: bytes) -> list[tuple[str, dict[str, str]]]:
    """Local name and attributes of every element."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda tag, attributes: found.append((tag.rpartition(":")[2], attributes))
    parser.Parse(data, True)
    return found
