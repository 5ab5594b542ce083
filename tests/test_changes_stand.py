"""Nothing is a certain loss that held no figure, or whose figures still stand; what is plainly missing is still said."""

from __future__ import annotations

import json
from datetime import date

import msgspec
import pytest
from conftest import rows
from editions import DAYS, MONTHS, answered, cell, digest, findings, months, with_changed
from test_changes import PLAIN, others, statuses
from test_keyed import LAYOUT, by_state, layout, step
from worlds import edition, small

from tracker import model, warehouse
from tracker.errors import ReadError
from tracker.readers.keyed import History
from tracker.readers.sheet import Sheet

REFS = ["2024-01", "2024-02", "2024-03", "2024-04"]


def coded(cells, member: str, *labels: str, code: str = "D"):
    """The cells, those of a member and these months (all, where none is named) printed as a code."""
    for label in labels or MONTHS:
        cells = with_changed(cells, member, label, code)
    return cells


def kinds(old, new, **release) -> set[tuple[str, bool]]:
    """What is a loss, and whether it is certain."""
    seen = findings({"2024-01": old, "2024-02": new}, **release)
    return {(x["kind"], x["certain"]) for x in seen if x["weight"] == "loss"}


def series(*editions, **release) -> list[str]:
    """The status of each of these editions in turn."""
    return list(statuses(dict(zip(REFS, editions, strict=False)), **release)[0].values())


# Figures withdrawn

SPARSE = [*PLAIN, *(cell("Removals", "Minors", x, 5 if x < "2023-03" else 0) for x in MONTHS)]  # ten zeros of twelve


@pytest.mark.parametrize("code", ["-", "X", ""])
def test_zeros_that_are_printed_as_dashes_are_not_withdrawn(code: str) -> None:
    assert kinds(SPARSE, coded(SPARSE, "Minors", *MONTHS[2:], code=code)) == set()
    assert kinds(PLAIN, coded(PLAIN, "Women", code=code)) == {("values_withdrawn", True)}


def test_old_months_as_codes_beside_new_months_as_numbers_are_not_withdrawn() -> None:
    new = [*coded(PLAIN, "Women"), *(cell("Removals", x, "2024-01", 436) for x in ("Total", "Men", "Women"))]
    assert kinds(PLAIN, new) == set()
    without_it = [x for x in new if (x.member, x.period_start.year) != ("Women", 2024)]
    assert kinds(PLAIN, without_it) == {("values_withdrawn", True)}


def test_withdrawn_figures_are_back_with_the_first_number_of_that_member() -> None:
    gone = coded(PLAIN, "Women", *MONTHS[1:])  # eleven of twelve; the one that stands says nothing later on
    assert series(PLAIN, gone, gone) == ["on_time", "reduced", "reduced"]
    fewer = coded(PLAIN, "Women", *MONTHS[2:])  # one month more is a number again
    assert series(PLAIN, gone, gone, fewer) == ["on_time", "reduced", "reduced", "on_time"]
    later = cell("Removals", "Women", "2024-01", 436)
    assert series(PLAIN, gone, [*gone, later], [*gone, later]) == ["on_time", "reduced", "on_time", "on_time"]
    other = cell("Removals", "Men", "2024-01", 720)  # a number of another member is none of this one
    assert series(PLAIN, gone, [*gone, other]) == ["on_time", "reduced", "reduced"]


def as_codes(text: str, state: str, numbers: range) -> str:
    """The table, the figures of a state in these months as codes."""
    wanted = tuple(f"{state},2023-{month:02}," for month in numbers)
    return "\n".join(f"{x.rpartition(',')[0]},X" if x.startswith(wanted) else x for x in text.splitlines()) + "\n"


def test_a_keyed_table_withdraws_no_zeros_and_nothing_of_which_new_numbers_come() -> None:
    full = by_state("State 03", "State 04")
    rows = [
        f"{x.rpartition(',')[0]},0" if x[:16] > "State 03,2023-03" and x < "State 04" else x for x in full.splitlines()
    ]
    zeros = "\n".join(rows) + "\n"
    assert "withdrawn" not in {x[0] for x in step(as_codes(zeros, "State 03", range(4, 13)), after=zeros)}
    gone = as_codes(full, "State 03", range(1, 13))
    assert "withdrawn" in {x[0] for x in step(gone, after=full)}
    more = gone + "State 03,2024-01,9\nState 04,2024-01,9\n"
    assert "withdrawn" not in {x[0] for x in step(more, after=full)}


# What held no figure of a period that the newer edition prints

WINDOW = model.TableRule(match=".", members="fixed", history="latest", rounding=10)


def of_months(member: str, *labels: str, table: str = "Removals"):
    return [cell(table, member, label, 500 + number) for number, label in enumerate(labels)]


@pytest.mark.parametrize(
    ("was", "certain"),
    [
        ([cell("Removals", "Minors", x, "D") for x in MONTHS], False),  # codes
        ([cell("Removals", "Minors", x, "") for x in MONTHS], False),  # blanks
        (of_months("Minors", "2022-11", "2022-12"), False),  # figures of months that are printed no more
        (of_months("Minors", "2022-12", "2023-05"), True),
        ([cell("Removals", "Minors", x, 0) for x in MONTHS], True),  # a zero is a figure
    ],
)
def test_a_member_without_a_figure_of_what_is_still_printed_is_no_certain_loss(was, certain: bool) -> None:
    old = [*PLAIN, *of_months("Total", "2022-11", "2022-12"), *was]
    seen = [x for x in findings({"2024-01": old, "2024-02": PLAIN}, table=(WINDOW,)) if x["kind"] == "member_left"]
    assert [x["certain"] for x in seen] == [certain]
    assert ("it held no figure of a period that the newer edition prints" in (seen[0]["detail"] or "")) == (not certain)
    assert (series(old, PLAIN, table=(WINDOW,))[1] == "reduced") == certain


def test_a_year_to_date_that_moved_on_is_still_printed() -> None:
    old = [cell("Removals", x, "2023-10-01/2023-12-31", 50) for x in ("Total", "Men", "Women")]
    new = [cell("Removals", x, "2023-10-01/2024-01-31", 70) for x in ("Total", "Men")]
    assert kinds([*others(), *old], [*others(), *new]) == {("member_left", True)}
    new = [cell("Removals", x, "2024-10-01/2024-12-31", 70) for x in ("Total", "Men")]  # another year
    assert ("member_left", True) not in kinds([*others(), *old], [*others(), *new])


@pytest.mark.parametrize(("printed", "certain"), [("D", False), (7, True)])
def test_a_table_a_breakdown_or_a_grain_without_a_figure_is_no_certain_loss(printed, certain: bool) -> None:
    table = [cell("Extra", x, label, printed) for x in ("Total", "Men") for label in MONTHS]
    assert kinds([*PLAIN, *others(), *table], [*PLAIN, *others()]) == {("table_dropped", certain)}
    sexes = [cell("Removals", f"Minors > {x}", label, printed) for x in ("Boys", "Girls") for label in MONTHS]
    minors = months("Removals", "Minors > Total", 90, 3)
    assert ("dimension_lost", certain) in kinds([*PLAIN, *minors, *sexes], [*PLAIN, *minors])
    years = [cell("Removals", "Total", label, printed) for label in ("FY2021", "FY2022")]
    assert ("grain_lost", certain) in kinds([*PLAIN, *years], PLAIN)


def test_a_table_of_periods_that_the_file_prints_no_more_is_no_certain_loss() -> None:
    gone = of_months("Total", "2022-11", "2022-12", table="Extra")
    assert kinds([*PLAIN, *others(), *gone], [*PLAIN, *others()]) == {("table_dropped", False)}


def left(changes: list, what: str = "member") -> list[tuple]:
    return [(x.label, x.old_cells, x.cells) for x in changes if (x.what, x.how) == (what, "left")]


def changed(old: str, new: str, shape: model.Keyed = LAYOUT) -> list:
    history = History(shape)
    history.step(old.encode())
    return history.step(new.encode()).changes


def test_a_keyed_member_says_how_many_figures_it_held_of_what_is_still_printed() -> None:
    head = "state,month,deaths,cases\n"
    stay = "Texas,2024-02,1,1\nTexas,2024-03,1,1\n"
    old = head + stay + "Texas,2024-01,1,1\nUtah,2024-01,5,5\nUtah,2024-02,0,X\nUtah,2024-03,7,\n"
    assert left(changed(old, head + stay)) == [("Utah", 3, 2), ("Utah", 3, 0)]
    narrow = "state,month,deaths\nTexas,2024-02,1\nTexas,2024-03,1\n"
    assert left(changed(head + stay.replace("1\n", "X\n"), narrow)) == [("cases", 2, 0)]
    assert left(changed(old, head + stay.replace("Texas", "Ohio")), "dimension") == []


# What a keyed file holds that is not read


def unread(changes: list) -> list[str]:
    return [x.text for x in changes if x.what == "unread"]


def test_another_list_of_a_json_file_is_told_as_not_read() -> None:
    shape = layout(format="json", path="result.rows")
    table = [{"state": "Texas", "month": "2024-01", "deaths": number} for number in (1, 2)]
    bare, beside = (
        json.dumps({"result": {"rows": [row]} | more, "ids": [1, 2], "about": {"title": "Counts"}})
        for row, more in zip(table, ({}, {"more": [{"state": "Utah"}]}), strict=True)
    )
    assert unread(changed(bare, beside, shape)) == ["result.more"]
    assert unread(changed(beside, beside.replace("2}", "3}"), shape)) == ["result.more"]  # in each comparison
    assert unread(changed(beside, bare, shape)) == []


def test_an_ignored_column_that_came_or_holds_other_digits_is_told_as_not_read() -> None:
    shape = layout(ignore=("note",))
    old = "state,month,deaths,note\nTexas,2024-01,1,a\nOhio,2024-01,2,b\n"
    assert unread(changed(old, old.replace("1,a", "X,a 1"), shape)) == ["column 'note'"]
    assert unread(changed(old, old.replace("1,a", "X,other words"), shape)) == []
    assert unread(changed(old, "state,note,month,deaths\nTexas,a 1,2024-01,1\nOhio,b,2024-01,2\n", shape)) == [
        "column 'note'"
    ]
    without = "state,month,deaths\nTexas,2024-01,1\nOhio,2024-01,2\n"
    assert unread(changed(without, old, shape)) == ["column 'note'"]
    assert unread(changed(old, without, shape)) == []


# Commas


@pytest.mark.parametrize(
    ("text", "shape", "words"),
    [
        ('state,month,deaths\nTexas,2024-01,"0,125"\n', {}, "'0,125' is neither"),
        ('state,month,deaths\nTexas,2024-01,"-012,500"\n', {}, "is neither"),
        ("state;month;deaths\nTexas;2024-01;1,125\n", {"delimiter": ";"}, "'1,125' has a comma"),
    ],
)
def test_a_comma_that_may_be_a_decimal_sign_is_no_comma_between_groups(text: str, shape: dict, words: str) -> None:
    with pytest.raises(ReadError, match=words):
        step(text, layout(**shape))


def test_commas_in_codes_and_points_in_numbers_are_read_beside_semicolons() -> None:
    shape = layout(delimiter=";", codes=("under 5, withheld",))
    assert step("state;month;deaths;cases\nTexas;2024-01;1.5;under 5, withheld\n", shape) == [
        ("cell", "new", "Texas > deaths", "2024-01-01", None, 1.5),
        ("cell", "new", "Texas > cases", "2024-01-01", None, "=under 5, withheld"),
    ]


def test_a_printed_group_does_not_begin_with_a_zero() -> None:
    sheet = Sheet("S", [["1,125", "0,125"]])
    assert sheet.number(0, 0) == 1125
    with pytest.raises(ReadError, match="'0,125' is neither"):
        sheet.number(0, 1)


# What still stands elsewhere


def as_members(cells, table: str, **names: str):
    """The cells under another title, members by their new names."""
    return [msgspec.structs.replace(x, table=table, member=names.get(x.member, x.member)) for x in cells]


COPY = [x for x in PLAIN if x.member == "Women"]
ELSEWHERE = as_members(COPY, "Table X", Women="Removals of women")


def losses(old, new) -> list[tuple]:
    seen = findings({"2024-01": old, "2024-02": new})
    return [(x["kind"], x["certain"], x["detail"]) for x in seen if x["weight"] == "loss"]


def test_a_column_whose_figures_stand_in_another_table_is_no_certain_loss() -> None:
    rest = [*[x for x in PLAIN if x.member != "Women"], *others()]
    place = "its figures stand in the newer edition: Removals of women in Table X"
    assert losses([*PLAIN, *others(), *ELSEWHERE], [*rest, *ELSEWHERE]) == [("member_left", False, place)]
    unlike = months("Table X", "Removals of women", 700, 9)
    assert losses([*PLAIN, *others(), *unlike], [*rest, *unlike]) == [("member_left", True, None)]
    few = [x if x.period_end.month > 1 else msgspec.structs.replace(x, value=1.0) for x in ELSEWHERE]  # 11 of 12
    assert losses([*PLAIN, *others(), *few], [*rest, *few]) == [("member_left", True, None)]


def test_what_was_dropped_beside_a_copy_is_still_a_certain_loss() -> None:
    rest = [*[x for x in PLAIN if x.member == "Total"], *months("Removals", "All", 9, 3), *others(), *ELSEWHERE]
    old = [*PLAIN, *months("Removals", "All", 9, 3), *others(), *ELSEWHERE]
    assert [(kind, sure) for kind, sure, _ in losses(old, rest)] == [("dimension_lost", True)]


def test_figures_that_are_the_same_by_chance_are_no_copy() -> None:
    few = [
        cell("Removals", "Minors", x, number % 5) for number, x in enumerate(MONTHS)
    ]  # four different ones besides 0
    other = as_members(few, "Table X", Minors="Deaths")
    assert losses([*PLAIN, *few, *others(), *other], [*PLAIN, *others(), *other]) == [("member_left", True, None)]


def test_a_table_that_stands_in_others_whole_is_no_certain_loss_and_one_that_stands_in_part_is() -> None:
    names = {"Total": "All", "Men": "Males", "Women": "Females"}
    table = as_members(PLAIN, "Everything", **names)
    whole = losses([*PLAIN, *others(), *table], [*PLAIN, *others()])
    assert [(kind, sure) for kind, sure, _ in whole] == [("table_dropped", False)]
    assert "Women in Removals" in whole[0][2]
    more = [*table, *months("Everything", "Minors", 77, 13)]
    assert losses([*PLAIN, *others(), *more], [*PLAIN, *others()]) == [("table_dropped", True, None)]


def test_a_breakdown_that_stands_elsewhere_whole_is_no_certain_loss() -> None:
    table = as_members(PLAIN, "Everything", Total="All", Men="Males", Women="Females")
    rest = [x for x in PLAIN if x.member == "Total"]
    seen = losses([*PLAIN, *others(), *table], [*rest, *others(), *table])
    assert [(kind, sure) for kind, sure, _ in seen] == [("dimension_lost", False)]
    assert "Females in Everything" in seen[0][2]


# New name, old numbers


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("2024_0115_tables-november-2023.xlsx", "2024_0215_tables-december-2023.xlsx", "stale"),
        ("counts-2023-11.xlsx", "counts-2023-12.xlsx", "stale"),
        ("2024_0115_tables-november-2023.xlsx", "2024_0116_tables-november-2023.xlsx", "written_anew"),
        ("tables-november-2023.xlsx", "tables_November_2023.xlsx", "written_anew"),
        ("tables.xlsx", "tables-december-2023.xlsx", "written_anew"),
    ],
)
def test_the_same_figures_under_the_name_of_another_month_are_stale(old: str, new: str, kind: str) -> None:
    files = (edition("2024-01", DAYS["2024-01"], digest=digest("2024-01"), file=old),
             edition("2024-02", DAYS["2024-02"], digest=digest("2024-02"), file=new))  # fmt: skip
    with answered({"2024-01": PLAIN, "2024-02": PLAIN}, "21", record=small(release={"edition": files})) as connection:
        connection.execute("update edition set ref = '2024-01'")  # both print data of one month
        run = [x for x in sorted((warehouse.SQL / "views").glob("*.sql")) if "22" <= x.name[:2] <= "26"]
        for script in run:
            connection.execute(script.read_text(encoding="utf-8"))
        assert rows(connection, "select kind from finding where kind in ('stale', 'written_anew')") == [{"kind": kind}]


def test_signs_for_up_to_and_from_tell_labels_apart() -> None:
    old, new = (months("Removals", f"Age {sign}18", 300 + 9 * number) for number, sign in enumerate("≤≥"))
    seen = {x["kind"] for x in findings({"2024-01": [*PLAIN, *old], "2024-02": [*PLAIN, *new]})}
    assert "label_respelled" not in seen and {"member_left", "member_entered"} <= seen


def test_where_the_cells_of_a_later_edition_are_not_held_withdrawn_figures_are_not_said_to_be_lost_in_it() -> None:
    gone = coded(PLAIN, "Women")
    last = warehouse.SQL / "views" / "27_breakdown_change.sql"
    for method, lacking in (("compared", ["r/2024-02", "r/2024-03"]), ("packaged", ["r/2024-02"])):
        with answered({"2024-01": PLAIN, "2024-02": gone, "2024-03": gone}, "26") as connection:
            connection.execute("update difference set method = $1 where edition = 'r/2024-03'", [method])
            connection.execute(last.read_text(encoding="utf-8"))
            assert rows(connection, "select held_in from breakdown_change") == [{"held_in": lacking}]


# Which came first

LATER = "the file it is compared with appeared later than it did"
SAME = "two files of one day or period: which came first is not known"


@pytest.mark.parametrize(
    ("refs", "before", "after", "revised", "lost", "doubt"),
    [
        (("2024-01", "2024-02"), (1, 1), (20, 20), True, True, None),
        (("2024-01", "2024-02"), (1, 20), (20, 22), True, True, None),  # on the same day at most
        (("2024-01", "2024-02"), (1, 21), (20, 22), True, False, LATER),  # maybe; by their periods it did not
        (("2024-01", "2024-02"), (22, 22), (20, 22), True, False, LATER),
        (("2024-01", "2024-02"), (23, 23), (20, 22), False, False, LATER),
        (("2024-01", "2024-01-31"), (1, 19), (20, 22), True, True, None),
        (("2024-01", "2024-01-31"), (1, 20), (20, 22), False, False, SAME),
    ],
)
def test_which_file_came_first_is_known_or_nothing_is_sure(refs, before, after, revised, lost, doubt) -> None:
    """Days of May 2024 on which they appeared, the first and the last that it may have been."""
    new = with_changed([x for x in PLAIN if x.member != "Women"], "Men", "2023-02", 4999)
    days = {ref: tuple(date(2024, 5, day) for day in each) for ref, each in zip(refs, (before, after), strict=True)}
    seen = {x["kind"]: x for x in findings(dict(zip(refs, (PLAIN, new), strict=True)), days=days)}
    assert (seen["revised"]["certain"], seen["member_left"]["certain"]) == (revised, lost)
    assert doubt is None or doubt in seen["member_left"]["detail"]
    assert revised or doubt in seen["revised"]["detail"]
