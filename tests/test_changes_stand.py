"""Nothing is a certain loss that held no figure, or whose figures still stand; what is plainly missing is still said."""

from __future__ import annotations

import pytest
from editions import FIXED, MONTHS, cell, findings, months, told, with_changed
from test_changes import PLAIN, others, statuses, without
from test_keyed import LAYOUT, STATES, V1, by_state, layout, step

from tracker import model

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


def as_codes(text: str, state: str, months: range) -> str:
    """The table, the figures of a state in these months as codes."""
    wanted = tuple(f"{state},2023-{month:02}," for month in months)
    return "\n".join(f"{x.rpartition(',')[0]},X" if x.startswith(wanted) else x for x in text.splitlines()) + "\n"


def test_a_keyed_table_withdraws_no_zeros_and_nothing_of_which_new_numbers_come() -> None:
    full = by_state("State 03", "State 04")
    zeros = "\n".join(f"{x.rpartition(',')[0]},0" if x.startswith("State 03,2023-1") or x.startswith("State 03,2023-0")
                      and x[15:17] > "02" else x for x in full.splitlines()) + "\n"  # fmt: skip
    assert "withdrawn" not in {x[0] for x in step(as_codes(zeros, "State 03", range(3, 13)), after=zeros)}
    gone = as_codes(full, "State 03", range(1, 13))
    assert "withdrawn" in {x[0] for x in step(gone, after=full)}
    more = gone + "State 03,2024-01,9\nState 04,2024-01,9\n"
    assert "withdrawn" not in {x[0] for x in step(more, after=full)}
