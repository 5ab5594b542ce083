"""Arithmetic gives a verdict only where all of its numbers are one account's and count one thing; else it is shown."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest
from conftest import database, rows
from worlds import SERIES, edition, figure, small, source

from tracker import lint, model
from tracker.printing.figures import comparisons

DAY = date(2024, 7, 1)
DOCUMENTS = (source("t"), source("u"))
WIDER = model.Scope(id="both", title="Both", definition="D.", contains=("dhs", "ice", "dhs-air"))
INNER = model.Scope(id="dhs-air", title="Air", definition="D.")
PART = model.Population(id="some", title="Some", definition="D.")
BROKEN = ("disagrees", "inconsistent_with_itself")


def related(kind: str, *figures: model.ReportedFigure, result: str = "f") -> model.Record:
    """A record of one relation between figures, of which `f` is the result."""
    names = tuple(each.id for each in figures if each.id != result)
    relation = model.Relation(id="x", kind=kind, text="T.", source="s", figures=names, result=result)  # type: ignore[arg-type]
    of = small(figures=figures, relations=(relation,), sources=DOCUMENTS, populations=(PART,))
    scopes = tuple(
        msgspec.structs.replace(x, contains=("dhs-air",)) if x.id == "dhs" else x for x in (*of.scopes, WIDER, INNER)
    )
    return msgspec.structs.replace(of, scopes=scopes)


def outcome_of(of: model.Record) -> tuple[str, str]:
    """The outcome of the only relation, and the verdict of the figure `f`."""
    with database(of, through="99") as connection:
        (outcome,) = rows(connection, "select outcome from relation_outcome")
        (verdict,) = rows(connection, "select verdict from figure_verdict where figure = 'f' and basis = 'latest'")
    return outcome["outcome"], verdict["verdict"]


def judged(kind: str, *figures: model.ReportedFigure, result: str = "f") -> tuple[str, str]:
    return outcome_of(related(kind, *figures, result=result))


def linted(of: model.Record) -> list[str]:
    return [message for rule in lint.RULES for kind, _, _, message in rule(of) if kind == "Relation"]


def said(name: str, value: float, label: str = "2024-01", **more: Any) -> model.ReportedFigure:
    return figure(name, more.pop("day", DAY), label, value=value, **more)


# No number ends in a zero, so each is as counted.
JANUARY, FEBRUARY = said("a", 11.0), said("b", 21.0, "2024-02")


def test_parts_and_total_of_one_account_that_can_not_meet_contradict_each_other() -> None:
    assert judged("sum", JANUARY, FEBRUARY, said("f", 33.0, "2024-01/2024-02")) == BROKEN
    assert judged("sum", JANUARY, FEBRUARY, said("f", 32.0, "2024-01/2024-02"))[0] == "agrees"


@pytest.mark.parametrize(
    "other",
    [
        {"organization": "B", "speaker": "Other"},
        {"official": False, "speaker": "Other"},
        {"measure": "deportation"},
        {"population": "some"},
        {"label": "2023-01"},
        {"label": "2024-01-15/2024-02-20"},
        {"label": ""},
        {"unit": "thousand removals"},
        {"kind": "target"},
        {"kind": "derived"},
    ],
)
def test_a_sum_of_unlike_numbers_is_shown_and_gives_no_verdict(other) -> None:
    more = {"label": "2024-02"} | other
    b = said("b", 21.0, more.pop("label"), **more)
    outcome, verdict = judged("sum", JANUARY, b, said("f", 3333.0, "2024-01/2024-02"))
    assert outcome == "shown"
    assert verdict != "inconsistent_with_itself"


@pytest.mark.parametrize(
    "alike",
    [
        {"kind": "rate", "unit": "removals per month"},
        {"kind": "level", "unit": "removals per month"},
        {"kind": "level", "unit": "removals a week"},
        {"kind": "change", "unit": "percent"},
        {"kind": "level", "unit": "percent"},
        {"kind": "maximum", "unit": "removals in a day"},
        {"kind": "target"},
        {"kind": "level", "unit": "people"},
        {"kind": "level", "unit": "confirmed individuals"},
    ],
)
def test_rates_parts_of_a_hundred_greatest_values_goals_and_people_do_not_add_up(alike) -> None:
    # 101 people in one month and 101 in the next can be 191 people in both.
    parts = said("a", 101.0, **alike), said("b", 101.0, "2024-02", **alike)
    assert judged("sum", *parts, said("f", 191.0, "2024-01/2024-02", **alike))[0] == "shown"


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"counts": "people"}, "shown"),
        ({"counts": "people or events"}, "differs"),
        ({"nature": "stock"}, "shown"),
        ({}, "disagrees"),
    ],
)
def test_what_a_measure_counts_says_whether_its_months_add_up(keys, told) -> None:
    of = related("sum", JANUARY, FEBRUARY, said("f", 35.0, "2024-01/2024-02"))
    measures = tuple(msgspec.structs.replace(x, **keys) for x in of.measures)
    assert outcome_of(msgspec.structs.replace(of, measures=measures))[0] == told


def test_one_total_stated_twice_is_no_sum() -> None:
    assert judged("sum", said("a", 101.0), said("b", 103.0), said("f", 103.0))[0] == "shown"


def test_periods_with_a_hole_or_twice_the_same_days_do_not_make_a_whole() -> None:
    whole = said("f", 3333.0, "2024-01/2024-03")
    for label in ("2024-03", "2024-01/2024-03"):
        assert judged("sum", JANUARY, said("b", 21.0, label), whole)[0] == "shown"
    rest = said("b", 21.0, "2024-02/2024-03")
    assert judged("sum", JANUARY, rest, whole)[0] == "disagrees"
    assert judged("sum", JANUARY, rest, said("c", 1.0, ""), whole)[0] == "shown"


def test_parts_of_a_scope_can_overlap_so_they_differ_without_a_verdict() -> None:
    parts = said("a", 11.0), said("b", 21.0, scope="ice")
    differing = judged("sum", *parts, said("f", 3333.0, scope="both"))
    assert differing[0] == "differs"
    assert differing[1] != "inconsistent_with_itself"
    assert judged("sum", *parts, said("f", 32.0, scope="both"))[0] == "agrees"
    assert judged("sum", *parts, said("f", 3333.0, scope="dhs"))[0] == "shown"
    # one part twice, and a part of a part
    assert judged("sum", parts[0], said("b", 21.0), said("f", 32.0, scope="both"))[0] == "shown"
    assert judged("sum", parts[0], said("b", 21.0, scope="dhs-air"), said("f", 32.0, scope="both"))[0] == "shown"


def test_numbers_are_of_one_account_only_on_one_day_and_in_one_document() -> None:
    whole = said("f", 33.0, "2024-01/2024-02", sources=("s", "t"))
    assert judged("sum", JANUARY, FEBRUARY, whole) == BROKEN
    apart = said("b", 21.0, "2024-02", sources=("u",))
    assert judged("sum", JANUARY, apart, whole)[0] == "differs"
    # two by two they share a document, and none holds all three
    assert judged("sum", JANUARY, said("b", 21.0, "2024-02", sources=("t", "u")), whole)[0] == "differs"
    # said a month later, when January may have been revised, and retold by the same article
    later = said("f", 33.0, "2024-01/2024-02", day=date(2024, 8, 1))
    outcome, verdict = judged("sum", JANUARY, FEBRUARY, later)
    assert outcome == "differs"
    assert verdict != "inconsistent_with_itself"


def test_how_an_organization_is_spelled_decides_nothing_and_is_refused() -> None:
    parts = said("a", 11.0, organization="A (as relayed)", official=False), FEBRUARY
    of = related("sum", *parts, said("f", 33.0, "2024-01/2024-02"))
    assert outcome_of(of) == BROKEN
    assert linted(of) == [
        f"a and {name} are of one document, day and speaker, and of 'A (as relayed)' and 'A': "
        "spell the organization alike, or tell the speakers apart"
        for name in ("b", "f")
    ]
    assert linted(related("sum", JANUARY, FEBRUARY, said("f", 33.0, "2024-01/2024-02"))) == []


def test_officials_of_one_organization_are_one_account_and_unofficial_ones_are_not() -> None:
    whole = said("f", 33.0, "2024-01/2024-02")
    assert judged("sum", said("a", 11.0, speaker="Other"), FEBRUARY, whole) == BROKEN
    assert judged("sum", said("a", 11.0, speaker="Other", official=False), FEBRUARY, whole)[0] == "shown"


def test_a_number_that_its_speaker_has_replaced_gives_no_verdict() -> None:
    newer = said("new", 12.0, supersedes="a")
    whole = said("f", 33.0, "2024-01/2024-02")
    of = related("sum", JANUARY, FEBRUARY, whole)
    assert outcome_of(msgspec.structs.replace(of, figures=(*of.figures, newer)))[0] == "shown"
    corrected = said("new", 32.0, "2024-01/2024-02", supersedes="f")
    assert outcome_of(msgspec.structs.replace(of, figures=(*of.figures, corrected)))[0] == "shown"


RATE = {"kind": "rate", "unit": "removals per day and office"}


def test_a_product_has_one_factor_that_counts_what_the_result_counts() -> None:
    offices = said("b", 25.0, "", measure="deportation", unit="offices")
    whole = said("f", 1234.0, kind="rate", unit="removals per day")
    assert judged("product", said("a", 75.0, **RATE), offices, whole) == BROKEN
    assert judged("product", said("a", 75.0, **RATE), said("b", 25.0, unit="offices"), whole)[0] == "shown"
    assert judged("product", said("a", 75.0, scope="ice", **RATE), offices, whole)[0] == "shown"
    assert judged("product", said("a", 75.0, "2023-01", **RATE), offices, whole)[0] == "shown"


def test_a_product_is_of_things_by_their_number() -> None:
    offices = said("b", 25.0, "", measure="deportation", unit="offices")
    whole = said("f", 1234.0, kind="rate", unit="removals per day")
    for keys in ({"unit": "removals per week and office"}, {"unit": "removals per day"}, {"kind": "target"}):
        assert judged("product", said("a", 75.0, **(RATE | keys)), offices, whole)[0] == "shown"
    for keys in ({"unit": "times"}, {"kind": "target"}):
        multiplier = said("b", 25.0, "", measure="deportation", **({"unit": "offices"} | keys))
        assert judged("product", said("a", 75.0, **RATE), multiplier, whole)[0] == "shown"
    beds = said("c", 3.0, "", measure="deportation", unit="beds")
    assert judged("product", said("a", 75.0, **RATE), offices, beds, whole)[0] == "shown"


def test_two_speakers_of_one_day_are_two_accounts_that_differ() -> None:
    two = said("a", 5999.0, organization="B", speaker="Other"), said("f", 6001.0)
    outcome, verdict = judged("same_day", *two, result="")
    assert outcome == "differs"
    assert verdict != "inconsistent_with_itself"
    assert judged("same_day", said("a", 5999.0), said("f", 6001.0), result="")[0] == "disagrees"
    assert judged("same_day", said("a", 5999.0, sources=("t",)), said("f", 6001.0), result="")[0] == "differs"
    for keys in ({"label": "2024-02"}, {"unit": "people"}, {"kind": "target"}):
        assert judged("same_day", said("a", 5999.0, **keys), said("f", 6001.0), result="")[0] == "shown"


def test_no_number_is_too_great_to_be_written_out() -> None:
    of = related("sum", said("a", 1e25, qualifier="over"), FEBRUARY, said("f", 33.0, "2024-01/2024-02"))
    with database(of, through="99") as connection:
        (found,) = rows(connection, "select working from relation_outcome")
    assert found["working"].startswith("10,000,000,000,000,000,")
    assert found["working"].endswith(" or more + 21")


# ---- replays


def replayed(label: str, terms: tuple[model.Term, ...], gap: str = "", value: float = 9999.0) -> tuple[str, str]:
    """The outcome of a replay of the figure `f`; January and February are printed, each with 1,000."""
    months = ("2024-01", "2024-02")
    values = tuple(
        model.Observation(series="m", edition=f"r/{ref}", period=ref, method="transcribed", source="s", value=1000.0)
        for ref in months
    )
    relation = model.Relation(id="x", kind="replay", text="T.", source="s", result="f", terms=terms, gap=gap)
    return outcome_of(
        small(
            release={"edition": tuple(edition(ref, date(2024, 4, 1)) for ref in months)}, series=(SERIES,), observations=values,
            figures=(said("f", value, label),), relations=(relation,),
        )
    )  # fmt: skip


FIRST, SECOND = (model.Term(series="m", edition=f"r/{ref}", sign=1) for ref in ("2024-01", "2024-02"))
TAKEN = model.Term(series="m", edition="r/2024-01", sign=-1)


def test_what_we_replay_is_not_the_arithmetic_of_the_speaker() -> None:
    outcome, verdict = replayed("2024-01/2024-02", (FIRST, SECOND))
    assert outcome == "differs"
    assert verdict != "inconsistent_with_itself"
    outcome, verdict = replayed("2024-01/2024-03", (FIRST, SECOND), gap="March is in no edition.")
    assert outcome == "shown_with_gap"
    assert verdict != "inconsistent_with_itself"
    assert replayed("2024-01/2024-02", (FIRST, SECOND), value=2000.0)[0] == "agrees"


@pytest.mark.parametrize(
    ("label", "terms", "gap"),
    [
        ("2024-06", (FIRST,), ""),  # another month
        ("2024-06", (FIRST,), "All of June."),
        ("2024-01/2024-03", (FIRST, SECOND), ""),  # March is missing, and no gap is declared
        ("2024-02", (FIRST, SECOND), ""),  # more than was stated
        ("2024-02", (SECOND, TAKEN), ""),  # February less January is no count of any days
        ("", (FIRST,), ""),
    ],
)
def test_a_replay_is_judged_only_where_its_days_are_those_of_the_figure(label, terms, gap) -> None:
    assert replayed(label, terms, gap, value=1000.0)[0] == "shown"


def test_a_comparison_is_printed_as_lines_and_not_as_narrow_columns(capsys) -> None:
    row = {
        "figure": "f",
        "kind": "level",
        "text": "T.",
        "speaker": "S",
        "stated_on": DAY,
        "low": 1.0,
        "high": 1.0,
        "range_rule": "exact",
    }
    row |= {
        "period": "2024-01",
        "said_verdict": "above",
        "said_reason": "r",
        "verdict": "above",
        "reason": "ranges_decide",
    }
    series = {"series": "a-series-with-a-long-name", "basis": "latest", "role": "same", "verdict": "above", "points": 1}
    series |= {"reason": "ranges_decide", "printed_low": 5.0, "printed_high": 15.0, "needed_ref": "2024-01"}
    series |= {"needed_status_known_now": None}
    missing = {
        "label": "all",
        "subject_year": None,
        "subject_value": None,
        "against_year": "FY2023",
        "against_value": 6.0,
    }
    missing |= {"outcome": "undecided", "missing": ["FY2024"], "needed": ["r/2024-09"], "reason": "not_held"}
    comparisons([row], {"series": [series], "relations": [], "order": [missing]})
    told = capsys.readouterr().out.splitlines()
    assert told[-3:] == [
        "a-series-with-a-long-name (latest, same)",
        "  verdict: above (ranges_decide)",
        "  official: 5 to 15",
    ]
    assert "  order, all: FY2023 6: undecided, no value for FY2024 (not_held: r/2024-09)" in told
