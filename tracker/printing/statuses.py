"""What holds of releases, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import click

from tracker.printing.shapes import Row, folded, no_room, table


def status(rows: Sequence[Row], editions: Sequence[Row], evidence: Sequence[Row], day: date) -> None:
    """The status of releases: a line each, or everything known of one."""
    if not editions and len(rows) != 1:
        columns = ("release", "status", "since_on", "observed_through_on", "last_ref", "grounds")
        left = folded(columns, [[row[column] for column in columns] for row in rows])
        if left:
            click.echo(no_room(left))
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
