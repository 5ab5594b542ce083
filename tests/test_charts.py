"""Charts show the rows they are given: their specifications are checked by structure, never by pixels."""

from __future__ import annotations

import json
from datetime import date, timedelta

import altair as alt
import pytest

from tracker.charts import NARROW, STATUS_STYLE, WIDE, Renderer
from tracker.charts.calendar import publication_calendar
from tracker.charts.checkable import checkable_months
from tracker.charts.fiscal_years import fiscal_year_panels
from tracker.charts.labels import LINE, place, text_width
from tracker.charts.lag import publication_lag
from tracker.charts.points import point_series
from tracker.charts.reported import Stretch, reported_panels
from tracker.charts.scales import Plot, round_top, words_of
from tracker.charts.style import CHECKABLE_STYLE

START, END = date(2025, 1, 20), date(2026, 9, 19)


def figure(**changes):
    row = {
        "speaker": "A. Speaker",
        "speaker_short": "Speaker",
        "qualifier": "over",
        "value": 100_000.0,
        "low": 100_000.0,
        "high": None,
        "stated_on": date(2025, 4, 12),
        "period_end": date(2025, 3, 31),
        "measure_title": "Removals",
    }
    return row | changes


def official(**changes):
    row = {"through_on": date(2025, 5, 3), "low": 72_179.0, "high": 81_009.0, "edition": "e/1"}
    return row | changes


def panel(scope, figures, is_official=False):
    return {"title": scope, "note": "n", "note_narrow": "n", "official": is_official, "figures": figures}


def rows_of(spec):
    return [row for rows in spec["datasets"].values() for row in rows]


def valid(spec):
    """Holds the specification against the Vega-Lite schema that Altair ships."""

    (alt.LayerChart if "layer" in spec else alt.VConcatChart).from_dict(spec, validate=True)
    return spec


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_unlike_scopes_are_never_in_one_panel(width):
    panels = [panel("ICE", [figure()], is_official=True), panel("All of DHS", [figure(value=5.0, low=5.0)])]
    spec = valid(reported_panels(panels, [official()], None, (START, END), width))
    marks = [row for row in rows_of(spec) if "said" in row]
    assert len(marks) == 2
    grids = [(row["panel"], name) for name, rows in spec["datasets"].items() for row in rows if "said" in row]
    assert len(set(grids)) == 2


def test_official_bounds_are_drawn_in_the_official_panel_alone_and_are_not_joined():
    panels = [panel("ICE", [figure()], is_official=True), panel("other", [figure()])]
    spec = reported_panels(panels, [official(), official(low=90_000.0, high=None)], None, (START, END), WIDE)
    bounds = [row for row in rows_of(spec) if "most" in row]
    assert [(row["y"], row["most"], row["open"]) for row in bounds] == [
        (72_179.0, "81,009", False),
        (90_000.0, "not known", True),
    ]
    assert bounds[0]["end"] == 81_009.0
    assert '"type": "line"' not in json.dumps(spec)


def test_a_lower_bound_alone_is_a_bar_with_an_open_end_and_no_point():
    panels = [panel("ICE", [], is_official=True)]
    spec = reported_panels(panels, [official(low=90_000.0, high=None)], None, (START, END), WIDE)
    (bound,) = [row for row in rows_of(spec) if "most" in row]
    assert bound["end"] > bound["y"]
    drawn = json.dumps(spec)
    assert '"circle"' not in drawn
    assert '"filter": "datum.open"' in drawn
    # a range that is less high than can be seen is still a bar, and says its own numbers
    (thin,) = [
        r for r in rows_of(reported_panels(panels, [official(high=72_180.0)], None, (START, END), WIDE)) if "most" in r
    ]
    assert thin["end"] > 72_180.0
    assert thin["most"] == "72,180"


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_every_label_names_its_speaker(width):
    figures = [figure(), figure(speaker_short="unnamed senior official", value=239_000.0, low=239_000.0)]
    spec = reported_panels([panel("x", figures)], [], None, (START, END), width)
    labels = " ".join(str(row["label"]) for row in rows_of(spec) if "align" in row)
    assert "Speaker: over 100,000" in labels
    assert "unnamed senior official: over 239,000" in labels
    assert all(len(str(row["label"])) < 40 for row in rows_of(spec) if "align" in row)


def test_a_label_of_two_lines_is_placed_as_one():
    first, second = place([(50, 100, "a long speaker:\nover 5"), (50, 108, "another:\nover 6")], 300, 240)
    assert [text for text, _ in first.lines] == ["a long speaker:", "over 5"]
    assert first.lines[1][1] - first.lines[0][1] == LINE
    assert abs(first.y - second.y) >= 2 * LINE or first.align != second.align


def test_a_figure_that_is_open_above_gets_an_arrow_and_a_closed_one_does_not():
    figures = [figure(), figure(qualifier="exact", low=1.0, high=1.0, value=1.0)]
    marks = [r for r in rows_of(reported_panels([panel("x", figures)], [], None, (START, END), WIDE)) if "said" in r]
    assert [(row["open"], row["said"]) for row in marks] == [(True, "over 100,000"), (False, "1")]
    assert marks[0]["end"] > marks[0]["low"]
    assert marks[1]["end"] == marks[1]["low"] == 1.0


def test_vague_words_are_shown_as_their_range():
    assert words_of(figure(qualifier="vague", value=None, low=200.0, high=999.0)) == "200 to 999"
    assert words_of(figure(qualifier="vague", value=None, low=200.0, high=None)) == "200 or more"


def test_the_withheld_stretch_ends_at_its_last_look_and_says_so():
    stretch = Stretch(date(2025, 4, 14), date(2026, 3, 1), "tables withheld to 2026-03-01", "withheld")
    spec = reported_panels([panel("x", [figure()])], [], stretch, (START, END), WIDE)
    (shade,) = [row for row in rows_of(spec) if "end" in row and "label" in row]
    assert shade["x"].startswith("2025-04-14")
    assert shade["end"].startswith("2026-03-01")


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_years_that_a_vintage_does_not_print_are_gaps(width):
    points = [{"fiscal_year": year, "value": 1000.0 + year} for year in (2014, 2015, 2019)]
    lines = [{"title": "Removals", "subtitle": "DHS", "lines": [{"label": "Yearbook", "points": points}]}]
    targets = [{"target_year": 2025, "value": 1_000_000.0, "speaker_short": "V"}]
    spec = valid(fiscal_year_panels(lines, targets, width))
    drawn = [row for row in rows_of(spec) if "segment" in row]
    assert [(row["fiscal_year"], row["segment"]) for row in drawn] == [(2014, 0), (2015, 0), (2019, 1)]
    assert [row["value"] for row in drawn] == [3014.0, 3015.0, 3019.0]


def test_values_start_at_zero():
    lines = [
        {"title": "t", "subtitle": "s", "lines": [{"label": "l", "points": [{"fiscal_year": 2014, "value": 9e5}]}]}
    ]
    for spec in (
        fiscal_year_panels(lines, [], WIDE),
        publication_lag([lag()], WIDE),
        point_series([{"day": START, "value": 39_000.0, "edition": "e"}], join_days=35, width=WIDE),
        reported_panels([panel("x", [figure()])], [], None, (START, END), WIDE),
    ):
        assert '"domain": [0,' in json.dumps(spec)
        assert '"log"' not in json.dumps(spec)


def lag(**changes):
    row = {
        "ref": "2024-01",
        "status": "on_time",
        "appeared": True,
        "lag_days": 98,
        "waited_days": None,
        "allowed_days": 103,
        "by_interval": False,
    }
    return row | changes


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_an_edition_not_seen_is_an_open_bar_up_to_the_last_look(width):
    missing = lag(ref="2024-12", status="withheld", appeared=False, lag_days=None, waited_days=627)
    spec = valid(publication_lag([lag(), missing], width))
    assert [(row["days"], row["appeared"]) for row in rows_of(spec)] == [(98, True), (627, False)]


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_calendar_draws_each_status_with_its_own_shape(width):
    rows = [
        {"release": "r", "ref": str(number), "status": status, "shown_on": START, "appeared": True}
        for number, status in enumerate(STATUS_STYLE)
    ]
    names = [{"release": "r", "label": "Release", "looked": "looked 2026-09-19"}]
    spec = valid(publication_calendar(rows, names, START, END, width))
    shapes = spec["layer"][0]["encoding"]["shape"]["scale"]
    assert sorted(shapes["domain"]) == sorted(STATUS_STYLE)
    assert dict(zip(shapes["domain"], shapes["range"], strict=True)) == {
        status: style.shape for status, style in STATUS_STYLE.items()
    }


def test_no_two_statuses_differ_by_colour_alone():
    seen = {(style.shape, style.fill == style.colour, style.about_us) for style in STATUS_STYLE.values()}
    pairs = [(style.shape, style.fill == style.colour, style.about_us) for style in STATUS_STYLE.values()]
    assert len(seen) == len(pairs)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_each_statement_has_one_mark_in_the_column_of_its_group(width):
    groups = list(CHECKABLE_STYLE)
    months = [("2025-02", {groups[0]: 1, groups[5]: 23}), ("2025-04", dict.fromkeys(groups, 2))]
    spec = valid(checkable_months(months, width))
    marks = [row for row in rows_of(spec) if "group" in row]
    assert len(marks) == 24 + 2 * len(groups)
    assert len({(row["x"], row["y"]) for row in marks}) == len(marks)
    assert all(0 < row["x"] < width for row in marks)
    labels = [row["label"] for row in rows_of(spec) if "label" in row]
    assert all(line in labels for mark in CHECKABLE_STYLE.values() for line in mark.label.split("\n"))
    assert "23" in labels


def test_points_far_apart_are_not_joined():
    days = [START, START + timedelta(days=14), START + timedelta(days=100)]
    rows = [{"day": day, "value": 1.0, "edition": "e"} for day in days]
    drawn = [row for row in rows_of(valid(point_series(rows, join_days=35, width=WIDE))) if "segment" in row]
    assert [row["segment"] for row in drawn] == [0, 0, 1]


def test_labels_do_not_cover_each_other():
    points = [(100.0 + 3 * number, 100.0, "Somebody: over 100,000") for number in range(4)]
    boxes = []
    for label in place(points, 600, 240):
        left = label.x if label.align == "left" else label.x - text_width(label.text)
        boxes.append((left, label.y - 6, left + text_width(label.text), label.y + 6))
    for number, first in enumerate(boxes):
        for second in boxes[number + 1 :]:
            apart = first[2] <= second[0] or second[2] <= first[0] or first[3] <= second[1] or second[3] <= first[1]
            assert apart


def test_pixels_lead_back_to_the_day_and_value_they_came_from():
    plot = Plot(600, 240, START, END, 800_000)
    assert plot.day_at(plot.x(date(2025, 10, 1))).startswith("2025-10-01")
    assert plot.value_at(plot.y(123_456)) == pytest.approx(123_456, abs=0.01)


@pytest.mark.parametrize(("value", "top"), [(0, 1), (68_289, 70_000), (1_103_960, 1_500_000), (627, 650)])
def test_the_axis_ends_at_a_round_number_above_the_largest_value(value, top):
    assert round_top(value) == top


HOSTILE = '</script><b>"&'


def test_a_hostile_label_stays_text_in_the_drawing():
    figures = [figure(speaker=HOSTILE, speaker_short=HOSTILE)]
    build = reported_panels([panel(HOSTILE, figures)], [], None, (START, END), WIDE)
    with Renderer() as renderer:
        drawn = renderer.draw("x", figures, HOSTILE, lambda width: build)()
    assert "<b>" not in drawn.wide_svg
    assert "</script>" not in drawn.wide_svg
    assert "&lt;/script&gt;" in drawn.wide_svg


def test_drawing_again_gives_the_same_bytes_and_comes_from_the_cache(tmp_path):
    bars = [lag(), lag(ref="2024-02", lag_days=101)]
    with Renderer(tmp_path) as renderer:
        first = renderer.draw("lag", bars, "alt", lambda width: publication_lag(bars, width))()

    def never(width):
        raise AssertionError("was drawn again")

    with Renderer(tmp_path) as renderer:
        assert renderer.draw("lag", bars, "alt", never)() == first
    with Renderer() as renderer:
        assert renderer.draw("lag", bars, "alt", lambda width: publication_lag(bars, width))() == first


def test_other_rows_are_not_taken_from_the_cache(tmp_path):
    one, two = [lag()], [lag(lag_days=101)]
    with Renderer(tmp_path) as renderer:
        first = renderer.draw("lag", one, "alt", lambda width: publication_lag(one, width))()
        second = renderer.draw("lag", two, "alt", lambda width: publication_lag(two, width))()
    assert first != second
