"""Figures that stood before under another label or period, or are printed otherwise, are not called revised for sure; others are."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from conftest import rows
from editions import MONTHS, answered, cell, findings, months, with_changed
from test_changes import PLAIN
from test_changes_fair import retitled

from tracker import period, warehouse
from tracker.readers.base import Cell


def exchanged(cells):
    return retitled(cells, "Removals", Men="Women", Women="Men")


def by(factor: float):
    def scaled(cells):
        return [type(x)(*(getattr(x, key) for key in x.__struct_fields__[:7]), x.value * factor, None) for x in cells]

    return scaled


def months_later(number: int):
    def later(cells):
        before = {(x.member, x.period_end.month): x.value for x in cells}
        start = [5, 17, 11, 3]  # what is printed where nothing stood before
        return [
            with_value(x, before.get((x.member, x.period_end.month - number), start[x.period_end.month % 4]))
            for x in cells
        ]

    return later


def with_value(x, value: float):
    return type(x)(*(getattr(x, key) for key in x.__struct_fields__[:7]), value, None)


def of_each(new):
    return lambda cells: [with_value(x, new(x.value)) for x in cells]


def of_women(new):
    return lambda cells: [with_value(x, new(x.value)) if x.member == "Women" else x for x in cells]


# Three members, of which the values rise by 97 a month: PLAIN rises by 10, too little to be rounded.
STEEP = [
    *months("Removals", "Total", 50_412, 1097),
    *months("Removals", "Men", 30_108, 613),
    *months("Removals", "Women", 804, 97),
]


@pytest.mark.parametrize(
    ("moved", "reading"),
    [
        (exchanged, 'the figures of "Men" under another label'),
        (by(0.001), "a factor of 10^-3"),
        (by(10), "a factor of 10^1"),
        (months_later(1), "the figures of the period before"),
        (months_later(-1), "the figures of the period after"),
        (months_later(2), "the figures of 2 months before"),
        (months_later(-3), "the figures of 3 months after"),
        (by(-1), "the same figures with the other sign"),
        (by(-100), "with the other sign and in another unit, by a factor of 10^2"),
        (of_women(lambda x: 1000 * x), "by a factor of 10^3"),
        (of_women(lambda x: -x), "with the other sign"),
        (of_each(lambda x: round(x, -3)), "the same figures, rounded to 1000"),
        (of_women(lambda x: round(x, -1)), "the same figures, rounded to 10"),
        (of_each(lambda x: float(round(x / 1000))), "in another unit, rounded, by a factor of 10^-3"),
    ],
)
def test_figures_under_another_label_period_unit_sign_or_rounding_are_no_sure_revisions(moved, reading: str) -> None:
    seen = findings({"2024-01": STEEP, "2024-02": moved(STEEP)})
    assert not [x for x in seen if x["kind"] == "revised" and x["certain"]]
    assert any(x["kind"] == "perhaps_relabelled" and reading in x["detail"] for x in seen)
    some = with_changed(with_changed(STEEP, "Men", "2023-01", 400), "Men", "2023-02", 600)
    assert {x["certain"] for x in findings({"2024-01": STEEP, "2024-02": some})} == {True}


@pytest.mark.parametrize(
    ("digits", "reading"),
    [
        (-1, "rounded to 10 before"),
        (-3, "rounded to 1000 before"),
        (3, "in another unit, rounded, by a factor of 10^3"),
    ],
)
def test_figures_that_were_rounded_before_are_no_sure_revisions(digits: int, reading: str) -> None:
    before = of_each(lambda x: float(round(x / 10**digits)) if digits > 0 else round(x, digits))(STEEP)
    seen = findings({"2024-01": before, "2024-02": STEEP})
    assert not [x for x in seen if x["kind"] == "revised" and x["certain"]]
    assert any(x["kind"] == "perhaps_relabelled" and reading in x["detail"] for x in seen)


CHANCE = random.Random(20261123)
LONG = [f"{year}-{month:02}" for year in range(2019, 2024) for month in range(1, 13)]
WEEKS = [
    Cell("T", f"{name}{week}", "Visits", name, "day", day, day, float(CHANCE.randint(0, 20)), None)
    for name in ("A", "B", "C")
    for week, day in enumerate(date(2022, 1, 1) + timedelta(7 * x) for x in range(52))
]
SMALL = [cell("Removals", name, label, CHANCE.randint(0, 5)) for name in ("A", "B", "C") for label in LONG]


@pytest.mark.parametrize(
    ("old", "revised"),
    [
        (SMALL, lambda _: CHANCE.randint(0, 5)),
        (SMALL, lambda x: x + CHANCE.choice([-1, 1]) if CHANCE.random() < 0.2 else x),
        (WEEKS, lambda x: max(0, x + CHANCE.choice([-2, -1, 1, 2]))),
        ([with_value(x, 0) for x in STEEP], lambda _: CHANCE.randint(1, 9)),
    ],
)
def test_small_figures_that_are_alike_by_chance_are_sure_revisions(old, revised) -> None:
    seen = [x for x in findings({"2024-01": old, "2024-02": of_each(revised)(old)}) if x["kind"] == "revised"]
    assert len(seen) > 10
    assert {x["certain"] for x in seen} == {True}


COUNTRIES_OF_MONTHS = [
    cell("Removals", f"Country {x}", label, CHANCE.randint(1000, 90_000)) for x in range(9) for label in MONTHS
]
TWO = [x for x in COUNTRIES_OF_MONTHS if x.period_end.month in (4, 5)]
FLAGS = [
    cell("Removals", "Flags", label, float(x))
    for label, x in zip(MONTHS, (0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0, 1), strict=True)
]


def with_months(order):
    """The figures of each month are those of another one."""

    def changed(cells):
        values = {(x.member, x.period_end.month): x.value for x in cells}
        return [with_value(x, values[x.member, order(x.period_end.month)]) for x in cells]

    return changed


@pytest.mark.parametrize(
    ("old", "moved", "reading"),
    [
        (COUNTRIES_OF_MONTHS, with_months(lambda month: 13 - month), "the figures of other periods"),
        (COUNTRIES_OF_MONTHS, with_months(lambda month: {4: 5, 5: 4}.get(month, month)), "the figures of other periods"),
        (TWO, with_months(lambda month: 9 - month), "the figures of other periods"),
        ([*STEEP, *FLAGS], months_later(1), "the figures of the period before"),
        (COUNTRIES_OF_MONTHS, of_each(lambda x: 5 * round(x / 5)), "rounded to 5"),
        (COUNTRIES_OF_MONTHS, of_each(lambda x: 100 * (x // 100)), "rounded to 100"),
        ([with_value(x, x.value % 15) for x in COUNTRIES_OF_MONTHS], of_each(lambda x: 10 * round(x / 10)), "rounded to 10"),
    ],
)  # fmt: skip
def test_what_moved_between_periods_or_was_cut_off_is_no_sure_revision(old, moved, reading) -> None:
    seen = findings({"2024-01": old, "2024-02": moved(old)})
    assert {x["certain"] for x in seen if x["kind"] == "revised"} == {False}
    assert any(reading in x["detail"] for x in seen if x["kind"] == "perhaps_relabelled")


def figures(count: int, low: int, high: int, seed: int = 0) -> list[float]:
    """Numbers without any order, the same each time."""
    draw = random.Random(seed)
    return [float(draw.randint(low, high)) for _ in range(count)]


def table(columns: dict[str, list[float]], labels=LONG, title: str = "Removals") -> list[Cell]:
    return [
        cell(title, name, label, value)
        for name, values in columns.items()
        for label, value in zip(labels, values, strict=False)
    ]


SPARSE = {name: figures(60, 0, high, high) for name, high in (("A", 2), ("B", 5), ("C", 20))}
WIDE = {name: figures(12, 1000, 90_000, number) for number, name in enumerate("ABCDE")}
PATH = figures(60, 1000, 90_000)
STEPS = {"Staff": [*[7150.0] * 15, *[8260.0] * 20, *[9370.0] * 15, *[6480.0] * 10]}
WIDE_TOO = {f"{name}2": [y + 11 for y in x] for name, x in WIDE.items()}
MANY = {f"C{x}": figures(3, 0, 20, x) for x in range(30)}
RARE = {f"C{x}": [float(number in (7 + x, 20 + x, 41 - x)) for number in range(60)] for x in range(12)}
FIFTY = {f"C{x}": figures(12, 0, 5, x) for x in range(50)}
FEW = [x if x > 6 else 0.0 for x in figures(60, 0, 9, 5)]
WEEKLY = figures(52, 0, 9, 7)
GAPS = [label for number, label in enumerate(LONG) if number % 7 not in (3, 4)]


TWENTY = figures(20, 1, 40, 8)
OTHERS = figures(20, 1, 40, 9)
ROWS = figures(20, 1000, 90_000, 8)
YEARS = [2020, 2021]


RATES = [x / 10 for x in figures(60, 30, 90)]
INDEX = {name: [x / 10 for x in figures(60, 950, 1300, number)] for number, name in enumerate("ABC")}
MEETING = [x if number % 12 == 0 else y for number, (x, y) in enumerate(zip(INDEX["A"], INDEX["B"], strict=True))]
MIXED = [figures(60, 10 ** (1 + number % 3), 10 ** (2 + number % 3) - 1, 5)[number] for number in range(60)]
LARGE = [0.0, 0.0, 5219.0, 0.0, 0.0, 0.0, 1247.0, 0.0, 0.0, 777.0, 0.0, 0.0]


def in_rows(values: list[float], label: str = "2023-01", across: bool = False) -> list[Cell]:
    """A label with its figure in each row of a sheet from the fifth, or in each column from the second."""
    places = [f"{chr(66 + number)}5" if across else f"B{number + 5}" for number in range(len(values))]
    return [cell("Removals", f"C{place}", label, x, cell=place) for place, x in zip(places, values, strict=True)]


def of_weeks(values: list[float], *weekdays: int) -> list[Cell]:
    """Figures of these days of the week, of Saturdays if none is named."""
    start = date(2022, 1, 1)
    days = [start + timedelta(7 * week + day) for week in range(len(values)) for day in weekdays or (0,)]
    return [Cell("T", f"A{day}", "Visits", "A", "day", day, day, x, None) for day, x in zip(days, values, strict=False)]


def of_years(columns: dict[str, list[float]]) -> list[Cell]:
    return table(columns, [f"FY{year}" for year in range(2012, 2024)])


def with_codes(cells: list[Cell]) -> list[Cell]:
    """Every fifth month is withheld."""
    return [
        type(x)(*(getattr(x, key) for key in x.__struct_fields__[:7]), None, "D") if x.period_end.month % 5 == 0 else x
        for x in cells
    ]


def of_days(values: list[float]) -> list[Cell]:
    """A year to date at the end of each month: thirty or thirty-one days lie between."""
    return [
        cell("T", "A", f"2022-10-01/{period.parse(label).end}", x) for label, x in zip(LONG[45:], values, strict=False)
    ]


def later(columns: dict[str, list[float]], by: int, first: float = 3) -> dict[str, list[float]]:
    return {name: [*[first] * by, *values[:-by]] for name, values in columns.items()}


UNCHANGED = {
    "small counts a month later": (table(SPARSE), table(later(SPARSE, 1)), "the figures of the period before"),
    "small counts a year later": (table(SPARSE), table(later(SPARSE, 12)), "the figures of 12 months before"),
    "small counts under other labels": (
        table(SPARSE), table(dict(zip(SPARSE, [SPARSE["B"], SPARSE["C"], SPARSE["A"]], strict=True))), "under another label"),
    "steps a month later": (table(STEPS), table({"Staff": [7150.0, *STEPS["Staff"][:-1]]}), "the figures of the period before"),
    "small counts a week later": (of_weeks(WEEKLY), of_weeks([4.0, *WEEKLY[:-1]]), "the figures of 7 days before"),
    "working days a day later": (
        of_weeks(WEEKLY, 2, 3, 4, 5, 6), of_weeks([4.0, *WEEKLY[:-1]], 2, 3, 4, 5, 6), "the figures of the period before"),
    "working days two days earlier": (
        of_weeks(WEEKLY, 2, 3, 4, 5, 6), of_weeks([*WEEKLY[2:], 4.0, 5.0], 2, 3, 4, 5, 6), "the figures of 2 periods after"),
    "weeks summed up": (
        of_weeks(WIDE["A"]), of_weeks([sum(WIDE["A"][: number + 1]) for number in range(12)]), "the sums of the figures before"),
    "months with gaps a row later": (
        table(SPARSE, GAPS), table(later(SPARSE, 1), GAPS), "the figures of the period before"),
    "thirty months later": (
        table({"A": PATH}), table(later({"A": PATH}, 30)), "the figures of 30 months before"),
    "seventeen days later": (
        of_weeks(PATH, *range(7)), of_weeks([*[4.0] * 17, *PATH[:-17]], *range(7)), "the figures of 17 days before"),
    "small counts fourteen months later": (table(SPARSE), table(later(SPARSE, 14)), "the figures of 14 months before"),
    "a month put in between": (table(WIDE, MONTHS), table({name: [*x[:4], 555.0, *x[4:-1]] for name, x in WIDE.items()}, MONTHS), "the figures of the period before"),
    "the figures of another table, and never the same before": (
        [*table({"Total": [*WIDE["A"], *WIDE["B"]]}), *table({"All": [*WIDE["D"], *WIDE["C"]]}, title="Other table")],
        [*table({"Total": [*WIDE["A"], *WIDE["C"]]}), *table({"All": [*WIDE["D"], *WIDE["C"]]}, title="Other table")],
        'the figures of "All" of the table "Other table"'),
    "rows of few small counts pushed down": (
        of_years(MANY), of_years(dict(zip(MANY, [[1.0, 2.0, 3.0], *list(MANY.values())[:-1]], strict=True))), "under another label"),
    "events that are rare, a month later": (table(RARE), table(later(RARE, 1, 0)), "the figures of the period before"),
    "two months of small counts exchanged": (
        table(FIFTY, MONTHS), table({name: [*x[:4], x[5], x[4], *x[6:]] for name, x in FIFTY.items()}, MONTHS), "the figures of other periods"),
    "a month later, with codes between": (
        with_codes(table({"A": WIDE["A"], "B": WIDE["B"]}, MONTHS)),
        with_codes(table(later({"A": WIDE["A"], "B": WIDE["B"]}, 1), MONTHS)), "the figures of the period before"),
    "small counts, most of them 0, exchanged": (
        table({"A": FEW, "B": FEW[::-1]}), table({"A": FEW[::-1], "B": FEW}), 'the figures of "B" under another label'),
    "a month later, and three figures withheld": (
        table({"A": WIDE["A"]}, MONTHS), [*table({"A": [5.0, *WIDE["A"][:3]]}, MONTHS),
                                          *(cell("Removals", "A", label, "D") for label in MONTHS[4:7]),
                                          *table({"A": WIDE["A"][6:-1]}, MONTHS[7:])], "the figures of the period before"),
    "points of a running year a month later": (
        of_days(WIDE["A"]), of_days([5.0, *WIDE["A"][:-1]]), "the figures of the period before"),
    "a column printed twice": (table(WIDE, MONTHS), table(WIDE | {"B": WIDE["A"]}, MONTHS), 'the figures of "A" under another label'),
    "rows pushed down by a new one": (
        table(WIDE, MONTHS), table({"New": figures(12, 1000, 90_000, 9)} | {new: WIDE[old] for new, old in zip("BCDE", "ABCD", strict=True)}, MONTHS),
        'the figures of "A" under another label'),
    "rows pushed up, the last gone": (
        table(WIDE, MONTHS), table({new: WIDE[old] for new, old in zip("ABCD", "BCDE", strict=True)}, MONTHS), 'the figures of "E" under another label'),
    "a window that moved on under the old months": (
        table(WIDE, MONTHS), table({name: x[1:] for name, x in WIDE.items()}, MONTHS), "the figures of the period after"),
    "a window of which the months moved": (
        table(WIDE, MONTHS), table(WIDE, [*MONTHS[6:], *(f"2024-{month:02}" for month in range(1, 7))]), "the figures of 6 months before"),
    "all by a ninth": (
        table(WIDE, MONTHS), table({name: [y * 0.112 for y in x] for name, x in WIDE.items()}, MONTHS), "the same figures times about 0.112"),
    "another currency, in tens": (
        table(WIDE, MONTHS), table({name: [10.0 * round(y / 34.528) for y in x] for name, x in WIDE.items()}, MONTHS), "times about 0.2896"),
    "one index with another base": (
        table({name: [y / 1000 for y in x] for name, x in WIDE.items()}, MONTHS),
        table({name: [y / 1000 if name != "C" else round(y / 1000 * 0.8929, 1) for y in x] for name, x in WIDE.items()}, MONTHS),
        "times about 0.8929"),
    "an index with another base, each label its own": (
        table(INDEX), table({name: [round(y * factor, 1) for y in x] for (name, x), factor in zip(INDEX.items(), (0.8929, 0.93, 1.07), strict=True)}),
        "times about 1.07"),
    "large and small ones in thousands, to one digit": (
        table({"A": MIXED}), table({"A": [round(y / 1000, 1) for y in MIXED]}), "times about 0.001"),
    "two indices that meet once a year, exchanged": (
        table({"A": INDEX["A"], "B": MEETING}), table({"A": MEETING, "B": INDEX["A"]}), 'the figures of "B" under another label'),
    "in another order": (table(WIDE, MONTHS), table({name: sorted(x) for name, x in WIDE.items()}, MONTHS), "the same figures in another order"),
    "two columns in another order": (
        table({f"C{x}": [y] for x, y in enumerate(figures(30, 1000, 90_000))}, MONTHS),
        table({f"C{29 - x}": [y] for x, y in enumerate(figures(30, 1000, 90_000))}, MONTHS), "the figures of other labels"),
    "two months exchanged": (
        table(WIDE, MONTHS), table({name: [*x[:4], x[5], x[4], *x[6:]] for name, x in WIDE.items()}, MONTHS), "the figures of other periods"),
    "a table of one month under the title of another": (
        [*in_rows(TWENTY), *retitled(in_rows(TWENTY[::-1]), "Returns")], [*in_rows(TWENTY[::-1]), *retitled(in_rows(TWENTY), "Returns")],
        'the figures of the table "Returns"'),
    "rows of one month pushed down": (in_rows(TWENTY), in_rows([3.0, *TWENTY[:-1]]), "the figures of the rows above"),
    "rows of one month pushed up, those before the seventh as they were": (
        in_rows(TWENTY), in_rows([*TWENTY[:6], *TWENTY[7:], 3.0]), "the figures of the rows below"),
    "columns of one month pushed": (
        in_rows(TWENTY, across=True), in_rows([3.0, *TWENTY[:-1]], across=True), "the figures of the columns before"),
    "rows of two years pushed down": (
        [x for year in YEARS for x in in_rows([y + year for y in TWENTY], f"FY{year}")],
        [x for year in YEARS for x in in_rows([3.0, *(y + year for y in TWENTY[:-1])], f"FY{year}")], "the figures of the rows above"),
    "rows of one month, the same figures in other rows": (
        in_rows(TWENTY), in_rows([*TWENTY[7:], *TWENTY[:7]]), "the figures of other labels"),
    "the last months of small counts first": (
        table(SPARSE | {"A": SPARSE["B"][::-1]}), table({name: x[::-1] for name, x in SPARSE.items()} | {"A": SPARSE["B"]}), "the same figures in another order"),
    "summed up": (
        table(WIDE, MONTHS), table({name: [sum(x[: number + 1]) for number in range(12)] for name, x in WIDE.items()}, MONTHS), "the sums of the figures before"),
    "what was rare summed up": (
        table({"A": LARGE}, MONTHS), table({"A": [sum(LARGE[: number + 1]) for number in range(12)]}, MONTHS), "the sums of the figures before"),
    "rows of one month pushed down, two of them exchanged with others": (
        in_rows(ROWS), in_rows([*ROWS[:3], ROWS[19], *ROWS[3:9], *ROWS[10:19], ROWS[9]]), "the figures of other labels"),
    "no sums any more": (
        table({name: [sum(x[: number + 1]) for number in range(12)] for name, x in WIDE.items()}, MONTHS), table(WIDE, MONTHS),
        "the figures of which the sums stood before"),
    "half of the columns in another unit": (
        table({f"C{x}": figures(2, 1000, 90_000, x) for x in range(8)}, MONTHS),
        table({f"C{x}": [1000 * y, z + 333] for x in range(8) for y, z in [figures(2, 1000, 90_000, x)]}, MONTHS),
        "in another unit, by a factor of 10^3"),
    "shares in percent": (
        table({name: [round(y / 90_000, 3) for y in x] for name, x in WIDE.items()}, MONTHS),
        table({name: [float(round(y / 900)) for y in x] for name, x in WIDE.items()}, MONTHS), "by a factor of about 10^2"),
    "shares to two digits": (
        table({name: [round(y / 90_000, 4) for y in x] for name, x in WIDE.items()}, MONTHS),
        table({name: [round(y / 90_000, 2) for y in x] for name, x in WIDE.items()}, MONTHS), "the same figures, rounded to 0.01"),
}  # fmt: skip


@pytest.mark.parametrize("name", UNCHANGED)
def test_figures_that_stood_before_are_no_sure_revisions(name: str) -> None:
    old, new, reading = UNCHANGED[name]
    seen = findings({"2024-01": old, "2024-02": new})
    assert {x["certain"] for x in seen if x["kind"] in ("revised", "cumulative_fell")} == {False}
    told = {x["detail"] for x in seen if x["kind"] == "perhaps_relabelled"}
    assert any(reading in each for each in told), told


def test_figures_that_moved_are_found_under_the_labels_that_they_had() -> None:
    """Another title and other spellings: the older figures stand under the old ones."""
    new = [
        type(x)(x.sheet, x.cell, "REMOVALS", x.member.lower(), x.grain, x.period_start, x.period_end, x.value, x.code)
        for x in table(later(SPARSE, 1))
    ]
    seen = findings({"2024-01": table(SPARSE), "2024-02": new})
    assert {x["certain"] for x in seen if x["kind"] == "revised"} == {False}


@pytest.mark.parametrize(
    ("moved", "certain"),
    [(exchanged, False), (months_later(1), False), (by(10), False), (of_each(lambda x: x + 501), True)],
)
def test_without_the_files_the_figures_that_changed_are_held_against_each_other(moved, certain: bool) -> None:
    with answered({"2024-01": STEEP, "2024-02": moved(STEEP)}, "0") as connection:
        connection.execute("update difference set method = 'packaged'; delete from cell;")
        warehouse.answer(connection, "26")
        assert rows(connection, "select distinct certain from finding where kind = 'revised'") == [{"certain": certain}]


CASES = [0, 1, 0, 2, 1, 3, 0, 1, 2, 3, 1, 0, 2, 0, 1, 1, 3, 0, 2, 1, 0, 1, 2, 0]
LEVELS = [2004.0, 2005.0, 2006.0, 2007.0, 2007.0, 2006.0, 2006.0, 2005.0, 2004.0, 2004.0, 2003.0, 2003.0, 2004.0]


def of_cases(cases: list[int]) -> list[float]:
    """Cases for each 100,000 of 7,530 persons."""
    return [round(100_000 * x / 7530, 2) for x in cases]


REVISED = {
    "steps, other values": (table(STEPS), table({"Staff": [x + 35 for x in STEPS["Staff"]]})),
    "the last three months of small counts": (
        table(SPARSE), table({name: [*x[:-3], *figures(3, 0, 5, 11)] for name, x in SPARSE.items()})),
    "small counts, some of them": (
        table(SPARSE), table({name: [y + 1 if number % 7 == 3 else y for number, y in enumerate(x)] for name, x in SPARSE.items()})),
    "flags turned here and there": (
        table({"Flag": figures(60, 0, 1, 3)}), table({"Flag": [1 - y if number % 7 == 3 else y for number, y in enumerate(figures(60, 0, 1, 3))]})),
    "three small figures of many members": (
        table({f"C{x}": figures(12, 0, 20, x) for x in range(60)}, MONTHS),
        table({f"C{x}": [*figures(12, 0, 20, x)[:-3], *figures(3, 0, 20, 100 + x)] for x in range(60)}, MONTHS)),
    "three small figures of which another label had the same": (
        table({f"C{x}": figures(12, 0, 20, x) for x in range(5)}, MONTHS),
        table({f"C{x}": [*figures(12, 0, 20, x)[:-3], *(figures(12, 0, 20, x + (x == 0))[-3:])] for x in range(5)}, MONTHS)),
    "all but a tenth to zero": (
        table({"A": MIXED}), table({"A": [number % 9 + 1 if number % 11 == 4 else 0 for number in range(60)]})),
    "five figures by a fifth": (table({"A": WIDE["A"][:5]}, MONTHS), table({"A": [y * 1.2 for y in WIDE["A"][:5]]}, MONTHS)),
    "two in three by a fifth": (
        table(WIDE, MONTHS), table({name: [y * 1.2 if number % 3 else y for number, y in enumerate(x)] for name, x in WIDE.items()}, MONTHS)),
    "levels by a fiftieth, more or less": (
        table(WIDE, MONTHS), table({name: [round(y * (1.02 + number % 5 / 1000)) for number, y in enumerate(x)] for name, x in WIDE.items()}, MONTHS)),
    "rates by one in the last digit": (table({"A": RATES}), table({"A": [round(y + 0.1, 1) for y in RATES]})),
    "rounded to 25 and a tenth more": (table(WIDE, MONTHS), table({name: [25.0 * round(y * 1.1 / 25) for y in x] for name, x in WIDE.items()}, MONTHS)),
    "half of the last eight months were printed three years before": (
        table({"A": figures(60, 10, 99)}), table({"A": [*figures(60, 10, 99)[:-8], *figures(60, 10, 99)[16:20], 7.0, 8.0, 109.0, 108.0]})),
    "made to agree with the same thing in another table": (
        [*table({"Total": [*WIDE["A"], *WIDE["B"]]}), *table({"All": [*WIDE["A"], *WIDE["C"]]}, title="Other table")],
        [*table({"Total": [*WIDE["A"], *WIDE["C"]]}), *table({"All": [*WIDE["A"], *WIDE["C"]]}, title="Other table")]),
    "three short figures of a label, the same ones": (table({"A": [12, 7, 15]}, MONTHS), table({"A": [15, 12, 7]}, MONTHS)),
    "three short figures of a month, the same ones": (table({"A": [12], "B": [7], "C": [15]}, MONTHS), table({"A": [15], "B": [12], "C": [7]}, MONTHS)),
    "trillions, by some hundreds": (
        table({name: [1e9 * y + 17 for y in x] for name, x in WIDE.items()}, MONTHS),
        table({name: [1e9 * y + 17 + number % 7 * 100 + 77 for number, y in enumerate(x)] for name, x in WIDE.items()}, MONTHS)),
    "zeros and one five, more by seven": (table({"A": [0.0] * 40 + [5.0] + [0.0] * 19}), table({"A": [7.0] * 40 + [12.0] + [7.0] * 19})),
    "a flat column that is flat again, and others": (
        table({name: [50.0 * (x + 20)] * 5 + [50.0 * (x + 20) + 7] + [50.0 * (x + 20)] * 6 for x, name in enumerate("ABCDEFGH")} | WIDE_TOO, MONTHS),
        table({name: [50.0 * (x + 20)] * 12 for x, name in enumerate("ABCDEFGH")} | {name: [y + 501 for y in x] for name, x in WIDE_TOO.items()}, MONTHS)),
    "late reports of what is mostly 0": (
        table({f"C{x}": [(x % 9 + 1.0) * (number % 10 == x % 10) for number in range(60)] for x in range(20)}),
        table({f"C{x}": [(x % 9 + 1.0) * (number % 10 == x % 10) + (number > 53) * (1 + x % 2) for number in range(60)] for x in range(20)})),
    "three small figures to tens": (table({"A": [12, 27, 8]}, MONTHS), table({"A": [10, 30, 10]}, MONTHS)),
    "five of twelve another label's, where both were the same": (
        table({"A": [*WIDE["A"][:5], *WIDE["C"][:7]], "B": [*WIDE["B"][:5], *WIDE["C"][:7]]}, MONTHS),
        table({"A": [*WIDE["B"][:5], *(x + 501 for x in WIDE["C"][:7])], "B": [*WIDE["B"][:5], *WIDE["C"][:7]]}, MONTHS)),
    "a third summed up, the others more": (
        table({"A": WIDE["A"]}, MONTHS),
        table({"A": [*(sum(WIDE["A"][: number + 1]) for number in range(5)), *(x + 501 for x in WIDE["A"][5:])]}, MONTHS)),
    "six of twenty in another unit": (
        table({f"C{x}": [y] for x, y in enumerate(figures(20, 1000, 90_000))}, MONTHS),
        table({f"C{x}": [1000 * y if x < 6 else y + 333] for x, y in enumerate(figures(20, 1000, 90_000))}, MONTHS)),
    "small counts of working days, by one": (
        of_weeks(WEEKLY, 2, 3, 4, 5, 6), of_weeks([x + (1 if number % 3 else 2) for number, x in enumerate(WEEKLY)], 2, 3, 4, 5, 6)),
    "the last of small counts of months with gaps": (
        table(SPARSE, GAPS), table({name: [*x[:38], *figures(4, 0, 5, 12)] for name, x in SPARSE.items()}, GAPS)),
    "twelve small counts of a month, in another order": (in_rows(SPARSE["A"][:12]), in_rows(SPARSE["A"][11::-1])),
    "every third row of one month is what stood above": (
        in_rows(TWENTY), in_rows([TWENTY[number - 1] if number % 3 == 2 else x for number, x in enumerate(TWENTY)])),
    "a month of small figures made to agree with the same thing in another table": (
        [*in_rows(TWENTY), *in_rows(TWENTY, "2023-02"), *retitled(in_rows(TWENTY, "2023-02"), "Returns"), *retitled(in_rows(OTHERS), "Returns")],
        [*in_rows(OTHERS), *in_rows(TWENTY, "2023-02"), *retitled(in_rows(TWENTY, "2023-02"), "Returns"),
         *retitled(in_rows(OTHERS), "Returns")]),
    "to zero": (table(SPARSE), table({name: [0.0] * 60 for name in SPARSE})),
    # a figure that stands in one of five months has three neighbours at one of so many distances
    "rates of a few cases, one more in each of three months": (table({"A": of_cases(CASES)}), table({"A": of_cases([*CASES[:-3], 2, 3, 1])})),
    "a stock of few levels, and a little more": (table({"A": LEVELS}), table({"A": [*LEVELS[:-3], *(x + 1 for x in LEVELS[-3:])]})),
    "three figures of 500s": (
        table({"A": [12_500.0, 14_500.0, 9_500.0]}, MONTHS[:3]), table({"A": [13_000.0, 15_000.0, 9_000.0]}, MONTHS[:3])),
    "figures of 25s, by 25": (
        table({"A": [25.0 * x for x in figures(24, 40, 4000)]}),
        table({"A": [25.0 * (x + (-1) ** at) for at, x in enumerate(figures(24, 40, 4000))]})),
    "rare cases, of which most are reported late": (
        table({f"C{x}": [float(x == 0)] for x in range(8)}, MONTHS[:1]), table({f"C{x}": [8.0 if x == 0 else float(x % 5 + 1)] for x in range(8)}, MONTHS[:1])),
    "numbers of persons, of whom each asked stands for 1234": (
        table({"A": [2468.0, 1234.0, 3702.0], "B": [3702.0, 2468.0, 4936.0]}, MONTHS[:3]),
        table({"A": [3702.0, 2468.0, 2468.0], "B": [2468.0, 1234.0, 6170.0]}, MONTHS[:3])),
}  # fmt: skip


@pytest.mark.parametrize("name", REVISED)
def test_revisions_that_have_one_reading_are_sure(name: str) -> None:
    old, new = REVISED[name]
    seen = findings({"2024-01": old, "2024-02": new})
    assert {x["certain"] for x in seen if x["kind"] == "revised"} == {True}
    assert not [x["detail"] for x in seen if x["kind"] == "perhaps_relabelled"]


OF_NINE = {f"C{x}": figures(12, 1000, 90_000, x) for x in range(9)}


@pytest.mark.parametrize(
    ("of_may", "reading"),
    [
        (lambda x: 1000 * x, "the same figures in another unit, by a factor of 10^3"),
        (lambda x: -x, "the same figures with the other sign"),
        (lambda x: round(x, -3), "the same figures, rounded to 1000"),
        ({name: x[3] for name, x in OF_NINE.items()}, "the figures of 2023-04"),
        (dict(zip(OF_NINE, [7.0, *(x[4] for x in OF_NINE.values())], strict=False)), "the figures of other labels"),
    ],
)
def test_what_is_read_of_a_period_doubts_that_period_alone(of_may, reading: str) -> None:
    """The figures of May may be the old ones; those of the last four months were revised."""
    new = {
        name: [*x[:4], of_may[name] if isinstance(of_may, dict) else of_may(x[4]), *x[5:8], *(y + 501 for y in x[8:])]
        for name, x in OF_NINE.items()
    }
    seen = findings({"2024-01": table(OF_NINE, MONTHS), "2024-02": table(new, MONTHS)})
    told = {(x["period_end"].month, x["certain"], x["detail"]) for x in seen if x["kind"] == "revised"}
    how_many = "half or more" if reading == "the figures of other labels" else "nearly all"  # eight of nine
    may = (5, False, f"or {how_many} of the figures of this period are {reading}")
    assert told == {may, *((month, True, None) for month in range(9, 13))}
    [relabelled] = [x for x in seen if x["kind"] == "perhaps_relabelled"]
    assert (relabelled["member"], relabelled["period_end"], relabelled["detail"]) == (None, date(2023, 5, 31), reading)


@pytest.mark.parametrize("moved", [of_each(lambda x: round(x, -3)), of_women(lambda x: round(x, -1))])
def test_what_changed_by_more_than_rounding_is_revised_in_either_reading(moved) -> None:
    """49,999 stands where 804 was rounded to 1000, or to 800."""
    new = with_changed(moved(STEEP), "Women", "2023-01", 49_999)
    seen = [x for x in findings({"2024-01": STEEP, "2024-02": new}) if x["kind"] == "revised"]
    assert [(x["member"], x["value"]) for x in seen if x["certain"]] == [("Women", 49_999)]
    assert len(seen) > 10


def test_what_is_none_of_the_figures_in_another_unit_is_not_sure_either() -> None:
    new = with_changed(by(1000)(STEEP), "Women", "2023-01", 49_999)
    seen = [x for x in findings({"2024-01": STEEP, "2024-02": new}) if x["kind"] == "revised"]
    assert {x["certain"] for x in seen} == {False}
    assert {x["detail"] for x in seen} == {
        "or nearly all of these are the same figures in another unit, by a factor of 10^3"
    }


def test_where_the_half_fits_it_is_said_that_it_is_the_half() -> None:
    """The second twelve months are those of the first, which are others now."""
    new = {"A": [*(x + 501 for x in WIDE["A"]), *WIDE["A"]]}
    seen = findings({"2024-01": table({"A": [*WIDE["A"], *WIDE["B"]]}), "2024-02": table(new)})
    assert {x["detail"] for x in seen if x["kind"] == "revised"} == {
        "or half or more of these are the figures of 12 months before"
    }


def with_last_revised(columns: dict[str, list[float]]) -> dict[str, list[float]]:
    """The last two months are revised as well, as most agencies revise them."""
    return {name: [*x[:-2], *(y + 501 for y in x[-2:])] for name, x in columns.items()}


@pytest.mark.parametrize(
    ("moved", "reading"),
    [
        (lambda x: {"A": x["B"], "B": x["A"]}, "the figures of "),
        (lambda x: later(x, 1), "the figures of the period before"),
        (lambda x: later(x, 1) | {"B": x["B"]}, "the figures of the period before"),
        (lambda x: {name: [sum(y[: at + 1]) for at in range(12)] for name, y in x.items()}, "the sums of the figures before"),
        (lambda x: {name: [float(round(0.893 * z)) for z in y] for name, y in x.items()}, "the same figures times about 0.89"),
        (lambda x: {name: [1000 * z for z in y] for name, y in x.items()}, "in another unit, by a factor of about 10^3"),
    ],
)  # fmt: skip
def test_what_moved_is_not_sure_where_the_last_months_are_revised_as_well(moved, reading: str) -> None:
    """Ten of twelve fit: more than any chance makes, and less than nine in ten."""
    old = {name: WIDE[name] for name in "AB"}
    new = with_last_revised(moved(old))
    seen = findings({"2024-01": table(old, MONTHS), "2024-02": table(new, MONTHS)})
    moved_names = {name for name in old if moved(old)[name] != old[name]}
    revised = [x for x in seen if x["kind"] == "revised" and x["member"] in moved_names]
    assert {x["certain"] for x in revised} == {False} and len(revised) >= 11 * len(moved_names)
    assert all(reading in x["detail"] for x in revised)


def test_what_was_rounded_is_not_sure_where_the_last_months_are_revised_as_well() -> None:
    """What changed by more than the rounding is sure in either reading: two months of each label."""
    old = {name: WIDE[name] for name in "AB"}
    new = {name: [float(round(y, -2)) for y in x] for name, x in old.items()}
    new = {name: [*x[:-2], *(y + 700 for y in x[-2:])] for name, x in new.items()}
    new["A"][-1] += 33  # and one is no multiple
    seen = [
        x for x in findings({"2024-01": table(old, MONTHS), "2024-02": table(new, MONTHS)}) if x["kind"] == "revised"
    ]
    assert {(x["member"], x["period_end"].month) for x in seen if x["certain"]} == {
        (name, month) for name in "AB" for month in (11, 12)
    }
    assert {x["detail"].split(" are ")[-1] for x in seen if not x["certain"]} == {"the same figures, rounded to 100"}


def of_twelve(rounded: int) -> dict[str, list[float]]:
    """Figures, so many of which were a unit or two less than a ten."""
    return {"A": [x * 10.0 - (1 if at < rounded else 4) for at, x in enumerate(figures(12, 100, 900))]}


@pytest.mark.parametrize(("rounded", "certain"), [(6, True), (8, True), (9, False)])
def test_half_of_the_figures_are_tens_by_chance(rounded: int, certain: bool) -> None:
    """Of a million: 8 tens have a chance of 10^-8, times 495 ways to choose them of 12; 9 of 10^-9, times 220 ways."""
    old = of_twelve(rounded)
    new = {"A": [x + (1 if at < rounded else 27) for at, x in enumerate(old["A"])]}
    seen = findings({"2024-01": table(old, MONTHS), "2024-02": table(new, MONTHS)})
    of_tens = [x["certain"] for x in seen if x["kind"] == "revised" and abs(x["absolute"]) == 1]
    assert of_tens == [certain] * rounded


@pytest.mark.parametrize(
    ("unit", "of_unit", "months", "certain"),
    [(3, 1, 12, True), (3, 1, 13, False), (25, 5, 8, True), (25, 5, 9, False), (250, 1, 3, False)],
)
def test_figures_rounded_to_three_or_twenty_five(unit: int, of_unit: int, months: int, certain: bool) -> None:
    """One number in three is a multiple of 3, of those that end in 5 or 0 one in five of 25; of a million draws one is too many."""
    new = [float(unit * x) for x in range(101, 101 + months)]
    old = [x + (-1) ** at * of_unit for at, x in enumerate(new)]
    seen = findings({"2024-01": table({"A": old}), "2024-02": table({"A": new})})
    assert [x["certain"] for x in seen if x["kind"] == "revised"] == [certain] * months
    told = [x["detail"] for x in seen if x["kind"] == "perhaps_relabelled"]
    assert told == ([] if certain else [f"the same figures, rounded to {unit}"])


def test_a_month_of_four_labels_in_another_unit_where_others_are_revised() -> None:
    old = {f"C{x}": figures(12, 1000, 90_000, x) for x in range(4)}
    new = {name: [*x[:4], x[4] * 1000, *x[5:8], *(y + 501 for y in x[8:])] for name, x in old.items()}
    seen = findings({"2024-01": table(old, MONTHS), "2024-02": table(new, MONTHS)})
    told = {(x["period_end"].month, x["certain"]) for x in seen if x["kind"] == "revised"}
    assert told == {(5, False), *((month, True) for month in range(9, 13))}


@pytest.mark.parametrize(("third", "certain"), [(12_345, True), (123_456, False)])
def test_half_that_fits_is_enough_where_what_changed_is_long(third: int, certain: bool) -> None:
    """Three of six stood under the other label, and changed by 4321, -2345 and a third number: 13 digits or 14."""
    other = [51_234.0, 48_777.0, 239_344.0, 30_001.0, 30_107.0, 30_211.0]
    was = [*(x - y for x, y in zip(other, (4321, -2345, third), strict=False)), 20_001.0, 21_013.0, 22_029.0]
    now = [*other[:3], 20_502.0, 21_611.0, 22_830.0]
    labels = MONTHS[:6]
    seen = findings(
        {"2024-01": table({"A": was, "B": other}, labels), "2024-02": table({"A": now, "B": other}, labels)}
    )
    assert [x["certain"] for x in seen if x["kind"] == "revised"] == [certain] * 6


def test_figures_of_two_labels_near_each_other_may_become_alike() -> None:
    """Five of ten months of each are now what the other was, by one digit each: no more than revisions do."""
    old = {"A": [1000.0 + 37 * at for at in range(10)]}
    old["B"] = [x + 1 + at for at, x in enumerate(old["A"])]
    new = {
        name: [*old["B" if name == "A" else "A"][:5], *(y + 40 + 3 * at for at, y in enumerate(x[5:]))]
        for name, x in old.items()
    }
    seen = findings({"2024-01": table(old, MONTHS[:10]), "2024-02": table(new, MONTHS[:10])})
    assert [x["certain"] for x in seen if x["kind"] == "revised"] == [True] * 20


EXCHANGED = {"Total": [91_234.0, 88_121.0], "Men": [50_123.0, 48_777.0], "Women": [41_111.0, 39_344.0]}


@pytest.mark.parametrize("columns", [1, 2])
def test_two_labels_exchanged_in_a_column_or_two(columns: int) -> None:
    old = {name: x[:columns] for name, x in EXCHANGED.items()}
    new = old | {"Men": old["Women"], "Women": old["Men"]}
    seen = findings({"2024-01": table(old, MONTHS), "2024-02": table(new, MONTHS)})
    assert {(x["member"], x["certain"], x["detail"]) for x in seen if x["kind"] == "revised"} == {
        ("Men", False, 'or half or more of these are the figures of "Women" under another label'),
        ("Women", False, 'or half or more of these are the figures of "Men" under another label'),
    }
    assert {x["member"] for x in seen if x["kind"] == "perhaps_relabelled"} == {"Men", "Women"}


def test_two_labels_that_are_alike_may_be_revised_to_what_the_other_was() -> None:
    """By 42 only: one in a hundred such revisions meets the other."""
    old = {"Men": [4_153.0], "Women": [4_111.0]}
    seen = findings({"2024-01": table(old, MONTHS), "2024-02": table({"Men": [4_111.0], "Women": [4_153.0]}, MONTHS)})
    assert {x["certain"] for x in seen if x["kind"] == "revised"} == {True}


def test_two_months_of_one_label_exchanged() -> None:
    """Only these two are doubted: the two that were revised besides are sure."""
    x = WIDE["A"]
    new = {"A": [*x[:4], x[5], x[4], *x[6:10], *(y + 501 for y in x[10:])]}
    seen = findings({"2024-01": table({"A": x}, MONTHS), "2024-02": table(new, MONTHS)})
    assert {(y["period_end"].month, y["certain"], y["detail"]) for y in seen if y["kind"] == "revised"} == {
        (5, False, "or half or more of the figures of this period are the figures of 2023-06"),
        (6, False, "or half or more of the figures of this period are the figures of 2023-05"),
        (11, True, None), (12, True, None),
    }  # fmt: skip


def test_a_month_and_the_year_to_date_exchanged() -> None:
    def printed(month: list[float], to_date: list[float]) -> list[Cell]:
        cells = [cell("Removals", f"C{at}", "2023-03", x) for at, x in enumerate(month)]
        return cells + [cell("Removals", f"C{at}", "2022-10-01/2023-03-31", x) for at, x in enumerate(to_date)]

    month, more = figures(8, 1000, 9000, 1), figures(8, 1000, 40_000, 2)
    to_date = [x + y for x, y in zip(month, more, strict=True)]
    seen = findings({"2024-01": printed(month, to_date), "2024-02": printed(to_date, month)})
    revised = [x for x in seen if x["kind"] == "revised"]
    assert {x["certain"] for x in revised} == {False} and len(revised) == 16
    assert all(x["detail"].endswith("the figures of another period with the same end") for x in revised)


def test_figures_as_computers_have_them_times_one_factor() -> None:
    old = {name: [x / 99_991 for x in values] for name, values in WIDE.items()}
    seen = findings({
        "2024-01": table(old, MONTHS), "2024-02": table({name: [x * 7.4 for x in values] for name, values in old.items()}, MONTHS)
    })  # fmt: skip
    assert {x["detail"] for x in seen if x["kind"] == "revised"} == {
        "or nearly all of these are the same figures times about 7.4"
    }


def test_rates_that_go_slowly_and_are_revised_by_their_last_decimal_are_revised() -> None:
    """Those of a month are alike to those of the month before in one of three by chance."""
    draw, value, rates = random.Random(3), 150, {name: [] for name in "ABCDEF"}
    for values in rates.values():
        for _ in range(60):
            value = max(110, min(190, value + draw.choice([-1, 0, 1])))
            values.append(value / 10)
    new = {name: [round(x + draw.choice([-0.1, 0.1]), 1) for x in values] for name, values in rates.items()}
    seen = findings({"2024-01": table(rates), "2024-02": table(new)})
    assert {x["certain"] for x in seen if x["kind"] == "revised"} == {True}


def test_a_reading_of_less_than_half_of_a_table_says_nothing_of_the_others() -> None:
    """Ten figures of two months that were exchanged, and fifty that are more by 501."""
    new = {name: [*(y + 501 for y in x[:4]), x[5], x[4], *(y + 501 for y in x[6:])] for name, x in WIDE.items()}
    seen = findings({"2024-01": table(WIDE, MONTHS), "2024-02": table(new, MONTHS)})
    others = [x for x in seen if x["kind"] == "revised" and x["period_end"].month not in (5, 6)]
    assert [(x["certain"], x["detail"]) for x in others] == [(True, None)] * 50


def test_where_one_label_is_rounded_another_is_revised_all_the_same() -> None:
    new = {"A": [float(round(x, -3)) for x in WIDE["A"]], "B": [x + 501 for x in WIDE["B"]]}
    old = {name: WIDE[name] for name in new}
    seen = findings({"2024-01": table(old, MONTHS), "2024-02": table(new, MONTHS)})
    told = {(x["member"], x["certain"], x["detail"]) for x in seen if x["kind"] == "revised"}
    assert told == {("A", False, "or nearly all of these are the same figures, rounded to 1000"), ("B", True, None)}


def test_what_holds_of_half_a_table_leaves_a_member_its_own_reading() -> None:
    old = {f"C{x}": figures(1, 1000, 90_000, x) for x in range(10)}
    turned = {"S": [-x for x in WIDE["A"][:3]]}
    new = {name: [1000 * x for x in values] for name, values in old.items()}
    seen = findings({"2024-01": table(old | {"S": WIDE["A"][:3]}, MONTHS), "2024-02": table(new | turned, MONTHS)})
    told = {(x["member"] == "S", x["detail"]) for x in seen if x["kind"] == "revised"}
    assert told == {
        (True, "or nearly all of these are the same figures with the other sign"),
        (
            False,
            "or nearly all of the figures of this period are the same figures in another unit, by a factor of 10^3",
        ),
    }


@pytest.mark.parametrize(("years", "certain", "how_many"), [(3, False, "half or more"), (12, True, "")])
def test_months_that_moved_make_years_unsure_where_they_are_the_half(years: int, certain: bool, how_many: str) -> None:
    """Of twelve revised months eleven are what stood before; three or twelve years are revised by 501."""
    old = [*table({"A": WIDE["A"]}, MONTHS), *of_years({"A": WIDE["B"]})]
    moved = {"A": [5.0, *WIDE["A"][:-1]]}
    new = [
        *table(moved, MONTHS),
        *of_years({"A": [x + (501 if number < years else 0) for number, x in enumerate(WIDE["B"])]}),
    ]
    seen = [x for x in findings({"2024-01": old, "2024-02": new}) if x["kind"] == "revised"]
    assert {(x["certain"], x["detail"]) for x in seen if x["grain"] == "month"} == {
        (False, "or nearly all of these are the figures of the period before")
    }
    of_year = {(x["certain"], x["detail"]) for x in seen if x["grain"] == "fiscal_year"}
    assert of_year == {(certain, f"or {how_many} of these are the figures of the period before" if how_many else None)}


def test_where_months_and_years_moved_each_has_its_own_reading() -> None:
    old = [*table({"A": figures(60, 1000, 90_000)}), *of_years({"A": WIDE["B"]})]
    new = [
        *table({"A": [5.0, 6.0, *figures(60, 1000, 90_000)[:-2]]}),
        *of_years({"A": [7.0, 8.0, 9.0, *WIDE["B"][:-3]]}),
    ]
    seen = findings({"2024-01": old, "2024-02": new})
    told = {(x["grain"], x["certain"], x["detail"]) for x in seen if x["kind"] == "revised"}
    assert told == {
        ("month", False, "or nearly all of these are the figures of 2 months before"),
        ("fiscal_year", False, "or half or more of these are the figures of 3 years before"),  # nine of twelve
    }


def test_of_half_a_table_it_is_said_that_it_is_half() -> None:
    old, new, _ = UNCHANGED["half of the columns in another unit"]
    seen = [x["detail"] for x in findings({"2024-01": old, "2024-02": new}) if x["kind"] == "revised"]
    assert set(seen) == {
        f"or {these} are the same figures in another unit, by a factor of 10^3"
        for these in ("nearly all of the figures of this period", "half or more of these")
    }


@pytest.mark.parametrize(
    "revised",
    [
        of_each(lambda x: x + 501),
        of_each(lambda x: x * 1.2 + x % 70),
        of_each(lambda x: -x * 1.2),
        of_each(lambda x: round(x, -3) + 2000 + 1000 * (x % 7)),  # as round, but further than rounding goes
        of_each(lambda x: float(round(x / 1000)) + 12),
        of_women(lambda x: x + 7),
        of_women(lambda x: float(round(x / 100)) + 30),
        of_women(lambda x: round(x / 7) + 0.6),
        lambda cells: [with_value(x, round(x.value, -3)) if x.period_end.month < 6 and x.member == "Women" else with_value(x, x.value + 600) for x in cells],
    ],
)  # fmt: skip
def test_other_revisions_of_all_figures_are_sure(revised) -> None:
    seen = findings({"2024-01": STEEP, "2024-02": revised(STEEP)})
    assert {x["certain"] for x in seen if x["kind"] == "revised"} == {True}
    assert "perhaps_relabelled" not in {x["kind"] for x in seen}


@pytest.mark.parametrize("moved", [by(10), by(-1), of_each(lambda x: round(x, -3))])
def test_what_holds_of_a_whole_table_is_not_told_of_its_members(moved) -> None:
    seen = [x for x in findings({"2024-01": STEEP, "2024-02": moved(STEEP)}) if x["kind"] == "perhaps_relabelled"]
    assert [(x["table_title"], x["member"]) for x in seen] == [("Removals", None)]


@pytest.mark.parametrize(
    ("digits", "reading"),
    [
        (0, "rounded to 1"),
        (1, "rounded to 0.1"),
        (2, "rounded to 0.01"),
    ],
)
@pytest.mark.parametrize("now", [True, False])
def test_decimals_that_were_cut_off_or_came_are_no_sure_revisions(digits: int, reading: str, now: bool) -> None:
    fine = of_each(lambda x: x / 700)(STEEP)
    rough = of_each(lambda x: float(round(x / 700, digits)))(STEEP)
    seen = findings({"2024-01": fine, "2024-02": rough} if now else {"2024-01": rough, "2024-02": fine})
    assert {x["certain"] for x in seen if x["kind"] == "revised"} == {False}
    told = {x["detail"] for x in seen if x["kind"] == "perhaps_relabelled"}
    assert told == {f"the same figures, {reading}{'' if now else ' before and not any more'}"}


# Rounded by hand to three significant digits; 913 has no more of them.
FINE = {
    "A": [52_341.0, 8_417.0, 1_236.0, 913.0, 40_772.0, 3_358.0],
    "B": [27_614.0, 6_043.0, 131_888.0, 99_961.0, 7_406.0, 1_102.0],
}
ROUGH = {
    "A": [52_300.0, 8_420.0, 1_240.0, 913.0, 40_800.0, 3_360.0],
    "B": [27_600.0, 6_040.0, 132_000.0, 100_000.0, 7_410.0, 1_100.0],
}


@pytest.mark.parametrize("by_thousand", [1, 1000])
def test_figures_rounded_to_significant_digits_are_no_sure_revisions(by_thousand: int) -> None:
    fine, rough = (
        table({name: [y / by_thousand for y in x] for name, x in each.items()}, MONTHS[:6]) for each in (FINE, ROUGH)
    )
    for old, new, end in ((fine, rough, ""), (rough, fine, " before and not any more")):
        seen = findings({"2024-01": old, "2024-02": new})
        reading = f"the same figures, rounded to 3 significant digits{end}"
        told = [(x["certain"], x["detail"]) for x in seen if x["kind"] == "revised"]
        assert told == [(False, f"or nearly all of these are {reading}")] * 11
        assert [(x["member"], x["detail"]) for x in seen if x["kind"] == "perhaps_relabelled"] == [(None, reading)]


def test_a_figure_changed_by_more_than_its_last_significant_digit_is_revised_for_sure() -> None:
    """52,700 is no rounded 52,341; five of six are no reading of a member, ten of eleven are one of the table."""
    new = ROUGH | {"A": [52_700.0, *ROUGH["A"][1:]]}
    seen = findings({"2024-01": table(FINE, MONTHS[:6]), "2024-02": table(new, MONTHS[:6])})
    assert [(x["value"], x["detail"]) for x in seen if x["kind"] == "revised" and x["certain"]] == [(52_700.0, None)]
    of_one = findings({"2024-01": table({"A": FINE["A"]}, MONTHS[:6]), "2024-02": table({"A": new["A"]}, MONTHS[:6])})
    assert {x["certain"] for x in of_one if x["kind"] == "revised"} == {True}


@pytest.mark.parametrize(("taken", "certain"), [([0, 1, 2], True), ([0, 1, 2, 4], False)])
def test_three_figures_may_be_rounded_to_digits_by_chance(taken: list[int], certain: bool) -> None:
    old, new = (table({"A": [x["A"][at] for at in taken]}, MONTHS[: len(taken)]) for x in (FINE, ROUGH))
    seen = findings({"2024-01": old, "2024-02": new})
    assert {x["certain"] for x in seen if x["kind"] == "revised"} == {certain}


def test_where_one_label_is_rounded_to_digits_another_is_revised_all_the_same() -> None:
    """Five figures of each."""
    new = {"A": ROUGH["A"], "B": [FINE["B"][0], *(x + 51 for x in FINE["B"][1:])]}
    seen = findings({"2024-01": table(FINE, MONTHS[:6]), "2024-02": table(new, MONTHS[:6])})
    told = {(x["member"], x["certain"], x["detail"]) for x in seen if x["kind"] == "revised"}
    reading = "or nearly all of these are the same figures, rounded to 3 significant digits"
    assert told == {("A", False, reading), ("B", True, None)}


@pytest.mark.parametrize("step", [1, 10, 1000])
def test_revisions_by_a_step_of_figures_of_all_sizes_are_sure(step: int) -> None:
    """Multiples of ten steps come by chance, one in ten: 8,420 stands where 8,417 was."""
    old = {name: [step * y for y in x] for name, x in FINE.items()}
    new = {
        "A": [52_344.0, 8_420.0, 1_240.0, 915.0, 40_771.0, 3_359.0],
        "B": [27_613.0, 6_044.0, 131_890.0, 99_959.0, 7_405.0, 1_103.0],
    }
    new = {name: [step * y for y in x] for name, x in new.items()}
    seen = findings({"2024-01": table(old, MONTHS[:6]), "2024-02": table(new, MONTHS[:6])})
    assert [x["certain"] for x in seen if x["kind"] == "revised"] == [True] * 12


def test_decimals_revised_by_their_last_digit_are_sure() -> None:
    """4.1 less 4.0 is a little less than 0.1 to a computer, and so are the others: no rounding to 0.1."""
    old = [4.0, 4.2, 4.4, 4.5, 4.7, 4.9, 5.0, 5.2, 5.4, 5.5, 5.7, 5.9]
    new = [round(x + 0.1, 1) for x in old]
    assert all(0.0999 < y - x < 0.1 for x, y in zip(old, new, strict=True))
    seen = findings({"2024-01": table({"A": old}, MONTHS), "2024-02": table({"A": new}, MONTHS)})
    assert [(x["certain"], x["detail"]) for x in seen if x["kind"] == "revised"] == [(True, None)] * 12


def test_what_computers_lose_of_a_number_is_no_sure_revision() -> None:
    lost = of_each(lambda x: x * 0.1 * 3)(STEEP)
    assert {x.value for x in lost} != {x.value * 3 / 10 for x in STEEP}
    seen = findings({"2024-01": lost, "2024-02": of_each(lambda x: x * 3 / 10)(STEEP)})
    assert {x["certain"] for x in seen if x["kind"] == "revised"} <= {False}


@pytest.mark.parametrize("extreme", [0.0, 1e300, -1e300, 1e-300, 0.1 + 0.2, 2.0**53])
def test_no_number_is_too_large_or_small_to_be_compared(extreme: float) -> None:
    start = [1e300, 1e-300, 0.0, -5e-324, 7.0, 1e15]
    old = [with_value(x, start[number % 6]) for number, x in enumerate(STEEP)]
    seen = findings({"2024-01": old, "2024-02": of_each(lambda _: extreme)(old)})
    changed = sum(x.value != extreme for x in old)
    assert len([x for x in seen if x["kind"] in ("revised", "cumulative_fell")]) == changed


@pytest.mark.parametrize(
    ("moved", "months", "reading"),  # of two members; a reading needs three figures of one member, or of the table
    [
        (exchanged, 2, "under another label"),
        (exchanged, 3, "under another label"),
        (exchanged, 5, "under another label"),
        (by(10), 1, ""),
        (by(10), 2, "a factor of 10^1"),
        (by(2), 5, ""),
    ],
)
def test_a_short_table_needs_all_of_three_figures_for_another_reading(moved, months: int, reading: str) -> None:
    short = [x for x in PLAIN if x.period_end.month <= months and x.member in ("Men", "Women")]
    seen = findings({"2024-01": short, "2024-02": moved(short)})
    assert {x["certain"] for x in seen if x["kind"] == "revised"} == {not reading}
    told = [x["detail"] for x in seen if x["kind"] == "perhaps_relabelled"]
    assert bool(told) == bool(reading) == any(reading in each for each in told)
