"""Reported figures, their verdicts, and the working of one."""

from __future__ import annotations

from collections.abc import Sequence

import click

from tracker.printing.shapes import Row, folded, no_room, plain


def comparisons(rows: Sequence[Row], details: dict[str, list[Row]] | None) -> None:
    """Reported figures and their verdicts: a line each; with `details`, everything about the one that was asked for."""
    if details is None:
        columns = ("figure", "stated_on", "verdict", "reason", "said_verdict", "said_reason", "speaker")
        left = folded(columns, [[row[column] for column in columns] for row in rows])
        if left:
            click.echo(no_room(left))
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
        f"{row[f'{side}_year']} {plain(row[f'{side}_value'])}" for side in ("subject", "against") if row[f"{side}_year"]
    ]
    missing = f", no value for {plain(row['missing'])}" if row["missing"] else ""
    where = f": {plain(row['needed'])}" if row["needed"] else ""
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
