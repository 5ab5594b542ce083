"""A claim of order is decided by all that its words can mean, against all years that it speaks of, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec
import pytest
from conftest import ROOT, database, rows
from worlds import SERIES, edition, figure, printed_again, small

from tracker import lint, model

SQL = ROOT / "sql"

YEARLY = msgspec.structs.replace(SERIES, id="y", frequency="fiscal_year", rounding=0)


def ordered(known: dict[str, float], ref: str = "2024-09", **more: Any) -> model.Record:
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
    of = small(release=release, series=(YEARLY,), figures=(claim,), observations=values, relations=(order,))
    return printed_again(of, "2024-10", date(2024, 12, 1)) if ref == "2024-09" else of


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


# ---- words with several meanings


def printed(name: str, values: dict[str, float]) -> tuple[model.Observation, ...]:
    return tuple(
        model.Observation(series=name, edition="r/2024-09", period=year, method="transcribed", source="s", value=value)
        for year, value in values.items()
    )


UP, DOWN = {"FY2023": 10.0, "FY2024": 20.0}, {"FY2023": 20.0, "FY2024": 10.0}
VALUES = {"ax": DOWN, "ay": UP, "bx": UP, "by": DOWN}


def vague(*readings: Sequence[str], **more: Any) -> model.Record:
    """FY2024 said to exceed FY2023: a word that can mean a or b, of a place that can be x or y; a reading is its series."""
    keys = {"measure": "word", "scope": "place", "kind": "ordinal", "value": 1.0, "unit": "rank"} | more
    claim = figure("f", date(2024, 12, 1), "FY2024", **keys)
    order = model.Relation(
        id="o", kind="exceeds", text="More than before.", source="s", result="f", subject=("FY2024",), against=("FY2023",),
        readings=tuple(model.Reading(label=" and ".join(names), series=tuple(names)) for names in readings),
    )  # fmt: skip
    of = small(
        release={"edition": (edition("2024-09", date(2024, 11, 1)),)}, figures=(claim,), relations=(order,),
        series=tuple(msgspec.structs.replace(YEARLY, id=x, measure=x[0], scope=x[1]) for x in VALUES),
        observations=tuple(line for name, values in VALUES.items() for line in printed(name, values)),
    )  # fmt: skip
    of = printed_again(of, "2024-10", date(2024, 11, 20))
    kept = of.measures[0]
    measures = tuple(msgspec.structs.replace(kept, id=name) for name in "ab")
    word = msgspec.structs.replace(kept, id="word", may_mean=("a", "b"))
    scopes = tuple(model.Scope(id=name, title=name, definition="D.") for name in "xy")
    place = model.Scope(id="place", title="P", definition="D.", may_mean=("x", "y"))
    return msgspec.structs.replace(of, measures=(*of.measures, *measures, word), scopes=(*of.scopes, *scopes, place))


def verdict_of(of: model.Record) -> tuple[str, str]:
    with database(of, through="99") as connection:
        (found,) = rows(connection, "from figure_verdict where basis = 'latest'")
    return found["verdict"], found["reason"]


def unread(of: model.Record) -> list[str]:
    with database(of, through="99") as connection:
        found = rows(connection, "select label from order_outcome where reason = 'no_series' and basis = 'latest'")
    return [each["label"] for each in found]


def test_each_pair_of_a_measure_and_a_scope_is_a_meaning_of_its_own() -> None:
    # a in x and b in y fell; a in y and b in x rose, and no reading says so.
    of = vague(["ax"], ["by"])
    assert verdict_of(of) == ("uncheckable", "no_series")
    assert unread(of) == ["read as a (y), b (x): no series declared"]
    assert verdict_of(vague(["ax"], ["by"], ["ay"], ["bx"])) == ("not_comparable", "definition")
    assert unread(vague(["ax"], ["by"], ["ay"], ["bx"])) == []
    # where the words name the measure, or the place, only the other has meanings
    assert unread(vague(["ax"], measure="a")) == ["read as y: no series declared"]
    assert unread(vague(["ax"], scope="x")) == ["read as b: no series declared"]
    assert verdict_of(vague(["ax"], measure="a", scope="x")) == ("above", "every_reading")


def test_a_sum_of_series_is_not_the_reading_of_any_of_them() -> None:
    of = vague(["ax", "by"])
    assert verdict_of(of) == ("uncheckable", "no_series")
    assert unread(of) == ["read as a, b: no series declared"]


def test_more_people_is_not_decided_by_a_series_of_events() -> None:
    of = vague(["ax"], measure="a", scope="x", unit="people")
    with database(of, through="99") as connection:
        found = rows(connection, "select distinct outcome, reason, needed from order_outcome")
        assert found == [{"outcome": "undecided", "reason": "events_or_people", "needed": []}]
        assert rows(connection, "from figure_verdict where verdict in ('above', 'below', 'consistent')") == []
    people = tuple(msgspec.structs.replace(x, counts="people") for x in of.measures)
    assert verdict_of(msgspec.structs.replace(of, measures=people)) == ("above", "every_reading")


def refused(of: model.Record) -> list[str]:
    return [message for rule in lint.RULES for kind, _, _, message in rule(of) if kind == "Relation"]


def test_a_reading_adds_nothing_twice() -> None:
    assert refused(vague(["ax"])) == []
    assert "'ax and ay' adds ax and ay, two meanings of 'place'" in refused(vague(["ax", "ay"]))
    assert "'ax and bx' adds ax and bx, two meanings of 'word'" in refused(vague(["ax", "bx"]))
    of = vague(["ax", "by"], measure="a", scope="x")
    # b is within deportation, and that within a; y is within x
    inside = {"a": ("deportation",), "deportation": ("b",), "x": ("y",)}
    measures = tuple(msgspec.structs.replace(x, contains=inside.get(x.id, ())) for x in of.measures)
    scopes = tuple(msgspec.structs.replace(x, contains=inside.get(x.id, ())) for x in of.scopes)
    told = "'ax and by' adds ax and by, of which one holds the other"
    assert told in refused(msgspec.structs.replace(of, measures=measures, scopes=scopes))
    # the scopes apart: two parts
    assert told not in refused(msgspec.structs.replace(of, measures=measures))


def test_an_order_is_a_claim_to_be_first() -> None:
    assert refused(vague(["ax"], value=3.0)) == ["f claims the rank 3, and only the first exceeds all others"]
    assert refused(vague(["ax"], value=None, qualifier="vague")) == []


# ---- which years


def years(
    subject: tuple[str, ...], against: tuple[str, ...], label: str, known: dict[str, float], **more: Any
) -> dict[str, Any]:
    """What becomes of a claim about some years against others; the years known are printed."""
    of = ordered(known, **more)
    relation = msgspec.structs.replace(of.relations[0], subject=subject, against=against)
    claim = msgspec.structs.replace(of.figures[0], period=label)
    order, verdict, _ = answered(msgspec.structs.replace(of, relations=(relation,), figures=(claim,)))
    return order | {"verdict": verdict["verdict"]}


def test_each_of_several_years_must_exceed() -> None:
    two, one = ("FY2023", "FY2024"), ("FY2022",)
    known = {"FY2022": 15.0, "FY2023": 20.0, "FY2024": 10.0}
    found = years(two, one, "FY2023/FY2024", known)
    # FY2023 exceeds FY2022, FY2024 does not
    assert (found["outcome"], found["reason"], found["subject_year"]) == ("undecided", "definition", "FY2024")
    assert found["verdict"] not in ("consistent", "above")
    assert years(two, one, "FY2023/FY2024", known | {"FY2024": 16.0})["outcome"] == "holds"
    assert years(two, one, "FY2023/FY2024", known | {"FY2023": 14.0})["outcome"] == "fails"
    # one of them is not known
    assert years(two, one, "FY2023/FY2024", {"FY2022": 15.0, "FY2023": 20.0})["reason"] == "not_held"


def test_the_peak_of_some_years_is_that_of_the_whole_stretch() -> None:
    two, one = ("FY2023", "FY2024"), ("FY2022",)
    found = years(two, one, "FY2022/FY2024", {"FY2022": 15.0, "FY2023": 20.0, "FY2024": 10.0})
    assert (found["outcome"], found["subject_year"], found["verdict"]) == ("holds", "FY2023", "consistent")
    assert years(two, one, "FY2022/FY2024", {"FY2022": 15.0, "FY2023": 14.0, "FY2024": 10.0})["outcome"] == "fails"


KNOWN = {"FY2021": 30.0, "FY2022": 15.0, "FY2023": 10.0, "FY2024": 20.0}


@pytest.mark.parametrize(
    ("against", "label", "words", "told"),
    [
        # FY2021 and FY2022 are held as well: that FY2023 was taken is a choice
        (("FY2023",), "FY2024", "The highest ever.", ("undecided", "years_chosen")),
        (("FY2022", "FY2023"), "FY2024", "The highest ever.", ("undecided", "years_chosen")),
        (("FY2021", "FY2022", "FY2023"), "FY2024", "The highest ever.", ("fails", "every_year")),
        # a hole in the stretch
        (("FY2021", "FY2023"), "FY2024", "The highest ever.", ("undecided", "years_chosen")),
        # the stretch is that of the claim
        (("FY2022", "FY2023"), "FY2022/FY2024", "The highest in three years.", ("holds", "every_year")),
        # the words name the years, and those alone
        (("FY2023",), "FY2024", "More than in FY2023.", ("holds", "every_year")),
        (("FY2022", "FY2023"), "FY2024", "More than in any year of FY2022 to FY2023.", ("holds", "every_year")),
        (("FY2023",), "FY2024", "More than in any year of FY2022 to FY2023.", ("undecided", "years_chosen")),
        (("FY2021", "FY2023"), "FY2024", "More than in FY2021 and in FY2023.", ("fails", "every_year")),
    ],
)
def test_against_which_years_a_claim_is_held_is_not_chosen_by_hand(against, label, words, told) -> None:
    found = years(("FY2024",), against, label, KNOWN, text=words)
    assert (found["outcome"], found["reason"]) == told
    assert (found["verdict"] in ("consistent", "above")) == (told[0] != "undecided")
    assert (found["subject"], found["against"]) == (["FY2024"], list(against))


def test_years_after_the_statement_do_not_change_against_which_it_is_held() -> None:
    # Said on 1 February 2025, before the end of FY2025.
    assert (
        years(("FY2024",), ("FY2023",), "FY2024", {"FY2023": 10.0, "FY2024": 20.0, "FY2025": 1.0})["outcome"] == "holds"
    )
