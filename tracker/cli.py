"""The command line: parse the words, call one function, set the exit status.

Exit status: 0 done, 1 something was found that the caller asked about, 2 bad usage or bad input.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from tracker import __version__
from tracker.errors import TrackerError, UsageError

VERDICTS = ("consistent", "above", "below", "not_comparable", "uncheckable", "target", "inconsistent_with_itself")
ALARMS = ("late", "overdue", "withheld", "reduced", "removed", "gone", "blocked", "unreachable", "unreadable")
DATE = click.DateTime(formats=["%Y-%m-%d"])
as_json = click.option("--json", "as_json", is_flag=True, help="Print rows as JSON.")


class Place(click.Group):
    """The group of verbs: an error of ours is one line on standard error and exit status 2."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb; turn our errors into one line."""
        try:
            return super().invoke(ctx)
        except TrackerError as error:
            click.echo(f"tracker: {error}", err=True)
            ctx.exit(2)


@click.group(cls=Place, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="tracker")
@click.option(
    "--workspace",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("workspace"),
    envvar="TRACKER_WORKSPACE",
    show_default=True,
    show_envvar=True,
    help="Folder that holds evidence, database and site.",
)
@click.option(
    "--record",
    "record_folder",
    type=click.Path(path_type=Path),
    default=None,
    help="Another record than the packaged one.",
)
@click.pass_context
def main(ctx: click.Context, workspace: Path, record_folder: Path | None) -> None:
    """Which official statistics are published, late, cut down or withheld, and what was said instead.

    Example: tracker report
    """
    if str(workspace) in ("", ".") and not (workspace / "evidence").is_dir():
        raise click.UsageError("the workspace would be the current folder; name a folder of its own with --workspace")
    ctx.obj = {"workspace": workspace, "record": record_folder}


def _record_folder(ctx: click.Context) -> Path:
    from tracker import record

    folder: Path | None = ctx.obj["record"]
    return folder or record.PACKAGED


def _database(ctx: click.Context) -> Path:
    """The database, built first where it is missing or out of date."""
    from tracker import building

    return building.current(ctx.obj["workspace"], _record_folder(ctx))


@main.command()
@click.pass_context
def report(ctx: click.Context) -> None:
    """Record and evidence → database → site: the main job.

    Example: tracker report
    """
    from tracker import reporting

    outcome = reporting.report(ctx.obj["workspace"], _record_folder(ctx))
    click.echo(outcome)


@main.command()
@click.pass_context
def build(ctx: click.Context) -> None:
    """Record and evidence → the DuckDB file.

    Example: tracker build
    """
    from tracker import building

    click.echo(f"Built {building.build(ctx.obj['workspace'], _record_folder(ctx))}")


@main.command()
@click.argument("release", required=False)
@click.option("--as-of", type=DATE, default=None, help="What could be known on this day (YYYY-MM-DD).")
@click.option(
    "--changed", is_flag=True, help="What turned since the last check run: late, overdue, gone, out of reach."
)
@click.option("--since", type=DATE, default=None, help="For --changed: since this day instead (YYYY-MM-DD).")
@click.option("--exit-code", is_flag=True, help="For --changed: exit status 1 where anything turned for the worse.")
@as_json
@click.pass_context
def status(
    ctx: click.Context, release: str | None, as_of: Any, changed: bool, since: Any, exit_code: bool, as_json: bool
) -> None:
    """What is published, late or withheld, since when, observed through when, and why.

    Example: tracker status ohss-monthly-tables --as-of 2025-01-31
    """
    from tracker import printing, warehouse

    if changed:
        if release or as_of:
            raise UsageError("goes with --since alone", "--changed", "See --help")
        _changed(ctx, since.date() if since else None, exit_code, as_json)
        return
    if since or exit_code:
        raise UsageError("goes with --changed", "--since" if since else "--exit-code", "See --help")
    with warehouse.reading(_database(ctx)) as connection:
        day = as_of.date() if as_of else warehouse.query(connection, "clock")[0]["as_of_on"]
        _within_horizon(warehouse.query(connection, "horizon")[0]["horizon_on"], day)
        rows = warehouse.query(connection, "status", as_of_on=day, release=release)
        if release and not rows:
            raise UsageError(f"no release has the id {release!r}", "status", "`tracker status` lists all")
        editions = warehouse.query(connection, "status_editions", as_of_on=day, release=release) if release else []
        evidence = warehouse.query(connection, "status_evidence", as_of_on=day, release=release) if release else []
    if as_json:
        printing.json_rows([row | {"editions": editions, "documents": evidence} if release else row for row in rows])
    else:
        printing.status(rows, editions, evidence, day)


def _changed(ctx: click.Context, since: date | None, exit_code: bool, as_json: bool) -> None:
    from tracker import printing
    from tracker.checking import alarms, words

    found = alarms.changes(ctx.obj["workspace"], _database(ctx), since)
    if as_json:
        printing.json_rows(found.rows)
    else:
        click.echo("\n".join(words.changes(found)))
    if exit_code and found.alarms:
        ctx.exit(1)


@main.command()
@click.argument("releases", nargs=-1, metavar="[RELEASE]...")
@click.option("--due", is_flag=True, help="Visit only releases that could have something new.")
@click.option(
    "--contact", default="", envvar="TRACKER_CONTACT", show_envvar=True, help="Who asks: stands in the User-Agent."
)
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

    ctx.exit(verb.run(ctx.obj["workspace"], _record_folder(ctx), releases, as_json, **words))


@main.command()
@click.option("--tsa", required=True, metavar="URL", help="Address of the time-stamp authority (RFC 3161).")
@click.option("--ca", required=True, type=click.Path(path_type=Path), help="Its certificates (PEM).")
@click.option(
    "--contact", default="", envvar="TRACKER_CONTACT", show_envvar=True, help="Who asks: stands in the User-Agent."
)
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


@main.command()
@click.argument("figure", required=False)
@click.option("--speaker", default=None, help="Part of the name of speaker or organization.")
@click.option("--measure", default=None, help="Id of the measure.")
@click.option("--verdict", type=click.Choice(VERDICTS), default=None, help="The verdict with the newest vintage.")
@click.option("--since", type=DATE, default=None, help="Stated on or after this day (YYYY-MM-DD).")
@click.option("--until", type=DATE, default=None, help="Stated on or before this day (YYYY-MM-DD).")
@as_json
@click.pass_context
def compare(ctx: click.Context, /, figure: str | None, as_json: bool, **filters: Any) -> None:
    """Reported figures and their verdicts; with FIGURE, every comparison and its working.

    Example: tracker compare --verdict uncheckable --since 2025-01-20
    """
    from tracker import printing, warehouse

    words = {name: value.date() if hasattr(value, "date") else value for name, value in filters.items()}
    with warehouse.reading(_database(ctx)) as connection:
        rows = warehouse.query(connection, "compare", figure=figure, **words)
        if figure and not rows:
            raise UsageError(f"no reported figure has the id {figure!r}", "compare", "`tracker compare` lists all")
        details = {
            name: warehouse.query(connection, f"compare_{name}", figure=figure) if figure else []
            for name in ("series", "relations", "order")
        }
    if as_json:
        printing.json_rows([row | details if figure else row for row in rows])
    else:
        printing.comparisons(rows, details)


def _within_horizon(horizon: date, day: date) -> None:
    if day > horizon:
        raise UsageError(
            f"--as-of {day} is past {horizon}, where the expected editions end", "status", "Choose an earlier day"
        )


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
    from tracker import printing, record
    from tracker.ingest import Offer, take_all

    releases = {each.id: each for each in record.load(_record_folder(ctx)).releases}
    if release_id not in releases:
        raise UsageError(f"no release has the id {release_id!r}", "--release", "`tracker status` lists all")
    day = published_on.date() if published_on else None
    offers = [Offer(file, releases[release_id], published_on=day, url=url, accept=accept) for file in files]
    outcomes = take_all(ctx.obj["workspace"], offers)
    if len(outcomes) == 1 and isinstance(outcomes[0], TrackerError):
        raise outcomes[0]
    printing.all_taken(outcomes, files)
    if any(isinstance(each, TrackerError) for each in outcomes):
        ctx.exit(2)


@main.command()
@click.argument("release")
@click.argument("old", required=False, default="")
@click.argument("new", required=False, default="")
@click.option("--all", "everything", is_flag=True, help="Print every finding, not only the first of each kind.")
@as_json
@click.pass_context
def diff(ctx: click.Context, release: str, old: str, new: str, everything: bool, as_json: bool) -> None:
    """What changed between two editions of RELEASE: revisions, losses, members, notes.

    OLD and NEW are reference periods, such as 2024-07; without them, the newest two that were compared.

    Example: tracker diff ohss-monthly-tables 2024-07 2024-08
    """
    from tracker import diffing, printing

    pair, findings = diffing.diff(ctx.obj["workspace"], release, old, new, record_folder=_record_folder(ctx))
    if as_json:
        printing.json_rows(findings)
    else:
        printing.differences(pair, findings, None if everything else 12)


@main.command()
@click.argument("query")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
@as_json
@click.pass_context
def sql(ctx: click.Context, query: str, as_csv: bool, as_json: bool) -> None:
    """Run a read-only QUERY on the database; print a table, CSV or JSON.

    Example: tracker sql "select release, status, since_on from release_status"
    """
    from tracker import printing, warehouse

    with warehouse.reading(_database(ctx)) as connection:
        names, rows = warehouse.ask(connection, query)
    if as_json:
        printing.json_rows([dict(zip(names, row, strict=True)) for row in rows])
    elif as_csv:
        printing.csv_rows(names, rows)
    else:
        printing.table(names, rows)


@main.command()
@click.option("--head", is_flag=True, help="Print the hash of the last line of the log.")
@click.option("--expect-head", default="", metavar="HASH", help="A head that you kept: the log must still lead to it.")
@click.option(
    "--ca", type=click.Path(path_type=Path), default=None, help="Certificates (PEM) to hold the time stamps against."
)
@click.pass_context
def verify(ctx: click.Context, head: bool, expect_head: str, ca: Path | None) -> None:
    """Prove that the evidence is whole and unaltered; exit status 1 where it is not.

    Example: tracker verify
    """
    from tracker.evidence import Store, stamps
    from tracker.evidence.verify import verify as prove

    store = Store(ctx.obj["workspace"])
    if head:
        click.echo(store.head())
        return
    found = prove(store, expect_head)
    problems = found.problems or (stamps.check(store, ca) if ca else [])
    for line in (*problems, *(f"Remark: {remark}" for remark in found.remarks)):
        click.echo(line)
    if problems:
        ctx.exit(1)
    click.echo(f"Whole: {len(found.heads)} line(s), head {found.head}")


@main.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["observations", "differences", "claimreview"]),
    required=True,
    help="Which file to write.",
)
@click.option("--release", "release_id", default="", help="For observations and differences: id of the release.")
@click.option("--base-url", default="", help="For claimreview: address of the site; without it addresses are relative.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="File to write; else standard output.",
)
@click.pass_context
def export(ctx: click.Context, form: str, release_id: str, base_url: str, output: Path | None) -> None:
    """Write files that others read. `observations`: headline series of ingested files, in the record's columns.

    `differences`: what the comparison of ingested editions found, in the record's columns.

    `claimreview`: the verdicts as schema.org ClaimReview (JSON-LD), as the site has them in claims.json.

    Example: tracker export --format observations --release ohss-monthly-tables
    """
    from tracker.exports import claimreview, differences, observations

    if (form == "claimreview") == bool(release_id):
        what = "does not go with claimreview" if release_id else f"is needed with {form}"
        raise UsageError(what, "--release", "See --help")
    if form == "claimreview":
        text = claimreview.export(_database(ctx), base_url=base_url)
    else:
        text = {"observations": observations, "differences": differences}[form].export(_database(ctx), release_id)
    if output is None:
        click.echo(text, nl=False)
    else:
        try:
            output.write_text(text, encoding="utf-8")
        except OSError as error:
            raise UsageError(f"can not be written ({error.strerror})", str(output), "Name another file") from error
        click.echo(f"Wrote {output}: {text.count(chr(10))} lines", err=True)


@main.command()
@click.pass_context
def lint(ctx: click.Context) -> None:
    """Hold the record to its rules; each problem names file, entry and key. Exit status 1 where there are any.

    Example: tracker --record my-record lint
    """
    from tracker import record

    contents, problems = record.read(_record_folder(ctx))
    for problem in problems:
        click.echo(str(problem))
    if problems:
        click.echo(f"{len(problems)} problem(s)", err=True)
        ctx.exit(1)
    click.echo(
        f"The record keeps its rules: {len(contents.releases)} releases, {len(contents.figures)} reported figures, "
        f"{len(contents.sources)} sources, {len(contents.observations)} observations"
    )


@main.command()
@click.argument("kind", type=click.Choice(["release", "figure", "event", "look", "source"]))
def new(kind: str) -> None:
    """Write a skeleton of an entry to fill in, on standard output.

    Example: tracker new figure >> my-record/figures/mine.toml
    """
    from tracker.skeleton import skeleton

    click.echo(skeleton(kind), nl=False)


if __name__ == "__main__":
    sys.exit(main())
