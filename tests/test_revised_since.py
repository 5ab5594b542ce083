"""Who said what was printed is not held against a revision, be it a first print, of another series, or an order of years."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from conftest import database, rows
from test_comparison import value, verdicts
from worlds import SERIES, edition, figure, look, small

from tracker import model
from tracker.warehouse import SQL

COUNTED = msgspec.structs.replace(SERIES, rounding=0)
YEARLY = msgspec.structs.replace(COUNTED, id="y", frequency="fiscal_year")
TO_DATE = msgspec.structs.replace(COUNTED, id="c", frequency="fiscal_year_to_date", cumulative=True)
DAYS = {
    "2024-03": date(2024, 4, 20),
    "2024-04": date(2024, 5, 20),
    "2024-06": date(2024, 7, 20),
    "2024-07": date(2024, 8, 20),
}
REVISED = ("not_comparable", "revised_since")


def printed(series: str, month: str, **numbers: float) -> tuple[model.Observation, ...]:
    return tuple(value(series, ref.replace("_", "-")[1:], month, number) for ref, number in numbers.items())


def world(*observations: model.Observation, stated: date, number: float, month: str, **more: object) -> model.Record:
    return small(release={"edition": tuple(edition(*x) for x in DAYS.items())}, series=(COUNTED, msgspec.structs.replace(COUNTED, id="n")),
                 observations=observations, figures=(figure("f", stated, month, value=number),), **more)  # fmt: skip


@pytest.mark.parametrize("stated", [date(2024, 4, 22), date(2024, 4, 20), date(2024, 4, 18)])
def test_a_first_print_that_was_said_is_not_held_against_its_revision(stated) -> None:
    """The day after; on the very day, when it was perhaps read out at the publication; and by who had it before."""
    of = world(
        *printed("m", "2024-03", _2024_03=2001.0, _2024_04=2150.0, _2024_06=2301.0),
        stated=stated,
        number=2001.0,
        month="2024-03",
    )
    assert verdicts(of)["f"] == REVISED


def test_an_old_number_that_was_revised_before_it_was_said_is_not_revised_since() -> None:
    of = world(*printed("m", "2024-03", _2024_03=2001.0, _2024_04=2150.0, _2024_06=2301.0, _2024_07=2301.0),
               stated=date(2024, 9, 1), number=2001.0, month="2024-03")  # fmt: skip
    assert verdicts(of)["f"] == ("below", "ranges_decide")


def test_nor_against_another_series() -> None:
    one = printed("m", "2024-02", _2024_03=2000.0, _2024_04=2001.0, _2024_06=2301.0)
    two = printed("n", "2024-02", _2024_06=2301.0, _2024_07=2301.0)
    of = world(*one, *two, stated=date(2024, 6, 1), number=2001.0, month="2024-02")
    assert verdicts(of, "said")["f"] == ("consistent", "ranges_decide")
    assert verdicts(of)["f"] == REVISED


def order(editions: dict[str, date], numbers: dict[tuple[str, str], float], **release: object) -> model.Record:
    claim = figure("f", date(2024, 2, 1), "FY2023", kind="ordinal", unit="rank", value=1.0, text="More than in FY2022.")
    relation = model.Relation(
        id="o", kind="exceeds", text="More than before.", source="s", result="f", subject=("FY2023",), against=("FY2022",),
        readings=(model.Reading(label="all", series=("y",)),),
    )  # fmt: skip
    return small(release={"edition": tuple(edition(*x) for x in editions.items()), **release}, series=(YEARLY,), figures=(claim,),
                 observations=tuple(value("y", ref, year, n) for (ref, year), n in numbers.items()), relations=(relation,))  # fmt: skip


def test_an_order_that_held_when_it_was_said_is_not_held_against_a_revision() -> None:
    editions = {"2023-10": date(2023, 12, 1), "2023-11": date(2024, 1, 1), "2024-02": date(2024, 3, 20)}
    numbers = {(ref, "FY2022"): 1000.0 for ref in editions}
    numbers |= {("2023-10", "FY2023"): 1010.0, ("2023-11", "FY2023"): 1010.0, ("2024-02", "FY2023"): 990.0}
    of = order(editions, numbers)
    assert (verdicts(of, "said")["f"], verdicts(of)["f"]) == (("consistent", "every_reading"), REVISED)


def test_an_order_does_not_fail_by_the_newest_edition_of_a_yearly_release() -> None:
    editions = {"FY2022": date(2023, 2, 1), "FY2023": date(2024, 1, 10)}
    numbers = {("FY2022", "FY2022"): 1000.0, ("FY2023", "FY2022"): 1000.0, ("FY2023", "FY2023"): 990.0}
    yearly = {"frequency": "annual", "due": model.Due()}
    assert verdicts(order(editions, numbers, **yearly))["f"] == ("uncheckable", "first_print")
    editions["FY2024"] = date(2024, 12, 10)
    assert (
        verdicts(order(editions, numbers | {("FY2024", "FY2023"): 990.0, ("FY2024", "FY2022"): 1000.0}, **yearly))["f"][
            0
        ]
        != "consistent"
    )


@pytest.mark.parametrize("later", [(), ("FY2025",)])
def test_a_yearly_edition_accuses_nobody_until_a_later_one_was_read(later) -> None:
    days = {"FY2024": date(2024, 11, 30), "FY2025": date(2025, 11, 30)}
    of = small(release={"edition": tuple(edition(x, days[x]) for x in ("FY2024", *later)), "frequency": "annual", "due": model.Due()},
               series=(COUNTED,), observations=tuple(value("m", "FY2024", f"2024-0{n}", 1000.0) for n in (1, 2, 3)),
               figures=(figure("f", date(2026, 1, 1), "2024-01/2024-03", value=3301.0),))  # fmt: skip
    assert verdicts(of)["f"] == ("uncheckable", "first_print")


def test_two_editions_of_one_day_are_one_count() -> None:
    day = date(2024, 7, 1)
    of = small(release={"edition": (edition("2024-05", day), edition("2024-06", day))}, series=(COUNTED,),
               observations=(value("m", "2024-05", "2024-04", 1001.0), value("m", "2024-06", "2024-04", 1001.0)),
               figures=(figure("f", date(2024, 8, 1), "2024-04", value=1300.0),))  # fmt: skip
    assert verdicts(of)["f"] == ("uncheckable", "first_print")


def test_a_rate_that_is_the_official_one_is_not_missed_by_a_rounding_of_ours() -> None:
    editions = (edition("2024-04", date(2024, 5, 20)), edition("2024-05", date(2024, 6, 20)))
    of = small(release={"edition": editions}, series=(COUNTED,), observations=tuple(value("m", x.ref, "2024-04", 2083.0) for x in editions),
               figures=(figure("f", date(2024, 7, 1), "2024-04", kind="rate", unit="removals per day", value=2083 / 30),))  # fmt: skip
    assert verdicts(of)["f"][0] == "consistent"


@pytest.mark.parametrize(("number", "status"), [(170000.0, "overdue"), (195000.0, "withheld")])
def test_what_is_out_of_two_fiscal_years_is_added_up(number, status) -> None:
    """150,000 of fiscal year 2024 and 40,000 of 2025 are out; "over 170,000" needs nothing more."""
    points = (("2024-09", "2023-10-01/2024-09-30", 150000.0), ("2024-10", "2024-10-01/2024-10-31", 20000.0),
              ("2024-11", "2024-10-01/2024-11-30", 40000.0))  # fmt: skip
    editions = (
        edition("2024-09", date(2024, 10, 20)),
        edition("2024-10", date(2024, 11, 20)),
        edition("2024-11", date(2024, 12, 20)),
    )
    of = small(release={"edition": editions, "look": (look(date(2025, 9, 30), shows="2024-11"),)}, series=(TO_DATE,),
               observations=tuple(value("c", *x) for x in points),
               figures=(figure("f", date(2025, 3, 15), "2023-10/2025-02", value=number, qualifier="over"),))  # fmt: skip
    with database(of, through="45") as connection:
        found = {x["ref"]: x["status"] for x in rows(connection, "from edition_status")}
    assert {found[ref] for ref in ("2024-12", "2025-01", "2025-02")} == {status}


@pytest.mark.parametrize("text, period", [("The highest number in history.", "FY2023"), ("The highest since 2012.", "FY2023"),
                                          ("The highest of the decade.", "2013-10-01/2023-09-30")])  # fmt: skip
def test_of_all_years_that_are_meant_those_that_happen_to_be_held_confirm_nothing(text, period) -> None:
    """FY2021 to FY2023 are held; of the years before them nobody knows here, and FY2012 was greater."""
    editions = {"2023-10": date(2023, 12, 1), "2023-11": date(2024, 1, 1)}
    of = order(editions, {(ref, f"FY202{n}"): 100.0 * n for ref in editions for n in (1, 2, 3)})
    of = msgspec.structs.replace(
        of, figures=(msgspec.structs.replace(of.figures[0], text=text, period=period),),
        relations=(msgspec.structs.replace(of.relations[0], against=("FY2021", "FY2022")),))  # fmt: skip
    assert verdicts(of)["f"] == ("uncheckable", "years_chosen")


@pytest.mark.parametrize(
    ("text", "verdict"), [("Each year exceeded FY2021.", "not_comparable"), ("The peak.", "consistent")]
)
def test_each_year_is_more_than_the_greatest_of_them(text, verdict) -> None:
    """Of FY2022 and FY2023 the one is less than FY2021, the other more."""
    editions = {"2023-10": date(2023, 12, 1), "2023-11": date(2024, 1, 1)}
    of = order(
        editions,
        {(ref, year): n for ref in editions for year, n in (("FY2021", 700.0), ("FY2022", 600.0), ("FY2023", 900.0))},
    )
    of = msgspec.structs.replace(
        of, figures=(msgspec.structs.replace(of.figures[0], text=text, period="2020-10-01/2023-09-30"),),
        relations=(msgspec.structs.replace(of.relations[0], subject=("FY2022", "FY2023"), against=("FY2021",)),))  # fmt: skip
    assert verdicts(of)["f"][0] == verdict


def test_what_its_speaker_corrected_stands_neither_on_the_ladder_nor_among_what_would_settle_it() -> None:
    first = figure("a", date(2024, 7, 1), "2024-01-20/2024-06-30", value=900000.0)
    second = figure("b", date(2024, 7, 3), "2024-01-20/2024-06-30", value=90000.0, supersedes="a")
    of = small(release={"edition": (edition("2024-03", date(2024, 4, 20)),)}, series=(COUNTED,), figures=(first, second),
               observations=printed("m", "2024-03", _2024_03=2001.0))  # fmt: skip
    with database(of, through="99") as connection:
        ladder = rows(
            connection, (SQL / "queries" / "reported_since.sql").read_text().replace("$since", "'2024-01-20'")
        )
        settling = rows(connection, (SQL / "queries" / "what_would_settle.sql").read_text())
    assert [x["figure"] for x in ladder] == ["b"]
    assert {x["figure"] for x in settling} == {"b"}
