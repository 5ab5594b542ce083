"""What the verbs print: rows for people, JSON for scripts, and the same facts in both."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
import tiny
from click.testing import CliRunner

from tracker.cli import main


@pytest.fixture
def tracker(tmp_path):
    folder = tiny.write(tmp_path / "record")

    def run(*words: str):
        return CliRunner().invoke(main, ["--record", str(folder), "--workspace", str(tmp_path / "work"), *words])

    return run


def test_status_builds_what_is_not_there_and_says_the_same_to_people_and_scripts(tracker) -> None:
    shown = json.loads(tracker("status", "--json").output)
    # January 2024 appeared on 1 March; February was due on 9 April and was not there on 30 September: withheld on both grounds
    # (reported to have ceased; an official stated removals from February to May).
    assert [(x["release"], x["status"], x["since_on"], x["grounds"]) for x in shown] == [
        ("tables", "withheld", "2024-04-09", ["data exist", "stop"])
    ]
    text = tracker("status", "tables").output
    assert "withheld, since 2024-04-09, last looked 2024-09-30" in text
    assert "event:tables-stop [B] Reported to have ceased." in text


def test_status_as_of_replays_what_could_be_known(tracker) -> None:
    statuses = {
        day: json.loads(tracker("status", "--as-of", day, "--json").output)[0]["status"]
        for day in ("2024-03-01", "2024-04-09", "2024-04-10", "2024-09-29", "2024-09-30")
    }
    assert statuses == {
        "2024-03-01": "on_time",
        "2024-04-09": "on_time",
        "2024-04-10": "unchecked",
        "2024-09-29": "unchecked",
        "2024-09-30": "withheld",
    }


def test_one_release_as_json_carries_its_editions_and_documents(tracker) -> None:
    (found,) = json.loads(tracker("status", "tables", "--json").output)
    assert {"2024-01", "2024-02"} <= {x["ref"] for x in found["editions"]}
    assert {x["evidence"] for x in found["documents"]} >= {"event:tables-stop", "figure:claim"}


def test_sql_prints_table_csv_and_json(tracker) -> None:
    query = "select release, due_on from expected_edition where ref = '2024-01'"
    assert tracker("sql", query, "--csv").output == "release,due_on\ntables,2024-03-11\n"
    assert json.loads(tracker("sql", query, "--json").output) == [{"release": "tables", "due_on": "2024-03-11"}]
    assert "2024-03-11" in tracker("sql", query).output


def test_the_range_of_a_figure_follows_its_words(tracker) -> None:
    assert tracker("sql", "select low, high, rule from figure_range", "--csv").output == "low,high,rule\n100000,,over\n"


ORDER = """
[[figure]]
id = "a-claim-of-order-with-a-long-name"
speaker = "Somebody with a Name of Several Words"
role = "r"
organization = "o"
official = false
stated_on = 2024-09-30
measure = "removal"
scope = "all"
kind = "ordinal"
unit = "rank"
sources = ["s2"]
text = "More than ever."
qualifier = "exact"
value = 1
"""


def test_compare_folds_between_words_and_says_which_columns_have_no_room(tracker, tmp_path, monkeypatch) -> None:
    (tmp_path / "record" / "figures" / "order.toml").write_text(ORDER)
    for width in (50, 80, 200):
        monkeypatch.setenv("COLUMNS", str(width))
        lines = tracker("compare").output.splitlines()
        assert all(len(line) <= width for line in lines if "│" in line)
        words = set(" ".join(lines).replace("│", " ").split())
        assert {"claim", "a-claim-of-order-with-a-long-name", "2024-09-30" if width > 50 else "claim"} <= words
        assert not {"uncheckabl", "declare", "verdic"} & words
        left = [line for line in lines if line.startswith("No room here for")]
        assert len(left) == (width < 200)
    assert "said_verdict" not in "".join(left)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--measure", "nix"], "no measure 'nix'"),
        (["--scope", "nix"], "no scope 'nix'"),
        (["--reason", "nix"], "no reason 'nix'"),
        (["--since", "2025-02-01", "--until", "2025-01-01"], "2025-02-01 is after 2025-01-01"),
    ],
)
def test_compare_refuses_words_that_stand_for_nothing(tracker, words, told) -> None:
    found = tracker("compare", *words)
    assert found.exit_code == 2 and told in found.output and found.output.count("\n") == 1


def test_compare_takes_each_reason_that_there_can_be(tracker) -> None:
    assert tracker("compare", "--reason", "revised_since", "--json").output.strip() == "[]"


def test_compare_finds_by_scope_reason_and_the_verdict_of_the_day(tracker) -> None:
    whole = json.loads(tracker("compare", "--json").output)
    one = whole[0]
    words = ["--scope", one["scope"], "--reason", one["said_reason"], "--said", one["said_verdict"]]
    found = json.loads(tracker("compare", *words, "--json").output)
    assert [x["figure"] for x in found] == [
        x["figure"]
        for x in whole
        if x["scope"] == one["scope"]
        and x["said_verdict"] == one["said_verdict"]
        and one["said_reason"] in (x["reason"], x["said_reason"])
    ]


def test_compare_says_that_a_figure_has_another_verdict(tracker) -> None:
    found = tracker("compare", "claim", "--verdict", "above")
    assert found.exit_code == 2
    verdict = json.loads(tracker("compare", "claim", "--json").output)[0]["verdict"]
    assert f"'claim' is left out by the other words: it has the verdict {verdict}" in found.output
    assert "no reported figure has the id 'nix'" in tracker("compare", "nix", "--verdict", "above").output


def test_a_claim_of_order_has_no_range(tracker, tmp_path) -> None:
    (tmp_path / "record" / "figures" / "order.toml").write_text(ORDER)
    text = tracker("compare", "a-claim-of-order-with-a-long-name").output
    assert "Claim of order: more than all it is compared with" in text
    assert "Range" not in text


def test_lint_finds_and_tells(tracker, tmp_path) -> None:
    assert tracker("lint").exit_code == 0
    tiny.edit(tmp_path / "record", "figures/all.toml", 'measure = "removal"', 'measure = "nothing"')
    found = tracker("lint")
    assert found.exit_code == 1
    assert "figures/all.toml: claim measure: no measure has the id 'nothing'" in found.output


def test_verify_of_a_workspace_that_is_not_there_is_an_error(tmp_path) -> None:
    found = CliRunner().invoke(main, ["--workspace", str(tmp_path / "none"), "verify"])
    assert (found.exit_code, "there is no such workspace" in found.output) == (2, True)
    assert str(tmp_path / "none") in found.output.replace("\n", "")


def test_verify_of_a_workspace_without_evidence_says_so(tracker, tmp_path) -> None:
    (tmp_path / "work").mkdir()
    assert (tracker("verify").exit_code, tracker("verify").output) == (0, "No evidence here\n")
    assert tracker("verify", "--head").output == "0" * 64 + "\n"


def test_bad_usage_is_exit_status_2() -> None:
    assert subprocess.run([sys.executable, "-m", "tracker", "statsu"], capture_output=True, check=False).returncode == 2


def test_help_loads_nothing_heavy() -> None:
    code = "import sys, tracker.cli; print([m for m in ('duckdb', 'altair', 'rich', 'msgspec', 'jinja2') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.parametrize("kind", ["release", "figure", "event", "look", "source"])
def test_a_skeleton_names_every_key_and_lint_tells_what_to_fill_in(tracker, tmp_path, kind) -> None:
    import tomllib

    import msgspec

    from tracker.skeleton import KINDS

    text = tracker("new", kind).output
    block = tomllib.loads(text)
    block = block if kind == "release" else block[kind][0]
    required = {field.name for field in msgspec.structs.fields(KINDS[kind][0]) if field.required}
    assert required <= set(block) | {"promise"}
    if kind == "figure":
        (tmp_path / "record" / "figures" / "mine.toml").write_text(text)
        assert "figures/mine.toml" in tracker("lint").output
