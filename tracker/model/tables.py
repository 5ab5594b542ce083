"""What is expected of the tables of a release, how a keyed file is read, and what a comparison found?"""

from __future__ import annotations

from datetime import date
from typing import Literal

from tracker.model.entry import Entry


class Expectation(Entry, frozen=True, kw_only=True):
    """What a whole file of a release holds at least; one that holds less is suspect of being cut short."""

    minimum_tables: int = 0


class TableRule(Entry, frozen=True, kw_only=True):
    """What the record expects of the tables whose title `match` finds; the first rule that matches holds.

    members: `fixed`, each member is expected in each edition; `top`, the N largest, which come and go but for the
    labels in `fixed`; `open`, nothing is expected. `residual` labels (Other) are never compared across a rotation.
    history: each edition carries the `whole` of it, the periods of its `fiscal_year`, or the `latest` only.
    """

    match: str  # regular expression, in the words of the title
    members: Literal["fixed", "top", "open"] = "open"
    fixed: tuple[str, ...] = ()
    residual: tuple[str, ...] = ()
    history: Literal["whole", "fiscal_year", "latest"] = "whole"
    cumulative: bool = False  # a year to date can only grow
    rounding: float = 0  # values are printed rounded to this
    minimum_cells: int = 0
    note: str = ""


class SumRule(Entry, frozen=True, kw_only=True):
    """Members of a table that must add up to another, within what rounding allows."""

    match: str
    total: str
    parts: tuple[str, ...]


class Agreement(Entry, frozen=True, kw_only=True):
    """Two members of two tables of one edition that print the same thing."""

    table: str
    member: str
    other_table: str
    other_member: str
    text: str  # why they are the same thing


class Correction(Entry, frozen=True, kw_only=True):
    """A printed value that is known to be in error. `expect` is what the edition prints; else the build fails."""

    edition: str  # reference period
    table: str
    member: str
    grain: Literal["month", "fiscal_year", "fiscal_year_to_date", "day"]
    period: str
    value: float
    text: str
    source: str
    expect: float | None = None
    expect_code: str = ""


KEYED = "keyed"  # the reader of releases that have a table [keyed]


class Keyed(Entry, frozen=True, kw_only=True):
    """How to read a CSV or JSON file that is one table with a key: its columns, by the names in its header.

    A member is the key's values and the name of the value column: "Texas > deaths". Without `values`, every column is
    one that is not named here, and a new column is a new member; with them, a new column is an error until it is named.
    """

    title: str  # of the table
    key: tuple[str, ...] = ()
    period: str = ""
    grain: Literal["month", "day", "fiscal_year", "none"] = "none"
    period_format: str = ""  # where periods are not written 2024-08, 2024-08-31 or FY2024: as strptime reads them
    values: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()  # what may stand instead of a number; a blank always may
    format: Literal["csv", "json"] = "csv"
    path: str = ""  # for JSON: keys that lead to the list of objects, joined by dots
    delimiter: str = ","
    encoding: str = "utf-8"
    file_date: str = ""  # regular expression with groups year, month and day: when a file appeared, by its name


class Difference(Entry, frozen=True, kw_only=True):
    """What differs between two editions, as the comparison of their files found it (see sql/compare)."""

    edition: str  # release/ref, the newer
    previous: str  # release/ref, the older
    what: Literal[
        "edition",
        "table",
        "grain",
        "dimension",
        "member",
        "period",
        "cell",
        "cumulative",
        "withdrawn",
        "tail",
        "note",
        "unread",
        "copy",
        "agreement",
        "sum",
    ]
    how: str
    digest: str
    old_digest: str
    table_title: str = ""
    old_table_title: str = ""
    member: str = ""
    old_member: str = ""
    label: str = ""
    grain: str = ""
    period_start: date | None = None
    period_end: date | None = None
    old_value: float | None = None
    old_code: str | None = None
    value: float | None = None
    code: str | None = None
    old_sheet: str = ""
    old_cell: str = ""
    sheet: str = ""
    cell: str = ""
    old_cells: int | None = None
    cells: int | None = None
    equal_cells: int | None = None
    old_text: str = ""
    text: str = ""
