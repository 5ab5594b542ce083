"""How do rows look on a terminal? Tables, CSV and JSON on standard output; nothing is computed here."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from tracker.errors import TrackerError

if TYPE_CHECKING:
    from tracker.ingest import Taken
    from tracker.readers.base import Reading

Row = dict[str, Any]
GUTTER = 3  # between two columns of a table: blank, line, blank
LONGEST_NOTE = 200  # characters of a note on a line; --json has all


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


def folded(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[str]:
    """A table whose columns fold between words alone; the last columns are left out where there is no room.

    Codes are shown with blanks, so that they can fold. Returns the names of the columns that were left out.
    """
    from rich.console import Console
    from rich.table import Table

    console = Console(soft_wrap=False)
    columns = [[_text(row[at]) for row in rows] for at in range(len(names))]
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
            f"({each['publisher'] or 'this tracker'}, {each['url'] or each['source'] or each['evidence']}"
            + (f", line {each['log_line']} of the log)" if each["log_line"] else ")")
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


def comparisons(rows: Sequence[Row], details: dict[str, list[Row]] | None) -> None:
    """Reported figures and their verdicts: a line each; with `details`, everything about the one that was asked for."""
    if details is None:
        columns = ("figure", "stated_on", "verdict", "reason", "said_verdict", "said_reason", "speaker")
        left = folded(columns, [[row[column] for column in columns] for row in rows])
        if left:
            click.echo(f"No room here for {', '.join(left)}: --json, or a wider terminal, shows all.")
        click.echo(f"{len(rows)} figure(s). `tracker compare FIGURE` shows the working.")
        return
    row = rows[0]
    click.echo(f"{row['figure']}: {row['text']} ({row['speaker']}, {row['stated_on']})")
    click.echo(f"  {_allowed(row)}, period {row['period'] or 'not stated'}")
    click.echo(f"  With what was known when it was said: {row['said_verdict']} ({row['said_reason']})")
    click.echo(f"  With the newest vintage: {row['verdict']} ({row['reason']})")
    for each in details["relations"]:
        click.echo(
            f"  {each['kind']}: {each['text']} {each['working']} = {span(each['low'], each['high'])}: {each['outcome']}"
        )
    for each in details["order"]:
        click.echo(f"  order, {each['label']}: {_order(each)}")
    for each in details["series"]:
        click.echo("")
        for line in _compared(each):
            click.echo(line)


def _allowed(row: Row) -> str:
    """The range that the words allow, and by which rule; of a claim of order, what it says."""
    from tracker.site.wording import order_words

    if row["kind"] == "ordinal":
        return f"Claim of order: {order_words(row['value'])}"
    return f"Range: {span(row['low'], row['high'])} ({row['range_rule']})"


def _order(row: Row) -> str:
    """A claim of order under one reading: the greatest years, the outcome, and what is missing."""
    years = [
        f"{row[f'{side}_year']} {_text(row[f'{side}_value'])}" for side in ("subject", "against") if row[f"{side}_year"]
    ]
    missing = f", no value for {_text(row['missing'])}" if row["missing"] else ""
    where = f": {_text(row['needed'])}" if row["needed"] else ""
    why = f" ({row['reason']}{where})" if row["outcome"] == "undecided" else ""
    return f"{', '.join(years)}{': ' if years else ''}{row['outcome']}{missing}{why}"


def _compared(row: Row) -> list[str]:
    """One comparison as lines of its own: a table of eight columns is not legible where the output has no width."""
    lines = [f"{row['series']} ({row['basis']}, {row['role']})", f"  verdict: {row['verdict']} ({row['reason']})"]
    if row["points"]:
        lines.append(f"  official: {_official(row)}")
    if row["needed_status_known_now"]:
        ref = f"{row['needed_ref']}, " if row["needed_ref"] else ""
        lines.append(f"  edition: {ref}{row['needed_status_known_now']}")
    return lines


def _official(row: Row) -> str:
    return span(row["printed_low"], row["printed_high"]) if row["points"] else ""


def span(low: float | None, high: float | None) -> str:
    """A range in words: a number, two bounds, or a bound and an open end."""
    if low is None and high is None:
        return "no range"
    if high is None:
        return f"{_number(low)} or more"
    if low is None:
        return f"{_number(high)} or less"
    return _number(low) if low == high else f"{_number(low)} to {_number(high)}"


def _number(value: float | None) -> str:
    """With separators for thousands, and decimals where there are any."""
    return f"{value:,.3f}".rstrip("0").rstrip(".")


def differences(pair: Row, findings: Sequence[Row], most: int | None) -> None:
    """What changed between two editions: the count of each kind, then `most` of each in detail (None: all)."""
    click.echo(f"{pair['previous']} -> {pair['edition']}")
    if pair["editions_between"]:
        click.echo(f"  {pair['editions_between']} known edition(s) between the two were not compared")
    groups: dict[tuple[str, str, str], list[Row]] = {}
    for row in findings:
        within = f" in {row['by_itself']} by itself" if row["by_itself"] else ""
        groups.setdefault((row["weight"], row["kind"], within), []).append(row)
    for (weight, kind, within), rows in groups.items():
        unsure = sum(not row["certain"] for row in rows)
        click.echo(f"  {weight:8} {kind:22} {len(rows)}{within}" + (f", {unsure} of them not sure" if unsure else ""))
    for (weight, kind, within), rows in groups.items():
        click.echo(f"\n{kind}{within} ({weight}, {len(rows)})")
        for row in rows[:most]:
            click.echo(f"  {difference(row)}")
        if most is not None and len(rows) > most:
            click.echo(f"  and {len(rows) - most} more: --all prints them, --json for scripts")


def difference(row: Row) -> str:
    """A finding in one line: where, what, old and new, and both addresses."""
    old, new = (_printed(row[f"{side}value"], row[f"{side}code"]) for side in ("old_", ""))
    members = " -> ".join(filter(None, (row["old_member"], row["member"])))
    names = [row["table_title"] or row["old_table_title"], members]
    if row["period_end"]:
        names.append(f"{row['grain']} to {row['period_end']}")
    addresses = [f"{row[side + 'sheet']}!{row[side + 'cell']}" for side in ("old_", "") if row[f"{side}cell"]]
    parts = [", ".join(filter(None, names))]
    if row["kind"].startswith("note_"):
        parts.append(_words(row))
    elif old or new:
        parts.append(f"{old or 'nothing'} -> {new or 'nothing'}")
    if row["relative"] is not None:
        parts.append(f"{row['relative']:+.1%}" + ("" if row["beyond_rounding"] else ", within rounding"))
    if addresses:
        parts.append(f"[{' -> '.join(addresses)}]")
    if row["detail"]:
        parts.append(f"({row['detail']})")
    if row["announced_by"]:
        parts.append(f"announced by: {row['announced_by']}")
    if not row["certain"]:
        parts.append("NOT SURE")
    return " ".join(parts).strip()


def _words(row: Row) -> str:
    """What a note said and says; of words that stay, where they end."""
    old, new = (" ".join((row[f"{side}text"] or "").split()) for side in ("old_", ""))
    if old and new:
        same = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
        start = max(old.rfind(" ", 0, same) - 40, 0)
        old, new = (("… " if start else "") + text[start:] for text in (old, new))
    return f"{_cut(old) or 'nothing'} -> {_cut(new) or 'nothing'}"


def _cut(text: str) -> str:
    return f'"{text[:LONGEST_NOTE]}{"…" if len(text) > LONGEST_NOTE else ""}"' if text else ""


def _printed(value: float | None, code: str | None) -> str:
    if value is not None:
        return f"{value:,.10g}" if not float(value).is_integer() else f"{value:,.0f}"
    return "" if code is None else f"'{code}'"


def all_taken(outcomes: Sequence[Taken | TrackerError], files: Sequence[Path]) -> None:
    """What came of an ingest: of one file all there is to say, of several a line each."""
    for outcome, file in zip(outcomes, files, strict=True):
        if isinstance(outcome, TrackerError):
            click.echo(f"tracker: {outcome}", err=True)
        else:
            taken(outcome, file, brief=len(files) > 1)
    if any(not isinstance(x, TrackerError) and x.new for x in outcomes):
        click.echo("`tracker build` or `tracker report` takes it up.")


def taken(outcome: Taken, file: Path, brief: bool) -> None:
    """What came of one file."""
    entry = outcome.entry
    if not outcome.new:
        click.echo(f"{file}: these bytes are already here as {entry.release}/{entry.ref}; nothing was changed")
        return
    reading = outcome.reading
    cells = reading.size if reading else outcome.cells
    what = f"{cells} cells" if cells else "bytes that are here already, under another name or day"
    click.echo(f"{file}: taken in as {entry.release}/{entry.ref}, {what}, sha256 {entry.digest[:12]}")
    if brief:
        return
    for line in _unread(reading) if reading else ():
        click.echo(f"  not read (no reader claims it): {line}")
    for warning in entry.accepted:
        click.echo(f"  accepted: {warning}")


def _unread(reading: Reading) -> list[str]:
    """What no reader claims: whole sheets with the number of titles in them, and blocks of sheets that are read."""
    whole = {one.sheet for one in reading.unread if not one.cell}
    titles = Counter(one.sheet for one in reading.unread if one.cell)
    lines = [f"sheet '{sheet}', {titles[sheet]} titled block(s)" for sheet in sorted(whole)]
    return [f"{one.sheet}!{one.cell} {one.title}" for one in reading.unread if one.sheet not in whole] + lines


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
