"""`tracker diff` on the packaged record, and on files that are held: what it prints, and how it refuses."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
import tiny
from click.testing import CliRunner, Result
from workbooks import OhssTable, ohss_rows, ohss_workbook

from tracker.cli import main
from tracker.printing.changes import difference


@pytest.fixture(scope="module")
def diff(tmp_path_factory: pytest.TempPathFactory):
    workspace = tmp_path_factory.mktemp("workspace")

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, ["--workspace", str(workspace), *words], catch_exceptions=False)

    return run


def test_the_packaged_record_tells_what_changed_without_any_file(diff) -> None:
    lines = diff("diff", "ohss-monthly-tables", "2024-07", "2024-08").output.splitlines()
    assert lines[0] == "ohss-monthly-tables/2024-07 -> ohss-monthly-tables/2024-08"
    summary = [line.split() for line in lines[1 : lines.index("")]]
    # six tables of the top ten or hundred rotated, by a comparison of the two workbooks by hand; nothing was lost
    assert ["routine", "rotation", "6"] in summary
    assert "loss" not in {weight for weight, *_ in summary}
    # what the older edition shows by itself: by hand, 135 figures of single adults differ between two tables of July 2024
    assert ["suspect", "tables_disagree", "135", "in", "2024-07", "by", "itself"] in summary
    assert any("27,560 -> 29,200 +6.0% [DHS Repats by Type!G145" in line for line in diff(
        "diff", "ohss-monthly-tables", "--all").output.splitlines())  # fmt: skip


def test_json_has_a_row_for_each_finding_with_both_addresses(diff) -> None:
    rows = json.loads(diff("diff", "ohss-monthly-tables", "--json").output)
    [row] = [x for x in rows if x["kind"] == "revised" and x["old_value"] == 177900 and x["value"] == 177770
             and x["table_title"] == "DHS Repatriations by Type"]  # fmt: skip
    assert (row["old_cell"], row["cell"], row["absolute"]) == ("G122", "G122", -130)
    assert row["old_digest"].startswith("b629920d7734") and row["digest"].startswith("a15fc683b72f")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nope"], "no release has the id 'nope'"),
        (["ohss-monthly-tables", "1999-01"], "has no edition '1999-01'"),
        (["ohss-monthly-tables", "2024-08", "2024-07"], "is not held here"),
        (["ohss-monthly-tables", "2024-05", "2024-07"], "is not held here"),
        (["ohss-monthly-tables", "2024-08"], "nothing later was compared with 2024-08"),
        (["ohss-monthly-tables", "2024-07", "2024-07"], "2024-07 is named twice"),
        (["ohss-monthly-tables", "2024-07", "ohss-monthly-tables/2024-07"], "2024-07 is named twice"),
        (["ohss-monthly-tables", "1999-01", "1999-01"], "has no edition '1999-01'"),
        (["ohss-monthly-tables", "", "2024-07"], "OLD is empty"),
        (["eoir-statistics"], "no two editions of eoir-statistics are held"),
    ],
)
def test_what_can_not_be_compared_is_said_with_what_to_do(diff, words: list[str], told: str) -> None:
    result = diff("diff", *words)
    assert result.exit_code == 2
    assert told in result.output and result.output.count("\n") == 1


@pytest.mark.parametrize("form", ["observations", "differences"])
def test_an_export_needs_files_and_says_so(diff, form: str) -> None:
    result = diff("export", "--format", form, "--release", "ohss-monthly-tables")
    assert result.exit_code == 2 and "held here" in result.output
    assert diff("export", "--format", form).exit_code == 2


def test_two_editions_that_do_not_follow_each_other_are_compared_from_their_files(tmp_path: Path) -> None:
    """November to February of fiscal year 2024: the first figure of the table is 100, then 110, then 120."""
    folder = tiny.write(tmp_path / "record")
    words = ["--record", str(folder), "--workspace", str(tmp_path / "work")]
    for number, (last, month) in enumerate(((2, "November 2023"), (3, "December 2023"), (4, "January 2024"))):
        rows = ohss_rows(last=last)
        rows[0][2][0] = 100 + 10 * number
        years = f": Fiscal Years 2023 to 2024 YTD ({month})"
        made = ohss_workbook(tmp_path / f"{number}.xlsx", [OhssTable(rows=rows, years=years)])
        done = CliRunner().invoke(main, [*words, "ingest", str(made), "--release", "tables"])
        assert done.exit_code == 0, done.output
    for pair, old, new in (
        (["2023-11", "2023-12"], 100, 110),
        (["2023-12", "2024-01"], 110, 120),
        (["2023-11", "2024-01"], 100, 120),
    ):
        found = CliRunner().invoke(main, [*words, "diff", "tables", *pair, "--json"])
        revised = [x for x in json.loads(found.output) if x["kind"] == "revised"]
        assert [(x["old_value"], x["value"], x["member"]) for x in revised] == [(old, new, "Total")]
    assert not list((tmp_path / "work").glob("diff-*")), "what was made for one comparison is gone"


def test_where_a_period_has_two_files_one_must_be_named(tmp_path: Path) -> None:
    folder = tiny.write(tmp_path / "record")
    words = ["--record", str(folder), "--workspace", str(tmp_path / "work")]
    for number, day in enumerate(("2024-02-01", "2024-02-09")):
        rows = ohss_rows(last=2)
        rows[0][2][0] = 100 + 10 * number
        years = ": Fiscal Years 2023 to 2024 YTD (November 2023)"
        made = ohss_workbook(tmp_path / f"{number}.xlsx", [OhssTable(rows=rows, years=years)])
        more = ["--release", "tables", "--published-on", day]
        assert CliRunner().invoke(main, [*words, "ingest", str(made), *more]).exit_code == 0
    refused = CliRunner().invoke(main, [*words, "diff", "tables", "2023-11"])
    assert refused.exit_code == 2 and "has 2 files of 2023-11" in refused.output
    names = sorted(refused.output.rpartition("Name one: ")[2].strip().rstrip(".").split(", "))
    assert len(names) == 2
    found = [CliRunner().invoke(main, [*words, "diff", "tables", name, "--json"]) for name in names]
    revised = [x for one in found if one.exit_code == 0 for x in json.loads(one.output) if x["kind"] == "revised"]
    assert [(x["old_value"], x["value"]) for x in revised] == [(100, 110)]


def test_a_table_on_a_sheet_that_was_hidden_is_not_said_to_be_dropped(tmp_path: Path) -> None:
    folder = tiny.write(tmp_path / "record")
    rules = folder / "releases" / "tables.toml"
    rules.write_text(rules.read_text() + '\n[[table]]\nmatch = "."\nmembers = "fixed"\n')
    words = ["--record", str(folder), "--workspace", str(tmp_path / "work")]
    for last, month, state in ((2, "November 2023", "visible"), (3, "December 2023", "hidden")):
        years = f": Fiscal Years 2023 to 2024 YTD ({month})"
        tables = [OhssTable(rows=ohss_rows(last=last), years=years), OhssTable(
            title="Returns", sheet="Old", rows=ohss_rows(last=last), years=years, state=state)]  # fmt: skip
        made = ohss_workbook(tmp_path / f"{last}.xlsx", tables)
        accept = hashlib.sha256(made.read_bytes()).hexdigest()[:12]
        done = CliRunner().invoke(main, [*words, "ingest", str(made), "--release", "tables", "--accept", accept])
        assert done.exit_code == 0, done.output
    found = json.loads(CliRunner().invoke(main, [*words, "diff", "tables", "--json"]).output)
    assert [(x["old_table_title"], x["certain"]) for x in found if x["kind"] == "table_dropped"] == [("Returns", False)]


def test_a_note_is_told_by_its_words_and_an_announcement_is_named() -> None:
    row = dict.fromkeys(("value", "old_value", "code", "old_code", "member", "old_member", "period_end", "grain", "relative", "detail",
                         "old_cell", "cell", "sheet", "old_sheet", "announced_by", "old_table_title"))  # fmt: skip
    row |= {"table_title": "Removals", "certain": True, "kind": "note_changed", "old_code": "Notes", "code": "Notes"}
    told = difference(row | {"old_text": "Data of March. Excludes A.", "text": "Data of March. Excludes A and B."})
    assert told == 'Removals "Data of March. Excludes A." -> "Data of March. Excludes A and B."'
    told = difference(row | {"old_text": None, "text": "New."})
    assert told == 'Removals nothing -> "New."'
    revised = {
        "kind": "revised",
        "old_code": None,
        "code": None,
        "old_value": 5.0,
        "value": 6.0,
        "announced_by": "none found",
    }
    assert difference(row | revised) == "Removals 5 -> 6 announced by: none found"
