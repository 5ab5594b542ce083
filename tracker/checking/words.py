"""How is a check run told? Lines for people; a progress bar where somebody watches it on a terminal."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from tracker.checking.alarms import Changes
from tracker.checking.plan import host
from tracker.checking.run import Step
from tracker.checking.summary import NotVisited, Summary


@contextmanager
def progress(quiet: bool) -> Iterator[Callable[[Step], None]]:
    """What to call after each look: a bar on a terminal, else a line for each; on standard error."""
    if quiet:
        yield lambda _: None
    elif sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("", total=None)
            yield lambda step: bar.update(
                task, completed=step.done, total=step.planned, description=f"{step.look.outcome} {step.look.release}"
            )
    else:
        yield lambda step: click.echo(f"{step.look.outcome:11} {step.look.release} {step.look.url}", err=True)


def summary(found: Summary) -> list[str]:
    """What came of a run, in lines. Where many addresses have the same to tell, one line has their number."""
    counts = ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in found.counts().items()) or "none"
    lines = [f"Run {found.run}: {len(found.releases)} release(s), {len(found.looks)} look(s): {counts}"]
    lines += [f"  not due: {', '.join(found.not_due)}"] if found.not_due else []
    lines += [f"  taken in: {x.release}/{x.ref} from {x.url}" for x in found.taken]
    for each in found.refused:
        lines.append(f"  {'refused' if each.new else 'still refused'}: {each.url}: {each.why}; kept as {each.kept}")
    for look in found.looks:
        if look.outcome not in ("new", "unchanged", "changed", "unlinked"):
            lines.append(f"  {look.outcome.replace('_', ' ')}: {look.release} {look.url}: {look.why}")
        elif look.shown_why:
            lines.append(f"  shows no period: {look.release} {look.url}: {look.shown_why}")
    unlinked = Counter(look.release for look in found.looks if look.outcome == "unlinked")
    lines += [f"  unlinked: {name}: {number} file(s) stand where they stood, and no page links them"
              for name, number in unlinked.items()]  # fmt: skip
    return [*lines, *dict.fromkeys(_second(found)), *_not_visited(found)]


def _second(found: Summary) -> Iterator[str]:
    for said in found.second:
        told = f", captured {said.captured_at} with status {said.captured_status}" if said.captured_at else ""
        yield f"  second observer on {said.url}: {said.answer.replace('_', ' ')}{told}; {said.agrees}: {said.reason}"
    for left in found.not_asked:
        yield f"  second observer not asked about {left.number} address(es): {left.why}"


def _not_visited(found: Summary) -> Iterator[str]:
    """One line for each host and reason."""
    alike: dict[tuple[str, str], list[NotVisited]] = {}
    for each in found.not_visited:
        alike.setdefault((host(each.url) or each.release, each.why), []).append(each)
    for (where, why), those in alike.items():
        one = f"{those[0].release} {those[0].url}".rstrip()
        number = len({each.url for each in those})
        yield f"  not visited: {one if len(those) == 1 else f'{number} address(es) on {where}'}: {why}"


def changes(found: Changes) -> list[str]:
    """What turned, in lines; alarms first."""
    if not found.rows:
        return [f"Nothing turned between {found.since_on} and {found.as_of_on}"]
    lines = [f"Turned between {found.since_on} and {found.as_of_on}: {len(found.alarms)} alarm(s)"]
    for row in found.rows:
        name = "/".join(filter(None, (row["release"], row["ref"]))) + (f" {row['url']}" if row["url"] else "")
        mark = "!" if row["alarm"] else " "
        since = f", since {row['since_on']}" if row["since_on"] and row["level"] != "address" else ""
        was = row["was"] or "not known"
        lines.append(f"{mark} {row['level']:8}{name}: {was} -> {row['status']}{since}. {row['basis'] or ''}".rstrip())
    return lines
