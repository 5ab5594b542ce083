"""The range that a stated number allows: by its words and its digits alone, and no written range confirms more than they do."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from conftest import database, rows
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_comparison import MONTHS, SUMMER, monthly, value, verdicts
from worlds import SERIES, edition, figure, printed_again, small

from tracker import model

YEARLY = msgspec.structs.replace(SERIES, id="y", frequency="fiscal_year", rounding=0)
ENDS = ("low", "high", "close_low", "close_high")
INFINITE = float("inf")


def ends(**words) -> list[float | None]:
    with database(small(figures=(figure("f", SUMMER, "2024-01", **words),)), through="20") as connection:
        (found,) = rows(connection, "from figure_range")
    return [found[key] for key in ENDS]


@pytest.mark.parametrize(
    ("kind", "number", "low", "high"),
    [
        # half a unit of the last digit that is no zero
        ("level", 271_000, 270_500, 271_500),
        ("level", 139_000, 138_500, 139_500),
        ("level", 1_400_000, 1_350_000, 1_450_000),
        ("rate", 700, 650, 750),
        ("change", 20, 15, 25),
        ("rate", 34.48, 34.475, 34.485),
        ("level", 1.5, 1.45, 1.55),
        # a count that ends in no zero is as counted
        ("level", 271_484, 271_484, 271_484),
        ("derived", 1_875, 1_875, 1_875),
        ("level", 0, 0, 0),
        # what is seldom whole reaches half a unit of its last digit in any case
        ("share", 7, 6.5, 7.5),
        ("change", -7, -7.5, -6.5),
        ("change", 0, -0.5, 0.5),
        ("rate", 0, 0, 0.5),
        # never further than "about": half a unit of 1,000 would be 500
        ("level", 1_000, 750, 1_250),
        ("level", 10, 7.5, 12.5),
        ("target", 1_000_000, 750_000, 1_250_000),
        ("ordinal", 10, 10, 10),
    ],
)
def test_a_bare_number_reaches_as_far_as_its_rounding(kind, number, low, high) -> None:
    found = ends(kind=kind, value=float(number))
    assert found[:2] == [pytest.approx(low), pytest.approx(high)]
    # and it agrees no further than a tenth, at least 1
    reach = min(high - number, max(abs(number) / 10, 1))
    assert found[3] == pytest.approx(number + reach)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (350_000, [325_000, 375_000, 345_000, 355_000]),
        (125_000, [122_500, 127_500, 124_500, 125_500]),
        (5_000, [4_500, 5_500, 4_500, 5_500]),  # one digit alone
        (125, [125, 125, 125, 125]),
    ],
)
def test_a_number_may_be_one_to_the_nearest_five(number, expected) -> None:
    assert ends(value=float(number)) == [pytest.approx(x) for x in expected]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        # bounds as said
        ({"qualifier": "over", "value": 100_000.0}, [100_000, None, 100_000, None]),
        ({"qualifier": "up to", "value": 700.0}, [0, 700, 0, 700]),
        # what is written confirms no more than the rule: a tenth
        ({"qualifier": "about", "value": 1000.0, "low": 750.0, "high": 1250.0}, [750, 1250, 900, 1100]),
        ({"qualifier": "nearly", "value": 1000.0, "low": 950.0, "high": 1000.0}, [750, 1000, 950, 1000]),
        ({"qualifier": "vague", "value": 1000.0, "low": 100.0, "high": 9000.0}, [100, 9000, 900, 1100]),
        # and it is never narrower than the rule where the words are a number
        ({"value": 139_000.0, "low": 138_500.0, "high": 139_499.0}, [138_500, 139_500, 138_500, 139_499]),
        ({"value": 271_000.0, "low": 270_999.0, "high": 271_001.0}, [270_500, 271_500, 270_999, 271_001]),
        # without a number: each value that the words allow lies within a tenth of 1,000 from what agrees
        ({"qualifier": "vague", "value": None, "low": 1000.0, "high": 1050.0}, [1000, 1050, 1000, 1050]),
        ({"qualifier": "vague", "value": None, "low": 1000.0, "high": 1180.0}, [1000, 1180, 1080, 1100]),
        ({"qualifier": "vague", "value": None, "low": 1200.0, "high": 1500.0}, [1200, 1500, INFINITE, -INFINITE]),
        ({"qualifier": "vague", "value": None, "low": 200.0}, [200, None, INFINITE, -INFINITE]),
    ],
)
def test_what_is_written_confirms_no_more_than_the_rule(words, expected) -> None:
    assert ends(**words, range_reason="R.") == expected


def yearly(printed: float, *figures: model.ReportedFigure) -> model.Record:
    """One fiscal year, as counted, and printed alike twice."""
    return printed_again(small(
        release={"edition": (edition("2024-01", date(2024, 2, 20)),)}, series=(YEARLY,), figures=figures,
        observations=(value("y", "2024-01", "FY2023", printed),),
    ))  # fmt: skip


def test_a_rounded_number_is_not_held_to_its_zeros() -> None:
    of = yearly(
        271_484,
        figure("rounded", SUMMER, "FY2023", value=271_000.0),
        figure("exact", SUMMER, "FY2023", value=271_001.0),
        figure("far", SUMMER, "FY2023", value=272_000.0),
    )
    assert verdicts(of) == {
        "rounded": ("consistent", "ranges_decide"),
        "exact": ("below", "ranges_decide"),
        "far": ("above", "ranges_decide"),  # from 271,500
    }


def test_a_rate_is_held_to_its_last_digit() -> None:
    # 271,484 in a year of twelve months: 22,623.67 a month.
    of = yearly(
        271_484,
        figure("whole", SUMMER, "FY2023", kind="rate", unit="removals per month", value=22_624.0),
        figure("hundreds", SUMMER, "FY2023", kind="rate", unit="removals per month", value=22_600.0),
        figure("tenths", SUMMER, "FY2023", kind="rate", unit="removals per month", value=22_623.7),
        figure("off", SUMMER, "FY2023", kind="rate", unit="removals per month", value=22_623.0),
    )
    assert {name: verdict for name, (verdict, _) in verdicts(of).items()} == {
        "whole": "consistent", "hundreds": "consistent", "tenths": "consistent", "off": "below",
    }  # fmt: skip


def test_writing_the_range_of_the_rule_changes_no_verdict() -> None:
    # January: 1,000 within 5. About 1,150 reaches it and is further than a tenth from it; written or not.
    ruled = figure("ruled", SUMMER, MONTHS[0], qualifier="about", value=1150.0)
    written = msgspec.structs.replace(ruled, id="written", low=862.5, high=1437.5, range_reason="R.")
    found = verdicts(monthly(ruled, written))
    assert found["ruled"] == found["written"] == ("uncheckable", "ranges_do_not_decide")


DECIDED = {"above", "below", "consistent"}
NUMBERS = st.integers(1, 8000)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(label=st.sampled_from(["2024-01", "2024-01/2024-03", "2024-01-10/2024-02-20"]), number=NUMBERS,
       below=st.integers(0, 3000), above=st.integers(0, 3000), more=st.integers(1, 4000),
       words=st.sampled_from(["vague", "about", None]))  # fmt: skip
def test_widening_a_written_range_never_decides_what_was_undecided(label, number, below, above, more, words) -> None:
    stated = {"value": float(number) if words else None, "qualifier": words or "vague", "range_reason": "drawn"}
    wide = {"low": float(max(number - below - more, 0)), "high": float(number + above + more)}
    narrow = {"low": float(max(number - below, 0)), "high": float(number + above)}
    shapes = {"narrow": narrow, "wide": wide, "left": narrow | {"low": wide["low"]}, "open": narrow | {"high": None}}
    found = verdicts(monthly(*(figure(name, SUMMER, label, **stated, **shape) for name, shape in shapes.items())))
    for name in ("wide", "left", "open"):
        if found["narrow"][0] not in DECIDED:
            assert found[name][0] not in DECIDED, (name, shapes)
