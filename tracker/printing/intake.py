"""What came of files that were taken in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.errors import TrackerError

if TYPE_CHECKING:
    from tracker.ingest import Taken
    from tracker.readers.base import Reading


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
