"""The page "What changed": every finding is told in neutral words with both addresses, bounded, escaped and by query."""

from __future__ import annotations

import csv
import json
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from html import escape
from itertools import pairwise
from pathlib import Path

import altair as alt
import duckdb
import pytest
from conftest import rows
from test_site import Page
from worlds import edition, small, source

from tracker import building, model, tables, warehouse
from tracker.charts import NARROW, WIDE
from tracker.charts.changes import STEPS, change_map
from tracker.charts.vintages import figure_paths, revision_ages
from tracker.site import templates, write_site
from tracker.site.note_words import changed_words
from tracker.site.wording import change_of, percent, period_name

HOSTILE = "</script><b onclick=alert(1)>\"'&{{ 7*7 }}"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
OLD, NEW, LAST = "a" * 64, "b" * 64, "c" * 64
KINDS = templates.page("changes")["kind"]
MONTHS = [f"2024-{number:02}" for number in range(1, 5)]
MOTIVES = re.compile(
    r"\b(hid|hidden from|conceal|manipulat|tamper|mislead|censor|falsif|doctored|scrubbed|quietly)", re.I
)


def between(what: str, how: str, older: str = "r/2024-01", newer: str = "r/2024-03", **more) -> model.Difference:
    """A difference between two editions, its cells in sheets Old and New."""
    digests = {"r/2024-01": OLD, "r/2024-03": NEW, "r/2024-04": LAST}
    places = {"old_sheet": "Old", "old_cell": "A1", "sheet": "New", "cell": "B2"}
    return model.Difference(
        edition=newer, previous=older, what=what, how=how, digest=digests.get(newer, NEW),
        old_digest=digests.get(older, OLD),
        **(places | more),
    )  # fmt: skip


def table(title: str, how: str = "same", **more) -> model.Difference:
    names = {"table_title": title, "old_table_title": title, "cells": 400, "old_cells": 400, "equal_cells": 390}
    return between("table", how, **({"sheet": "New", "old_sheet": "New"} | names | more))


def revised(member: str, old: float | None, new: float | None, month: int = 1, **more) -> model.Difference:
    start = date(2023, month, 1)
    end = (start + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    names = {"table_title": "Fixed", "grain": "month", "period_start": start, "period_end": end}
    return between("cell", "changed", **(names | {"member": member, "old_value": old, "value": new} | more))


def every_kind() -> tuple[model.Difference, ...]:
    """Differences that give every kind of finding but those that need file names, many figures, or two files of an edition."""
    year = {"grain": "fiscal_year_to_date", "period_start": date(2023, 10, 1), "period_end": date(2024, 3, 31)}
    named = {"table_title": "Fixed"}
    top = {"table_title": "By Country"}
    member = partial(between, "member", cells=7, old_cells=7)
    note = partial(between, "note", code="Notes", old_code="Notes")
    pair = {"older": "r/2024-03", "newer": "r/2024-04"}
    return (
        between("edition", "changed", cells=4000, old_cells=4100, equal_cells=3900),
        *(table(title) for title in ("Fixed", "Open", "By Country")),
        table("Gone", "left", table_title="Gone"),
        table("Come", "entered"),
        table("Spelled", "spelling", old_table_title="spelled"),
        table("New title", "values", old_table_title="Old title"),
        table("Maybe new", "perhaps", old_table_title="Maybe old"),
        table("Moved", old_sheet="Before"),
        between("grain", "left", grain="month", **named),
        between("grain", "entered", grain="fiscal_year", **named),
        between("dimension", "left", label="Sex", text="Men; Women", cells=2, **named),
        between("dimension", "entered", label="Age", text="Young; Old", cells=2, table_title="Open"),
        member("left", old_member="Family units", label="Family units", **named),
        member("left", old_member="Ended", label="Ended", table_title="Open"),
        member("entered", member="Begun", label="Begun", table_title="Open"),
        member("left", old_member="Peru", label="Peru", **top),
        member("entered", member="China", label="China", **top),
        member("values", old_member="Honduras", member="Republic of Honduras", **named),
        member("perhaps", old_member="Kin", member="Relatives", **named),
        member("spelling", old_member="total", member="Total", **named),
        between("period", "entered", grain="month", period_start=date(2024, 3, 1), period_end=date(2024, 3, 31), **named),
        between("period", "left", grain="month", period_start=date(2013, 10, 1), period_end=date(2013, 10, 31), **named),
        between("period", "left", grain="day", period_start=date(2024, 1, 9), period_end=date(2024, 1, 9), **named),
        between("period", "extended", grain="month", period_start=date(2024, 1, 1), period_end=date(2024, 1, 31), **named),
        revised("Total", 27560, 29200, 7),
        revised("Total", 100, 104, 6),
        revised("Total", 0, 50, 5),
        revised("Coded", None, 12, 4, old_code="X"),
        revised("Blank", 12, None, 4, code="(blank)"),
        between("cell", "entered", member="Filled", value=3, **named),
        between("cell", "left", old_member="Emptied", member="Emptied", old_value=3, **named),
        revised("Other", 40, 90, table_title="By Country"),
        between("withdrawn", "left", member="Kept back", old_member="Kept back", old_cells=12, cells=0, **named),
        between("cumulative", "fell", member="Total", old_value=900, value=800, old_text="2024-01-31", **year, **named),
        between("agreement", "off", "r/2024-03", "r/2024-03", member="Total", old_member="All", table_title="Fixed",
                old_table_title="Sister", old_value=430230, value=341480, text="Both are all people.", grain="month",
                period_start=date(2024, 1, 1), period_end=date(2024, 1, 31)),
        between("sum", "off", "r/2024-03", "r/2024-03", member="Total", table_title="Open", old_value=10, value=70,
                grain="month", period_start=date(2024, 1, 1), period_end=date(2024, 1, 31)),
        note("entered", text="A new note. Figures are revised each month.", **named),
        note("left", old_text="An old note.", table_title="Open"),
        note("changed", old_text="Counts of people.", text="Counts of events and people.", table_title="By Country"),
        note("changed", old_text="As of May 2024.", text="As of June 2024.", table_title="Come"),
        between("unread", "same", cells=1, text="Sheet Extra"),
        between("period", "extended", grain="month", period_start=date(2024, 2, 1), period_end=date(2024, 2, 20), old_text="2024-02-29", **named),
        between("edition", "same", cells=5, old_cells=5, equal_cells=5, **pair),
        table("Short", cells=10, old_cells=90, **pair),
    )  # fmt: skip


RULES = (
    model.TableRule(match="^Fixed", members="fixed", cumulative=True, rounding=10),
    model.TableRule(match="^By Country", members="top", fixed=("Total",), residual=("Other",), rounding=10),
    model.TableRule(match="^Short", minimum_cells=50),
)


def world(differences: tuple[model.Difference, ...], **release) -> model.Record:
    """Editions of January to April; those of January, March and April were compared, that of February is known only."""
    digests = {"2024-01": OLD, "2024-03": NEW, "2024-04": LAST}
    days = [date(2024, 3, 1), date(2024, 4, 1), date(2024, 5, 1), date(2024, 6, 1)]
    editions = tuple(
        edition(ref, day, digest=digests.get(ref, ""), file=f"{ref}.xlsx" if ref in digests else "",
                data_through=date(2024, 2, 29) if ref in ("2024-03", "2024-04") else None)
        for ref, day in zip(MONTHS, days, strict=True)
    )  # fmt: skip
    record = small(release={"edition": editions, "table": RULES, **release}, sources=(source("t", date(2024, 4, 20)),))
    return model.Record(**{f: getattr(record, f) for f in record.__struct_fields__} | {"differences": differences})


@contextmanager
def answered(record: model.Record, *statements: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database of a record, with rows that only evidence could give put in by hand."""
    with duckdb.connect() as connection, tempfile.TemporaryDirectory() as scratch:
        warehouse.prepare(connection)
        warehouse.load(connection, warehouse.Contents(tables.rows(record, [])), Path(scratch))
        for statement in statements:
            connection.execute(statement)
        warehouse.answer(connection, "99")
        yield connection


POSTED_AGAIN = (
    "insert into appearance by name select release, edition, digest, 'again.xlsx' as file, published_on, published_by, basis"
    " from appearance where edition = 'r/2024-01'"
)


def written(connection: duckdb.DuckDBPyConnection, folder: Path, drawings: Path) -> Path:
    write_site(partial(warehouse.query, connection), folder, cache_dir=drawings)
    return folder


@pytest.fixture(scope="module")
def drawings(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("drawings")


@pytest.fixture(scope="module")
def told(tmp_path_factory, drawings):
    """The site of a record with findings of every kind, and its findings."""
    with answered(world(every_kind()), POSTED_AGAIN) as connection:
        site = written(connection, tmp_path_factory.mktemp("told") / "site", drawings)
        return site, rows(connection, "from finding")


def page(site: Path, name: str = "release/r-changes.html") -> str:
    return (site / name).read_text(encoding="utf-8")


def plain(html: str) -> str:
    """The text of a page as it is read, blanks made one."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).replace(" .", ".").replace(" ,", ",")


def section(html: str, name: str) -> str:
    """One section of a page."""
    start = html.index(f'aria-labelledby="{name}"')
    return html[start : html.index("</section>", start)]


def test_every_kind_of_finding_has_its_words_and_stands_on_the_page(told) -> None:
    site, findings = told
    text = plain(page(site))
    elsewhere = {"perhaps_relabelled", "written_anew"}
    assert {row["kind"] for row in findings} == set(KINDS) - elsewhere
    assert "&lt;" not in text
    for kind, words in ((kind, words) for kind, words in KINDS.items() if kind not in elsewhere):
        counts = Counter((row["edition"], row["previous"], row["weight"]) for row in findings if row["kind"] == kind)
        for number in counts.values():
            assert f"{number} {words['one' if number == 1 else 'many']}" in text, kind
        assert escape(words["text"], quote=False) in text, kind


def test_the_summary_counts_by_pair_and_weight_the_newest_pair_first(told) -> None:
    site, findings = told
    short = section(page(site), "short")
    assert re.findall(r"<h3>(.*?)</h3>", short) == [
        "2024-04 against 2024-03",
        "2024-03 against 2024-01",
        "2024-03 by itself",
        "2024-01 by itself",
    ]
    pair = plain(short[short.index("2024-03 against 2024-01") : short.index("2024-03 by itself")])
    assert "3 revised figures, in 1 table, 2 beyond rounding, 1 within" in pair
    assert pair.index("Suspect") < pair.index("Losses") < pair.index("Changes") < pair.index("Routine")
    routine = sum(
        x["weight"] == "routine" and x["previous"] == "r/2024-01" and x["edition"] == "r/2024-03" for x in findings
    )
    assert f"{routine} findings" in pair


def test_an_edition_known_in_between_makes_first_seen_at_the_latest(told) -> None:
    text = plain(section(page(told[0]), "short"))
    assert "1 edition known to lie between the two is not held here" in text
    assert "first seen on 2024-05-01 at the latest" in text
    assert "First seen on 2024-06-01." in text  # nothing lies between the next two
    assert text.count("at the latest") == 1


def test_suspects_and_losses_come_first_and_carry_both_addresses(told) -> None:
    html = page(told[0])
    order = [
        html.index(f'id="{name}"') for name in ("short", "severe", "where", "revisions", "notes", "changed", "routine")
    ]
    assert order == sorted(order)
    fell = re.search(r"1 year to date that fell.*?</table>", section(html, "severe"), re.S)
    assert fell is not None
    text = plain(fell[0])
    assert "900 Old!A1 aaaaaaaaaaaa 800 New!B2 bbbbbbbbbbbb note certain: the earlier figure runs to 2024-01-31" in text
    weights = [row["weight"] for row in told[1] if row["kind"] in ("rotation", "new_period", "residual_not_compared")]
    assert set(weights) == {"routine"}
    for words in ("rotation", "new_period", "residual_not_compared"):
        assert KINDS[words]["one"] not in section(html, "severe")


def test_where_another_reading_is_possible_it_is_told_and_not_called_certain(told) -> None:
    text = plain(section(page(told[0]), "severe"))
    assert "not certain: or it is now “Maybe new”" in text.replace("&#34;", '"').replace('"Maybe new"', "“Maybe new”")
    maybe = text[text.index("2 names that may be old ones changed") :]
    assert "Maybe old New aaaaaaaaaaaa Maybe new New bbbbbbbbbbbb not certain" in maybe
    assert "the newer file holds sheets or blocks that are not read: Sheet Extra" in text


def test_codes_and_blanks_are_shown_as_such_and_never_as_zero(told) -> None:
    changed = re.search(r"2 cells where a code.*?</table>", section(page(told[0]), "changed"), re.S)
    assert changed is not None
    text = plain(changed[0])
    assert "code “X” Old!A1" in text
    assert "blank New!B2" in text
    assert " 0 " not in text


def test_what_can_not_be_compared_is_said_with_its_reason(told) -> None:
    html = page(told[0])
    text = plain(section(html, "limits"))
    assert "1 rest of a table of the largest members, not compared" in text
    assert "1 edition known to lie between the editions compared is not held here" in text
    assert "Not read in edition 2024-03 (1 title): Sheet Extra" in text
    revisions = plain(section(html, "revisions"))
    assert "Other" not in revisions.replace("Other changes", "")


def test_an_announcement_is_told_with_its_words_and_none_found_as_such(told) -> None:
    html = page(told[0])
    notices = plain(section(html, "announced"))
    assert "A note that newly speaks of updates" in notices
    assert "“Figures are revised each month.”" in notices or "Figures are revised each month." in notices
    assert "A new note" not in notices  # of a note, the sentences that speak of updates
    assert "none found" in plain(section(html, "changed"))
    assert 'href="#announced-1"' in section(html, "revisions")


def test_an_event_that_announced_is_told_with_its_source(tmp_path, drawings) -> None:
    event = model.Event(
        id="e",
        kind="corrected",
        effective_on=date(2024, 4, 10),
        source="t",
        text="Said to be corrected.",
        by_agency=True,
    )
    with answered(world((table("Fixed"), revised("Total", 100, 150)), event=(event,))) as connection:
        html = page(written(connection, tmp_path / "site", drawings))
    notices = plain(section(html, "announced"))
    assert "An event of the release, 2024-04-10 ; named for 1 finding" in notices
    assert "Said to be corrected." in notices
    assert "Publisher: Document t" in notices
    assert "Announced by: an event of the release (1)" in plain(section(html, "short"))


def test_the_revisions_listed_are_those_of_the_query(told) -> None:
    html = section(page(told[0]), "revisions")
    body = html[html.index("<tbody>") : html.index("</tbody>")]
    shown = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.S)[:6] for row in re.findall(r"<tr>(.*?)</tr>", body, re.S)]
    assert shown == [
        ["Jul 2023", "27,560", "29,200", "+1,640", "+6.0%", "beyond"],
        ["May 2023", "0", "50", "+50", "–", "beyond"],
        ["Jun 2023", "100", "104", "+4", "+4.0%", "within"],
    ]


def test_a_changed_note_shows_words_put_in_and_left_out_and_names_them_for_those_who_hear(told) -> None:
    html = section(page(told[0]), "notes")
    assert '<ins><span class="hidden"> [put in: </span>events and<span class="hidden">]</span></ins>' in html
    assert "<summary>Notes with other dates alone (1)</summary>" in html
    old = 'Counts of <del><span class="hidden"> [left out: </span>people.'
    assert changed_words("Counts of people.", "Counts of events.").startswith(old)


def test_words_of_a_note_are_escaped_and_long_notes_are_cut_where_nothing_changed() -> None:
    assert "<b " not in changed_words(HOSTILE, f"{HOSTILE} more")
    assert changed_words(None, "All new") == (
        '<ins><span class="hidden"> [put in: </span>All new<span class="hidden">]</span></ins> '
    )
    words = " ".join(f"w{number}" for number in range(200))
    shown = changed_words(words, f"{words} end")
    assert "[…]" in shown
    assert "w100" not in shown
    assert "w199" in shown
    assert changed_words("a " * 4000, "b").count("<del>") == 1


def test_no_page_speaks_of_motives(told) -> None:
    for name in ("release/r-changes.html", "release/r.html", "methods.html", "index.html"):
        assert not MOTIVES.search(plain(page(told[0], name))), name


def test_the_csv_has_every_finding_with_both_addresses(told) -> None:
    site, findings = told
    with (site / "csv" / "findings-r.csv").open(encoding="utf-8", newline="") as stream:
        listed = list(csv.DictReader(stream))
    assert sorted(row["finding"] for row in listed) == sorted(row["finding"] for row in findings)
    assert {"old_digest", "old_sheet", "old_cell", "digest", "sheet", "cell", "certain", "announced_by"} <= set(
        listed[0]
    )


def test_a_release_says_what_is_printed_no_more_and_since_when(tmp_path, drawings) -> None:
    lost = (
        between("edition", "changed", cells=390, old_cells=400, equal_cells=390), table("Fixed"), table("Open"),
        between("grain", "left", grain="month", table_title="Fixed"),
        between("member", "left", old_member="Family units", label="Family units", cells=7, old_cells=7, table_title="Fixed"),
        between("member", "left", old_member="Ended", label="Ended", cells=7, old_cells=7, table_title="Open"),
    )  # fmt: skip
    with answered(world(lost)) as connection:
        text = plain(section(page(written(connection, tmp_path / "site", drawings), "release/r.html"), "changes"))
    assert "member: Family units Fixed 2024-01 2024-03 2024-05-01 not in an edition compared here" in text
    assert "kind of period: month Fixed" in text
    assert "Ended" not in text  # the record does not declare what that table holds


def test_the_release_and_the_board_lead_to_the_page(told) -> None:
    site, _ = told
    release = section(page(site, "release/r.html"), "changes")
    assert 'href="r-changes.html"' in release
    assert "2 pairs of editions compared" in release
    assert 'href="release/r-changes.html">What changed between editions</a>' in page(site, "index.html")


def test_what_is_printed_again_is_said_to_be(tmp_path, drawings) -> None:
    left = between("member", "left", old_member="Men", label="Men", table_title="Fixed", old_cells=5)
    again = between(
        "member", "entered", "r/2024-03", "r/2024-04", member="Men", label="Men", table_title="Fixed", cells=5
    )
    with answered(world((table("Fixed"), left, again))) as connection:
        site = written(connection, tmp_path / "site", drawings)
    assert "member: Men Fixed 2024-01 2024-03 2024-05-01 2024-04, 2024-06-01" in plain(page(site, "release/r.html"))


def test_a_status_that_rests_on_a_comparison_names_both_documents_and_leads_to_the_page(tmp_path, drawings) -> None:
    pair = {"older": "r/2024-01", "newer": "r/2024-04"}
    left = between("member", "left", **pair, old_member="Men", label="Men", table_title="Fixed", old_cells=5)
    with answered(world((table("Fixed", **pair), left))) as connection:
        site = written(connection, tmp_path / "site", drawings)
    html = section(page(site, "release/r.html"), "status")
    assert "is-reduced" in html
    assert "comparison of two editions" in html
    assert "member left: Fixed, Men (r/2024-01 -&gt; r/2024-04)" in html
    assert 'href="../release/r-changes.html#severe"' in html


def test_without_findings_there_is_no_page_and_no_link(tmp_path, drawings) -> None:
    with answered(world(())) as connection:
        site = written(connection, tmp_path / "site", drawings)
    assert not (site / "release" / "r-changes.html").exists()
    assert "What changed" not in page(site, "index.html") + page(site, "release/r.html")


def test_editions_that_do_not_differ_are_said_to_be_alike(tmp_path, drawings) -> None:
    same = between("edition", "changed", cells=9, old_cells=9, equal_cells=9)
    later = between("cell", "changed", "r/2024-03", "r/2024-04", member="T", table_title="Open", old_value=1, value=2,
                    grain="month", period_start=date(2024, 1, 1), period_end=date(2024, 1, 31))  # fmt: skip
    with answered(world((same, later))) as connection:
        text = plain(section(page(written(connection, tmp_path / "site", drawings)), "short"))
    assert "Of 9 cells in the newer one, 9 are printed alike in the older one." in text
    assert "Nothing differs that is compared." in text


def hostile() -> model.Record:
    """Every free text of every kind of difference is hostile."""

    def bad(one: model.Difference) -> model.Difference:
        keys = {key: getattr(one, key) for key in one.__struct_fields__}
        free = ("member", "old_member", "label", "sheet", "old_sheet", "text", "old_text", "cell", "old_cell")
        return model.Difference(**keys | {key: keys[key] + HOSTILE for key in free if keys[key]} | {
            key: f"{keys[key]} {HOSTILE}" for key in ("table_title", "old_table_title") if keys[key]
        } | {key: HOSTILE for key in ("code", "old_code") if keys[key]})  # fmt: skip

    return world(tuple(bad(one) for one in every_kind()), title=HOSTILE)


def test_hostile_labels_stay_text_on_the_page_and_in_the_drawings(tmp_path, drawings) -> None:
    with answered(hostile()) as connection:
        site = written(connection, tmp_path / "site", drawings)
    for name in ("release/r-changes.html", "release/r.html", "index.html"):
        text = page(site, name)
        assert "<b " not in text, name
        assert Page(text).open == []
        assert text.count("<script") == 1
        assert "7*7" in text
    assert "&lt;/script&gt;&lt;b onclick" in page(site)
    for path in site.glob("charts/changes-*"):
        text = path.read_text(encoding="utf-8")
        assert "</script" not in text, path
        assert "<b " not in text or path.suffix == ".js", path


def large() -> model.Record:
    """Eighty editions, with a finding in each pair, and thousands in the newest."""
    months = [f"{2010 + number // 12}-{number % 12 + 1:02}" for number in range(80)]
    editions = tuple(edition(ref, date(2010, 3, 1) + timedelta(days=31 * number)) for number, ref in enumerate(months))
    one = [
        revised(f"M{number}", 10, 11, 1, older=f"r/{old}", newer=f"r/{new}", table_title="Open")
        for number, (old, new) in enumerate(pairwise(months))
    ]
    newest = {"older": f"r/{months[-2]}", "newer": f"r/{months[-1]}"}
    start = date(2004, 1, 1)
    many = [
        revised(f"A member with quite a long name, number {number}", number**2, number**2 + number, **newest,
                table_title=f"Table {number % 90} of a workbook with many tables", period_start=start.replace(year=2004 + number % 6),
                period_end=date(2004 + number % 6, 1, 31))
        for number in range(1, 4001)
    ]  # fmt: skip
    gone = [
        between("cell", "left", **newest, member=f"C{number}", table_title="Open", old_value=1) for number in range(900)
    ]
    notes = [
        between(
            "note",
            "changed",
            **newest,
            table_title=f"T{number}",
            old_text=f"old {number} " * 90,
            text=f"new {number} " * 90,
        )
        for number in range(120)
    ]
    record = world((*one, *many, *gone, *notes))
    release = small(release={"edition": editions, "table": RULES}).releases
    return model.Record(**{f: getattr(record, f) for f in record.__struct_fields__} | {"releases": release})


def test_a_page_of_thousands_of_findings_stays_small_and_says_what_it_does_not_list(tmp_path, drawings) -> None:
    with answered(large()) as connection:
        site = written(connection, tmp_path / "site", drawings)
    html = page(site)
    text = plain(html)
    assert len(html.encode()) < 1_000_000
    assert "890 more of this kind are not listed here" in text
    assert "The 20 largest are listed; 3,981 more are in the CSV" in text
    revisions = section(html, "revisions")
    by_size = revisions[revisions.index("<tbody>") : revisions.index("</tbody>")]
    assert re.findall(r">\+([\d,]+)</td>", by_size) == [f"{number:,}" for number in range(4000, 3980, -1)]
    assert "19 older pairs of editions are not listed here" in text
    assert "80 more changes of notes not shown here" in text
    assert "The 40 tables with most are drawn; 51 are not." in text
    with (site / "csv" / "findings-r.csv").open(encoding="utf-8", newline="") as stream:
        assert sum(1 for _ in csv.DictReader(stream)) == 79 + 4000 + 900 + 120


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
@pytest.mark.parametrize("width", [375, 1400])
def test_the_page_does_not_scroll_sideways_without_a_script(told, width) -> None:
    sync = pytest.importorskip("playwright.sync_api")
    with sync.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        view = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=False).new_page()
        for name in ("r-changes", "r"):
            view.goto((told[0] / "release" / f"{name}.html").as_uri())
            view.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            assert view.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
        browser.close()


@pytest.mark.parametrize(
    ("value", "words"), [(0.0594, "+5.9%"), (-0.5, "−50.0%"), (0.00042, "+0.042%"), (0.0, "+0.0%"), (None, "–")]
)
def test_a_share_has_its_sign_and_small_ones_keep_their_digits(value, words) -> None:
    assert percent(value) == words


def test_differences_have_signs_and_periods_their_usual_names() -> None:
    assert [change_of(value) for value in (1640, -130, 0, None)] == ["+1,640", "−130", "0", "–"]
    assert period_name("month", date(2024, 7, 1), date(2024, 7, 31)) == "Jul 2024"
    assert period_name("fiscal_year", date(2023, 10, 1), date(2024, 9, 30)) == "FY2024"
    assert period_name("day", date(2024, 7, 1), date(2024, 7, 1)) == "2024-07-01"
    assert period_name("none", None, None) == "–"


# -- charts --------------------------------------------------------------------------------------------------------------


def valid(spec):
    (alt.LayerChart if "layer" in spec else alt.VConcatChart).from_dict(spec, validate=True)
    return spec


def drawn(spec):
    return [row for values in spec["datasets"].values() for row in values]


def place(title: str, grain: str, end: date, number: int, cells: int = 400) -> dict[str, object]:
    whole = {"table_title": title, "table_cells": cells, "table_revised": number}
    return whole | {"grain": grain, "period_end": end, "revised": number}


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_darker_a_cell_the_more_figures_were_revised_in_it(width) -> None:
    ends = [date(2024, month, 28) for month in range(1, 7)]
    counts = [1, 4, 5, 24, 25, 900]
    spec = valid(change_map([place("T", "month", end, n) for end, n in zip(ends, counts, strict=True)], width))
    cells = [row for row in drawn(spec) if "colour" in row and "step" not in row]
    shades = [colour for _, _, colour in STEPS]
    assert [(row["period"], row["revised"], shades.index(row["colour"])) for row in cells] == [
        ("Jan 2024", 1, 0), ("Feb 2024", 4, 1), ("Mar 2024", 5, 2), ("Apr 2024", 24, 3), ("May 2024", 25, 4), ("Jun 2024", 900, 4),
    ]  # fmt: skip
    light = [sum(int(shade[at : at + 2], 16) for at in (1, 3, 5)) for shade in shades]
    assert light == sorted(light, reverse=True)  # print without colour keeps the order
    assert all(0 <= row["x"] < row["x2"] <= width for row in cells)


def test_where_months_do_not_fit_a_cell_is_a_quarter_or_a_year_and_says_so() -> None:
    ends = [date(2013 + number // 12, number % 12 + 1, 28) for number in range(9, 140)]
    rows_of_months = [place("T", "month", end, 1) for end in ends]
    wide, narrow = (drawn(change_map(rows_of_months, width)) for width in (WIDE, NARROW))
    assert any("a cell per month, Oct 2013 to Aug 2024" in str(row.get("label")) for row in wide)
    assert any("a cell per quarter, Oct 2013 to Jul 2024" in str(row.get("label")) for row in narrow)
    quarters = [row["revised"] for row in narrow if "period" in row and "step" not in row]
    assert quarters == [3] * 43 + [2]
    decades = [place("T", "month", date(1960 + number // 12, number % 12 + 1, 28), 1) for number in range(720)]
    assert any("a cell per fiscal year" in str(row.get("label")) for row in drawn(change_map(decades, NARROW)))


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_kinds_of_period_stand_apart_and_a_table_without_revisions_is_an_empty_strip(width) -> None:
    rows_of_both = [
        place("T", "fiscal_year", date(2023, 9, 30), 3),
        place("T", "month", date(2024, 1, 31), 2),
        place("T", "none", None, 1),
        {**place("Quiet", "month", None, 0), "grain": None},
    ]
    shown = drawn(valid(change_map(rows_of_both, width)))
    cells = sorted((row["x"], row["x2"], row["period"]) for row in shown if "period" in row and "step" not in row)
    assert [name for _, _, name in cells] == ["FY2023", "Jan 2024", "figures without a period"]
    assert all(first[1] < second[0] for first, second in pairwise(cells))
    assert "Quiet" in [row.get("label") for row in shown]
    assert "Quiet" not in [row.get("table") for row in shown]


def path(label: str, *values: float) -> dict[str, object]:
    days = [date(2024, 11, 14), date(2024, 12, 6), date(2025, 1, 16)]
    points = [
        {"day": day, "change": value / values[0] - 1, "value": value, "ref": f"e{number}"}
        for number, (day, value) in enumerate(zip(days, values, strict=False))
    ]
    return {"label": label, "points": points}


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_path_starts_at_zero_and_unlike_scopes_are_never_in_one_panel(width) -> None:
    panels = [
        {
            "title": "Removals",
            "note": "DHS",
            "lines": [path("Jul 2024: 27,560 → 29,200", 27560, 29200), path("b", 10, 9, 8)],
        },
        {"title": "Removals", "note": "ICE", "lines": [path("c", 22940, 24990)]},
    ]
    spec = valid(figure_paths(panels, width))
    points = [row for row in drawn(spec) if "ref" in row]
    assert {(row["panel"], row["label"]) for row in points} == {(0, "Jul 2024: 27,560 → 29,200"), (0, "b"), (1, "c")}
    assert len({(row["panel"], row["line"]) for row in points}) == 3  # a line for each figure
    assert [round(row["y"], 4) for row in points if row["label"] == "b"] == [0.0, -0.1, -0.2]
    assert [row["value"] for row in points if row["panel"] == 1] == ["22,940", "24,990"]
    heights = [
        row["y"] for row in drawn(spec) if row.get("label") in ("Jul 2024: 27,560 → 29,200", "b") and "ref" not in row
    ]
    assert len(heights) == len(set(heights)) == 2


def test_labels_of_paths_that_end_together_are_kept_apart_and_inside() -> None:
    lines = [path(f"line {number}", 1000, 1001 + number / 100) for number in range(4)]
    spec = figure_paths([{"title": "t", "note": "n", "lines": lines}], NARROW)
    low, high = spec["vconcat"][0]["spec"]["layer"][0]["encoding"]["y"]["scale"]["domain"]
    ends = sorted(row["y"] for row in drawn(spec) if str(row.get("label", "")).startswith("line") and "ref" not in row)
    pixels = [(value - low) / (high - low) * 130 for value in ends]
    assert all(second - first > 12 for first, second in pairwise(pixels))
    assert all(0 < pixel < 130 for pixel in pixels)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_revisions_up_and_down_stand_on_either_side_of_zero_by_age(width) -> None:
    ages = [
        {"age": "up to 3 months", "up": 20, "down": 4, "median_up": 0.059, "median_down": 0.0002},
        {"age": "over 60", "up": 0, "down": 1, "median_up": None, "median_down": None},
    ]
    spec = valid(revision_ages([{"title": "Figures by month", "note": "25", "ages": ages}], width))
    bars = {(row["age"], row["y"], row["number"], row["size"]) for row in drawn(spec) if "number" in row}
    assert bars == {
        ("up to 3 months", 20, "20 up", "5.9%"),
        ("up to 3 months", -4, "4 down", "under 0.1%"),
        ("over 60", -1, "1 down", ""),
    }
    assert json.dumps(spec).count('"domain": [-') >= 1


# -- the packaged record -------------------------------------------------------------------------------------------------


def test_the_revisions_of_august_2024_stand_on_the_page_of_the_monthly_tables(tmp_path, drawings) -> None:
    with warehouse.reading(building.build(tmp_path / "workspace")) as connection:
        html = page(written(connection, tmp_path / "site", drawings), "release/ohss-monthly-tables-changes.html")
    assert "Jul 2024: 27,560 → 29,200" in html  # removals, in the text of the picture
    assert "Jul 2024: 22,940 → 24,990" in html  # ICE removals and returns
    largest = plain(section(html, "revisions"))
    assert "FY2014 341,480 430,230 +88,750 +26.0% beyond 123 standing note" in largest
    severe = plain(section(html, "severe"))
    assert "135 figures that two tables of one edition print differently" in severe  # from the edition of July alone
    assert "FY2014 430,230 · CBP SW Border Encounters by Agency and Family Status" in severe
    residual = plain(section(html, "limits"))
    assert "rests of tables of the largest members, not compared" in residual
    assert "In November 2024, OHSS added disposition rules" in plain(section(html, "notes"))
