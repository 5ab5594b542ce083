"""Verbs that make things of the record: report, build, export, lint, new."""

from __future__ import annotations

from pathlib import Path

import click

from tracker.cli.group import database, main, record_folder
from tracker.errors import UsageError


@main.command()
@click.pass_context
def report(ctx: click.Context) -> None:
    """Record and evidence → database → site: the main job.

    Example: tracker report
    """
    from tracker import reporting

    outcome = reporting.report(ctx.obj["workspace"], record_folder(ctx))
    click.echo(outcome)


@main.command()
@click.pass_context
def build(ctx: click.Context) -> None:
    """Record and evidence → the DuckDB file.

    Example: tracker build
    """
    from tracker import building

    click.echo(f"Built {building.build(ctx.obj['workspace'], record_folder(ctx))}")


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

    `claimreview`: the verdicts as schema.org ClaimReview (JSON-LD), as the site has them in claims.json. A site
    does not know its own address: without --base-url the address of each review is relative to it. A rating has
    words (alternateName) and no number (ratingValue): a verdict is no point on a scale.

    Example: tracker export --format observations --release ohss-monthly-tables
    """
    from tracker.exports import claimreview, differences, observations

    if (form == "claimreview") == bool(release_id):
        what = "does not go with claimreview" if release_id else f"is needed with {form}"
        raise UsageError(what, "--release", "See --help")
    if form == "claimreview":
        text = claimreview.export(database(ctx), base_url=base_url)
    else:
        text = {"observations": observations, "differences": differences}[form].export(database(ctx), release_id)
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

    contents, problems = record.read(record_folder(ctx))
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
