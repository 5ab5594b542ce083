"""The pages: what is in the database is on them, as text; nothing leaves them; the same database gives the same bytes."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest
from conftest import database
from markupsafe import escape
from worlds import edition, figure, look, small, source, stop

from tracker import building, model, warehouse
from tracker.charts import STATUS_STYLE, VERDICT_STYLE
from tracker.charts.style import CHECKABLE_STYLE
from tracker.site import reasons, templates, wording, write_site
from tracker.site.files import csv_text, replacing

HOSTILE = "</script><b onclick=alert(1)>\"'&{{ 7*7 }}"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def write(connection, folder, **more):
    def query(name, **parameters):
        return warehouse.query(connection, name, **parameters)

    return write_site(query, folder, **more)


@pytest.fixture(scope="session")
def drawings(tmp_path_factory):
    """Drawings and bundle, made once for all tests of this file."""
    return tmp_path_factory.mktemp("drawings")


@pytest.fixture(scope="session")
def packaged(tmp_path_factory, drawings):
    """The database and the site of the packaged record."""
    workspace = tmp_path_factory.mktemp("packaged")
    path = building.build(workspace)
    with warehouse.reading(path) as connection:
        write(connection, workspace / "site", cache_dir=drawings)
    return workspace


def hostile_record() -> model.Record:
    """A record whose every free text is hostile, with an edition, a look, a stop, figures and a missing edition."""
    record = small(
        release={
            "title": HOSTILE,
            "description": HOSTILE,
            "family": HOSTILE,
            "url": "javascript:alert(1)",
            "edition": tuple(
                edition(f"2024-0{month}", date(2024, month + 1, 20), file=HOSTILE, note=HOSTILE) for month in range(1, 5)
            ),
            "look": (look(date(2024, 12, 1), shows="2024-04", text=HOSTILE),),
            "event": (stop(date(2024, 8, 1), "2024-04", quote=HOSTILE, cause=HOSTILE, cause_by=HOSTILE),),
        },
        sources=(source("t"),),
        figures=(
            figure(
                "f", date(2025, 4, 12), "2025-01-20/2025-03-31", speaker=HOSTILE, organization=HOSTILE, quote=HOSTILE,
                text=HOSTILE, qualifier="over", measure="deportation",
            ),
            figure("goal", date(2025, 4, 12), "2025", kind="target", measure="deportation", speaker=HOSTILE),
        ),
        series=(
            model.Series(
                id="y", title=HOSTILE, release="r", measure="removal", scope="dhs", population="all",
                frequency="fiscal_year", unit=HOSTILE, headline=True,
            ),
        ),
        observations=(
            model.Observation(
                series="y", edition="r/2024-01", period="FY2023", method="transcribed", source="s", value=5.0
            ),
        ),
    )  # fmt: skip
    measures = tuple(msgspec.structs.replace(measure, title=HOSTILE, definition=HOSTILE) for measure in record.measures)
    sources = tuple(msgspec.structs.replace(one, title=HOSTILE, publisher=HOSTILE) for one in record.sources)
    scopes = tuple(msgspec.structs.replace(scope, title=HOSTILE) for scope in record.scopes)
    return msgspec.structs.replace(record, measures=measures, sources=sources, scopes=scopes)


class Page(HTMLParser):
    """The elements of a page, and whether each is closed."""

    VOID = ("meta", "link", "img", "source", "br", "path", "input")

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.headings: list[int] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in self.VOID:
            assert self.open.pop() == tag

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


def pages_of(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def test_every_page_is_well_formed_named_and_reaches_for_nothing_outside(packaged) -> None:
    site = packaged / "site"
    assert len(pages_of(site)) > 20
    for path in pages_of(site):
        page = Page(path.read_text(encoding="utf-8"))
        assert page.open == [], path
        assert page.all("html")[0]["lang"] == "en"
        assert len(page.all("title")) == len(page.all("h1")) == len(page.all("main")) == 1
        policy = page.all("meta")[1]["content"]
        assert policy is not None
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy
        for tag, key in (("script", "src"), ("link", "href"), ("img", "src"), ("source", "srcset")):
            for attributes in page.all(tag):
                if attributes.get("type") == "application/ld+json":  # data, not a script
                    assert set(attributes) == {"type"}
                    continue
                address = attributes[key]
                assert address == "data:," or (path.parent / str(address)).is_file(), (path, address)
        assert not page.all("style")
        assert all("style" not in attributes for _, attributes in page.elements)
        assert all(not key.startswith("on") for _, attributes in page.elements for key in attributes)


def test_headings_do_not_skip_a_level_and_table_headers_have_a_scope(packaged) -> None:
    for path in pages_of(packaged / "site"):
        page = Page(path.read_text(encoding="utf-8"))
        steps = zip(page.headings, page.headings[1:], strict=False)
        assert all(second <= first + 1 for first, second in steps), path
        assert all("scope" in attributes for attributes in page.all("th")), path
        assert all(attributes["alt"] for attributes in page.all("img")), path


def test_where_rows_stand_below_each_other_each_value_keeps_the_heading_of_its_column(packaged) -> None:
    """On a narrow screen the headings are gone; a value is then known by its label alone."""
    rows = 0
    for path in pages_of(packaged / "site"):
        for table in re.findall(
            r'<table class="[^"]*\bstacked\b.*?</table>', path.read_text(encoding="utf-8"), re.DOTALL
        ):
            head, _, body = table.partition("</thead>")
            headings = [re.sub(r"<[^>]+>", "", each).strip() for each in re.findall(r"<th\b.*?</th>", head, re.DOTALL)]
            for row in re.findall(r"<tr\b.*?</tr>", body, re.DOTALL):
                cells = re.findall(r"<td\b([^>]*)>", row)
                if "colspan" in row:
                    continue
                labels = [(re.findall(r'data-label="([^"]*)"', cell) or [""])[0] for cell in cells]
                assert labels == [each for each in headings if each in labels], path.name
                assert len(labels) + len(re.findall(r"<th\b", row)) == len(headings), path.name
                rows += 1
    assert rows > 100


def test_links_inside_the_site_lead_somewhere(packaged) -> None:
    site = packaged / "site"
    for path in pages_of(site):
        for attributes in Page(path.read_text(encoding="utf-8")).all("a"):
            address = str(attributes["href"])
            if address.startswith(("http://", "https://", "#")) or address.endswith("tracker.duckdb"):
                continue
            assert (path.parent / address.split("#", maxsplit=1)[0]).is_file(), (path, address)


def test_hostile_text_stays_text_on_every_page_and_in_every_script(tmp_path, drawings) -> None:
    with database(hostile_record(), "99") as connection:
        write(connection, tmp_path / "site", cache_dir=drawings)
    site = tmp_path / "site"
    for path in pages_of(site):
        text = path.read_text(encoding="utf-8")
        assert "<b " not in text, path
        assert "7*7 }}" in text or "49" not in text
        page = Page(text)
        assert page.open == []
        assert all(not str(a.get("href")).startswith("javascript") for a in page.all("a"))
        assert len([attributes for attributes in page.all("script") if "src" in attributes]) == 1
        assert text.count("<script") == len(page.all("script"))
    for path in site.glob("charts/*"):
        text = path.read_text(encoding="utf-8")
        assert "</script" not in text, path
        assert "<b " not in text or path.suffix == ".js", path
    specs = (site / "charts" / "reported-and-official.js").read_text(encoding="utf-8")
    assert HOSTILE in json.dumps(json.loads(specs[specs.index('"] = ') + 5 :].rstrip(";\n"))).replace('\\"', '"')


def table_under(page_text: str, chart: str) -> list[list[str]]:
    """The cells of the table under a chart."""
    block = page_text[page_text.index(f'id="chart-{chart}"') :]
    body = block[block.index("<tbody>") : block.index("</tbody>")]
    return [re.findall(r"<td[^>]*>(.*?)</td>", row, re.S) for row in re.findall(r"<tr>(.*?)</tr>", body, re.S)]


CHARTS = {
    "reported-and-official": ("reported_since", {"since": date(2025, 1, 20)}, ("value", "low", "high"), (7, 8, 9)),
    "by-fiscal-year": ("removals_by_fiscal_year", {"from": date(2009, 10, 1)}, ("value",), (5,)),
    "detained": ("detained_by_edition", {"from": date(2019, 10, 1)}, ("value",), (1,)),
}


@pytest.mark.parametrize("chart", CHARTS)
def test_every_number_under_a_chart_is_a_number_of_its_query(packaged, chart) -> None:
    name, parameters, keys, places = CHARTS[chart]
    with warehouse.reading(building.database_path(packaged)) as connection:
        rows = warehouse.query(connection, name, **parameters)
    shown = table_under((packaged / "site" / "homeland-security.html").read_text(encoding="utf-8"), chart)
    assert rows
    assert [[cells[place] for place in places] for cells in shown] == [
        [wording.cell(row[key]) for key in keys] for row in rows
    ]
    with (packaged / "site" / "csv" / f"{chart}.csv").open(encoding="utf-8", newline="") as stream:
        written = list(csv.DictReader(stream))
    assert [[float(row[key]) if row[key] else None for key in keys] for row in written] == [
        [row[key] for key in keys] for row in rows
    ]


def test_the_board_shows_every_release_with_its_status_and_last_look(packaged) -> None:
    text = (packaged / "site" / "index.html").read_text(encoding="utf-8")
    with warehouse.reading(building.database_path(packaged)) as connection:
        board = warehouse.query(connection, "release_board")
    assert board
    for row in board:
        at = text.index(f"release/{row['release']}.html")
        entry = text[at : text.index("</tr>", at)]
        assert f"is-{row['status']}" in entry
        assert wording.day(row["observed_through_on"]) in entry


def test_statuses_about_us_look_unlike_statuses_about_them() -> None:
    assert set(wording.ABOUT_US) == {status for status, style in STATUS_STYLE.items() if style.about_us}
    for status, style in STATUS_STYLE.items():
        if style.about_us:
            assert style.fill != style.colour, status


def board_row(**changes):
    row = {
        "status": "withheld", "since_on": date(2025, 5, 2), "observed_through_on": date(2026, 9, 19),
        "unchecked_since_on": date(2026, 9, 20), "last_ref": "2024-11", "last_published_on": date(2025, 1, 16),
    }  # fmt: skip
    return row | changes


def test_past_the_last_look_the_sentence_says_so() -> None:
    expected = "Withheld: the edition due by 2025-05-02 did not appear; last looked 2026-09-19. Not checked since."
    assert wording.status_sentence(board_row()) == expected
    assert "Not checked" not in wording.status_sentence(board_row(unchecked_since_on=None))


@pytest.mark.parametrize("status", [*STATUS_STYLE, None])
def test_every_status_has_a_sentence_and_a_failure_of_ours_blames_nobody(status) -> None:
    for row in (board_row(status=status), board_row(status=status, since_on=None, observed_through_on=None)):
        sentence = wording.status_sentence(row)
        assert sentence.endswith(".")
        if status is None or STATUS_STYLE[status].about_us:
            assert "says nothing about the agency" in sentence
            assert not re.search("withheld|overdue|removed", sentence, re.I)


def test_an_empty_record_still_gives_every_page(tmp_path, drawings) -> None:
    record = msgspec.structs.replace(small(), releases=(), figures=())
    with database(record, "99") as connection:
        write(connection, tmp_path / "site", cache_dir=drawings)
    assert json.loads((tmp_path / "site" / "claims.json").read_text(encoding="utf-8")) == []
    for name in ("index", "homeland-security", "figures", "what-would-settle", "methods", "data"):
        page = Page((tmp_path / "site" / f"{name}.html").read_text(encoding="utf-8"))
        assert page.open == []


def test_a_failure_leaves_the_old_site_as_it_was(tmp_path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("old")

    def broken(name, **parameters):
        raise RuntimeError("no database")

    with pytest.raises(RuntimeError):
        write_site(broken, site)
    assert (site / "index.html").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_new_folder_takes_the_place_of_the_old_one(tmp_path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "old.html").write_text("old")
    with replacing(tmp_path / "site") as folder:
        (folder / "new.html").write_text("new")
    assert [path.name for path in (tmp_path / "site").iterdir()] == ["new.html"]
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_csv_keeps_commas_quotes_lists_and_empty_values() -> None:
    rows = [{"a": 'x,"y"\nz', "b": ["p", "q,r"], "c": None, "d": 177770.0, "e": date(2025, 1, 20), "f": True}]
    (row,) = csv.DictReader(io.StringIO(csv_text(rows)))
    assert row == {"a": 'x,"y"\nz', "b": '["p", "q,r"]', "c": "", "d": "177770", "e": "2025-01-20", "f": "true"}


@pytest.mark.parametrize(
    ("speaker", "organization", "short"),
    [
        ("Tricia McLaughlin", "Department of Homeland Security", "McLaughlin"),
        ("J.D. Vance", "Trump campaign", "Vance"),
        ("CBS News, on internal figures", "ICE data, as relayed", "CBS News"),
        ("The Guardian", "The Guardian", "The Guardian"),
        ("unnamed senior official", "Department", "unnamed senior official"),
        ("ICE", "ICE", "ICE"),
    ],
)
def test_a_person_goes_by_the_last_name_and_a_body_by_its_own(speaker, organization, short) -> None:
    assert wording.short_speaker(speaker, organization) == short


def test_the_same_database_gives_the_same_bytes(packaged, tmp_path) -> None:
    with warehouse.reading(building.database_path(packaged)) as connection:
        write(connection, tmp_path / "site")
    first = {p.relative_to(packaged / "site"): p.read_bytes() for p in (packaged / "site").rglob("*") if p.is_file()}
    second = {p.relative_to(tmp_path / "site"): p.read_bytes() for p in (tmp_path / "site").rglob("*") if p.is_file()}
    assert first == second


def asked(packaged, name, **parameters):
    with warehouse.reading(building.database_path(packaged)) as connection:
        return warehouse.query(connection, name, **parameters)


def page_text(packaged, name: str) -> str:
    return (packaged / "site" / name).read_text(encoding="utf-8")


def test_every_figure_is_listed_and_has_a_page_with_both_verdicts_and_their_reasons(packaged) -> None:
    listed = page_text(packaged, "figures.html")
    figures = asked(packaged, "reported_figures")
    assert len(figures) > 70
    for row in figures:
        entry = listed[listed.index(f'id="figure-{row["figure"]}"') :]
        entry = entry[: entry.index("</tr>")]
        own = page_text(packaged, f"figure/{row['figure']}.html")
        assert f"is-{row['verdict']}" in entry
        assert str(escape(reasons.sentence(row["verdict"], row["reason"]))) in entry
        for verdict, reason in ((row["verdict"], row["reason"]), (row["said_verdict"], row["said_reason"])):
            assert f"is-{verdict}" in own
            assert str(escape(reasons.sentence(verdict, reason))) in own
            assert f"<code>{reason}</code>" in own
        assert str(escape(row["quote"] or "")) in own


def test_what_nobody_looked_for_since_a_year_does_not_stand_under_what_appeared(packaged) -> None:
    text = page_text(packaged, "homeland-security.html")
    appeared = text[text.index('id="appeared"') : text.index('id="unknown"')]
    unknown = text[text.index('id="unknown"') : text.index('id="charts-reported"')]
    board = {row["release"]: row["is_long_ago"] for row in asked(packaged, "release_board")}
    # last seen on 5 August 2021, and on 24 September 2026, the month to which the record runs
    assert board["eoir-statistics"]
    assert not board["ohss-yearbook-refugees"]
    assert "eoir-statistics.html" in unknown
    assert "eoir-statistics.html" not in appeared
    assert "ohss-yearbook-refugees.html" in appeared
    assert "not looked for since more than a year" in unknown


def test_the_chart_of_detention_says_which_later_editions_are_not_held(packaged) -> None:
    text = page_text(packaged, "homeland-security.html")
    chart = re.sub(r"<[^>]+>", "", text[text.index('id="chart-detained"') :])
    assert "2 later editions are known and not held here: 2026-04-09 and 2026-07-20." in chart


def test_a_difference_across_editions_is_called_one_on_the_page(packaged) -> None:
    text = page_text(packaged, "figure/trac-2025-05-03-72179.html")
    assert "a difference across editions; from one edition: 0 to 157,948" in text
    assert "What was counted late or taken back between them is not printed" in text
    # no source of grade A or B with the words was opened, and the page says so
    assert "The words were read in an excerpt or an account" in text


def codes(script: str) -> set[str]:
    """The reasons that a view can give: the quoted words of the case expression that ends `as reason`."""
    text = (warehouse.SQL / "views" / script).read_text(encoding="utf-8")
    text = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("--"))
    ends = [found.start() for found in re.finditer(r"\bend\)? as (?:reason|outcome)\b", text)]
    found = set()
    for end in ends:
        block = text[text.rindex("\n    case", 0, end) if "\n    case" in text[:end] else 0 : end]
        found |= set(re.findall(r"(?:then|else) '([a-z_]+)'", block))
    return found | set(re.findall(r"'([a-z_]+)'", "".join(re.findall(r"(?:unnest\(|select )\[(.*?)\]", text, re.S))))


@pytest.mark.parametrize("script", ["94_comparison.sql", "97_figure_verdict.sql"])
def test_every_reason_that_the_views_can_give_has_a_sentence(script) -> None:
    settings = templates.page("reasons")
    known = {code for verdict in reasons.VERDICTS for code in settings[verdict]}
    not_reasons = {*reasons.VERDICTS, "part", "whole", "said", "latest", "arithmetic", "order", "same", "bound", "open"}
    found = codes(script)
    assert {"withheld", "not_yet_due", "scope", "definition", "later_vintage"} <= found
    assert found - not_reasons - known == set()
    for name in reasons.VERDICTS:
        for line in settings[name].values():
            assert line.endswith(".")
            assert not re.search(r"\b(false|true|lie|lies|wrong|claims?|misle|admit)", line)


def test_each_verdict_and_reason_that_occurs_has_a_sentence(packaged) -> None:
    settings = templates.page("reasons")
    pairs = {(row["verdict"], row["reason"]) for row in asked(packaged, "figure_comparisons")}
    for row in asked(packaged, "reported_figures"):
        pairs |= {(row["verdict"], row["reason"]), (row["said_verdict"], row["said_reason"])}
    assert [pair for pair in pairs if pair[1] not in settings[pair[0]]] == []
    groups = {row["checkable"] for row in asked(packaged, "checkable_by_month")}
    assert groups <= set(settings["checkable"]) == set(CHECKABLE_STYLE)


def test_verdicts_are_told_apart_without_colour_and_uncheckable_looks_like_no_judgement() -> None:
    assert set(VERDICT_STYLE) == set(reasons.VERDICTS)
    assert len({(mark.shape, mark.fill == mark.colour) for mark in VERDICT_STYLE.values()}) == len(VERDICT_STYLE)
    judged = {name for name, mark in VERDICT_STYLE.items() if mark.fill == mark.colour}
    assert judged == {"consistent", "above", "below", "inconsistent_with_itself"}
    style = (warehouse.SQL.parent / "reports" / "assets" / "site.css").read_text(encoding="utf-8")
    assert not re.search(r"\.is-(consistent|above|below|inconsistent_with_itself)\b", style)


def test_every_comparison_stands_on_the_page_of_its_figure(packaged) -> None:
    for row in asked(packaged, "figure_comparisons"):
        text = page_text(packaged, f"figure/{row['figure']}.html")
        assert f"release/{row['needed_release']}.html#series" in text
        if row["working"]:
            assert str(escape(row["working"])) in text
            assert wording.value_range(row["printed_low"], row["printed_high"]) in text


def test_arithmetic_and_both_readings_of_an_order_are_shown_with_their_working(packaged) -> None:
    for row in asked(packaged, "figure_relations"):
        for name in {*row["figures"], row["result"]} - {None}:
            assert str(escape(row["working"])) in page_text(packaged, f"figure/{name}.html")
    text = page_text(packaged, "figure/fy2023-exceeds-trump-years.html")
    assert "FY2023: 466,590" in text
    assert "FY2023: 177,770" in text
    assert "75 × 25" in page_text(packaged, "figure/ice-arrests-1200-1500-a-day.html")


def test_what_would_settle_lists_each_figure_with_its_edition(packaged) -> None:
    text = page_text(packaged, "what-would-settle.html")
    rows = asked(packaged, "what_would_settle")
    assert rows
    for row in rows:
        block = text[text.index(f'id="settle-{row["release"]}"') :]
        block = block[: block.index("</section>")]
        assert f"figure/{row['figure']}.html" in block
        assert reasons.short(row["latest_status"]) in block
    settled = {
        row["figure"] for row in asked(packaged, "reported_figures") if row["verdict"] in ("consistent", "target")
    }
    assert not settled & {row["figure"] for row in rows}


def test_an_edition_would_hold_a_figure_only_where_its_periods_cut_it(packaged) -> None:
    rows = {(row["release"], row["ref"], row["figure"]): row for row in asked(packaged, "what_would_settle")}
    for row in rows.values():
        assert row["holds"] == (row["bound_because"] is None)
        words = "would hold it" if row["holds"] else "would bound it"
        assert words in page_text(packaged, f"figure/{row['figure']}.html")
    held = {figure for (release, _, figure), row in rows.items() if row["holds"] and release != "ohss-monthly-tables"}
    # of what is counted by fiscal year, only what is stated of one
    assert held == {"kocher-2025-12-fy2025-329018"}
    # since the inauguration; 26 January to 3 May: a year holds more days than these
    for name in ("homan-2025-04-28-139000", "trac-2025-05-03-72179"):
        assert rows["ice-annual-report", "FY2025", name]["bound_because"] == ["period"]
    # all of DHS says people, and the months are counted in events
    assert rows["ohss-monthly-tables", "2025-03", "dhs-2025-03-31-100000"]["bound_because"] == ["people", "period"]


def test_a_verdict_on_a_running_period_says_what_it_rests_on(packaged) -> None:
    text = page_text(packaged, "figure/ice-interior-7000-a-month.html")
    # October to May, eight months: 58,440 as printed, each within 5
    assert "the verdict rests on the whole days, months or years of it that were: officially 7,300 to 7,310" in text
    assert "not held here.</p>" not in text


def test_a_claim_of_order_shows_no_range(packaged) -> None:
    for row in asked(packaged, "reported_figures"):
        text = page_text(packaged, f"figure/{row['figure']}.html")
        assert ("<dt>Claim of order</dt>" in text) == (row["kind"] == "ordinal")
        assert ("<dt>Range</dt>" in text) == (row["kind"] != "ordinal")


def test_a_share_is_of_all_statements_but_goals(packaged) -> None:
    rows = asked(packaged, "checkable_by_month")
    for month in {row["stated_month"] for row in rows}:
        of_month = [row for row in rows if row["stated_month"] == month]
        stated = [row for row in of_month if row["checkable"] != "goal"]
        drawn = [row for row in stated if row["checkable"] == "drawn"]
        assert {(row["month_drawn"], row["month_stated"]) for row in of_month} == {(len(drawn), len(stated))}
    (arithmetic,) = (row["figure"] for row in rows if row["checkable"] == "arithmetic")
    assert arithmetic == "ice-arrests-1200-1500-a-day"  # 75 × 25: no official series
    text = page_text(packaged, "figures.html")
    assert f"{rows[0]['all_drawn']} of {rows[0]['all_stated']} statements" in text


def test_the_calendar_of_what_could_be_checked_counts_each_figure_once(packaged) -> None:
    rows = asked(packaged, "checkable_by_month")
    # what this record itself has added up is no statement
    figures = [row["figure"] for row in asked(packaged, "reported_figures") if row["kind"] != "derived"]
    assert sorted(row["figure"] for row in rows) == sorted(figures)
    by_cell = {(row["stated_month"], row["checkable"]): row["month_group_figures"] for row in rows}
    assert sum(by_cell.values()) == len(figures)


def test_ices_own_points_since_25_january_stand_in_the_table(packaged) -> None:
    text = page_text(packaged, "homeland-security.html")
    text = text[text.index("own count since") :]
    rows = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.S) for row in re.findall(r"<tr>(.*?)</tr>", text, re.S)]
    assert ["2025-03-22", "123,122", "0", "85,769", "37,353"] in [row[1:6] for row in rows]
    assert ["2025-04-05", "134,500", "0", "85,769", "48,731"] in [row[1:6] for row in rows]


def test_the_claims_of_the_site_are_those_of_its_pages(packaged) -> None:
    claims = json.loads(page_text(packaged, "claims.json"))
    assert len(claims) > 60
    for claim in claims:
        text = page_text(packaged, claim["url"])
        block = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)
        assert block is not None
        assert "<" not in block[1]
        assert json.loads(block[1]) == claim


def test_each_choice_of_a_filter_hides_the_rows_of_the_others(packaged) -> None:
    text, style = page_text(packaged, "figures.html"), page_text(packaged, "assets/filters.css")
    rows = re.findall(r'<tr class="sifted ([^"]*)"', text)
    options = re.findall(r'<option id="f-(\w+)">.*? \((\d+)\)</option>', text)
    assert options
    for name, shown in options:
        assert f"body:has(#f-{name}:checked) .sifted:not(.{name})" in style
        assert sum(name in row.split() for row in rows) == int(shown)


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
def test_the_filters_work_without_a_script(packaged) -> None:
    sync = pytest.importorskip("playwright.sync_api")
    verdicts = [row["verdict"] for row in asked(packaged, "reported_figures")]
    with sync.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(java_script_enabled=False).new_page()
        page.goto((packaged / "site" / "figures.html").as_uri())
        shown = page.locator(".sifted:visible")
        assert shown.count() == len(verdicts)
        page.locator("select").first.select_option(label=f"uncheckable ({verdicts.count('uncheckable')})")
        assert shown.count() == verdicts.count("uncheckable")
        page.locator("button[type=reset]").click()
        assert shown.count() == len(verdicts)
        browser.close()


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
@pytest.mark.parametrize("width", [375, 1400])
def test_in_a_browser_no_request_leaves_no_script_fails_and_nothing_scrolls_sideways(packaged, width) -> None:
    sync = pytest.importorskip("playwright.sync_api")
    site = packaged / "site"
    trouble: list[str] = []
    with sync.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
        page.on("console", lambda message: trouble.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("request", lambda request: trouble.append(request.url) if outside(request.url, site) else None)
        figures = sorted(site.glob("figure/*.html"))
        for path in [*(path for path in pages_of(site) if path not in figures), *figures[:: width // 100]]:
            page.goto(path.as_uri())
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert over <= 0, path
        page.goto((site / "homeland-security.html").as_uri())
        for figure_element in page.query_selector_all("figure.chart[data-chart]"):
            figure_element.query_selector("button.interactive").click()
            figure_element.wait_for_selector(".drawing svg", timeout=20_000)
        browser.close()
    assert trouble == []


def outside(address: str, site: Path) -> bool:
    return not address.startswith((site.as_uri(), "data:"))
