"""Nothing is a certain loss that held no figure, or whose figures still stand; what is plainly missing is still said."""

from __future__ import annotations

import pytest
from editions import FIXED, MONTHS, cell, findings, months, told, with_changed
from test_changes import PLAIN, others, statuses, without
from test_keyed import LAYOUT, STATES, V1, by_state, layout, step

from tracker import model
from tracker.readers.keyed import History

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
    rows = [f"{x.rpartition(',')[0]},0" if x[:16] > "State 03,2023-03" and x < "State 04" else x for x in full.splitlines()]
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
