"""What changed between two editions: every kind of change is found, named, weighed, and none is invented."""

from __future__ import annotations

from datetime import date

import pytest
from conftest import rows
from editions import DAYS, FIXED, MONTHS, answered, cell, digest, findings, months, note, told, with_changed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from worlds import edition, small, stop

from tracker import model, warehouse
from tracker.readers.base import Cell

CHECKS = warehouse.SQL / "checks"

TOP = model.TableRule(match="by Country$", members="top", fixed=("Total",), residual=("Other",), rounding=10)
PLAIN = [*months("Removals", "Total", 1000), *months("Removals", "Men", 600), *months("Removals", "Women", 400, 3)]
COUNTRIES = [
    *months("Arrests by Country", "Total", 900),
    *months("Arrests by Country", "Mexico", 500),
    *months("Arrests by Country", "Peru", 300, 7),
    *months("Arrests by Country", "Other", 100, 3),
]


def without(cells, *members):
    return [x for x in cells if x.member not in members]


def renamed(cells, old, new):
    return [type(x)(x.sheet, x.cell, x.table, new if x.member == old else x.member, x.grain, x.period_start, x.period_end, x.value, x.code)
            for x in cells]  # fmt: skip


# -- nothing is invented -------------------------------------------------------------------------------------------------


def test_the_same_cells_in_other_bytes_are_stale_and_nothing_else() -> None:
    assert told({"2024-01": PLAIN, "2024-02": PLAIN}, routine=True) == [("stale",)]


def test_columns_and_rows_that_moved_are_no_change() -> None:
    moved = [
        type(x)(x.sheet, "Z" + x.cell, *(getattr(x, key) for key in x.__struct_fields__[2:])) for x in reversed(PLAIN)
    ]
    assert told({"2024-01": PLAIN, "2024-02": [*moved, *months("Removals", "Total", 1120, labels=["2024-01"])]}) == []


def test_a_new_period_and_a_year_to_date_that_moved_on_are_routine() -> None:
    old = [*PLAIN, cell("Removals", "Total", "2023-10-01/2023-12-31", 3330)]
    new = [*PLAIN, cell("Removals", "Total", "2024-01", 1120), cell("Removals", "Total", "2023-10-01/2024-01-31", 4450)]
    seen = told({"2024-01": old, "2024-02": new}, "grain", "period_end", routine=True)
    assert seen == [
        ("new_period", "fiscal_year_to_date", date(2024, 1, 31)),
        ("new_period", "month", date(2024, 1, 31)),
        ("period_passed", "fiscal_year_to_date", date(2023, 12, 31)),
    ]


def test_a_partial_month_that_runs_on_is_no_revision() -> None:
    part = cell("Removals", "Total", "2024-01-01/2024-01-25", 700, grain="month")
    whole = cell("Removals", "Total", "2024-01", 900)
    assert told({"2024-01": [*PLAIN, part], "2024-02": [*PLAIN, whole]}, "cells", routine=True) == [
        ("period_extended", 1)
    ]


# -- figures -------------------------------------------------------------------------------------------------------------


def test_a_revision_carries_both_numbers_both_addresses_and_what_rounding_allows() -> None:
    new = with_changed(with_changed(PLAIN, "Total", "2023-02", 1020), "Women", "2023-03", 450)
    far, near = sorted(findings({"2024-01": PLAIN, "2024-02": new}), key=lambda x: -abs(x["absolute"] or 0))[:2]
    # Women in March: 400 + 2 × 3 = 406 printed, then 450: 44 more. Total in February: 1,010, then 1,020: one rounding unit.
    assert (far["kind"], far["old_value"], far["value"], far["absolute"], far["beyond_rounding"]) == (
        "revised",
        406,
        450,
        44,
        True,
    )
    assert far["relative"] == pytest.approx(44 / 406)
    assert (far["old_cell"], far["cell"], far["sheet"]) == ("W2023-03", "W2023-03", "Removals")
    assert (near["old_value"], near["value"], near["beyond_rounding"]) == (1010, 1020, False)


@pytest.mark.parametrize(("old", "new"), [("X", 5.0), (5.0, "X"), ("NA", "D"), ("", 0.0), (0.0, "")])
def test_a_code_is_never_a_number(old: float | str, new: float | str) -> None:
    first, second = (with_changed(PLAIN, "Men", "2023-05", printed) for printed in (old, new))
    [found] = [x for x in findings({"2024-01": first, "2024-02": second}) if x["weight"] != "suspect"]
    assert found["kind"] == "code_changed"
    assert (found["old_value"] if isinstance(old, float) else found["old_code"]) == old
    assert (found["value"] if isinstance(new, float) else found["code"]) == new
    assert found["absolute"] is None


def test_a_hole_in_a_table_is_told() -> None:
    hole = [x for x in PLAIN if (x.member, x.period_end) != ("Men", date(2023, 4, 30))]
    assert told({"2024-01": PLAIN, "2024-02": hole}, "member", "period_end")[0] == (
        "cell_left",
        "Men",
        date(2023, 4, 30),
    )
    assert ("cell_entered", "Men", date(2023, 4, 30)) in told(
        {"2024-01": hole, "2024-02": PLAIN}, "member", "period_end"
    )


def test_a_year_to_date_that_fell_is_suspect_only_where_it_can_only_grow() -> None:
    old = [*PLAIN, cell("Removals", "Total", "2023-10-01/2023-12-31", 3330)]
    new = [*PLAIN, cell("Removals", "Total", "2023-10-01/2024-01-31", 3300)]
    assert told({"2024-01": old, "2024-02": new}, "old_value", "value") == [("cumulative_fell", 3330, 3300)]
    average = model.TableRule(match=".", members="fixed", cumulative=False)
    assert told({"2024-01": old, "2024-02": new}, table=(average,)) == []
    within = [*PLAIN, cell("Removals", "Total", "2023-10-01/2024-01-31", 3320)]
    assert told({"2024-01": old, "2024-02": within}) == [], "ten less can be rounding"


# -- members -------------------------------------------------------------------------------------------------------------


def test_a_member_of_a_fixed_list_that_left_is_a_certain_loss() -> None:
    [left] = [x for x in findings({"2024-01": PLAIN, "2024-02": without(PLAIN, "Women")}) if x["weight"] == "loss"]
    assert (left["kind"], left["old_member"], left["old_cells"], left["certain"]) == ("member_left", "Women", 12, True)


def test_a_member_that_left_a_table_nobody_declared_is_told_and_is_no_loss() -> None:
    [left] = [
        x
        for x in findings({"2024-01": PLAIN, "2024-02": without(PLAIN, "Women")}, table=())
        if x["kind"] == "member_left"
    ]
    assert left["weight"] == "change"


def test_a_rotation_of_a_top_n_is_no_loss_and_its_residual_is_not_compared() -> None:
    new = renamed(COUNTRIES, "Peru", "China")
    new = [x for x in new if x.member != "China"] + months("Arrests by Country", "China", 310, 11)
    new = with_changed(with_changed(new, "Other", "2023-01", 20), "Mexico", "2023-01", 540)
    seen = findings({"2024-01": COUNTRIES, "2024-02": new}, table=(TOP, FIXED))
    assert [(x["kind"], x["old_member"], x["member"]) for x in seen] == [
        ("residual_not_compared", None, "Other"),
        ("revised", None, "Mexico"),
        ("rotation", "Peru", "China"),
    ]
    assert not [x for x in seen if x["weight"] == "loss"]


def test_a_residual_that_nobody_declared_is_not_compared_across_a_rotation_either() -> None:
    old = renamed(COUNTRIES, "Other", "All other, including unknown")
    new = [*without(old, "Peru"), *months("Arrests by Country", "China", 310, 11)]
    new = with_changed(new, "All other, including unknown", "2023-01", 20)
    for rules in ((TOP,), ()):
        assert "revised" not in {kind for kind, *_ in told({"2024-01": old, "2024-02": new}, table=rules)}


def test_without_a_rotation_the_residual_is_compared_like_anything_else() -> None:
    new = with_changed(COUNTRIES, "Other", "2023-01", 20)
    assert ("revised", "Other") in told({"2024-01": COUNTRIES, "2024-02": new}, "member", table=(TOP, FIXED))


def test_a_fixed_label_of_a_top_n_that_left_is_a_loss_all_the_same() -> None:
    seen = told(
        {"2024-01": COUNTRIES, "2024-02": without(COUNTRIES, "Total")}, "old_member", "weight", table=(TOP, FIXED)
    )
    assert ("member_left", "Total", "loss") in seen


def test_a_member_with_other_spelling_is_the_same_member() -> None:
    new = renamed(PLAIN, "Women", "WOMEN ")
    seen = told({"2024-01": PLAIN, "2024-02": new}, "old_member", "member", routine=True)
    assert ("label_respelled", "Women", "WOMEN ") in seen
    assert not {"member_left", "member_entered"} & {kind for kind, *_ in seen}


def test_a_member_with_another_name_and_the_same_numbers_was_renamed() -> None:
    new = with_changed(renamed(PLAIN, "Women", "Female"), "Female", "2023-12", 434)
    seen = told({"2024-01": PLAIN, "2024-02": new}, "old_member", "member")
    # eleven of twelve equal is not enough; all twelve are
    assert {kind for kind, *_ in seen} >= {"member_left", "member_entered"}
    seen = told({"2024-01": PLAIN, "2024-02": renamed(PLAIN, "Women", "Female")}, "old_member", "member")
    assert ("member_renamed", "Women", "Female") in seen
    assert "member_left" not in {kind for kind, *_ in seen}


def test_where_a_label_may_have_changed_both_readings_are_told_and_neither_is_sure() -> None:
    new = [x for x in renamed(PLAIN, "Women", "Womens") if x.member != "Womens"] + months("Removals", "Womens", 50, 5)
    seen = {
        x["kind"]: x["certain"]
        for x in findings({"2024-01": PLAIN, "2024-02": new})
        if x["kind"].startswith(("member", "perhaps"))
    }
    assert seen == {"perhaps_renamed": False, "member_left": False, "member_entered": False}


def test_a_breakdown_that_went_is_told_once() -> None:
    seen = told({"2024-01": PLAIN, "2024-02": without(PLAIN, "Men", "Women")}, "detail", "certain")
    assert seen == [("dimension_lost", "Men; Women", True)]


# -- tables --------------------------------------------------------------------------------------------------------------


def others() -> list:
    return [x for name in "ABC" for x in months(f"Table {name}", "Total", 5000 + ord(name) * 13)]


def test_a_table_that_went_is_a_loss_and_one_that_came_is_told() -> None:
    seen = told({"2024-01": [*PLAIN, *others()], "2024-02": others()}, "old_table_title", "weight", "certain")
    assert seen == [("table_dropped", "Removals", "loss", True)]
    seen = told({"2024-01": others(), "2024-02": [*PLAIN, *others()]}, "table_title", "weight")
    assert ("table_added", "Removals", "change") in seen


def test_a_table_with_another_title_and_the_same_numbers_was_renamed() -> None:
    new = [type(x)(x.sheet, x.cell, "Expulsions", *(getattr(x, key) for key in x.__struct_fields__[3:])) for x in PLAIN]
    new = with_changed(new, "Men", "2023-01", 999)
    seen = told(
        {"2024-01": [*PLAIN, *others()], "2024-02": [*new, *others()]}, "old_table_title", "table_title", "member"
    )
    assert ("table_renamed", "Removals", "Expulsions", None) in seen
    assert ("revised", None, "Expulsions", "Men") in seen
    assert "table_dropped" not in {kind for kind, *_ in seen}


def test_a_sheet_with_another_name_is_no_loss_and_a_stray_blank_no_change() -> None:
    new = [type(x)("Arrest Loc", *(getattr(x, key) for key in x.__struct_fields__[1:])) for x in PLAIN]
    assert ("sheet_renamed", "Removals", "Arrest Loc") in told(
        {"2024-01": PLAIN, "2024-02": new}, "old_sheet", "sheet", routine=True
    )
    blank = [type(x)("Removals ", *(getattr(x, key) for key in x.__struct_fields__[1:])) for x in PLAIN]
    assert "sheet_renamed" not in {kind for kind, *_ in told({"2024-01": PLAIN, "2024-02": blank}, routine=True)}


def test_a_table_is_not_called_dropped_for_sure_where_a_sheet_was_not_read() -> None:
    new = [*others(), note("", "Removals, new layout", mark="unclaimed")]
    [dropped] = [x for x in findings({"2024-01": [*PLAIN, *others()], "2024-02": new}) if x["kind"] == "table_dropped"]
    assert not dropped["certain"]
    assert "Removals, new layout" in dropped["detail"]


def test_a_file_that_is_cut_short_is_a_suspect_file_and_no_loss_in_it_is_sure() -> None:
    expect = model.Expectation(minimum_tables=4)
    seen = findings({"2024-01": [*PLAIN, *others()], "2024-02": PLAIN}, expect=expect)
    assert [x["weight"] for x in seen if x["kind"] == "truncated"] == ["suspect"]
    losses = [x for x in seen if x["weight"] == "loss"]
    assert len(losses) == 3 and not any(x["certain"] for x in losses)


def test_months_that_are_printed_no_more_are_a_grain_lost() -> None:
    years = [cell("Removals", "Total", f"FY{year}", 10000 + year * 7) for year in range(2010, 2023)]
    old = [*years, *months("Removals", "Total", 1000)]
    seen = told({"2024-01": old, "2024-02": years}, "grain", "weight")
    assert ("grain_lost", "month", "loss") in seen


def test_periods_that_an_edition_no_longer_carries_are_a_loss_unless_it_never_carried_the_past() -> None:
    short = [x for x in PLAIN if x.period_end >= date(2023, 4, 1)]
    assert [x[0] for x in told({"2024-01": PLAIN, "2024-02": short})] == ["period_left"] * 3
    running = model.TableRule(match=".", history="fiscal_year")
    assert told({"2024-01": PLAIN, "2024-02": short}, table=(running,)) == []


# -- one edition by itself -----------------------------------------------------------------------------------------------


def test_two_tables_of_one_edition_that_disagree_are_found_from_that_edition_alone() -> None:
    sister = months("Bookouts", "All", 1000)
    agreement = model.Agreement(
        table="Bookouts", member="All", other_table="Removals", other_member="Total", text="The same."
    )
    bad = with_changed(sister, "All", "2023-06", 1500)  # the table of removals prints 1,050
    seen = told({"2024-01": [*PLAIN, *bad]}, "old_value", "value", "old_table_title", agreement=(agreement,))
    assert seen == [("tables_disagree", 1050, 1500, "Removals")]
    near = with_changed(sister, "All", "2023-06", 1060)
    assert told({"2024-01": [*PLAIN, *near]}, agreement=(agreement,)) == [], "one rounding unit apart"


def test_parts_that_do_not_add_up_beyond_rounding_are_found() -> None:
    add_up = model.SumRule(match="^Removals$", total="Total", parts=("Men", "Women"))
    # Total 1,000 + 10 n, parts 1,000 + 13 n: three parts of ten allow 15, so months six to twelve (n = 6 to 11) are off
    seen = told({"2024-01": PLAIN}, "period_end", sum=(add_up,))
    assert [end.month for _, end in seen] == [7, 8, 9, 10, 11, 12]
    code = with_changed(PLAIN, "Men", "2023-12", "D")
    assert [end.month for _, end in told({"2024-01": code}, "period_end", sum=(add_up,))] == [7, 8, 9, 10, 11], (
        "a code adds nothing"
    )


def test_a_correction_is_used_only_where_the_edition_prints_what_it_expects() -> None:
    series = model.Series(
        id="x", title="X", release="r", measure="removal", scope="dhs", population="all", frequency="month", unit="removals",
        rounding=10, table="Removals", member="Total")  # fmt: skip
    keys = {"edition": "2024-01", "table": "Removals", "member": "Total", "grain": "month", "period": "2023-06", "value": 1055.0,
            "text": "A slip of the pen.", "source": "s"}  # fmt: skip
    for expect, wrong, taken in ((1050.0, 0, 1055.0), (1051.0, 1, 1050.0)):
        correction = (model.Correction(**keys, expect=expect),)
        with answered({"2024-01": PLAIN}, correction=correction, series=(series,)) as connection:
            assert len(rows(connection, (CHECKS / "correction_guard.sql").read_text())) == wrong
            seen = rows(
                connection, "select value from observation where series = 'x' and period_start = date '2023-06-01'"
            )
            assert [x["value"] for x in seen] == [taken]


# -- notes and announcements ---------------------------------------------------------------------------------------------


def test_notes_that_came_went_or_changed_are_told_with_their_words() -> None:
    old = [
        *PLAIN,
        note("Removals", "Excludes expulsions at ports of entry.", "1", "A80"),
        note("Removals", "Data as of March 3, 2024."),
    ]
    new = [*PLAIN, note("Removals", "Excludes expulsions at and between ports of entry.", "1", "A80"), note("Removals", "Data as of April 5, 2024."),
           note("Removals", "X is printed where the agency keeps no record at all.", "X", "A82")]  # fmt: skip
    seen = [x for x in findings({"2024-01": old, "2024-02": new}) if x["kind"].startswith("note")]
    assert [(x["kind"], x["weight"]) for x in seen] == [
        ("note_added", "change"),
        ("note_changed", "change"),
        ("note_redated", "routine"),
    ]
    assert seen[1]["old_text"] == "Excludes expulsions at ports of entry."
    back = [x["kind"] for x in findings({"2024-01": new, "2024-02": old}) if x["kind"] == "note_removed"]
    assert back == ["note_removed"]


def test_an_empty_note_is_like_no_other_and_stops_nothing() -> None:
    old = [*PLAIN, note("Removals", "", "1", "A80")]
    new = [*PLAIN, note("Removals", "Excludes expulsions.", "2", "A80")]
    seen = findings({"2024-01": old, "2024-02": new})
    assert [x["text"] for x in seen if x["kind"] in ("note_added", "note_changed")] == ["Excludes expulsions."]


@pytest.mark.parametrize(
    ("old", "new", "event", "by"),
    [
        ([], [], False, "none found"),
        ([], ["Figures for 2023 were revised."], False, "note:"),
        (["Data may be revised."], ["Data may be revised."], False, "standing note:"),
        (["Data may be revised."], ["Data may be revised."], True, "event:"),
    ],
)
def test_a_revision_says_whether_it_was_announced(old: list[str], new: list[str], event: bool, by: str) -> None:
    first = [*PLAIN, *(note("Removals", text) for text in old)]
    second = [*with_changed(PLAIN, "Men", "2023-01", 700), *(note("Removals", text) for text in new)]
    told_of = stop(date(2024, 3, 20), "", kind="corrected", id="c", by_agency=True)
    seen = findings({"2024-01": first, "2024-02": second}, event=(told_of,) if event else ())
    assert [x["announced_by"].startswith(by) for x in seen if x["kind"] == "revised"] == [True]


# -- the status `reduced` ------------------------------------------------------------------------------------------------


def statuses(held, **release):
    with answered(held, "40", **release) as connection:
        found = rows(
            connection, "select ref, status, evidence from edition_status where edition is not null order by ref"
        )
        return {x["ref"]: x["status"] for x in found}, found


def test_a_certain_loss_of_what_is_declared_makes_the_edition_reduced_until_it_is_printed_again() -> None:
    less = without(PLAIN, "Women")
    seen, found = statuses({"2024-01": PLAIN, "2024-02": less, "2024-03": less, "2024-04": PLAIN})
    assert seen == {"2024-01": "on_time", "2024-02": "reduced", "2024-03": "reduced", "2024-04": "on_time"}
    assert [x["evidence"][-1].startswith("finding:r/2024-02/") for x in found] == [False, True, True, False]


@pytest.mark.parametrize(
    "new",
    [
        renamed(PLAIN, "Women", "Female"),  # the same numbers under another name
        renamed(PLAIN, "Women", "women"),
        [*without(PLAIN, "Women"), *months("Removals", "Womens", 50, 5)],  # perhaps renamed
        with_changed(PLAIN, "Women", "2023-01", "X"),
        [x for x in PLAIN if x.period_end > date(2023, 2, 1)],
    ],
)
def test_nothing_less_than_a_certain_loss_makes_it_reduced(new: list) -> None:
    assert statuses({"2024-01": PLAIN, "2024-02": new})[0]["2024-02"] == "on_time"


def test_a_rotation_never_makes_it_reduced() -> None:
    new = [*without(COUNTRIES, "Peru"), *months("Arrests by Country", "China", 310, 11)]
    assert statuses({"2024-01": COUNTRIES, "2024-02": new}, table=(TOP, FIXED))[0]["2024-02"] == "on_time"


def test_what_nobody_declared_never_makes_it_reduced() -> None:
    assert statuses({"2024-01": PLAIN, "2024-02": without(PLAIN, "Women")}, table=())[0]["2024-02"] == "on_time"


def test_an_edition_that_was_not_held_is_not_called_reduced() -> None:
    held = {"2024-01": PLAIN, "2024-02": without(PLAIN, "Women")}
    with answered(held, "40") as connection:
        connection.execute("insert into edition select * replace ('r/2024-03' as edition, '2024-03' as ref, date '2024-03-01' as period_start, "
                           "date '2024-03-31' as period_end, date '2024-05-01' as published_on, date '2024-05-01' as published_by, 'z' as digest) "
                           "from edition where ref = '2024-02'")  # fmt: skip
        connection.execute("drop table if exists later")
        found = rows(
            connection,
            "select ref, status from edition_status_as_of(date '2024-12-01') where ref in ('2024-02', '2024-03') order by ref",
        )
    assert [x["status"] for x in found] == ["reduced", "on_time"]


# -- properties ----------------------------------------------------------------------------------------------------------

VALUES = st.one_of(st.integers(0, 30).map(float), st.sampled_from(["X", "NA", ""]))
GRID = [(member, label) for member in ("Total", "Men", "Women") for label in MONTHS]
CHANGES = st.dictionaries(st.sampled_from(GRID), st.one_of(VALUES, st.none()), max_size=8)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(VALUES, min_size=len(GRID), max_size=len(GRID)), CHANGES)
def test_what_is_found_is_what_a_comparison_cell_by_cell_finds(values: list, changed: dict) -> None:
    """The oracle is a dictionary: cells by member and period, on both sides."""
    old = dict(zip(GRID, values, strict=True))
    new = {key: changed.get(key, value) for key, value in old.items()}
    new = {key: value for key, value in new.items() if value is not None}
    sides = [[cell("T", member, label, value) for (member, label), value in side.items()] for side in (old, new)]
    kept_members = {member for member, _ in new}
    kept_labels = {label for _, label in new}
    whole = len(kept_members) == 3 and len(kept_labels) == len(MONTHS)
    with answered(dict(zip(("2024-01", "2024-02"), sides, strict=True)), through="0") as connection:
        seen = rows(
            connection,
            "select member, period_end, old_value, old_code, value, code from difference where what = 'cell'",
        )
    if whole:
        expected = {key for key in GRID if old[key] != new.get(key)}
        found = {(x["member"], f"{x['period_end']:%Y-%m}") for x in seen}
        assert found == expected
        for x in seen:
            key = (x["member"], f"{x['period_end']:%Y-%m}")
            assert (x["old_code"] if isinstance(old[key], str) else x["old_value"]) == old[key]


def test_a_series_that_is_printed_no_more_is_reduced_and_its_neighbours_are_not() -> None:
    def series(name: str) -> model.Series:
        return model.Series(
            id=name.lower(), title=name, release="r", measure="removal", scope="dhs", population="all", frequency="month",
            unit="removals", rounding=10, table="Removals", member=name,
        )  # fmt: skip

    held = {"2024-01": PLAIN, "2024-02": without(PLAIN, "Women")}
    record = small(
        release={"edition": tuple(edition(ref, DAYS[ref], digest=digest(ref)) for ref in held), "table": (FIXED,)},
        series=(series("Men"), series("Women")),
    )
    with answered(held, "90", record=record) as connection:
        found = rows(connection, "select series, status, basis from series_status order by series")
    assert [(x["series"], x["status"]) for x in found] == [("men", "published"), ("women", "reduced")]


def test_a_table_of_which_half_agrees_is_perhaps_another_and_nothing_about_it_is_sure() -> None:
    new = [type(x)(x.sheet, x.cell, "Expulsions", *(getattr(x, key) for key in x.__struct_fields__[3:])) for x in PLAIN]
    for label in MONTHS[:6]:
        for member in ("Total", "Men", "Women"):
            new = with_changed(new, member, label, 7777)
    seen = findings({"2024-01": [*PLAIN, *others()], "2024-02": [*new, *others()]})
    assert {x["kind"]: x["certain"] for x in seen} == {
        "perhaps_renamed": False,
        "table_dropped": False,
        "table_added": False,
    }
    assert statuses({"2024-01": [*PLAIN, *others()], "2024-02": [*new, *others()]})[0]["2024-02"] == "on_time"


def test_a_spelling_that_fits_two_members_is_no_match() -> None:
    old = [*PLAIN, *months("Removals", "U.S.", 31, 3), *months("Removals", "US", 57, 9)]
    new = [*PLAIN, *months("Removals", "us", 700, 11)]
    seen = told({"2024-01": old, "2024-02": new}, "old_member", "member", routine=True)
    assert "label_respelled" not in {kind for kind, *_ in seen}


def test_a_member_of_which_nine_in_ten_figures_agree_is_only_perhaps_the_same() -> None:
    two_years = [f"{year}-{number:02}" for year in (2022, 2023) for number in range(1, 13)]
    old = [*months("Removals", "Total", 1000, labels=two_years), *months("Removals", "Women", 400, 3, labels=two_years)]
    new = renamed(old, "Women", "Females")
    for label in ("2022-03", "2023-11"):
        new = with_changed(new, "Females", label, 9990)  # 22 of 24 agree
    kinds = {kind for kind, *_ in told({"2024-01": old, "2024-02": new})}
    assert "perhaps_renamed" in kinds and "member_renamed" not in kinds


def test_what_left_is_named_by_its_outermost_part_and_counted_once() -> None:
    names = ["Total", "USBP > Total", "USBP > Peru", "USBP > Mexico", "OFO > Total", "OFO > Peru", "OFO > Mexico"]
    old = [x for number, name in enumerate(names) for x in months("Arrests", name, 1000 + 211 * number, 3 + number)]
    seen = told({"2024-01": old, "2024-02": without(old, "USBP > Peru", "OFO > Peru")}, "old_member", "old_cells")
    assert seen == [("member_left", "Peru", 24)]
    seen = told({"2024-01": old, "2024-02": without(old, "OFO > Peru")}, "old_member", "old_cells")
    assert seen == [("member_left", "OFO > Peru", 12)], "Peru stays elsewhere: only the combination went"


def test_a_table_that_lost_more_than_half_of_its_periods_may_be_cut_short() -> None:
    short = [x for x in PLAIN if x.period_end <= date(2023, 5, 31)]
    seen = findings({"2024-01": PLAIN, "2024-02": short})
    assert {(x["kind"], x["certain"]) for x in seen} == {("truncated", False), ("period_left", False)}
    half = [x for x in PLAIN if x.period_end <= date(2023, 6, 30)]
    assert {(x["kind"], x["certain"]) for x in findings({"2024-01": PLAIN, "2024-02": half})} == {("period_left", True)}


# -- a table that has no periods -----------------------------------------------------------------------------------------


def standing(*values: float) -> list[Cell]:
    """Members of a table without periods."""
    return [
        Cell("S", f"B{line}", "Capacity", f"Site {line}", "none", None, None, value, None)
        for line, value in enumerate(values, start=2)
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ((50, 60, 70), (50, 60, 70), [("stale", None, None, None)]),
        ((50, 60, 70), (50, 65, 70), [("revised", "Site 3", 60, 65)]),
        ((50, 60, 70), (50, 60), [("member_left", None, None, None)]),
    ],
)
def test_a_table_without_periods_is_compared_cell_by_cell_and_has_no_period_to_enter_or_leave(
    old, new, expected
) -> None:
    seen = told({"2024-01": standing(*old), "2024-02": standing(*new)}, "member", "old_value", "value", routine=True)
    assert seen == expected


def test_a_table_that_gains_figures_without_a_period_gains_a_grain_and_no_period() -> None:
    more = [*PLAIN, Cell("Removals", "Z9", "Removals", "Total", "none", None, None, 5.0, None)]
    seen = told({"2024-01": PLAIN, "2024-02": more}, "grain", "period_start", routine=True)
    assert seen == [("grain_gained", "none", None)]
