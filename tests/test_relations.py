"""Arithmetic gives a verdict only where all of its numbers are one account's and count one thing; else it is shown."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from conftest import ROOT, database, rows
from worlds import SERIES, edition, figure, small, source

from tracker import model, printing

SQL = ROOT / "sql"
DAY = date(2024, 7, 1)
DOCUMENTS = (source("t"), source("u"))
WIDER = model.Scope(id="both", title="Both", definition="D.", contains=("dhs", "ice"))
PART = model.Population(id="some", title="Some", definition="D.")


def judged(kind: str, *figures: model.ReportedFigure, result: str = "f") -> tuple[str, str]:
    """The outcome of one relation between figures, and the verdict of the figure `f`."""
    names = tuple(each.id for each in figures if each.id != result)
    relation = model.Relation(id="x", kind=kind, text="T.", source="s", figures=names, result=result)  # type: ignore[arg-type]
    of = small(figures=figures, relations=(relation,), sources=DOCUMENTS, populations=(PART,))
    of = msgspec.structs.replace(of, scopes=(*of.scopes, WIDER))
    with database(of, through="99") as connection:
        (outcome,) = rows(connection, "select outcome from relation_outcome")
        (verdict,) = rows(connection, "select verdict from figure_verdict where figure = 'f' and basis = 'latest'")
    return outcome["outcome"], verdict["verdict"]


def said(name: str, value: float, label: str = "2024-01", **more) -> model.ReportedFigure:
    return figure(name, DAY, label, value=value, **more)


def test_parts_and_total_of_one_account_that_can_not_meet_contradict_each_other() -> None:
    parts = said("a", 10.0), said("b", 20.0, "2024-02")
    assert judged("sum", *parts, said("f", 31.0, "2024-01/2024-02")) == ("disagrees", "inconsistent_with_itself")
    assert judged("sum", *parts, said("f", 30.0, "2024-01/2024-02"))[0] == "agrees"
    assert judged("sum", said("a", 10.0), said("b", 20.0), said("f", 31.0))[1] == "inconsistent_with_itself"


@pytest.mark.parametrize(
    "other",
    [
        {"organization": "B"},
        {"official": False, "sources": ("t",)},
        {"measure": "deportation"},
        {"population": "some"},
        {"label": "2023-01"},
        {"label": "2024-01-15/2024-02-20"},
        {"label": ""},
    ],
)
def test_a_sum_of_unlike_numbers_is_shown_and_gives_no_verdict(other) -> None:
    more = {"label": "2024-02"} | other
    b = said("b", 20.0, more.pop("label"), **more)
    outcome, verdict = judged("sum", said("a", 10.0), b, said("f", 3000.0, "2024-01/2024-02"))
    assert outcome == "shown"
    assert verdict != "inconsistent_with_itself"


def test_periods_with_a_hole_or_twice_the_same_days_do_not_make_a_whole() -> None:
    whole = said("f", 3000.0, "2024-01/2024-03")
    for label in ("2024-03", "2024-01/2024-03"):
        assert judged("sum", said("a", 10.0), said("b", 20.0, label), whole)[0] == "shown"
    assert judged("sum", said("a", 10.0), said("b", 20.0, "2024-02/2024-03"), whole)[0] == "disagrees"


def test_parts_of_a_scope_can_overlap_so_they_differ_without_a_verdict() -> None:
    parts = said("a", 10.0), said("b", 20.0, scope="ice")
    differing = judged("sum", *parts, said("f", 3000.0, scope="both"))
    assert differing[0] == "differs"
    assert differing[1] != "inconsistent_with_itself"
    assert judged("sum", *parts, said("f", 30.0, scope="both"))[0] == "agrees"
    assert judged("sum", *parts, said("f", 3000.0, scope="dhs"))[0] == "shown"


def test_unnamed_speakers_are_one_only_in_one_document() -> None:
    def unnamed(name: str, value: float, *sources: str) -> model.ReportedFigure:
        return said(name, value, speaker="unnamed sources", official=False, sources=sources)

    one = judged("sum", unnamed("a", 1.0, "s", "t"), unnamed("b", 2.0, "t"), unnamed("f", 9.0, "t", "u"))
    assert one == ("disagrees", "inconsistent_with_itself")
    apart = judged("sum", unnamed("a", 1.0, "s"), unnamed("b", 2.0, "t"), unnamed("f", 9.0, "s", "t"))
    assert apart[0] == "shown"


def test_a_product_has_one_factor_that_counts_what_the_result_counts() -> None:
    offices = said("b", 25.0, "", measure="deportation")
    assert judged("product", said("a", 75.0), offices, said("f", 1200.0)) == ("disagrees", "inconsistent_with_itself")
    assert judged("product", said("a", 75.0), said("b", 25.0), said("f", 1200.0))[0] == "shown"
    assert judged("product", said("a", 75.0, scope="ice"), offices, said("f", 1200.0))[0] == "shown"
    assert judged("product", said("a", 75.0, "2023-01"), offices, said("f", 1200.0))[0] == "shown"


def test_two_speakers_of_one_day_are_two_accounts_that_differ() -> None:
    two = said("a", 5999.0, organization="B"), said("f", 6000.0)
    outcome, verdict = judged("same_day", *two, result="")
    assert outcome == "differs"
    assert verdict != "inconsistent_with_itself"
    assert judged("same_day", said("a", 5999.0), said("f", 6000.0), result="")[0] == "disagrees"
    assert judged("same_day", said("a", 5999.0, "2024-02"), said("f", 6000.0), result="")[0] == "shown"


@pytest.mark.parametrize(("gap", "told"), [("", "differs"), ("Ten days are in no edition.", "shown_with_gap")])
def test_what_we_replay_is_not_the_arithmetic_of_the_speaker(gap, told) -> None:
    months = ("2024-01", "2024-02")
    values = tuple(
        model.Observation(series="m", edition=f"r/{ref}", period=ref, method="transcribed", source="s", value=1000.0)
        for ref in months
    )
    terms = tuple(model.Term(series="m", edition=f"r/{ref}", sign=1) for ref in months)
    relation = model.Relation(id="x", kind="replay", text="T.", source="s", result="f", terms=terms, gap=gap)
    of = small(
        release={"edition": tuple(edition(ref, date(2024, 4, 1)) for ref in months)}, series=(SERIES,), observations=values,
        figures=(said("f", 9999.0, "2024-01/2024-03"),), relations=(relation,),
    )  # fmt: skip
    with database(of, through="99") as connection:
        assert rows(connection, "select outcome from relation_outcome") == [{"outcome": told}]
        verdicts = rows(connection, "select distinct verdict from figure_verdict")
    assert {"verdict": "inconsistent_with_itself"} not in verdicts


# ---- claims of order


YEARLY = msgspec.structs.replace(SERIES, id="y", frequency="fiscal_year", rounding=0)


def ordered(known: dict[str, float], ref: str = "2024-09", **more) -> model.Record:
    """FY2024 said on 1 February 2025 to exceed FY2022 and FY2023, and the years of which a value is known."""
    values = tuple(
        model.Observation(series="y", edition=f"r/{ref}", period=year, method="transcribed", source="s", value=value)
        for year, value in known.items()
    )
    keys = {"id": "f", "kind": "ordinal", "value": 1.0, "unit": "rank"} | more
    claim = figure(keys.pop("id"), date(2025, 2, 1), "FY2024", **keys)
    order = model.Relation(
        id="o", kind="exceeds", text="More than before.", source="s", result="f", subject=("FY2024",), against=("FY2022", "FY2023"),
        readings=(model.Reading(label="all", series=("y",)),),
    )  # fmt: skip
    release = {"edition": (edition(ref, date(2024, 11, 1)),)}
    return small(release=release, series=(YEARLY,), figures=(claim,), observations=values, relations=(order,))


def answered(of: model.Record) -> tuple[dict, dict, list[dict]]:
    with database(of, through="99") as connection:
        (order,) = rows(connection, "from order_outcome where basis = 'latest' and label = 'all'")
        (verdict,) = rows(connection, "from figure_verdict where basis = 'latest'")
        settling = rows(connection, (SQL / "queries" / "what_would_settle.sql").read_text(encoding="utf-8"))
    return order, verdict, settling


def test_a_missing_year_is_named_with_the_edition_that_would_settle_it() -> None:
    order, verdict, settling = answered(ordered({"FY2022": 5.0, "FY2023": 6.0}))
    assert (order["outcome"], order["missing"], order["needed"]) == ("undecided", ["FY2024"], ["r/2024-09"])
    assert (order["reason"], verdict["verdict"], verdict["reason"]) == ("not_held", "uncheckable", "not_held")
    assert [(each["figure"], each["ref"], each["latest_status"]) for each in settling] == [("f", "2024-09", "not_held")]


def test_with_every_year_there_the_ranges_decide_or_do_not() -> None:
    order, verdict, settling = answered(ordered({"FY2022": 5.0, "FY2023": 6.0, "FY2024": 6.0}))
    assert (order["missing"], order["reason"], verdict["reason"]) == (
        [],
        "ranges_do_not_decide",
        "ranges_do_not_decide",
    )
    assert settling == []
    order, verdict, settling = answered(ordered({"FY2022": 5.0, "FY2023": 6.0, "FY2024": 7.0}))
    assert (order["reason"], verdict["verdict"], settling) == ("every_year", "consistent", [])


def test_the_status_of_the_missing_edition_is_the_reason() -> None:
    order, verdict, _ = answered(ordered({"FY2022": 5.0, "FY2023": 6.0}, ref="2024-08"))
    assert order["needed"] == ["r/2024-09"]
    assert order["reason"] == verdict["reason"] == "not_looked"


def test_a_calendar_year_is_no_fiscal_year() -> None:
    of = ordered({"2022": 5.0, "2023": 6.0, "2024": 7.0})
    assert answered(of)[0]["missing_years"] == 3


def test_a_vague_word_is_not_decided_by_the_readings_that_somebody_declared() -> None:
    of = ordered({"FY2022": 5.0, "FY2023": 6.0, "FY2024": 5.0}, measure="word")
    meanings = model.Measure(
        id="word", title="W", definition="D.", source="s", nature="flow", counts="events", may_mean=("removal", "deportation")
    )  # fmt: skip
    order, verdict, _ = answered(msgspec.structs.replace(of, measures=(*of.measures, meanings)))
    assert order["outcome"] == "fails"
    assert (verdict["verdict"], verdict["reason"]) == ("uncheckable", "no_series")
    assert answered(ordered({"FY2022": 5.0, "FY2023": 6.0, "FY2024": 5.0}))[1]["verdict"] == "above"


def test_a_comparison_is_printed_as_lines_and_not_as_narrow_columns(capsys) -> None:
    row = {
        "figure": "f",
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
    printing.comparisons([row], {"series": [series], "relations": [], "order": [missing]})
    told = capsys.readouterr().out.splitlines()
    assert told[-3:] == [
        "a-series-with-a-long-name (latest, same)",
        "  verdict: above (ranges_decide)",
        "  official: 5 to 15",
    ]
    assert "  order, all: FY2023 6: undecided, no value for FY2024 (not_held: r/2024-09)" in told
