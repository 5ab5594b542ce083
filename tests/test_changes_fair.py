"""No loss is called certain, and no edition reduced, where what went may merely stand elsewhere or under another name."""

from __future__ import annotations

from datetime import date

import pytest
from conftest import rows
from editions import FIXED, MONTHS, answered, cell, digest, findings, months, note, told, with_changed
from test_changes import COUNTRIES, PLAIN, TOP, others, renamed, statuses, without
from worlds import edition, small, stop

from tracker import model

YEARS = [f"FY{year}" for year in range(2016, 2021)]
SHORT = [cell("Removals", name, label, start + 7 * number) for name, start in (("Total", 900), ("Men", 500), ("Women", 400))
         for number, label in enumerate(YEARS)]  # fmt: skip
OPEN = model.TableRule(match=".", members="open")


def retitled(cells, title, **names):
    return [
        type(x)(
            x.sheet,
            x.cell,
            title,
            names.get(x.member, x.member),
            x.grain,
            x.period_start,
            x.period_end,
            x.value,
            x.code,
        )
        for x in cells
    ]


def no_women(*more):
    return [*without(PLAIN, "Women"), *more]


CASES = {
    "few figures under another name": (SHORT, renamed(SHORT, "Women", "Female"), (FIXED,)),
    "a column of zeros under another name": (
        [*PLAIN, *months("Removals", "Other sex", 0, 0)], [*PLAIN, *months("Removals", "Unspecified", 0, 0)], (FIXED,)),
    "a column of codes under another name": (
        [*PLAIN, *(cell("Removals", "Minors", x, "D") for x in YEARS)], [*PLAIN, *(cell("Removals", "Children", x, "D") for x in YEARS)], (FIXED,)),
    "a footnote digit": ([*SHORT, *renamed([x for x in SHORT if x.member == "Women"], "Women", "MP")],
                         [*SHORT, *renamed([x for x in SHORT if x.member == "Women"], "Women", "MP2")], (FIXED,)),
    "renamed and a third revised": (PLAIN, [*no_women(), *months("Removals", "Female", 400, 3)[:8], *months("Removals", "Female", 999, 5)[8:]], (FIXED,)),
    "a level of headers more": (PLAIN, renamed(renamed(PLAIN, "Men", "Sex > Men"), "Women", "Sex > Women"), (FIXED,)),
    "headers the other way round": (renamed(renamed(PLAIN, "Men", "USBP > Men"), "Women", "USBP > Women"),
                                    renamed(renamed(PLAIN, "Men", "Men > USBP"), "Women", "Women > USBP"), (FIXED,)),
    "moved to a new table": (PLAIN, [*no_women(), *retitled([x for x in PLAIN if x.member == "Women"], "Removals of females")], (FIXED,)),
    "the whole breakdown in a new table": (PLAIN, [*without(PLAIN, "Men", "Women"), *retitled(without(PLAIN, "Total"), "Removals by sex")], (FIXED,)),
    "two tables merged": ([*PLAIN, *others()], [*others(), *retitled(PLAIN, "Everything", Total="Removals: all", Men="Removals: men",
                                                                       Women="Removals: women")], (FIXED,)),
    "a table in another language": ([*SHORT, *others()], [*others(), *retitled(SHORT, "Expulsiones", Men="Hombres", Women="Mujeres")], (FIXED,)),
    "a breakdown in a sheet that is not read": (PLAIN, [*without(PLAIN, "Men", "Women"), note("", "Removals by sex", mark="unclaimed")], (FIXED,)),
    "a sheet that is not read in both": ([*PLAIN, *others(), note("", "Data", mark="unclaimed")], [*others(), note("", "Data", mark="unclaimed")], (FIXED,)),
    "a column moved to a table that stood there": (
        [*PLAIN, *others()], [*no_women(), *others(), *retitled([x for x in PLAIN if x.member == "Women"], "Table A", Women="Removals of women")],
        (FIXED,)),
    "a table folded into one that stood there": (
        [*PLAIN, *others()], [*others(), *retitled(PLAIN, "Table A", Total="Removals > Total", Men="Removals > Men", Women="Removals > Women")],
        (FIXED,)),
    "a breakdown moved to a table that stood there": (
        [*PLAIN, *others()], [*without(PLAIN, "Men", "Women"), *others(),
                              *retitled(without(PLAIN, "Total"), "Table B", Men="Removals > Men", Women="Removals > Women")], (FIXED,)),
    "two tables merged under a new title": (
        [*PLAIN, *others(), *retitled(PLAIN, "Returns")],
        [*others(), *retitled(PLAIN, "Exits")], (FIXED,)),
    "a column moved to one of the same name, of which a few cells stood": (
        [*PLAIN, *others(), *months("Table A", "Women", 400, 3)[:2]], [*no_women(), *others(), *months("Table A", "Women", 400, 3)], (FIXED,)),
    "a column moved to one of the same name that held codes": (
        [*PLAIN, *others(), *(cell("Table A", "Women", x, "D") for x in MONTHS)], [*no_women(), *others(), *months("Table A", "Women", 400, 3)],
        (FIXED,)),
    "nothing declared of the members": (PLAIN, without(PLAIN, "Men", "Women"), (OPEN,)),
    "nothing declared at all": (PLAIN, without(PLAIN, "Men", "Women"), ()),
    "a top ten that shrank to its total": (COUNTRIES, without(COUNTRIES, "Mexico", "Peru", "Other"), (TOP,)),
    "one letter of the title": (COUNTRIES, [*retitled(without(COUNTRIES, "Peru"), "Arrests by country"),
                                            *months("Arrests by country", "China", 310, 11)], (TOP, FIXED)),
    "a plural in the title": (COUNTRIES, retitled(without(COUNTRIES, "Peru"), "Arrests by Countries"), (TOP, FIXED)),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_accused_that_may_stand_elsewhere(name: str) -> None:
    old, new, rules = CASES[name]
    assert statuses({"2024-01": old, "2024-02": new}, table=rules)[0]["2024-02"] == "on_time"
    sure = [
        x for x in findings({"2024-01": old, "2024-02": new}, table=rules) if x["weight"] == "loss" and x["certain"]
    ]
    assert not [x for x in sure if x["kind"] in ("member_left", "table_dropped")] or rules in ((), (OPEN,), (TOP,))


@pytest.mark.parametrize(
    "later",
    [
        [without(PLAIN, "Women"), PLAIN],  # one by one
        [PLAIN],
        [renamed(PLAIN, "Women", "WOMEN")],
        [retitled(PLAIN, "removals")],
        [[*without(PLAIN, "Men", "Women"), *months("Another table", "Total", 77)]],
        [[*without(PLAIN, "Men", "Women"), *months("Removals", "Female", 400, 3)]],
        [[*without(PLAIN, "Men", "Women"), note("", "Removals by sex", mark="unclaimed")]],
    ],
)
def test_what_may_be_printed_again_is_no_longer_lost(later: list) -> None:
    refs = ["2024-01", "2024-02", "2024-03", "2024-04"]
    held = dict(zip(refs, [PLAIN, without(PLAIN, "Men", "Women"), *later], strict=False))
    seen = statuses(held)[0]
    assert seen["2024-02"] == "reduced"
    assert seen[list(held)[-1]] == "on_time"


def test_months_that_a_running_year_does_not_have_yet_are_no_grain_lost() -> None:
    running = model.TableRule(match=".", members="fixed", history="fiscal_year")
    old = [*months("Removals", "Total", 100), cell("Removals", "Total", "2022-10-01/2023-09-30", 1200)]
    new = [cell("Removals", "Total", "2023-10-01/2023-10-06", 25)]
    assert told({"2024-01": old, "2024-02": new}, table=(running,)) == []


def test_a_partial_month_after_a_whole_one_is_suspect() -> None:
    whole, part = (
        cell("Removals", "Total", "2024-01", 900),
        cell("Removals", "Total", "2024-01-01/2024-01-25", 700, grain="month"),
    )
    assert told({"2024-01": [*PLAIN, whole], "2024-02": [*PLAIN, part]}, "weight") == [("period_shortened", "suspect")]


def _of(held: dict, days: dict[str, date], through: str = "40"):
    """Editions that appeared on these days; `held` by reference period."""
    record = small(
        release={"edition": tuple(edition(ref, days[ref], digest=digest(ref)) for ref in held), "table": (FIXED,)}
    )
    return answered(held, through, record=record)


def test_what_appeared_later_can_not_show_that_something_was_lost_before() -> None:
    days = {"2024-01": date(2024, 8, 1), "2024-02": date(2024, 4, 1)}
    with _of({"2024-01": PLAIN, "2024-02": without(PLAIN, "Women")}, days) as connection:
        [loss] = rows(connection, "select certain, first_seen_on from finding where weight = 'loss'")
        assert loss == {"certain": False, "first_seen_on": date(2024, 8, 1)}
        assert not rows(connection, "select 1 from edition_status_as_of(date '2024-12-01') where status = 'reduced'")


def test_labels_that_differ_in_a_sign_or_in_script_are_not_one_label() -> None:
    pairs = [("18+", "<18"), ("# Female", "% Female"), ("Мужчины", "Женщины")]
    for old, new in pairs:
        first = [*PLAIN, *months("Removals", old, 3000, 11)]
        second = [*PLAIN, *months("Removals", new, 20, 1)]
        kinds = {kind for kind, *_ in told({"2024-01": first, "2024-02": second}, routine=True)}
        assert "label_respelled" not in kinds and "revised" not in kinds, (old, new)
        assert {"member_left", "member_entered"} <= kinds, (old, new)


def test_a_top_ten_cut_down_is_told_as_a_change() -> None:
    names = ["Total", "Other", *(f"Country {number}" for number in range(10))]
    old = [
        x
        for number, name in enumerate(names)
        for x in months("Arrests by Country", name, 500 + 37 * number, 3 + number)
    ]
    new = [x for x in old if x.member in ("Total", "Other", "Country 0")] + months(
        "Arrests by Country", "Newcomer", 9000, 41
    )
    seen = told({"2024-01": old, "2024-02": new}, "weight", "detail", table=(TOP,))
    assert ("rotation", "change", "fewer than before") in seen


def test_a_residual_that_became_a_code_is_told_across_a_rotation_too() -> None:
    new = [*without(COUNTRIES, "Peru"), *months("Arrests by Country", "China", 310, 11)]
    new = with_changed(new, "Other", "2023-01", "D")
    assert ("code_changed", "Other") in told({"2024-01": COUNTRIES, "2024-02": new}, "member", table=(TOP,))


def test_a_note_to_the_whole_file_can_announce_and_a_department_of_corrections_does_not() -> None:
    new = with_changed(PLAIN, "Men", "2023-01", 700)
    by = {x["announced_by"].split(":")[0] for x in findings(
        {"2024-01": PLAIN, "2024-02": [*new, note("", "All figures for 2023 were revised.")]}) if x["kind"] == "revised"}  # fmt: skip
    assert by == {"note"}
    same = note("Removals", "Includes transfers from state Departments of Corrections.")
    by = {
        x["announced_by"]
        for x in findings({"2024-01": [*PLAIN, same], "2024-02": [*new, same]})
        if x["kind"] == "revised"
    }
    assert by == {"none found"}
    gone = note("Removals", "Women are no longer shown separately.")
    [loss] = [x for x in findings({"2024-01": PLAIN, "2024-02": no_women(gone)}) if x["kind"] == "member_left"]
    assert loss["announced_by"].startswith("note:")


@pytest.mark.parametrize(("old", "new"), [("Age 1-5", "Age 15"), ("1.1", "11"), ("10,5", "105"), ("1 5", "15")])
def test_a_sign_between_digits_tells_labels_apart(old: str, new: str) -> None:
    first = [*PLAIN, *months("Removals", old, 3000, 11)]
    seen = told({"2024-01": first, "2024-02": [*PLAIN, *months("Removals", new, 20, 1)]}, routine=True)
    assert {kind for kind, *_ in seen} >= {"member_left", "member_entered"}
    dashed = told({"2024-01": first, "2024-02": renamed(first, old, old.replace("-", " – ") + ".")}, routine=True)
    assert {kind for kind, *_ in dashed} == {"label_respelled", "stale"}


def test_where_the_older_one_appeared_later_nothing_is_sure() -> None:
    new = [*with_changed(PLAIN, "Men", "2023-01", 7000), *others(), note("Removals", "New.")]
    days = {"2024-01": date(2024, 8, 1), "2024-02": date(2024, 4, 1)}
    for second in (new, PLAIN):  # revised and a table more; the same cells
        with _of({"2024-01": PLAIN, "2024-02": second}, days) as connection:
            assert rows(connection, "select distinct certain from finding where weight <> 'routine'") == [
                {"certain": False}
            ]


def test_figures_that_gave_way_to_codes_are_a_loss_and_are_back_with_the_numbers() -> None:
    withdrawn = PLAIN
    for label in MONTHS[1:]:  # eleven of twelve
        withdrawn = with_changed(withdrawn, "Women", label, "D")
    seen = [x for x in findings({"2024-01": PLAIN, "2024-02": withdrawn}) if x["kind"] == "values_withdrawn"]
    assert [(x["member"], x["old_cells"], x["cells"], x["weight"], x["certain"]) for x in seen] == [
        ("Women", 11, 1, "loss", True)
    ]
    held = {"2024-01": PLAIN, "2024-02": withdrawn, "2024-03": withdrawn, "2024-04": PLAIN}
    assert statuses(held)[0] == {"2024-01": "on_time", "2024-02": "reduced", "2024-03": "reduced", "2024-04": "on_time"}
    assert statuses({"2024-01": PLAIN, "2024-02": withdrawn}, table=(OPEN,))[0]["2024-02"] == "on_time"
    most = with_changed(withdrawn, "Women", "2023-12", 433)  # ten of twelve: less than nine in ten
    assert "values_withdrawn" not in {kind for kind, *_ in told({"2024-01": PLAIN, "2024-02": most})}


def test_a_stale_file_is_one_with_a_label_in_capitals_too() -> None:
    seen = told({"2024-01": PLAIN, "2024-02": renamed(PLAIN, "Women", "WOMEN")}, "detail")
    assert seen == [("stale", "other bytes, the same 36 cells, labels spelled otherwise")]


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("Figures for June and July 2024 were revised.", "none found"),
        ("Figures for January 2023 were revised.", "note"),
        ("Revised since 2014.", "note"),
        ("Data as of March 3, 2024 may be revised.", "note"),
        ("Top ten of May 2016. Data may be revised.", "note"),
        ("Rules were added in November 2024. That reclassified cases of June to October.", "none found"),
    ],
)
def test_a_note_announces_only_what_it_names(text: str, by: str) -> None:
    new = [*with_changed(PLAIN, "Men", "2023-01", 700), note("Removals", text)]
    seen = findings({"2024-01": PLAIN, "2024-02": new})
    assert [x["announced_by"].split(":")[0] for x in seen if x["kind"] == "revised"] == [by]


def test_a_sentence_that_stands_announces_what_a_new_one_does_not_name() -> None:
    stood = "Records may not match those of the components, which are kept by other rules. Data may be revised."
    more = f"{stood} Rules were added in May 2024. That reclassified cases of June."
    new = with_changed(PLAIN, "Men", "2023-01", 700)
    june = cell("Removals", "Men", "2024-06", 50)
    old, new = (
        [*PLAIN, june, note("Removals", stood)],
        [*new, with_changed([june], "Men", "2024-06", 60)[0], note("Removals", more)],
    )
    seen = {
        x["period_end"]: x["announced_by"].split(":")[0]
        for x in findings({"2024-01": old, "2024-02": new})
        if x["kind"] == "revised"
    }
    assert seen == {date(2023, 1, 31): "standing note", date(2024, 6, 30): "note"}


def test_all_cells_of_both_files_are_counted() -> None:
    with answered(
        {"2024-01": [*PLAIN, *others()], "2024-02": [*without(PLAIN, "Men"), *months("New", "Total", 9)]}, "0"
    ) as connection:
        # 36 + 36 cells; 24 + 12 cells; of Total and Women all 24 are the same
        assert rows(connection, "select old_cells, cells, equal_cells from difference where what = 'edition'") == [
            {"old_cells": 72, "cells": 36, "equal_cells": 24}
        ]


def test_of_two_columns_with_the_same_figures_neither_is_the_renamed_one() -> None:
    """Two that left and were alike, one that came: which of them it is can not be told from the figures."""
    old = [*PLAIN, *months("Removals", "Abc", 4000, 3), *months("Removals", "Xyz", 4000, 3)]
    new = [*PLAIN, *months("Removals", "Newcomer", 4000, 3)]
    seen = told({"2024-01": old, "2024-02": new}, routine=True)
    assert "member_renamed" not in {kind for kind, *_ in seen}


def test_a_table_is_known_by_six_figures_that_differ_and_only_where_no_other_has_them() -> None:
    flat = [*months("Zeros", "Total", 0, 0), *months("Zeros", "Men", 5, 0)]  # twenty-four figures, two different ones
    seen = told({"2024-01": [*flat, *others()], "2024-02": [*retitled(flat, "Unlike"), *others()]}, routine=True)
    assert "table_renamed" not in {kind for kind, *_ in seen}
    twins = [*retitled(PLAIN, "Qqqq"), *retitled(PLAIN, "Wxyz")]
    seen = told({"2024-01": [*twins, *others()], "2024-02": [*retitled(PLAIN, "Unlike"), *others()]}, routine=True)
    assert "table_renamed" not in {kind for kind, *_ in seen}


def test_an_event_of_another_time_announces_nothing() -> None:
    new = with_changed(PLAIN, "Men", "2023-01", 700)
    for day, by in (
        (date(2024, 3, 20), "event:c"),
        (date(2024, 2, 20), "none found"),
        (date(2024, 4, 20), "none found"),
    ):
        told_of = stop(day, "", kind="corrected", id="c", by_agency=True)
        seen = findings({"2024-01": PLAIN, "2024-02": new}, event=(told_of,))
        assert [x["announced_by"] for x in seen if x["kind"] == "revised"] == [by], day


@pytest.mark.parametrize(
    "later",
    [
        [
            *without(PLAIN, "Women"),
            *months("Arrests by Country", "Total", 900),
            *months("Arrests by Country", "Chad", 10, 3),
        ],
        [*without(PLAIN, "Women"), cell("Removals", "Men", "2022-06", 10)],
    ],
)
def test_a_loss_is_over_where_a_top_n_grew_or_cells_came(later: list) -> None:
    before = [*months("Arrests by Country", "Total", 900), cell("Removals", "Total", "2022-06", 9)]
    held = {
        "2024-01": [*PLAIN, *before],
        "2024-02": [*without(PLAIN, "Women"), *before],
        "2024-03": [*later, before[-1]],
    }
    assert list(statuses(held, table=(TOP, FIXED))[0].values()) == ["on_time", "reduced", "on_time"]
