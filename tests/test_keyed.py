"""A table with a key is read strictly, and its versions give the findings that a comparison cell by cell would."""

from __future__ import annotations

import hashlib
import json
import random
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest
import tiny
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker import building, histories, ingest, model, record, warehouse
from tracker.cli import main
from tracker.errors import ReadError, RecordError, UsageError
from tracker.evidence import Store
from tracker.readers import keyed_walk
from tracker.readers.keyed import History
from tracker.readers.keyed_child import Ask
from tracker.readers.keyed_lanes import read_versions
from tracker.readers.keyed_process import in_order
from tracker.readers.sandbox import Limits

RELEASE = """id = "counts"
agency = "a"
title = "Counts"
description = "A table of counts."
frequency = "irregular"
measures = ["removal"]
scopes = ["all"]
reader = "keyed"

[promise]
basis = "none"
source = "s1"
text = "None."

[keyed]
title = "Counts by state"
key = ["state"]
period = "month"
grain = "month"
codes = ["X"]
file_date = '(?P<year>\\d{4})-(?P<month>\\d\\d)-(?P<day>\\d\\d)'
"""

LAYOUT = model.Keyed(title="Counts by state", key=("state",), period="month", grain="month", codes=("X",))

V1 = "state,month,deaths,cases\nTexas,2024-01,10,100\nTexas,2024-02,20,X\nOhio,2024-01,3,30\nOhio,2024-02,,40\n"


def layout(**changed) -> model.Keyed:
    """The layout of these tests with some keys changed."""
    return model.Keyed(**({x: getattr(LAYOUT, x) for x in LAYOUT.__struct_fields__} | changed))


def told(error: pytest.ExceptionInfo[ReadError]) -> str:
    return str(error.value)


def step(text: str | bytes, shape: model.Keyed = LAYOUT, after: str | bytes | None = None) -> list[tuple]:
    """What a version changes: short rows, without addresses and counts."""
    history = History(shape)
    for each in (after, text):
        if each is not None:
            found = history.step(each.encode() if isinstance(each, str) else each)
    return [short(x) for x in found.changes if x.what not in ("edition", "table")]


def short(x) -> tuple:
    return x.what, x.how, x.member, x.period_start, x.old_code or x.old_value, x.code or x.value


@pytest.fixture
def place(tmp_path: Path):
    """A record with a keyed release, a workspace, and means to fill it."""
    return Place(tmp_path)


class Place:
    """A workspace of its own, and the record of these tests."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.record = tiny.write(folder / "record")
        (self.record / "releases" / "counts.toml").write_text(RELEASE, encoding="utf-8")
        self.workspace = folder / "ws"

    def release(self) -> model.Release:
        return next(x for x in record.load(self.record).releases if x.id == "counts")

    def file(self, name: str, content: str | bytes) -> Path:
        path = self.folder / "files" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def take(self, *files: Path):
        release = self.release()
        return ingest.take_all(self.workspace, [ingest.Offer(file, release) for file in files])

    def rows(self, statement: str) -> list[tuple]:
        path = building.build(self.workspace, self.record)
        with duckdb.connect(str(path), read_only=True) as connection:
            return connection.execute(statement).fetchall()

    def findings(self, columns: str) -> list[tuple]:
        return self.rows(f"select edition, {columns} from finding where release = 'counts' order by all")

    def dump(self) -> dict[str, list[tuple]]:
        """What a build holds of the release, in the order in which it stands."""
        path = building.build(self.workspace, self.record)
        with duckdb.connect(str(path), read_only=True) as connection:
            return {name: connection.execute(f"select * from {name}").fetchall() for name in TABLES}


TABLES = ("edition", "cell", "difference", "finding", "appearance", "breakdown_change")


# Strict reading


@pytest.mark.parametrize(
    ("text", "shape", "words"),
    [
        ("state,month,deaths\nTexas,2024-01,ten\n", {}, ["'ten' is neither", "line 2", "column 'deaths'", "cell C2", "codes"]),
        ("state,month,deaths\nTexas,2024-01,nan\n", {}, ["'nan' is neither"]),
        ("state,month,deaths\nTexas,2024-01,1e999\n", {}, ["'1e999' is neither"]),
        ("state,month,deaths\nTexas,2024-01,1 2\n", {}, ["'1 2' is neither"]),
        ("state,month,deaths\nTexas,2024-01,9007199254740993\n", {}, ["'9007199254740993' is larger", "line 2", "cell C2"]),
        ("state,month,deaths\nTexas,2024-01,-9.1e15\n", {}, ["is larger"]),
        ("state,month,deaths\nTexas,2024-01,5\n,2024-02,5\n", {}, ["no key", "line 3", "column 'state'", "cell A3"]),
        ("state,month,deaths\nTexas,2024-01,5\nTexas,2024-01,6\n", {}, ["repeats the key of line 2", "line 3", "Texas"]),
        ("state,month,deaths\nTexas,2024-01,5\nTexas,2024-01,5\n", {}, ["repeats line 2", "line 3"]),
        ("state,month,deaths\nTexas,2024-01,5\n Texas ,2024-01-31,6\n", {}, ["repeats the key of line 2"]),
        ("state,month,deaths\nTexas,2024-01\n", {}, ["2 fields where the header has 3", "line 2"]),
        ("state,month,deaths\nTexas,2024-01,5,6\n", {}, ["4 fields where the header has 3", "line 2"]),
        ("state,month,deaths\nTexas,January,5\n", {}, ["'January' is no month", "line 2", "column 'month'", "cell B2"]),
        ("state,month,deaths\nTexas,2024-13,5\n", {}, ["'2024-13' is no month"]),
        ("state,month,deaths\nTexas,2024-02,5\n", {"grain": "day"}, ["'2024-02' is no day"]),
        ("state,month,deaths\nTexas,24,5\n", {"grain": "fiscal_year"}, ["'24' is no fiscal year"]),
        ("state,deaths\nTexas,5\n", {}, ["no column 'month'", "line 1"]),
        ("month,deaths\n2024-01,5\n", {}, ["no column 'state'"]),
        ("state,month,deaths,deaths\nTexas,2024-01,5,5\n", {}, ["'deaths' comes twice", "cell D1"]),
        ("state,month,,deaths\nTexas,2024-01,5,5\n", {}, ["no name", "cell C1"]),
        ("state,month,deaths,note\nTexas,2024-01,5,5\n", {"values": ("deaths",)}, ["'note' is not declared", "cell D1", "ignore"]),
        ("state,month,deaths\n", {}, ["a header and no rows"]),
        ("state,month\nTexas,2024-01\n", {}, ["no column of values"]),
        ('state,month,deaths\n"Texas,2024-01,5\n', {}, ["not a well-formed CSV", "line 2"]),
        ("state,month,deaths\nTex\0as,2024-01,5\n", {}, ["NUL", "line 2"]),
        ("state,month,deaths\nTexas,2024-01,5\nT\xe9xas,2024-01,5\n".encode("latin-1"), {}, ["not a text file in utf-8", "line 3"]),
    ],
)  # fmt: skip
def test_what_no_rule_covers_is_an_error_that_names_line_and_column(text, shape, words) -> None:
    with pytest.raises(ReadError) as error:
        step(text, layout(**shape))
    for word in words:
        assert word in told(error)


def test_a_refused_version_leaves_the_history_as_it_was() -> None:
    history = History(LAYOUT)
    history.step(V1.encode())
    for bad in ("Texas,2024-01,1,1\n", "Ohio,2024-03,x,1\n", "Ohio,2024-03,1\n", ",2024-03,1,1\n"):
        with pytest.raises(ReadError):
            history.step((V1 + bad).encode())
    with pytest.raises(ReadError):  # its lines are known, the later one is not: found where the key stands already
        history.step((V1.replace("Ohio,2024-01,3,30\n", "") + "Texas,2024-01,11,100\n").encode())
    changes = history.step((V1 + "Ohio,2024-03,1,2\n").encode()).changes
    assert [short(x) for x in changes if x.what not in ("edition", "table")] == [
        ("period", "entered", "", "2024-03-01", None, None),
        ("cell", "new", "Ohio > deaths", "2024-03-01", None, 1.0),
        ("cell", "new", "Ohio > cases", "2024-03-01", None, 2.0),
    ]


def test_numbers_and_codes_are_read_as_printed() -> None:
    text = 'state,month,a,b,c,d,e,f\nTexas,2024-01,"1,234",-5.5,X,,.5,1e3\n'
    cells = History(LAYOUT).step(text.encode()).changes
    assert [x.code or x.value for x in cells] == [1234.0, -5.5, "=X", "=", 0.5, 1000.0]
    assert [x.cell for x in cells] == ["C2", "D2", "E2", "F2", "G2", "H2"]


@pytest.mark.parametrize(
    ("grain", "text", "days"),
    [
        ("month", "2024-02", ("2024-02-01", "2024-02-29")),
        ("month", "2024-02-29", ("2024-02-01", "2024-02-29")),
        ("month", "2024-02-01T00:00:00.000", ("2024-02-01", "2024-02-29")),
        ("day", "2024-02-03", ("2024-02-03", "2024-02-03")),
        ("fiscal_year", "FY 2024", ("2023-10-01", "2024-09-30")),
        ("fiscal_year", "2024", ("2023-10-01", "2024-09-30")),
    ],
)
def test_periods_run_from_first_to_last_day(grain, text, days) -> None:
    (cell,) = History(layout(grain=grain)).step(f"state,month,deaths\nTexas,{text},5\n".encode()).changes
    assert (cell.period_start, cell.period_end) == days


def test_a_period_can_be_written_as_the_record_says() -> None:
    shape = layout(grain="day", period_format="%m/%d/%Y")
    (cell,) = History(shape).step(b"state,month,deaths\nTexas,02/03/2024,5\n").changes
    assert cell.period_start == "2024-02-03"


@pytest.mark.parametrize(
    ("written", "shape"),
    [
        (b"\xef\xbb\xbf" + V1.encode(), {}),
        (V1.replace("\n", "\r\n").encode(), {}),
        (V1.removesuffix("\n").encode(), {}),
        (V1.encode("utf-16"), {"encoding": "utf-16"}),
        (V1.encode("cp1252"), {"encoding": "cp1252"}),
        (V1.replace(",", ";").encode(), {"delimiter": ";"}),
        (V1.replace("Texas", '"Texas"').encode(), {}),
        (V1.replace("Texas", '"Te\nxas"').replace("Te\nxas", "\nTexas\n").encode(), {}),
    ],
    ids=["mark", "crlf", "no end", "utf-16", "cp1252", "semicolon", "quotes", "line breaks"],
)
def test_the_same_table_written_otherwise_is_the_same(written, shape) -> None:
    assert step(written, layout(**shape)) == step(V1)


def test_json_is_the_same_as_csv() -> None:
    objects = [
        {"state": "Texas", "month": "2024-01", "deaths": 10, "cases": "100"},
        {"state": "Texas", "month": "2024-02", "deaths": 20, "cases": "X"},
        {"state": "Ohio", "month": "2024-01", "deaths": 3.0, "cases": 30},
        {"month": "2024-02", "state": "Ohio", "cases": 40},
    ]
    shape = layout(format="json")
    assert step(json.dumps(objects), shape) == step(V1)
    inside = layout(format="json", path="result.rows")
    assert step(json.dumps({"result": {"rows": objects}}, indent=2), inside) == step(V1)
    objects[0]["deaths"] = 11
    assert step(json.dumps(objects), shape, after=json.dumps(objects[1:])) == step(
        V1.replace("10,", "11,"), after=V1.replace("Texas,2024-01,10,100\n", "")
    )


@pytest.mark.parametrize(
    ("text", "shape", "word"),
    [
        ('{"rows": []}', {}, "no list of objects"),
        ('{"rows": []}', {"path": "other"}, "has no 'other'"),
        ("[1]", {}, "entry 1"),
        ('[{"state": "Texas", "state": "Ohio"}]', {}, "'state' twice"),
        ('[{"state": {"name": "Texas"}, "month": "2024-01", "deaths": 1}]', {}, "row 2, column 'state'"),
        ('[{"state": "Texas", "month": "2024-01", "deaths": true}]', {}, "row 2, column 'deaths'"),
        ('[{"state": "Texas", "month": "2024-01", "deaths": NaN}]', {}, "'NaN' is neither"),
        ('[{"state": "Texas"', {}, "not a well-formed JSON"),
        ("[" * 100_000, {}, "nested too deeply"),
    ],
)
def test_json_that_is_no_table_is_refused(text, shape, word) -> None:
    with pytest.raises(ReadError) as error:
        step(text, layout(format="json", **shape))
    assert word in told(error)


def test_a_place_in_a_file_with_line_breaks_in_quotes_is_the_line() -> None:
    with pytest.raises(ReadError) as error:
        step('state,month,deaths\n"Te\nxas",2024-01,5\nOhio,2024-01,bad\n')
    assert "line 4" in told(error)
    assert "cell C3" in told(error)  # the third row of a spreadsheet


# Findings


def test_a_column_that_vanishes_or_comes_is_told() -> None:
    without = "state,month,deaths\nTexas,2024-01,10\nTexas,2024-02,20\nOhio,2024-01,3\nOhio,2024-02,\n"
    left = [x for x in step(without, after=V1) if x[0] == "member"]
    assert left == [
        ("member", "left", "Texas > cases", "", None, None),
        ("member", "left", "Ohio > cases", "", None, None),
    ]
    entered = step(V1, after=without)
    assert [x[:3] for x in entered if x[0] == "member"] == [
        ("member", "entered", "Texas > cases"),
        ("member", "entered", "Ohio > cases"),
    ]
    assert [x[:4] for x in entered if x[0] == "cell"][:1] == [("cell", "new", "Texas > cases", "2024-01-01")]


TEXAS = """[[series]]
id = "texas"
title = "Deaths in Texas"
release = "counts"
measure = "removal"
scope = "all"
population = "all"
frequency = "month"
unit = "deaths"
table = "Counts by state"
member = "Texas > deaths"
"""

VERSIONS = {
    "counts-2024-03-05.csv": V1,
    # a revised value, a code that became a number, a new month, a state that came
    "counts-2024-04-05.csv": "state,month,deaths,cases\nTexas,2024-01,11,100\nTexas,2024-02,20,200\nOhio,2024-01,3,30\n"
    "Ohio,2024-02,,40\nTexas,2024-03,7,70\nOhio,2024-03,8,80\nUtah,2024-03,1,2\n",
    # written otherwise, the same numbers
    "counts-2024-04-20.csv": "state,month,deaths,cases\nUtah,2024-03,1,2\nTexas,2024-01,11,100\nTexas,2024-02,20,200\n"
    "Ohio,2024-01,3,30.0\nOhio,2024-02,,40\nTexas,2024-03,7,70\nOhio,2024-03,8,80\n",
    # a column is lost, a state is lost, a row is lost
    "counts-2024-05-05.csv": "state,month,deaths\nTexas,2024-01,11\nTexas,2024-02,20\nOhio,2024-02,\n"
    "Texas,2024-03,7\nOhio,2024-03,8\n",
}


@pytest.fixture
def history(place):
    """Four versions, taken in."""
    files = [place.file(name, text) for name, text in VERSIONS.items()]
    assert all(isinstance(x, ingest.Taken) for x in place.take(*files))
    return place


def test_four_versions_give_the_findings_that_were_put_in(history) -> None:
    again = history.file("counts-2024-06-01.csv", VERSIONS["counts-2024-05-05.csv"])
    history.take(again)
    columns = "kind, coalesce(member, old_member, ''), coalesce(period_start::varchar, ''), old_value, value, weight"
    assert history.findings(columns) == [
        ("counts/2024-04-05", "code_changed", "Texas > cases", "2024-02-01", None, 200.0, "change"),
        ("counts/2024-04-05", "member_entered", "Utah", "", None, None, "change"),
        ("counts/2024-04-05", "new_period", "", "2024-03-01", None, None, "routine"),
        ("counts/2024-04-05", "revised", "Texas > deaths", "2024-01-01", 10.0, 11.0, "change"),
        ("counts/2024-04-20", "frozen", "", "", None, None, "suspect"),
        ("counts/2024-04-20", "written_anew", "", "", None, None, "routine"),
        ("counts/2024-05-05", "cell_left", "Ohio > deaths", "2024-01-01", 3.0, None, "loss"),
        ("counts/2024-05-05", "frozen", "", "", None, None, "suspect"),
        ("counts/2024-05-05", "member_left", "Utah", "", None, None, "change"),
        ("counts/2024-05-05", "member_left", "cases", "", None, None, "change"),
        ("counts/2024-05-05", "posted_again", "", "", None, None, "suspect"),
    ]


def test_a_finding_has_its_address_on_both_sides(history) -> None:
    found = history.findings("old_cell, cell, left(old_digest, 4), left(digest, 4)")
    digests = {x.file: x.digest[:4] for x in Store(history.workspace).ingests()}
    first, second = digests["counts-2024-03-05.csv"], digests["counts-2024-04-05.csv"]
    assert ("counts/2024-04-05", "D3", "D3", first, second) in found  # line 3, fourth column
    assert any(x[1] == "C5" and x[2] is None for x in found)  # Ohio's January, line 5 of the third version


def test_each_value_stands_once_and_is_carried_to_later_days(history) -> None:
    cells = "select edition, member, period_start::varchar, value, code from cell order by all"
    by_edition = [x[0] for x in history.rows(cells)]
    assert {edition: by_edition.count(edition) for edition in by_edition} == {
        "counts/2024-03-05": 8,
        "counts/2024-04-05": 8,
    }
    with (history.record / "series.toml").open("a", encoding="utf-8") as file:
        file.write(TEXAS + TEXAS.replace("Texas", "Ohio").replace("texas", "ohio"))
    known = (
        "select series, period_start::varchar, value from observation_as_of(date '{}') where series <> 'removals-month'"
    )
    assert history.rows(known.format("2024-03-31")) == [
        ("ohio", "2024-01-01", 3.0),
        ("texas", "2024-01-01", 10.0),
        ("texas", "2024-02-01", 20.0),
    ]
    assert history.rows(known.format("2024-06-30")) == [
        ("ohio", "2024-01-01", 3.0),  # its row left; this is what was printed last
        ("ohio", "2024-03-01", 8.0),
        ("texas", "2024-01-01", 11.0),
        ("texas", "2024-02-01", 20.0),
        ("texas", "2024-03-01", 7.0),
    ]


# Bytes that come back


def counted(place: Place, *each: tuple[str, int]) -> Place:
    """Files taken in one by one: the day of each, and the one number that it holds."""
    for day, number in each:
        place.take(place.file(f"counts-{day}.csv", f"state,month,deaths\nTexas,2024-01,{number}\n"))
    return place


@pytest.fixture
def texas(place):
    with (place.record / "series.toml").open("a", encoding="utf-8") as file:
        file.write(TEXAS)
    return place


def test_a_number_that_was_taken_back_holds_again_from_that_day(texas) -> None:
    place = counted(texas, ("2024-02-01", 10), ("2024-02-03", 10), ("2024-02-05", 12), ("2024-02-09", 10))
    assert place.rows("select edition from edition where release = 'counts' order by known_on") == [
        ("counts/2024-02-01",), ("counts/2024-02-05",), ("counts/2024-02-09",),
    ]  # fmt: skip
    known = "select value, edition from observation_as_of(date '{}') where series = 'texas'"
    assert [place.rows(known.format(f"2024-02-{day}")) for day in ("04", "05", "08", "09", "28")] == [
        [(10.0, "counts/2024-02-01")],
        [(12.0, "counts/2024-02-05")],
        [(12.0, "counts/2024-02-05")],
        [(10.0, "counts/2024-02-09")],
        [(10.0, "counts/2024-02-09")],
    ]
    assert place.rows("select edition, old_value, value from finding where kind = 'revised' order by all") == [
        ("counts/2024-02-05", 10.0, 12.0),
        ("counts/2024-02-09", 12.0, 10.0),
    ]
    assert place.rows("select edition, detail from finding where kind = 'posted_again' order by all") == [
        ("counts/2024-02-01", "the same bytes appeared as counts-2024-02-01.csv (2024-02-01), counts-2024-02-03.csv (2024-02-03)"),
        ("counts/2024-02-09", "the same bytes appeared as counts-2024-02-01.csv (2024-02-01), counts-2024-02-03.csv (2024-02-03), "
         "counts-2024-02-09.csv (2024-02-09)"),
    ]  # fmt: skip


def test_other_bytes_found_between_two_appearances_part_them(texas) -> None:
    place = counted(texas, ("2024-02-01", 10), ("2024-02-09", 10))
    assert place.rows("select count(*) from edition where release = 'counts'") == [(1,)]
    counted(place, ("2024-02-05", 12))
    known = "select value from observation_as_of(date '2024-02-{}') where series = 'texas'"
    assert [place.rows(known.format(day)) for day in ("04", "08", "09")] == [[(10.0,)], [(12.0,)], [(10.0,)]]


def test_of_the_files_of_one_day_the_one_that_goes_on_comes_first(texas) -> None:
    place = counted(texas, ("2024-02-01", 10), ("2024-02-05", 12))
    more = place.file("again-2024-02-05.csv", "state,month,deaths\nTexas,2024-01,10\n")
    place.take(more)
    assert place.rows("select edition from edition where release = 'counts' order by all") == [
        ("counts/2024-02-01",),
        ("counts/2024-02-05",),
    ]


@pytest.mark.parametrize("listed", [("2024-02-01",), ("2024-02-09",), ("2024-02-01", "2024-02-09")])
@pytest.mark.parametrize("named", [True, False])
def test_bytes_that_the_record_lists_come_back_as_well(texas, listed, named) -> None:
    digest = hashlib.sha256(b"state,month,deaths\nTexas,2024-01,10\n").hexdigest()
    path = texas.record / "releases" / "counts.toml"
    entries = [f'\n[[edition]]\nref = "{x}"\npublished_on = {x}\nsource = "s1"\ndigest = "{digest}"\n' for x in listed]
    path.write_text(path.read_text(encoding="utf-8") + "".join(entries), encoding="utf-8")
    for day, number in (("2024-02-01", 10), ("2024-02-05", 12), ("2024-02-09", 10)):
        name = f"counts-{day}.csv" if named else "counts.csv"
        file = texas.file(name, f"state,month,deaths\nTexas,2024-01,{number}\n")
        ingest.take(texas.workspace, ingest.Offer(file, texas.release(), published_on=date.fromisoformat(day)))
    known = "select value from observation_as_of(date '2024-02-{}') where series = 'texas'"
    assert [texas.rows(known.format(day)) for day in ("01", "05", "09")] == [[(10.0,)], [(12.0,)], [(10.0,)]]


def test_what_was_served_again_on_the_day_of_the_loss_may_be_what_stands(declared) -> None:
    full, less = by_state(*STATES), by_state(*STATES[:7], *STATES[8:])
    place = taken(declared, full, less)
    assert place.rows(REDUCED) == [("2024-02-05",)]
    place.take(place.file("again-2024-02-05.csv", full))
    assert place.rows(REDUCED) == []
    assert place.rows("select distinct certain from finding where weight = 'loss'") == [(False,)]
    place.take(place.file("later-2024-02-19.csv", less))
    assert place.rows(REDUCED) == [("2024-02-05",)]


def test_the_same_file_offered_twice_is_one_appearance(texas) -> None:
    counted(texas, ("2024-02-01", 10), ("2024-02-05", 12))
    again = texas.file("counts-2024-02-09.csv", "state,month,deaths\nTexas,2024-01,10\n")
    texas.take(again, again, again)
    count = "select count(*) from appearance where file = 'counts-2024-02-09.csv'"
    assert texas.rows(count) == [(1,)]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(1, 3), min_size=1, max_size=7), st.randoms(use_true_random=False), st.booleans())
def test_on_every_day_holds_what_was_served_last(tmp_path_factory, numbers, random, at_once) -> None:
    place = Place(tmp_path_factory.mktemp("served"))
    with (place.record / "series.toml").open("a", encoding="utf-8") as file:
        file.write(TEXAS)
    served = [(f"2024-03-{day:02d}", number) for day, number in enumerate(numbers, start=1)]
    shuffled = random.sample(served, len(served))
    if at_once:
        files = [place.file(f"counts-{day}.csv", f"state,month,deaths\nTexas,2024-01,{n}\n") for day, n in shuffled]
        assert all(isinstance(x, ingest.Taken) for x in place.take(*files))
    else:
        counted(place, *shuffled)
    path = building.build(place.workspace, place.record)
    with duckdb.connect(str(path), read_only=True) as connection:
        for day, number in served:
            known = f"select value from observation_as_of(date '{day}') where series = 'texas'"
            assert connection.execute(known).fetchall() == [(number,)]
        turns = sum(1 for old, new in pairwise(numbers) if old != new)
        count = "select count(*) from {}"
        assert connection.execute(count.format("edition where release = 'counts'")).fetchall() == [(turns + 1,)]
        assert connection.execute(count.format("finding where kind = 'revised'")).fetchall() == [(turns,)]


# The same as a comparison cell by cell

KEYS = ["Texas", "Ohio", "Utah", "Guam"]
COLUMNS = ["deaths", "cases", "beds"]


@st.composite
def tables(draw) -> dict[tuple[str, str], dict[str, str]]:
    columns = draw(st.lists(st.sampled_from(COLUMNS), min_size=1, unique=True))
    ids = st.tuples(st.sampled_from(KEYS), st.sampled_from(["2024-01", "2024-02", "2024-03"]))
    figures = st.sampled_from(["1", "2", "2.0", "X", "", "30"])
    return draw(st.dictionaries(ids, st.fixed_dictionaries(dict.fromkeys(columns, figures)), min_size=1))


def written(table: dict[tuple[str, str], dict[str, str]], broken: bool = False, order: int = 0) -> str:
    columns = list(next(iter(table.values())))
    rows = [[*identity, *values.values()] for identity, values in table.items()]
    random.Random(order).shuffle(rows)
    lines = [",".join(["state", "month", *columns])]
    lines += [",".join([f'"{x[0]}\n"' if broken else x[0], *x[1:]]) for x in rows]
    return "\n".join(lines) + "\n"


def compared(tmp: Path, old: list, new: list) -> list[tuple]:
    """What sql/compare says of two versions, of which all cells are given."""
    sides = []
    for name, changes in (("old", old), ("new", new)):
        cells = [
            {"sheet": "", "cell": x.cell, "table": "T", "member": x.member, "grain": "month", "period_start": x.period_start,
             "period_end": x.period_end, "value": x.value, "code": x.code[1:] if x.code else None}
            for x in changes
        ]  # fmt: skip
        (tmp / f"{name}.json").write_text(json.dumps(cells))
        (tmp / "none.json").write_text("[]")
        path = tmp / f"{name}.cells.parquet", tmp / f"{name}.notes.parquet"
        duckdb.execute(f"copy (select {FIELDS} from read_json('{tmp}/{name}.json', columns = {TYPES})) to '{path[0]}'")
        duckdb.execute(
            f"copy (select '' as sheet, '' as cell, '' as \"table\", '' as mark, '' as text where false) to '{path[1]}'"
        )
        sides.append(path)
    warehouse.compare(sides[0], sides[1], tmp / "found.parquet")
    return duckdb.execute(f"select {SEEN} from '{tmp}/found.parquet' where {ALIKE} order by all").fetchall()


FIELDS = 'sheet, cell, "table", member, grain, period_start, period_end, value, code'
TYPES = (
    "{sheet: 'varchar', cell: 'varchar', 'table': 'varchar', member: 'varchar', grain: 'varchar', period_start: 'date',"
    " period_end: 'date', value: 'double', code: 'varchar'}"
)
# what a history does not guess at, and what it counts by rows
ALIKE = "how not in ('perhaps', 'spelling', 'values') and what <> 'withdrawn'"
SEEN = """what, how, coalesce(member, old_member, ''), coalesce(label, ''), coalesce(period_start::varchar, ''), old_value,
old_code, value, code, case what when 'cell' then old_cell end, case what when 'cell' then cell end, old_cells, cells,
coalesce(equal_cells, 0), case what when 'copy' then replace(text, ' in T', '') else coalesce(text, '') end"""


def seen(changes: list) -> list[tuple]:
    """The same columns of what the history said."""
    rows = [
        (x.what, x.how, x.member, x.label, x.period_start, x.old_value, x.old_code[1:] if x.old_code else None, x.value,
         x.code[1:] if x.code else None, (x.old_cell or None) if x.what == "cell" else None,
         (x.cell or None) if x.what == "cell" else None, x.old_cells, x.cells, x.equal_cells or 0, x.text)
        for x in changes if x.how != "new" and x.what not in ("withdrawn", "tail")
    ]  # fmt: skip
    return sorted(rows, key=lambda x: [(y is None, y) for y in x])


@settings(max_examples=60, deadline=None)
@given(tables(), tables(), st.integers(0, 9))
def test_a_history_says_what_the_comparison_of_whole_editions_says(tmp_path_factory, old, new, order) -> None:
    tmp = tmp_path_factory.mktemp("compare")
    history = History(LAYOUT)
    before = history.step(written(old, order=order).encode()).changes
    after = written(new, order=order + 1).encode()
    expected = compared(tmp, before, History(LAYOUT).step(after).changes)
    assert seen(history.step(after).changes) == sorted(expected, key=lambda x: [(y is None, y) for y in x])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(tables(), st.booleans(), st.integers(0, 3)), min_size=2, max_size=5))
def test_lines_that_are_passed_over_change_nothing(versions) -> None:
    """Line breaks within quotes, other orders of rows, and a full read of each pair give the same."""
    history = History(LAYOUT)
    for number, (table, broken, order) in enumerate(versions):
        found = history.step(written(table, broken, order).encode())
        whole = History(LAYOUT)
        if number:
            before = versions[number - 1]
            whole.step(written(before[0], False, before[2]).encode())
        assert seen(found.changes) == seen(whole.step(written(table, False, order).encode()).changes)


LINES = st.lists(st.integers(0, 40), unique=True, max_size=40)


@settings(max_examples=400, deadline=None)
@given(LINES, LINES, st.integers(1, 300))
def test_differing_lines_are_all_that_differ(old, new, width) -> None:
    sides = [b"".join(b"%0*d\n" % (width, x) for x in (1000, *side)) for side in (old, new)]
    found = keyed_walk.differing(*sides)
    assert found is not None
    assert {int(line): at for line, at in found[0].items()} == {x: old.index(x) + 2 for x in old if x not in new}
    assert {int(line): at for line, at in found[1].items()} == {x: new.index(x) + 2 for x in new if x not in old}


@settings(max_examples=300, deadline=None)
@given(LINES, st.lists(st.integers(0, 40), max_size=40))
def test_a_line_that_comes_twice_is_never_passed_over(old, new) -> None:
    """Twice among the changed lines it is refused here; else its key stands already, as the next test sees."""
    texts = [b"".join(b"%d\n" % x for x in side) for side in (old, new)]
    found = keyed_walk.differing(*texts)
    if len(set(new)) == len(new):
        assert found is not None
    elif found is not None:
        removed, added = found
        assert len(old) - len(removed) + len(added) == len(new) or set(new) & set(old)


@settings(max_examples=150, deadline=None)
@given(tables(), st.data())
def test_a_row_that_comes_twice_is_refused_wherever_it_stands(table, data) -> None:
    lines = written(table).splitlines(keepends=True)
    twice = data.draw(st.sampled_from(lines[1:]))
    place = data.draw(st.integers(1, len(lines)))
    history = History(LAYOUT)
    history.step("".join(lines).encode())
    for reader in (history, History(LAYOUT)):
        with pytest.raises(ReadError, match="repeats"):
            reader.step("".join([*lines[:place], twice, *lines[place:]]).encode())


# Taking in, in any order


def test_versions_taken_in_in_any_order_give_the_same_database(tmp_path) -> None:
    made = {name: VERSIONS.get(name, "") for name in VERSIONS} | {
        "counts-2024-06-01.csv": VERSIONS["counts-2024-04-05.csv"]
    }
    expected = None
    for number, order in enumerate(([0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [2, 4, 0, 3, 1])):
        for calls in ("one", "each"):
            place = Place(tmp_path / f"{number}-{calls}")
            files = [place.file(name, text) for name, text in made.items()]
            batches = [order] if calls == "one" else [[each] for each in order]
            for batch in batches:
                assert all(isinstance(x, ingest.Taken) for x in place.take(*(files[each] for each in batch)))
            found = place.dump()
            expected = expected or found
            assert found == expected, (order, calls)
    assert {row[0] for row in expected["finding"] if row[4] == "posted_again"}


def test_parsed_files_can_be_deleted_and_are_made_again(history) -> None:
    before = history.dump()
    for path in (history.workspace / "parsed").rglob("*.*"):
        path.unlink()
    assert history.dump() == before


def test_one_more_version_reads_itself_and_the_one_before(history, monkeypatch) -> None:
    asked: list[str] = []

    def watched(shape, asks, *more):
        def listed():
            for ask in asks:
                asked.append(Path(ask.path).name)
                yield ask

        return read_versions(shape, listed(), *more)

    from tracker import ingest_versions

    monkeypatch.setattr(ingest_versions, "read_versions", watched)
    monkeypatch.setattr(histories, "read_versions", watched)
    before = next(x.digest for x in Store(history.workspace).ingests() if x.file == "counts-2024-05-05.csv")
    history.dump()
    assert asked == []  # all of it was read when it was taken in
    history.take(history.file("counts-2024-06-05.csv", V1.replace("Texas", "Iowa")))
    assert asked == [before, "0"]  # the one before, and the copy of the new one
    asked.clear()
    next_two = [history.file(f"counts-2024-06-0{day}.csv", V1.replace("10,", f"1{day},")) for day in (6, 7)]
    history.take(*next_two)
    assert len(asked) == 3
    assert asked[1:] == ["0", "1"]
    history.dump()
    assert len(asked) == 3  # nothing is left to read at the build


def test_a_refused_file_does_not_stop_the_others(place) -> None:
    good, bad = place.file("a-2024-03-05.csv", V1), place.file("b-2024-03-06.csv", V1.replace("10,", "ten,"))
    last = place.file("c-2024-03-07.csv", V1.replace("10,", "11,"))
    undated = place.file("d.csv", V1.replace("10,", "12,"))
    words = ["--workspace", str(place.workspace), "--record", str(place.record), "ingest", "--release", "counts"]
    done = CliRunner().invoke(main, [*words, *map(str, (last, bad, good, undated, place.folder / "nowhere.csv"))])
    assert done.exit_code == 2
    assert "'ten' is neither a number nor a declared code" in done.output
    assert "d.csv: on which day did this version appear?" in done.output
    assert "nowhere.csv: no such file" in done.output
    assert [x.file for x in Store(place.workspace).ingests()] == [good.name, last.name]
    assert place.findings("kind, value") == [
        ("counts/2024-03-07", "revised", 11.0),
    ]


def test_one_file_is_refused_as_ever_and_leaves_nothing(place) -> None:
    with pytest.raises(ReadError, match="neither a number"):
        ingest.take(
            place.workspace,
            ingest.Offer(place.file("a-2024-03-05.csv", "state,month,x\nTexas,2024-01,ten\n"), place.release()),
        )
    assert not place.workspace.exists()


def test_the_same_bytes_under_another_name_are_another_line_of_the_log(place) -> None:
    first, again = place.file("a-2024-03-05.csv", V1), place.file("a-2024-03-09.csv", V1)
    (one,), (same,), (two,) = place.take(first), place.take(first), place.take(again)
    assert (one.new, same.new, two.new) == (True, False, True)
    assert [(x.file, str(x.published_on)) for x in Store(place.workspace).ingests()] == [
        ("a-2024-03-05.csv", "2024-03-05"),
        ("a-2024-03-09.csv", "2024-03-09"),
    ]
    assert place.findings("kind") == [("counts/2024-03-05", "posted_again")]


def test_labels_that_hold_markup_go_in_only_when_somebody_looked(place) -> None:
    file = place.file("a-2024-03-05.csv", V1.replace("Texas", "</script>"))
    with pytest.raises(ReadError, match="markup") as error:
        ingest.take(place.workspace, ingest.Offer(file, place.release()))
    accept = str(error.value).split("--accept ")[1][:12]
    assert ingest.take(place.workspace, ingest.Offer(file, place.release(), accept=accept)).new


def test_a_page_or_a_workbook_is_refused(place) -> None:
    outcomes = place.take(
        place.file("a-2024-03-05.csv", "<html>"),
        place.file("b-2024-03-05.csv", b"PK\3\4"),
        place.file("c-2024-03-05.csv", ""),
    )
    assert ["HTML" in str(outcomes[0]), "workbook" in str(outcomes[1]), "empty" in str(outcomes[2])] == [True] * 3


def test_a_version_that_kills_the_reader_is_refused_and_the_next_goes_on(tmp_path) -> None:
    rows = ["state,month,deaths"] + [f"State {x},2024-01,{x}" for x in range(2_000_000)]
    for name, text in (("0", V1), ("1", "\n".join(rows)), ("2", V1.replace("10,", "11,"))):
        (tmp_path / name).write_text(text)
    with (tmp_path / "rows").open("w+b") as out:
        asks = [Ask(x, str(tmp_path / str(x)), True, afresh=x == 0) for x in range(3)]
        answers = in_order(LAYOUT, asks, out, Limits(memory=300 * 1024 * 1024))
        assert "more than 300 MiB" in answers[1].refused[0]
        out.seek(0)
        told = out.read().decode()
    assert answers[2].refused is None
    assert [line for line in told.splitlines() if line.startswith("2,cell")] == [
        "2,cell,changed,Texas > deaths,,2024-01-01,2024-01-31,10.0,,11.0,,C2,C2,,,,"
    ]


def test_a_day_to_come_is_no_day_of_publication(place) -> None:
    day = date.today() + timedelta(days=2)
    (outcome,) = place.take(place.file(f"a-{day}.csv", V1))
    assert isinstance(outcome, UsageError)
    assert "is to come" in str(outcome)


# The record


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('reader = "keyed"\n', "", "keyed"),
        ('key = ["state"]', "key = []\nvalues = ['month']", "twice"),
        ('key = ["state"]\nperiod = "month"\ngrain = "month"', 'key = []\nperiod = ""', "key"),
        ('grain = "month"\n', "", "grain"),
        ("(?P<day>", "(", "file_date"),
        ("(?P<day>", "((?P<day>", "file_date"),
        ('codes = ["X"]', 'encoding = "utf-99"', "encoding"),
        ('codes = ["X"]', 'delimiter = ",,"', "delimiter"),
        ('codes = ["X"]', 'codes = ["5"]', "codes"),
        ('codes = ["X"]', 'colums = ["5"]', "colums"),
    ],
)
def test_lint_names_what_is_wrong_with_a_layout(place, old, new, words) -> None:
    tiny.edit(place.record, "releases/counts.toml", old, new)
    with pytest.raises(RecordError) as error:
        record.load(place.record)
    assert words in str(error.value)


# What is gone from a file, and what is merely missing

DECLARED = '\n[[table]]\nmatch = "."\nmembers = "fixed"\n'
STATES = [f"State {number:02d}" for number in range(20)]


def by_state(*states: str, months: int = 12) -> str:
    lines = [
        f"{state},2023-{month:02d},{month * 100 + int(state[-2:]) * 7}"
        for state in states
        for month in range(1, months + 1)
    ]
    return "\n".join(["state,month,deaths", *lines]) + "\n"


@pytest.fixture
def declared(place):
    path = place.record / "releases" / "counts.toml"
    path.write_text(path.read_text(encoding="utf-8") + DECLARED, encoding="utf-8")
    return place


def taken(place: Place, *versions: str) -> Place:
    files = [place.file(f"counts-2024-0{number}-05.csv", text) for number, text in enumerate(versions, start=1)]
    assert all(isinstance(x, ingest.Taken) for x in place.take(*files))
    return place


LOST = "select kind, certain from finding where weight = 'loss' group by all order by all"
REDUCED = "select ref from edition_status where release = 'counts' and status = 'reduced'"


@pytest.mark.parametrize(
    ("later", "certain", "cut"),
    [
        (by_state(*STATES[:4]), False, True),  # cut to a fifth
        (by_state(*STATES[:19]), False, True),  # the last one
        (
            by_state(*STATES)[: len(by_state(*STATES[:12])) + len("State 12,2023-01,184\n")],
            False,
            True,
        ),  # within a state
        (by_state(*STATES[::2]), False, True),  # half of them, here and there
        (by_state(*STATES[:7], *STATES[8:]), True, False),  # one of twenty, and not the last
    ],
)
def test_a_file_that_may_be_cut_short_loses_nothing_for_certain(declared, later, certain, cut) -> None:
    place = taken(declared, by_state(*STATES), later)
    assert {sure for _, sure in place.rows(LOST)} == {certain}
    assert bool(place.rows("select 1 from finding where kind = 'truncated'")) == cut
    assert bool(place.rows(REDUCED)) == certain


def test_what_is_lost_is_back_on_the_day_on_which_the_same_bytes_are(declared) -> None:
    full, less = by_state(*STATES), by_state(*STATES[:7], *STATES[8:])
    now = "select status, since_on::varchar from release_status{} where release = 'counts'"
    place = taken(declared, full, less)
    assert place.rows(now.format("")) == [("reduced", "2024-02-05")]
    taken(place, full, less, full)
    assert place.rows(now.format("")) == [("published", "2024-03-05")]
    assert place.rows(now.format("_as_of(date '2024-02-20')")) == [("reduced", "2024-02-05")]
    assert place.rows(REDUCED) == [("2024-02-05",)]  # what that edition was, it stays
    back = "select regained_in, regained_on::varchar from breakdown_change where direction = 'lost'"
    assert place.rows(back) == [("counts/2024-03-05", "2024-03-05")]
    taken(place, full, less, full, full.replace("State 00,2023-01,100", "State 00,2023-01,101"))
    assert place.rows(back) == [("counts/2024-03-05", "2024-03-05")]


def test_bytes_that_lack_it_again_are_reduced_again(declared) -> None:
    full, less = by_state(*STATES), by_state(*STATES[:7], *STATES[8:])
    place = taken(declared, full, less, full, less)
    assert place.rows(REDUCED) == [("2024-02-05",), ("2024-04-05",)]
    at = "select status from release_status_as_of(date '2024-0{}-20') where release = 'counts'"
    assert [place.rows(at.format(month)) for month in (1, 2, 3, 4)] == [
        [("published",)], [("reduced",)], [("published",)], [("reduced",)],
    ]  # fmt: skip


def test_of_two_versions_of_one_day_nothing_is_sure(place) -> None:
    for name, text in (("v1-2024-01-05.csv", V1), ("v2-2024-01-05.csv", V1.replace("10,", "12,"))):
        place.take(place.file(name, text))
    assert place.rows("select distinct kind, certain from finding where weight = 'change'") == [("revised", False)]
    assert "which came first is not known" in place.rows("select detail from finding where kind = 'revised'")[0][0]
    assert place.rows("select count(*) - count(distinct finding) from finding") == [(0,)]  # two reasons, told once


def twice(*columns: str, months: int = 8, states: tuple[str, ...] = ("Ohio", "Texas", "Utah"), **odd: int) -> str:
    """Numbers by state and month in columns that hold the same, but for the first months of those that are `odd`."""
    lines = [
        ",".join([state, f"2023-{month:02d}"]
                 + [str(1000 * place + 37 * month + (5 if month <= odd.get(column, 0) else 0)) for column in columns])
        for place, state in enumerate(states, start=1)
        for month in range(1, months + 1)
    ]  # fmt: skip
    return "\n".join([",".join(["state", "month", *columns]), *lines]) + "\n"


@pytest.mark.parametrize(
    ("before", "after", "stands"),
    [
        (twice("deaths", "all_deaths"), twice("all_deaths"), "Ohio > all_deaths"),
        (twice("deaths", "all_deaths"), twice("all_deaths", "beds"), "Ohio > beds"),
        (twice("deaths", "other", deaths=8), twice("other"), None),  # other numbers
        (twice("deaths", "all_deaths", months=3), twice("all_deaths", months=3), "Ohio > all_deaths"),  # nine together
        (
            twice("deaths", "beds", months=5, states=("Ohio",)),
            twice("beds", months=5, states=("Ohio",)),
            None,
        ),  # but five
        (twice("deaths", "other", deaths=1), twice("other"), None),  # seven of eight
    ],
)
def test_a_column_whose_figures_stand_in_another_is_no_sure_loss(declared, before, after, stands) -> None:
    place = taken(declared, before, after)
    lost = place.rows("select distinct certain, coalesce(detail, '') from finding where weight = 'loss'")
    if stands is None:
        assert {certain for certain, _ in lost} == {True}
        assert place.rows(REDUCED) == [("2024-02-05",)]
    else:
        assert {certain for certain, _ in lost} == {False}
        assert all(stands in detail for _, detail in lost)
        assert place.rows(REDUCED) == []


def test_a_state_whose_figures_stand_under_another_name_is_no_sure_loss(declared) -> None:
    rows = twice("deaths").splitlines()
    double = [line.replace("Texas", "State of Texas") for line in rows if line.startswith("Texas")]
    both = "\n".join([*rows[:9], *double, *rows[9:]]) + "\n"
    less = "\n".join([*rows[:9], *double, *(line for line in rows[9:] if not line.startswith("Texas"))]) + "\n"
    place = taken(declared, both, less)
    assert place.rows("select certain, detail from finding where kind = 'member_left'")[0][0] is False
    assert "State of Texas > deaths" in place.rows("select detail from finding where kind = 'member_left'")[0][0]
    assert place.rows(REDUCED) == []


@pytest.mark.parametrize("odd", [0, 1, 8])
def test_what_stands_elsewhere_is_what_the_comparison_of_whole_editions_says(tmp_path, odd) -> None:
    versions = twice("deaths", "cases", "beds", deaths=odd, months=9), twice("cases", "beds", months=9)
    history = History(LAYOUT)
    wholes = [History(LAYOUT).step(text.encode()).changes for text in versions]
    changes = [history.step(text.encode()).changes for text in versions][1]
    assert seen(changes) == sorted(compared(tmp_path, *wholes), key=lambda x: [(y is None, y) for y in x])
    assert sum(x.what == "copy" for x in changes) == (3 if odd == 0 else 0)


def test_figures_of_a_state_that_gave_way_to_codes_are_a_loss(declared) -> None:
    full = by_state(*STATES)
    codes = "\n".join(f"{x.rpartition(',')[0]},X" if x.startswith("State 03") else x for x in full.splitlines()) + "\n"
    place = taken(declared, full, codes)
    assert place.rows("select member, old_cells, cells, certain from finding where kind = 'values_withdrawn'") == [
        ("State 03 > deaths", 12, 0, True)
    ]
    assert place.rows(REDUCED) == [("2024-02-05",)]


# Small counts, of which many come again: V2 has other ones than V1, and what moves is V2.
COUNTS_1 = [0, 2, 1, 1, 0, 0, 3, 2, 2, 0, 1, 0, 0, 1, 3, 3, 0, 1, 2, 0, 0, 0, 1, 2]
COUNTS_2 = [1, 1, 0, 2, 2, 0, 1, 0, 3, 1, 0, 0, 2, 1, 1, 0, 0, 3, 2, 1, 0, 2, 0, 1]


def by_month(**states: list[int]) -> str:
    lines = [
        f"{state},{2022 + number // 12}-{number % 12 + 1:02d},{value}"
        for state, values in states.items()
        for number, value in enumerate(values)
    ]
    return "\n".join(["state,month,deaths", *lines]) + "\n"


@pytest.mark.parametrize(
    ("third", "certain"),
    [
        ([3, *COUNTS_2[:-1]], False),  # what stood in the second version, a month later
        ([3, *COUNTS_1[:-1]], True),  # what stood in the first one, and not in the second
        (COUNTS_1[::-1], True),
    ],
)
def test_a_version_is_held_against_what_stood_in_the_one_before(declared, third, certain) -> None:
    place = taken(declared, *(by_month(Ohio=x, Utah=[3 - y for y in x]) for x in (COUNTS_1, COUNTS_2, third)))
    sure = "select edition, certain, count(*) > 30 from finding where kind = 'revised' group by all order by all"
    assert place.rows(sure) == [("counts/2024-02-05", True, True), ("counts/2024-03-05", certain, True)]
    told = place.rows("select distinct detail from finding where kind = 'perhaps_relabelled' order by all")
    assert told == ([] if certain else [("the figures of the period before",)])


@pytest.mark.parametrize("stays", [True, False])
def test_what_left_in_a_version_before_stood_in_none_after(declared, stays) -> None:
    """In the third version Utah has Ohio's figures of the first one; in the second Ohio is still there, or is not."""
    ohio = {"Ohio": COUNTS_1} if stays else {}
    texts = [by_month(Ohio=COUNTS_1, Utah=[5] * 24), by_month(**ohio, Utah=COUNTS_2), by_month(**ohio, Utah=COUNTS_1)]
    place = taken(declared, *texts)
    sure = "select distinct certain from finding where kind = 'revised' and edition = 'counts/2024-03-05'"
    assert place.rows(sure) == [(not stays,)]
