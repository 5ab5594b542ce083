"""Verbs that answer from the database: status, compare, diff, sql."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from tracker.cli.group import DATE, as_json, database, main, record_folder
from tracker.errors import UsageError

VERDICTS = ("consistent", "above", "below", "not_comparable", "uncheckable", "target", "inconsistent_with_itself")


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
    from tracker import warehouse
    from tracker.printing import shapes, statuses

    if changed:
        if release or as_of:
            raise UsageError("goes with --since alone", "--changed", "See --help")
        _changed(ctx, since.date() if since else None, exit_code, as_json)
        return
    if since or exit_code:
        raise UsageError("goes with --changed", "--since" if since else "--exit-code", "See --help")
    with warehouse.reading(database(ctx)) as connection:
        day = as_of.date() if as_of else warehouse.query(connection, "clock")[0]["as_of_on"]
        _within_horizon(warehouse.query(connection, "horizon")[0]["horizon_on"], day)
        rows = warehouse.query(connection, "status", as_of_on=day, release=release)
        if release and not rows:
            raise UsageError(f"no release has the id {release!r}", "status", "`tracker status` lists all")
        editions = warehouse.query(connection, "status_editions", as_of_on=day, release=release) if release else []
        evidence = warehouse.query(connection, "status_evidence", as_of_on=day, release=release) if release else []
    if as_json:
        shapes.as_json([row | {"editions": editions, "documents": evidence} if release else row for row in rows])
    else:
        statuses.status(rows, editions, evidence, day)


def _changed(ctx: click.Context, since: date | None, exit_code: bool, as_json: bool) -> None:
    from tracker.checking import alarms, words
    from tracker.printing import shapes

    found = alarms.changes(ctx.obj["workspace"], database(ctx), since)
    if as_json:
        shapes.as_json(found.rows)
    else:
        click.echo("\n".join(words.changes(found)))
    if exit_code and found.alarms:
        ctx.exit(1)


@main.command()
@click.argument("figure", required=False)
@click.option("--speaker", default=None, help="Part of the name of speaker or organization.")
@click.option("--measure", default=None, help="Id of the measure.")
@click.option("--scope", default=None, help="Id of the scope.")
@click.option("--verdict", type=click.Choice(VERDICTS), default=None, help="The verdict with the newest vintage.")
@click.option(
    "--said", type=click.Choice(VERDICTS), default=None, help="The verdict with what was known when it was said."
)
@click.option("--reason", default=None, help="Code of the reason, of either verdict, such as withheld.")
@click.option("--since", type=DATE, default=None, help="Stated on or after this day (YYYY-MM-DD).")
@click.option("--until", type=DATE, default=None, help="Stated on or before this day (YYYY-MM-DD).")
@as_json
@click.pass_context
def compare(ctx: click.Context, /, figure: str | None, as_json: bool, **filters: Any) -> None:
    """Reported figures and their verdicts; with FIGURE, every comparison and its working.

    Example: tracker compare --verdict uncheckable --since 2025-01-20
    """
    from tracker import warehouse
    from tracker.printing import figures, shapes

    words = {name: value.date() if hasattr(value, "date") else value for name, value in filters.items()}
    if words["since"] and words["until"] and words["since"] > words["until"]:
        raise UsageError(f"{words['since']} is after {words['until']}", "--since", "Give the earlier day as --since")
    with warehouse.reading(database(ctx)) as connection:
        _known_ids(connection, words)
        rows = warehouse.query(connection, "compare", figure=figure, **words)
        if figure and not rows:
            raise _no_such(warehouse.query(connection, "compare", figure=figure, **dict.fromkeys(words)), figure)
        details = {
            name: warehouse.query(connection, f"compare_{name}", figure=figure) if figure else []
            for name in ("series", "relations", "order")
        }
    if as_json:
        shapes.as_json([row | details if figure else row for row in rows])
    else:
        figures.comparisons(rows, details if figure else None)


def _known_ids(connection: Any, words: dict[str, Any]) -> None:
    """Refuse an id that stands nowhere: an empty list would read as if nothing had been said."""
    from tracker import warehouse
    from tracker.site import reasons

    for name in ("measure", "scope", "reason"):
        if words[name]:
            found = warehouse.query(connection, "compare_ids", kind=name) if name != "reason" else []
            ids = reasons.codes() if name == "reason" else [row["id"] for row in found]
            if words[name] not in ids:
                raise UsageError(f"no {name} {words[name]!r}", f"--{name}", f"There are: {', '.join(ids)}")


def _no_such(found: list[dict[str, Any]], figure: str) -> UsageError:
    """Why FIGURE gives no row: there is none of this id, or the filters leave it out."""
    if not found:
        return UsageError(f"no reported figure has the id {figure!r}", "compare", "`tracker compare` lists all")
    row = found[0]
    told = f"verdict {row['verdict']}, measure {row['measure']}, stated on {row['stated_on']} by {row['speaker']}"
    return UsageError(
        f"{figure!r} is left out by the other words: it has the {told}", "compare", "Leave them out to see it"
    )


def _within_horizon(horizon: date, day: date) -> None:
    if day > horizon:
        raise UsageError(
            f"--as-of {day} is past {horizon}, where the expected editions end", "status", "Choose an earlier day"
        )


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
    from tracker import diffing
    from tracker.printing import changes, shapes

    pair, findings = diffing.diff(ctx.obj["workspace"], release, old, new, record_folder=record_folder(ctx))
    if as_json:
        shapes.as_json(findings)
    else:
        changes.differences(pair, findings, None if everything else 12)


@main.command()
@click.argument("query")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
@as_json
@click.pass_context
def sql(ctx: click.Context, query: str, as_csv: bool, as_json: bool) -> None:
    """Run a read-only QUERY on the database; print a table, CSV or JSON.

    Example: tracker sql "select release, status, since_on from release_status"
    """
    from tracker import warehouse
    from tracker.printing import shapes

    with warehouse.reading(database(ctx)) as connection:
        names, rows = warehouse.ask(connection, query)
    if as_json:
        shapes.as_json([dict(zip(names, row, strict=True)) for row in rows])
    elif as_csv:
        shapes.as_csv(names, rows)
    else:
        shapes.table(names, rows)
