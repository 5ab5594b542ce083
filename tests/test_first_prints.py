"""What an edition prints for the first time decides nothing, be it its newest period or not; an exact change is exact."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from conftest import database, rows
from test_comparison import value, verdicts
from worlds import SERIES, edition, figure, look, printed_again, small

from tracker import model

YEARLY = msgspec.structs.replace(SERIES, id="y", frequency="fiscal_year", rounding=0)


def test_an_older_month_of_a_first_edition_is_a_first_print_too() -> None:
    editions = (edition("2024-03", date(2024, 4, 20)), edition("2024-06", date(2024, 7, 20)))
    printed = (
        value("m", "2024-03", "2024-02", 2000.0),
        value("m", "2024-03", "2024-03", 3000.0),
        value("m", "2024-06", "2024-02", 2180.0),
    )
    of = small(release={"edition": editions}, series=(SERIES,), observations=printed,
               figures=(figure("f", date(2024, 5, 1), "2024-02", value=2180.0),))  # fmt: skip
    assert (verdicts(of, "said")["f"], verdicts(of)["f"]) == (
        ("uncheckable", "first_print"),
        ("consistent", "ranges_decide"),
    )


@pytest.mark.parametrize(("now", "qualifier", "said"), [(1070, "up to", 7), (1150, "at least", 15), (1075, "exact", 8)])
def test_an_exact_change_is_not_missed_by_a_rounding_of_ours(now, qualifier, said) -> None:
    editions = (edition("2024-10", date(2024, 12, 1)), edition("2024-11", date(2025, 1, 1)))
    printed = tuple(
        value("y", x.ref, f"FY{year}", number)
        for x in editions
        for year, number in ((2023, 1000.0), (2024, float(now)))
    )
    claim = figure(
        "f",
        date(2025, 2, 1),
        "FY2024",
        base="FY2023",
        kind="change",
        unit="percent",
        value=float(said),
        qualifier=qualifier,
    )
    of = small(release={"edition": editions}, series=(YEARLY,), observations=printed, figures=(claim,))
    assert verdicts(of)["f"][0] == "consistent"


def yearly_release(*printed: tuple[str, date, float], claimed: float, stated: date = date(2024, 6, 1)):
    """A yearly release; each edition prints its own year and FY2023."""
    editions = tuple(edition(ref, day) for ref, day, _ in printed)
    values = tuple(value("y", ref, "FY2023", number) for ref, _, number in printed)
    return small(release={"edition": editions, "frequency": "annual", "due": model.Due()}, series=(YEARLY,), observations=values,
                 figures=(figure("f", stated, "FY2023", value=claimed),))  # fmt: skip


def test_the_newest_edition_of_a_yearly_release_confirms_and_accuses_nobody() -> None:
    first = ("FY2023", date(2024, 1, 10), 1001.0)
    assert verdicts(yearly_release(first, claimed=1001.0))["f"] == ("consistent", "ranges_decide")
    assert verdicts(yearly_release(first, claimed=1083.0))["f"] == ("uncheckable", "first_print")
    second = ("FY2024", date(2024, 12, 10), 1001.0)
    assert verdicts(yearly_release(first, second, claimed=1083.0))["f"] == ("above", "ranges_decide")


def test_who_said_the_number_that_was_printed_is_not_held_against_its_revision() -> None:
    editions = tuple(edition(ref, day) for ref, day in (
        ("2024-03", date(2024, 4, 20)), ("2024-04", date(2024, 5, 20)), ("2024-06", date(2024, 7, 20))))  # fmt: skip
    printed = tuple(
        value("m", x.ref, "2024-02", number) for x, number in zip(editions, (2000.0, 2001.0, 2300.0), strict=True)
    )
    of = small(release={"edition": editions}, series=(SERIES,), observations=printed,
               figures=(figure("f", date(2024, 6, 1), "2024-02", value=2001.0),))  # fmt: skip
    assert verdicts(of, "said")["f"] == ("consistent", "ranges_decide")
    assert verdicts(of)["f"] == ("not_comparable", "revised_since")
    later = small(release={"edition": editions}, series=(SERIES,), observations=printed,
                  figures=(figure("f", date(2024, 8, 1), "2024-02", value=2001.0),))  # fmt: skip
    assert verdicts(later)["f"] == ("below", "ranges_decide")


def test_a_part_of_a_month_does_not_take_the_place_of_the_month() -> None:
    of = printed_again(small(
        release={"edition": (edition("2024-01", date(2024, 2, 20)), edition("2024-03", date(2024, 4, 20)))}, series=(SERIES,),
        observations=(value("m", "2024-01", "2024-01", 1001.0), value("m", "2024-03", "2024-01", 1001.0)),
        figures=(figure("f", date(2024, 9, 1), "2024-01", value=1001.0),),
    ))  # fmt: skip
    assert verdicts(of)["f"] == ("consistent", "ranges_decide")
    cut = value("m", "2024-05", "2024-01-01/2024-01-15", 480.0)
    assert verdicts(msgspec.structs.replace(of, observations=(*of.observations, cut)))["f"] == (
        "consistent",
        "ranges_decide",
    )


@pytest.mark.parametrize(("qualifier", "number", "status"), [
    ("over", 1000.0, "overdue"), ("at least", 1201.0, "overdue"), ("at least", 1300.0, "withheld"), ("exact", 1300.0, "withheld"),
])  # fmt: skip
def test_words_that_the_part_that_is_out_bears_out_prove_nothing_more(qualifier, number, status) -> None:
    """January is out, with 1,201; something is said of January to May, and no later month is there."""
    of = small(
        release={"edition": (edition("2024-01", date(2024, 3, 1)),), "look": (look(date(2024, 9, 30), shows="2024-01"),)},
        series=(msgspec.structs.replace(SERIES, rounding=0),), observations=(value("m", "2024-01", "2024-01", 1201.0),),
        figures=(figure("f", date(2024, 6, 1), "2024-01/2024-05", value=number, qualifier=qualifier),),
    )  # fmt: skip
    with database(of, through="45") as connection:
        found = {x["ref"]: x["status"] for x in rows(connection, "from edition_status")}
    assert {found[ref] for ref in ("2024-02", "2024-03", "2024-04")} == {status}


def test_a_claim_of_order_is_not_decided_by_first_prints() -> None:
    """FY2023 is printed as less than FY2022, and as more by the next edition."""
    editions = (edition("2023-10", date(2023, 12, 1)), edition("2023-11", date(2024, 1, 1)))
    numbers = {
        ("2023-10", "FY2022"): 1000.0,
        ("2023-10", "FY2023"): 990.0,
        ("2023-11", "FY2022"): 1000.0,
        ("2023-11", "FY2023"): 1012.0,
    }
    printed = tuple(value("y", ref, year, number) for (ref, year), number in numbers.items())
    order = model.Relation(
        id="o", kind="exceeds", text="More than before.", source="s", result="f", subject=("FY2023",), against=("FY2022",),
        readings=(model.Reading(label="all", series=("y",)),),
    )  # fmt: skip
    claim = figure(
        "f", date(2023, 12, 10), "FY2023", kind="ordinal", unit="rank", value=1.0, text="More than in FY2022."
    )
    of = small(
        release={"edition": editions}, series=(YEARLY,), figures=(claim,), observations=printed, relations=(order,)
    )
    assert verdicts(of, "said")["f"] == ("uncheckable", "first_print")
    assert verdicts(of)["f"] == ("consistent", "every_reading")


def test_detainees_of_two_quarters_are_not_added_up_to_a_verdict() -> None:
    spans = ("2024-01/2024-03", "2024-04/2024-06", "2024-01/2024-06")
    stated = {name: tuple(figure(f"f{n}", date(2024, 8, 1), span, unit=name, value=number)
                          for n, (span, number) in enumerate(zip(spans, (1001.0, 1002.0, 1990.0), strict=True)))
              for name in ("removals", "detainees")}  # fmt: skip
    for name, outcome in (("removals", "disagrees"), ("detainees", "shown")):
        order = model.Relation(id="o", kind="sum", text="Put together.", source="s", figures=("f0", "f1"), result="f2")
        of = small(figures=stated[name], relations=(order,), series=(SERIES,))
        with database(of, through="95") as connection:
            (found,) = rows(connection, "from relation_outcome")
        assert found["outcome"] == outcome
