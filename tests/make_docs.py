"""Write docs/cli.md from the live --help, and docs/data-dictionary.md from the comments in the database: `make docs`."""

from __future__ import annotations

from pathlib import Path

import click
import duckdb
from click.testing import CliRunner

from tracker import warehouse
from tracker.cli import main

DOCS = Path(__file__).parent.parent / "docs"


def cli() -> str:
    """The command line reference."""
    parts = ["# Command line\n\nWritten from `tracker --help` by `make docs`; do not edit.\n", _help()]
    context = click.Context(main)
    for verb in main.list_commands(context):
        parts.append(f"## tracker {verb}\n\n{_help(verb)}")
    return "\n".join(parts)


def _help(*words: str) -> str:
    result = CliRunner().invoke(main, [*words, "--help"], prog_name="tracker", terminal_width=100)
    assert result.exit_code == 0, result.output
    return f"```text\n{result.output.rstrip()}\n```\n"


def dictionary() -> str:
    """The data dictionary."""
    connection = duckdb.connect()
    warehouse.prepare(connection)
    warehouse.answer(connection)
    columns = warehouse.query(connection, "dictionary_columns")
    parts = ["# Data dictionary\n\nWritten from the comments in the database by `make docs`; do not edit.\n"]
    for table in warehouse.query(connection, "dictionary_tables"):
        parts.append(f"## {table['name']}\n\n{table['kind'].capitalize()}. {table['comment']}\n")
        rows = [x for x in columns if x["name"] == table["name"]]
        if rows:
            parts.append("| column | type | what it is |\n|---|---|---|")
            parts += [f"| `{x['column_name']}` | {x['data_type']} | {x['comment']} |" for x in rows]
            parts.append("")
    return "\n".join(parts)


FILES = {"cli.md": cli, "data-dictionary.md": dictionary}

if __name__ == "__main__":
    DOCS.mkdir(exist_ok=True)
    for name, make in FILES.items():
        (DOCS / name).write_text(make(), encoding="utf-8")
