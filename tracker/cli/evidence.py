"""Verbs that take in evidence and prove it: check, ingest, verify, stamp."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from tracker.cli.group import DATE, as_json, contact, main, record_folder
from tracker.errors import TrackerError, UsageError

ALARMS = ("late", "overdue", "withheld", "reduced", "removed", "gone", "blocked", "unreachable", "unreadable")


@main.command()
@click.argument("releases", nargs=-1, metavar="[RELEASE]...")
@click.option("--due", is_flag=True, help="Visit only releases that could have something new.")
@contact
@click.option(
    "--vantage", default="", envvar="TRACKER_VANTAGE", show_envvar=True, help="Where you look from, if stated."
)
@click.option(
    "--pace", type=click.FloatRange(min=0), default=1.0, show_default=True, help="Seconds between requests to a host."
)
@click.option(
    "--budget", type=click.IntRange(min=1), default=200, show_default=True, help="Requests to a host in one run."
)
@click.option(
    "--archive/--no-archive", default=True, help="Ask the Internet Archive about what was not found or not seen."
)
@click.option("--save", is_flag=True, help="Ask the Internet Archive to capture what is new, changed or gone.")
@click.option(
    "--fail-on",
    multiple=True,
    type=click.Choice(["any", "changed", "refused", *ALARMS]),
    help="Exit status 1 where this was found; may be given several times.",
)
@as_json
@click.pass_context
def check(ctx: click.Context, /, releases: tuple[str, ...], as_json: bool, **words: Any) -> None:
    """Visit the official pages and files of releases (of all, where none is named), keep what came, read what is new.

    Example: tracker check --contact me@example.org ohss-monthly-tables
    """
    from tracker.checking import verb

    ctx.exit(verb.run(ctx.obj["workspace"], record_folder(ctx), releases, as_json, **words))


@main.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--release", "release_id", required=True, help="Id of the release that the files belong to.")
@click.option("--published-on", type=DATE, default=None, help="The day on which it appeared (YYYY-MM-DD), if known.")
@click.option("--url", default="", help="Where it was found.")
@click.option("--accept", default="", metavar="DIGEST", help="Accept what was odd about the file of this digest.")
@click.pass_context
def ingest(
    ctx: click.Context, files: tuple[Path, ...], release_id: str, published_on: Any, url: str, accept: str
) -> None:
    """Take in official FILEs that you have: keep their bytes, read them, add their editions.

    A file that is refused does not stop the others; then the exit status is 2.

    Example: tracker ingest FY26_detentionStats_02122026.xlsx --release ice-detention-statistics
    """
    from tracker import record
    from tracker.ingest import Offer, take_all
    from tracker.printing import intake

    releases = {each.id: each for each in record.load(record_folder(ctx)).releases}
    if release_id not in releases:
        raise UsageError(f"no release has the id {release_id!r}", "--release", "`tracker status` lists all")
    day = published_on.date() if published_on else None
    offers = [Offer(file, releases[release_id], published_on=day, url=url, accept=accept) for file in files]
    outcomes = take_all(ctx.obj["workspace"], offers)
    if len(outcomes) == 1 and isinstance(outcomes[0], TrackerError):
        raise outcomes[0]
    intake.all_taken(outcomes, files)
    if any(isinstance(each, TrackerError) for each in outcomes):
        ctx.exit(2)


@main.command()
@click.option("--head", is_flag=True, help="Print the hash of the last line of the log.")
@click.option("--expect-head", metavar="HASH", help="A head that you kept: the log must still lead to it.")
@click.option(
    "--ca", type=click.Path(path_type=Path), default=None, help="Certificates (PEM) to hold the time stamps against."
)
@click.pass_context
def verify(ctx: click.Context, head: bool, expect_head: str | None, ca: Path | None) -> None:
    """Prove that the evidence is whole and unaltered; exit status 1 where it is not.

    Lines taken away from the end of the log, together with all the bytes that they name, can be found only with a head
    that was kept elsewhere: print it with --head, keep it, give it with --expect-head.

    Example: tracker verify
    """
    import re

    from tracker.evidence import Store, stamps
    from tracker.evidence.verify import verify as prove

    if expect_head is not None and not re.fullmatch("[0-9a-fA-F]{64}", expect_head):
        hint = "Give what `tracker verify --head` printed"
        raise UsageError(f"{expect_head!r} is no head: 64 hexadecimal digits", "--expect-head", hint)
    workspace: Path = ctx.obj["workspace"]
    store = Store(workspace)
    if not workspace.is_dir():
        raise UsageError("there is no such workspace", str(workspace), "Give the folder as --workspace")
    if head:
        click.echo(store.head())
        return
    found = prove(store, (expect_head or "").lower())
    problems = found.problems or (stamps.check(store, ca) if ca else [])
    for line in (*problems, *(f"Remark: {remark}" for remark in found.remarks)):
        click.echo(line)
    if problems:
        ctx.exit(1)
    if not store.folder.exists():
        click.echo("No evidence here")
        return
    click.echo(f"Whole: {len(found.heads)} line(s), head {found.head}")


@main.command()
@click.option("--tsa", required=True, metavar="URL", help="Address of the time-stamp authority (RFC 3161).")
@click.option("--ca", required=True, type=click.Path(path_type=Path), help="Its certificates (PEM).")
@contact
@click.option(
    "--allow-private", multiple=True, metavar="HOST:PORT", help="Ask this host though its address is not public."
)
@click.pass_context
def stamp(ctx: click.Context, tsa: str, ca: Path, contact: str, allow_private: tuple[str, ...]) -> None:
    """Have the head of the evidence log stamped by a time-stamp authority, and keep its answer.

    Example: tracker stamp --tsa https://tsa.example.org --ca tsa.pem --contact me@example.org
    """
    import tempfile

    from tracker.evidence import Store, stamps
    from tracker.fetch import Fetcher, Policy

    with (
        tempfile.TemporaryDirectory() as spool,
        Fetcher(Policy(contact, allow_private=allow_private), Path(spool)) as web,
    ):
        made = stamps.stamp(Store(ctx.obj["workspace"]), web.post, tsa, ca)
    click.echo(f"Stamped {made.head} at {made.stamped_at}")
