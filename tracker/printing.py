"""How do rows look on a terminal? Tables, CSV and JSON on standard output; nothing is computed here."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

if TYPE_CHECKING:
    from tracker.ingest import Taken

Row = dict[str, Any]


def json_rows(rows: Sequence[Row]) -> None:
    """Rows as a JSON array, dates as ISO text."""
    click.echo(msgspec.json.format(msgspec.json.encode(list(rows)), indent=2).decode())


def csv_rows(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Rows as CSV with a header."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_text(value) for value in row] for row in rows)


def table(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Rows as a table that fits the terminal."""
    from rich.console import Console
    from rich.table import Table

    shown = Table(show_edge=False, header_style="bold", pad_edge=False)
    for name in names:  # what names a thing is never cut: it is what one types next
        shown.add_column(name, no_wrap=name in ("release", "figure", "series"), overflow="fold")
    for row in rows:
        shown.add_row(*(_escaped(_text(value)) for value in row))
    Console(soft_wrap=False).print(shown)


def status(rows: Sequence[Row], editions: Sequence[Row], evidence: Sequence[Row], day: date) -> None:
    """The status of releases: a line each, or everything known of one."""
    if not editions and len(rows) != 1:
        columns = ("release", "status", "since_on", "observed_through_on", "last_ref", "grounds")
        table(columns, [[row[column] for column in columns] for row in rows])
        click.echo(f"As of {day}. `tracker status RELEASE` tells why.")
        return
    for row in rows:
        click.echo(f"{row['title']} ({row['release']}), as of {day}")
        click.echo(f"  {sentence(row)}")
        click.echo(f"  Basis: {row['basis']}")
    table(
        ("edition", "due_on", "published_on", "status", "observed_through_on"),
        [[x["ref"], x["due_on"], x["published_on"], x["status"], x["observed_through_on"]] for x in editions],
    )
    for each in evidence:
        click.echo(
            f"  {each['evidence']} [{each['grade'] or 'own'}] {each['text']} "
            f"({each['publisher']}, {each['url'] or each['source']})"
        )


def sentence(row: Row) -> str:
    """A status in words: status, since, last looked, not checked since."""
    words = [row["status"].replace("_", " ")]
    if row["since_on"]:
        words.append(f"since {row['since_on']}")
    if row["observed_through_on"]:
        words.append(f"last looked {row['observed_through_on']}")
    if row["unchecked_since_on"]:
        words.append(f"not checked since {row['unchecked_since_on']}")
    return ", ".join(words)


def comparisons(rows: Sequence[Row], details: dict[str, list[Row]]) -> None:
    """Reported figures and their verdicts: a line each, or everything about one."""
    if len(rows) != 1 or not details["series"] + details["relations"] + details["order"]:
        columns = ("figure", "stated_on", "speaker", "verdict", "reason", "said_verdict", "said_reason")
        table(columns, [[row[column] for column in columns] for row in rows])
        click.echo(f"{len(rows)} figure(s). `tracker compare FIGURE` shows the working.")
        return
    row = rows[0]
    click.echo(f"{row['figure']}: {row['text']} ({row['speaker']}, {row['stated_on']})")
    click.echo(
        f"  Range: {span(row['low'], row['high'])} ({row['range_rule']}), period {row['period'] or 'not stated'}"
    )
    click.echo(f"  With what was known when it was said: {row['said_verdict']} ({row['said_reason']})")
    click.echo(f"  With the newest vintage: {row['verdict']} ({row['reason']})")
    for each in details["relations"]:
        click.echo(
            f"  {each['kind']}: {each['text']} {each['working']} = {span(each['low'], each['high'])}: {each['outcome']}"
        )
    for each in details["order"]:
        click.echo(f"  order, {each['label']}: {each['subject_year']} {_text(each['subject_value'])}, "
                   f"{each['against_year']} {_text(each['against_value'])}: {each['outcome']}")  # fmt: skip
    shown = ("basis", "role", "series", "official", "verdict", "reason", "needed_ref", "needed_status")
    table(
        shown, [[_official(each) if name == "official" else each[name] for name in shown] for each in details["series"]]
    )


def _official(row: Row) -> str:
    return span(row["printed_low"], row["printed_high"]) if row["points"] else ""


def span(low: float | None, high: float | None) -> str:
    """A range in words: a number, two bounds, or a bound and an open end."""
    if low is None and high is None:
        return "no range"
    if high is None:
        return f"{low:,.0f} or more"
    return f"{low:,.0f}" if low == high else f"{low or 0:,.0f} to {high:,.0f}"


def taken(outcome: Taken, file: Path) -> None:
    """What came of an ingest."""
    entry = outcome.entry
    if not outcome.new:
        click.echo(f"{file}: these bytes are already here as {entry.release}/{entry.ref}; nothing was changed")
        return
    reading = outcome.reading
    cells = len(reading.cells) if reading else 0
    click.echo(f"{file}: taken in as {entry.release}/{entry.ref}, {cells} cells, sha256 {entry.digest[:12]}")
    for title in reading.unclaimed if reading else ():
        click.echo(f"  not read (no reader claims it): {title}")
    for warning in entry.accepted:
        click.echo(f"  accepted: {warning}")
    click.echo("`tracker build` or `tracker report` takes it up.")


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    if isinstance(value, float) and value.is_integer():
        return f"{value:.0f}"
    return str(value)


def _escaped(text: str) -> str:
    return text.replace("[", "\\[")
