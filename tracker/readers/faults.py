"""Which cells hold an error, or a formula without a result? calamine hands both over as blank cells.

`#REF!` in a table is not a blank: the XML of each sheet is searched for such cells, so that they can be refused. It is
also proved whole, for calamine reads a sheet that is cut short up to the cut and says nothing.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path, PurePosixPath
from xml.parsers import expat

from tracker.errors import ReadError

_ERROR = re.compile(
    rb"""<(?:\w+:)?c(\s[^>]*?\bt\s*=\s*["']e["'][^>]*)>(?:(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<)?""", re.DOTALL
)
_UNCOMPUTED = re.compile(
    rb"<(?:\w+:)?c(\s[^>]*[^/>])>\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>|</(?:\w+:)?c>)"
)
_HINTS = (re.compile(rb"""\bt\s*=\s*["']e["']"""), re.compile(rb"<(?:\w+:)?f[\s>/]"))
_TEXT = re.compile(rb"""\bt\s*=\s*["']str["']""")  # a formula whose result is the empty text: a blank
_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")


class Fault(str):
    """A cell that holds no value: an error such as #REF!, or a formula that was never calculated."""


class Faults:
    """The faulty cells of a workbook, sheet by sheet."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._parts = _parts(path)

    def of(self, sheet: str) -> dict[tuple[int, int], Fault]:
        """Zero-based row and column -> what stands there."""
        part = self._parts.get(sheet)
        if part is None:
            raise ReadError("its part of the workbook is missing", f"sheet '{sheet}'", "The file may be damaged")
        try:
            with zipfile.ZipFile(self._path) as archive:
                data = archive.read(part)
        except (KeyError, zipfile.BadZipFile, zipfile.LargeZipFile, OSError, EOFError, NotImplementedError) as error:
            raise ReadError("its part of the workbook can not be unpacked", f"sheet '{sheet}'") from error
        try:
            expat.ParserCreate().Parse(data, True)
        except expat.ExpatError as error:
            raise ReadError(f"its part of the workbook is damaged ({error})", f"sheet '{sheet}'") from error
        found = {}
        for hint, pattern in zip(_HINTS, (_ERROR, _UNCOMPUTED), strict=True):
            for match in pattern.finditer(data) if hint.search(data) else ():
                if (place := _PLACE.search(match[1])) and not _TEXT.search(match[1]):
                    text = (match[2] or b"").decode("utf-8", "replace") if pattern is _ERROR else ""
                    found[int(place[2]) - 1, _column(place[1])] = Fault(text or "a formula without a result")
        return found


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _parts(path: Path) -> dict[str, str]:
    """Sheet name -> name of its part in the archive."""
    try:
        with zipfile.ZipFile(path) as archive:
            sheets = [found for tag, found in _elements(archive.read("xl/workbook.xml")) if tag == "sheet"]
            links = [found for _, found in _elements(archive.read("xl/_rels/workbook.xml.rels"))]
    except (KeyError, zipfile.BadZipFile, OSError, EOFError, NotImplementedError, expat.ExpatError) as error:
        raise ReadError("its list of sheets can not be read", hint="The file may be damaged; fetch it again") from error
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
