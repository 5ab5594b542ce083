"""What every entry of the record is: immutable, keyword-only, strict about keys."""

from __future__ import annotations

from typing import Literal

import msgspec

Grade = Literal["A", "B", "C"]


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of all entries: immutable, keyword-only, strict about keys."""
