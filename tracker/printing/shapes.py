"""Rows as tables, CSV and JSON on standard output."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from typing import Any

import click
import msgspec

Row = dict[str, Any]
GUTTER = 3  # between two columns of a table: blank, line, blank


def as_json(rows: Sequence[Row]) -> None:
    """Rows as a JSON array, dates as ISO text."""
    click.echo(msgspec.json.format(msgspec.json.encode(list(rows)), indent=2).decode())


def as_csv(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Rows as CSV with a header."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([plain(value) for value in row] for row in rows)


def table(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Rows as a table that fits the terminal."""
    from rich.console import Console
    from rich.table import Table

    shown = Table(show_edge=False, header_style="bold", pad_edge=False)
    for name in names:  # what names a thing is never cut: it is what one types next
        shown.add_column(name, no_wrap=name in ("release", "figure", "series"), overflow="fold")
    for row in rows:
        shown.add_row(*(_escaped(plain(value)) for value in row))
    Console(soft_wrap=False).print(shown)


def folded(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[str]:
    """A table whose columns fold between words alone; the last columns are left out where there is no room.

    Codes are shown with blanks, so that they can fold. Returns the names of the columns that were left out.
    """
    from rich.console import Console
    from rich.table import Table

    console = Console(soft_wrap=False)
    columns = [[plain(row[at]) for row in rows] for at in range(len(names))]
    heads = [name.replace("_", " ") for name in names]
    spoken = [column if at == 0 else [text.replace("_", " ") for text in column] for at, column in enumerate(columns)]
    least = [
        max(len(word) for text in (head, *column) for word in text.split() or [""])
        for head, column in zip(heads, spoken, strict=True)
    ]
    most = [max(len(text) for text in (head, *column)) for head, column in zip(heads, spoken, strict=True)]
    fits = max(
        (count for count in range(1, len(names) + 1) if sum(least[:count]) + GUTTER * (count - 1) <= console.width),
        default=1,
    )
    spare = console.width - sum(least[:fits]) - GUTTER * (fits - 1)
    shown = Table(show_edge=False, header_style="bold", pad_edge=False)
    for head, narrow, wide in zip(heads[:fits], least, most, strict=False):
        more = max(min(wide - narrow, spare), 0)
        spare -= more
        shown.add_column(head, width=narrow + more, overflow="fold")
    for row in zip(*spoken[:fits], strict=True):
        shown.add_row(*(_escaped(text) for text in row))
    console.print(shown)
    return list(names[fits:])


def no_room(left: Sequence[str]) -> str:
    """Which columns were left out, in words."""
    return f"No room here for {', '.join(left)}: --json, or a wider terminal, shows all."


def plain(value: Any) -> str:
    """A value as one word: nothing for none, whole numbers without a point, lists joined."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    if isinstance(value, float) and value.is_integer():
        return f"{value:.0f}"
    return str(value)


def _escaped(text: str) -> str:
    return text.replace("[", "\\[")
