"""Which official file layouts can be read? The registry of readers, by the name that releases carry.

Call `tracker.readers.sandbox.read_file`, not a layout's `read`: the latter runs calamine in this process.
"""

from __future__ import annotations

from types import MappingProxyType

from tracker.readers import cbp_southwest, ice_detention, khsm_encounters, ohss_monthly
from tracker.readers.base import Cell, Ignored, Layout, Note, Reading

_WORKBOOK = (".xlsx", ".xlsm")

READERS = MappingProxyType(
    {
        layout.name: layout
        for layout in (
            Layout(ohss_monthly.NAME, ohss_monthly.VERSION, _WORKBOOK, ohss_monthly.read),
            Layout(ice_detention.NAME, ice_detention.VERSION, _WORKBOOK, ice_detention.read),
            Layout(khsm_encounters.NAME, khsm_encounters.VERSION, _WORKBOOK, khsm_encounters.read),
            Layout(cbp_southwest.NAME, cbp_southwest.VERSION, (".csv",), cbp_southwest.read),
        )
    }
)

__all__ = ["READERS", "Cell", "Ignored", "Layout", "Note", "Reading"]
