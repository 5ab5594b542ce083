"""Which cells hold an error, or a formula without a result? calamine hands both over as blank cells.

`#REF!` in a table is not a blank: the XML of each sheet is searched for such cells, so that they can be refused.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

from tracker.errors import ReadError

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_ERROR = re.compile(rb"""<(?:\w+:)?c(\s[^>]*?\bt\s*=\s*["']e["'][^>]*)>(?:.*?<(?:\w+:)?v>([^<]*)<)?""", re.DOTALL)
_UNCOMPUTED = re.compile(
    rb"<(?:\w+:)?c(\s[^>]*[^/>])>\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>|</(?:\w+:)?c>)"
)
_HINTS = (re.compile(rb"""\bt\s*=\s*["']e["']"""), re.compile(rb"<(?:\w+:)?f[\s>/]"))
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
        found = {}
        for hint, pattern in zip(_HINTS, (_ERROR, _UNCOMPUTED), strict=True):
            for match in pattern.finditer(data) if hint.search(data) else ():
                if place := _PLACE.search(match[1]):
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
            book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
            links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    except (KeyError, zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ElementTree.ParseError) as error:
        raise ReadError("its list of sheets can not be read", hint="The file may be damaged; fetch it again") from error
    targets = {link.get("Id", ""): link.get("Target", "") for link in links}
    parts = {}
    for element in book.iter():
        if element.tag.rpartition("}")[2] == "sheet":
            target = targets.get(element.get(_RELATION) or element.get(_STRICT_RELATION) or "", "")
            absolute = target.startswith("/")
            parts[element.get("name", "")] = target[1:] if absolute else str(PurePosixPath("xl") / target)
    return parts
