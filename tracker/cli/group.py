"""The group of verbs, the words that they share, and how an error of ours ends."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from tracker import __version__
from tracker.errors import TrackerError

DATE = click.DateTime(formats=["%Y-%m-%d"])
as_json = click.option("--json", "as_json", is_flag=True, help="Print rows as JSON.")
contact = click.option(
    "--contact", default="", envvar="TRACKER_CONTACT", show_envvar=True, help="Who asks: stands in the User-Agent."
)


class Place(click.Group):
    """The group of verbs: an error of ours is one line on standard error, and one for each note; exit status 2."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb; turn our errors into one line."""
        try:
            return super().invoke(ctx)
        except TrackerError as error:
            for line in (str(error), *getattr(error, "__notes__", ())):
                click.echo(f"tracker: {line}", err=True)
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


def record_folder(ctx: click.Context) -> Path:
    """Where the record is read from."""
    from tracker import record

    folder: Path | None = ctx.obj["record"]
    return folder or record.PACKAGED


def database(ctx: click.Context) -> Path:
    """The database, built first where it is missing or out of date."""
    from tracker import building

    return building.current(ctx.obj["workspace"], record_folder(ctx))
