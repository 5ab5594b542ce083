"""Which official file layouts can be read? The registry of readers, by the name that releases carry.

Call `tracker.readers.sandbox.read_file`, not a layout's `read`: the latter runs calamine in this process. A layout's
module is imported when it is used, so that the process that opens a file starts with what it needs.
"""

from __future__ import annotations

from types import MappingProxyType

from tracker.readers.base import Cell, Ignored, Layout, Line, Note, Part, Reading, Unread

_WORKBOOK = (".xlsx", ".xlsm")

READERS = MappingProxyType(
    {
        layout.name: layout
        for layout in (
            Layout("ohss_monthly", _WORKBOOK),
            Layout("ice_detention", _WORKBOOK),
            Layout("khsm_encounters", _WORKBOOK),
            Layout("cbp_southwest", (".csv",)),
        )
    }
)

__all__ = ["READERS", "Cell", "Ignored", "Layout", "Line", "Note", "Part", "Reading", "Unread"]
