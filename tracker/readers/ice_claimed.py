"""Which blocks of the ICE detention sheet are claimed, by their titles, and what kind of figures they hold?"""

from __future__ import annotations

from typing import Literal

import msgspec

Kind = Literal["snapshot", "flow"]


class Block(msgspec.Struct, frozen=True):
    """A block that is claimed: the name it carries here, how its title begins, and which footnote dates it."""

    title: str
    pattern: str
    kind: Kind
    section: str
    columns: bool = True  # is the column header part of the member? Not in blocks of months or of one total
    parents: str = ""  # rows that head the rows below them


BLOCKS = (
    Block(
        "ICE Currently Detained by Processing Disposition",
        r"ICE Currently Detained by Processing Disposition( and Detention Facility Type)?",
        "snapshot",
        "detained",
    ),
    Block(
        "ICE Currently Detained by Criminality and Arresting Agency",
        r"ICE Currently Detained by Criminality and Arresting Agency",
        "snapshot",
        "detained",
    ),
    Block(
        "ICE Initial Book-Ins by Arresting Agency and Month",
        r"ICE Initial Book[- ]?Ins by Arresting Agency and Month",
        "flow",
        "book_ins",
        columns=False,
    ),
    Block(
        "ICE Initial Book-Ins by Facility Type and Criminality",
        r"ICE Initial Book[- ]?Ins by (Facility Type and )?Criminality",
        "flow",
        "book_ins",
    ),
    Block(
        "ICE Final Book Outs by Facility Type",
        r"ICE Final Book[- ]?Outs( by Facility Type)?",
        "flow",
        "book_outs",
        columns=False,
    ),
    Block(
        "ICE Final Book Outs by Release Reason, Month and Criminality",
        r"ICE Final Book[- ]?Outs by Release Reason, Month,? and Criminality",
        "flow",
        "book_outs",
        columns=False,
    ),
    Block(
        "ICE Average Daily Population by Arresting Agency, Month and Criminality",
        r"ICE Average Daily Population by Arresting Agency, Month,? and Criminality",
        "flow",
        "average_daily_population",
        columns=False,
        parents=r".*\bAverage",
    ),
    Block(
        "ICE Average Daily Population by Facility Type and Month",
        r"ICE Average Daily Population by (Facility Type and )?Month",
        "flow",
        "average_daily_population",
        columns=False,
    ),
    Block("ICE Removals", r"ICE Removals", "flow", "removals", columns=False),
)
