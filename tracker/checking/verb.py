"""The verb `check`: one run, then a build, then what turned since the run before. Gives the exit status."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
import msgspec

from tracker import building, record
from tracker.checking import Options, Second, Step, Summary, alarms, check, words
from tracker.fetch import Policy
from tracker.printing import shapes

INTERRUPTED = 130


def run(workspace: Path, folder: Path, releases: Sequence[str], as_json: bool, **asked: Any) -> int:
    """Check, build, tell. 0 done, 1 where something was found that `fail_on` names, 130 where it was interrupted."""
    policy = Policy(asked["contact"], pace_seconds=asked["pace"], budget=asked["budget"])
    contents = record.load(folder)
    recorded: list[int] = []
    try:
        with words.progress(quiet=as_json) as step:

            def told(each: Step) -> None:
                recorded.append(each.look.seq)
                step(each)

            second = Second(ask=asked["archive"], save=asked["save"])
            options = Options(due=asked["due"], vantage=asked["vantage"], second=second, on_step=told)
            summary = check(workspace, contents, releases, policy=policy, options=options)
        if not as_json:
            click.echo("\n".join(words.summary(summary)))
        turned = alarms.changes(workspace, building.current(workspace, folder))
    except KeyboardInterrupt as stopped:
        click.echo(f"tracker: interrupted; {len(recorded)} look(s) of this run are recorded and stay", err=True)
        for note in getattr(stopped, "__notes__", ()):
            click.echo(f"tracker: {note}", err=True)
        return INTERRUPTED
    if as_json:
        shapes.as_json([{**summary.as_json(), "turned": msgspec.to_builtins(turned)}])
    else:
        click.echo("\n".join(words.changes(turned)))
    alarms.told(workspace, summary.run)
    return 1 if _failed(summary, turned, asked["fail_on"]) else 0


def _failed(summary: Summary, turned: alarms.Changes, fail_on: Sequence[str]) -> bool:
    statuses = {row["status"] for row in turned.alarms}
    return any(
        (name == "any" and bool(statuses))
        or (name == "changed" and summary.changed)
        or (name == "refused" and any(each.new for each in summary.refused))
        or name in statuses
        for name in fail_on
    )
