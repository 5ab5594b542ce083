"""The documents say what is true: reference and dictionary are what the program prints, and the commands named exist."""

from __future__ import annotations

import re

import click
import make_docs
import pytest
from conftest import ROOT

from tracker.cli import main


@pytest.mark.parametrize("name", sorted(make_docs.FILES))
def test_generated_documents_are_up_to_date(name) -> None:
    assert (ROOT / "docs" / name).read_text() == make_docs.FILES[name](), "run `make docs`"


def test_every_verb_has_help_with_an_example() -> None:
    for name, command in main.commands.items():
        assert command.help, name
        assert f"Example: tracker {'--record my-record ' if name == 'lint' else ''}{name}" in command.help, name


def test_every_verb_named_in_the_readme_exists() -> None:
    text = (ROOT / "README.md").read_text() + (ROOT / "CONTRIBUTING.md").read_text()
    named = set(re.findall(r"\.venv/bin/tracker (?:--\S+ \S+ )*([a-z]+)", text))
    assert named
    assert named <= set(main.list_commands(click.Context(main)))


def test_every_file_named_in_the_documents_exists() -> None:
    text = "".join((ROOT / name).read_text() for name in ("README.md", "CONTRIBUTING.md"))
    for path in re.findall(r"`((?:sql|tests|docs|tracker)/[\w./-]+\.\w+)`", text):
        assert (ROOT / path).exists(), path


def test_sql_stands_only_in_sql_files() -> None:
    statement = re.compile(r"\b(select\s+\S.*\s+from|insert\s+into|create\s+(?:table|view|macro))\b", re.IGNORECASE)
    for path in (ROOT / "tracker").rglob("*.py"):
        code = re.sub(r'""".*?"""', "", path.read_text(), flags=re.DOTALL)
        found = [line for line in code.splitlines() if statement.search(line)]
        assert not found, f"{path}: {found}"


def test_one_module_runs_sql_and_one_package_speaks_http() -> None:
    http = re.compile(
        r"^\s*(import|from) (requests|urllib3|urllib\.request|http\.client|http import client|httpx|aiohttp|socket|ssl)\b",
        re.MULTILINE,
    )
    speaking = {
        path.relative_to(ROOT / "tracker").parts[0].removesuffix(".py")
        for path in (ROOT / "tracker").rglob("*.py")
        if http.search(path.read_text())
    }
    assert speaking == {"fetch"}
    for path in (ROOT / "tracker").rglob("*.py"):
        assert ("import duckdb" in path.read_text()) == (path.name == "warehouse.py"), path
