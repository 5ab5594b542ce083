"""No verdict is false: a daily truth is drawn, printed as agencies print (rounded months, cumulative points), and claims are held.

Whatever the engine says of a claim must be true of the days themselves: never above or below where the truth satisfies
the words, never consistent where it does not. The years drawn hold a leap day and a turn of the fiscal year.
"""

from __future__ import annotations

import random
from datetime import date, timedelta

import msgspec
import pytest
import worlds
from conftest import database, rows
from test_comparison import TO_DATE, value
from worlds import SERIES, edition, figure, small

from tracker import model, period

FIRST, LAST = date(2023, 10, 1), date(2025, 1, 31)
DAYS = (LAST - FIRST).days + 1
STATED = date(2025, 6, 1)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def printed_months(draw: random.Random, total: list[int]) -> tuple[model.Series, list[tuple[str, str, float]]]:
    """Months rounded to one unit drawn; some are missing."""
    unit = draw.choice([1, 10])
    found, each = [], period.parse("2023-10")
    while each.end <= LAST:
        count = total[(each.end - FIRST).days + 1] - total[(each.start - FIRST).days]
        if draw.random() < 0.9:
            found.append((each.label, each.label, float(round(count / unit) * unit)))
        each = period.following(each)
    return msgspec.structs.replace(SERIES, rounding=unit if unit > 1 else 0), found


def printed_points(draw: random.Random, total: list[int]) -> tuple[model.Series, list[tuple[str, str, float]]]:
    """Points since the first of October, on days drawn; the ends of fiscal years are often among them."""
    numbers = set(draw.sample(range(DAYS), draw.choice([3, 8, 25])))
    numbers |= {
        n for n in (0, (date(2024, 9, 30) - FIRST).days, (date(2024, 10, 1) - FIRST).days) if draw.random() < 0.5
    }
    found = []
    for number in sorted(numbers):
        start = date(2024, 10, 1) if day(number) >= date(2024, 10, 1) else FIRST
        count = total[number + 1] - total[(start - FIRST).days]
        found.append((day(number).isoformat(), f"{start}/{day(number)}", float(count)))
    return TO_DATE, found


def printed_again(draw: random.Random, total: list[int]) -> tuple[model.Series, list[tuple[str, str, float]]]:
    """The same points, all of them printed again by a last edition."""
    series, found = printed_points(draw, total)
    last = (LAST + timedelta(days=1)).isoformat()
    count = float(total[DAYS] - total[(date(2024, 10, 1) - FIRST).days])
    return series, [*found, *((last, label, number) for _, label, number in found), (last, f"2024-10-01/{LAST}", count)]


def claims(draw: random.Random, total: list[int], cuts: list[int]) -> list[tuple[model.ReportedFigure, int]]:
    """Claims about stretches of days, right or a little wrong, with the true count."""
    made = []
    for number in range(40):
        first, last = sorted(draw.choice(cuts) if draw.random() < 0.6 else draw.randrange(DAYS) for _ in range(2))
        last = max(first, last - draw.randrange(2))
        true = total[last + 1] - total[first]
        stated = max(0, true + draw.choice([0, 0, 1, -1, 7, -7, 60, -60, 500, -500]))
        words = draw.choice(["exact", "over", "under", "about", "nearly"])
        made.append(
            (figure(f"f{number}", STATED, f"{day(first)}/{day(last)}", value=float(stated), qualifier=words), true)
        )
    return made


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("printed", [printed_months, printed_points, printed_again])
def test_no_verdict_is_false(printed, seed) -> None:
    draw = random.Random(seed)
    most = draw.choice([3, 20])
    total = [0]
    for _ in range(DAYS):
        total.append(total[-1] + draw.randrange(most + 1))
    series, values = printed(draw, total)
    cuts = [0] * 6 + [min((period.parse(label).end - FIRST).days + 1, DAYS - 1) for _, label, _ in values]
    held = claims(draw, total, cuts)
    record = small(
        release={
            "edition": tuple(
                edition(ref, period.parse(ref).end + timedelta(days=3))
                for ref in dict.fromkeys(ref for ref, _, _ in values)
            )
        },
        series=(series,),
        observations=tuple(value(series.id, ref, label, number) for ref, label, number in values),
        figures=tuple(each for each, _ in held),
    )
    if printed is printed_months:  # a first print decides nothing
        record = worlds.printed_again(record, "2026-01", date(2026, 2, 20))
    with database(record, through="94") as connection:
        found = {x["figure"]: x for x in rows(connection, "from comparison where basis = 'latest'")}
        ranges = {x["figure"]: x for x in rows(connection, "from figure_range")}
    decided = 0
    for each, true in held:
        verdict, words = found[each.id]["verdict"], ranges[each.id]
        holds = words["low"] <= true and (words["high"] is None or true <= words["high"])
        rounding = series.rounding * found[each.id]["points"] / 2
        near = words["low"] - 2 * rounding <= true and (words["high"] is None or true <= words["high"] + 2 * rounding)
        told = (each.period, each.qualifier, each.value, true, found[each.id]["working"])
        assert not (verdict in ("above", "below") and holds), told
        assert not (verdict == "consistent" and not near), told
        decided += verdict in ("above", "below", "consistent")
    assert decided or printed is printed_points, "a test that decides nothing proves nothing"
