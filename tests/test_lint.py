"""The record is refused where it breaks a rule, and the error names file, entry and key."""

from __future__ import annotations

import pytest
import tiny

from tracker import record
from tracker.errors import RecordError

BROKEN = [
    ("figures/all.toml", 'kind = "level"', 'kind = "level"\ncolour = "red"', ["figures/all.toml", "claim", "colour"]),
    ("figures/all.toml", 'measure = "removal"', 'measure = "removals"', ["all.toml", "claim", "measure", "'removals'"]),
    ("figures/all.toml", 'sources = ["s2"]', "sources = []", ["claim", "sources", "names no source"]),
    ("figures/all.toml", 'sources = ["s2"]', 'sources = ["s9"]', ["claim", "sources", "'s9'"]),
    ("figures/all.toml", "2024-02/2024-05", "2024-05/2024-02", ["claim", "period", "ends before it starts"]),
    ("figures/all.toml", "2024-02/2024-05", "spring", ["claim", "period", "'spring' is no period"]),
    ("figures/all.toml", "value = 100000", "low = 2\nhigh = 1\nrange_reason = 'x'", ["claim", "low", "above high"]),
    ("figures/all.toml", 'quote = "over 100,000"', f'quote = "{"word " * 26}"', ["claim", "quote", "26 words"]),
    ("figures/all.toml", "[[left_out]]", '[[figure]]\nid = "claim"\n[[left_out]]', ["claim", "missing required field"]),
    ("figures/all.toml", "stated_on = 2024-09-30", "stated_on = 2027-01-01", ["claim", "stated_on", "after its sources"]),
    ("figures/all.toml", 'unit = "removals"', 'unit = "removals per day"', ["claim", "unit", "a rate ends in"]),
    ("figures/all.toml", 'scope = "all"', 'scope = "all"\npopulation = "some"', ["claim", "population", "'some'"]),
    ("figures/all.toml", 'qualifier = "over"\nvalue = 100000', 'qualifier = "vague"\nvalue = 9', ["claim", "low", "vague words"]),
    ("figures/all.toml", 'qualifier = "over"\nvalue = 100000', 'qualifier = "about"\nvalue = 0', ["claim", "low", "'about 0'", "no width"]),
    ("figures/all.toml", "value = 100000", "value = -5", ["claim", "value", "-5 is below 0"]),
    ("figures/all.toml", "value = 100000", "high = -5\nrange_reason = 'x'", ["claim", "high", "-5 is below 0"]),
    ("figures/all.toml", 'kind = "level"', 'kind = "level"\nquote_seen = "opened"', ["claim", "quote_seen", "'opened'"]),
    ("figures/all.toml", 'quote = "over 100,000"', 'quote_seen = "excerpt"', ["claim", "quote_seen", "without a quote"]),
    ("sources/all.toml", 'grade = "B"', 'grade = "C"', ["figures/all.toml", "claim", "quote_seen", "grade A or B"]),
    ("sources/all.toml", 'grade = "B"\npublished_on = 2024-09-30\nseen = "opened"',
     'grade = "C"\npublished_on = 2024-09-30\nseen = "address cited in a list"', ["claim", "quote", "only the address was seen"]),
    ("sources/all.toml", 'seen = "opened"', 'seen = "remembered"', ["sources/all.toml", "s1", "seen", "remembered"]),
    ("sources/all.toml", 'seen = "opened"', 'seen = "opened, as far as I recall"', ["s1", "seen", "recall"]),
    ("sources/all.toml", 'seen = "opened"', 'seen = "from memory"', ["s1", "seen", "memory"]),
    ("sources/all.toml", 'seen = "opened"', 'seen = "well established"', ["s1", "seen", "does not say how"]),
    ("sources/all.toml", 'seen = "opened"', 'seen = "excerpt of a page"', ["s1", "grade", "grade A is for what was opened"]),
    ("series.toml", 'population = "all"', 'population = "everybody"', ["series.toml", "removals-month", "population", "'everybody'"]),
    ("series.toml", 'frequency = "month"', 'frequency = "fiscal_year_to_date"', ["removals-month", "period", "1 October"]),
    ("populations.toml", 'definition = "Everybody."', 'definition = "Everybody."\ncontains = ["all"]', ["populations.toml", "all", "circle"]),
    ("populations.toml", 'definition = "Everybody."', 'definition = "Everybody."\ncontains = ["some"]', ["all", "contains", "'some'"]),
    ("populations.toml", 'definition = "Everybody."\n',
     'definition = "Everybody."\n[[population]]\nid = "more"\ntitle = "M"\ndefinition = "D."\ncontains = ["all"]\n',
     ["more", "contains", "a part of nothing"]),
    ("sources/all.toml", 'grade = "A"\n', "", ["sources/all.toml", "s1", "grade"]),
    ("sources/all.toml", 'grade = "A"', 'grade = "D"', ["sources/all.toml", "s1", "grade", "'D'"]),
    ("sources/all.toml", 'id = "s2"', 'id = "s1"', ["all.toml", "s1", "id", "stands 2 times"]),
    ("sources/all.toml", "published_on = 2024-09-30", "published_on = 2027-09-30", ["s2", "published_on", "after recorded_on"]),
    ("releases/tables.toml", 'agency = "a"', 'agency = "b"', ["tables.toml", "tables", "agency", "'b'"]),
    ("releases/tables.toml", "published_on = 2024-03-01", "published_on = 2024-01-15", ["tables", "2024-01", "before its period ends"]),
    ("releases/tables.toml", "published_on = 2024-03-01", "published_on = 2024-13-01", ["releases/tables.toml", "can not be read"]),
    ("releases/tables.toml", 'stopped_after = "2024-01"', "", ["tables-stop", "stopped_after"]),
    ("releases/tables.toml", 'quote = "no longer published"', 'cause = "x"', ["tables-stop", "cause_by"]),
    ("releases/tables.toml", "lag_days = 40", 'lag_days = 40\nlag_from = "2024-01"', ["lag_from", "30 days", "not 40"]),
    ("releases/tables.toml", "lag_days = 40", "lag_days = 40\ninterval_days = 3", ["due", "one rule at most"]),
    ("releases/tables.toml", "lag_days = 40", 'rrule = "FREQ=MONTHLY"', ["due.rrule", "DTSTART"]),
    ("releases/tables.toml", 'outcome = "seen"', 'outcome = "absent"', ["tables", "look", "outcome", "'absent'"]),
    ("releases/tables.toml", 'id = "tables"', 'id = "other"', ["tables.toml", "other", "same"]),
    ("figures/all.toml", 'text = "Over 100,000 removals from February to May."', 'text = " "', ["claim", "text", "is empty"]),
    ("observations/all.csv", "1230,", ",", ["value or a code"]),
    ("observations/all.csv", "tables/2024-01,", "tables/2024-02,", ["edition", "'tables/2024-02'"]),
    ("observations/all.csv", "1230,", "12x30,", ["observations/all.csv", "line 2", "value"]),
    ("observations/all.csv", "transcribed", "read", ["digest, sheet, cell"]),
    ("observations/all.csv", "1230,", "1230,,surplus", ["observations/all.csv", "line 2", "fields"]),
]  # fmt: skip


def test_the_small_record_keeps_the_rules(tmp_path) -> None:
    contents, problems = record.read(tiny.write(tmp_path))
    assert problems == []
    assert len(contents.figures) == len(contents.observations) == 1


@pytest.mark.parametrize(("file", "old", "new", "words"), BROKEN)
def test_each_broken_rule_is_named_with_file_entry_and_key(tmp_path, file, old, new, words) -> None:
    folder = tiny.write(tmp_path)
    tiny.edit(folder, file, old, new)
    _, problems = record.read(folder)
    text = "\n".join(str(problem) for problem in problems)
    assert problems
    assert any(all(word in str(problem) for word in words) for problem in problems), text
    with pytest.raises(RecordError):
        record.load(folder)


FIGURE = (
    '[[figure]]\nid = "{id}"\nspeaker = "S"\nrole = "r"\norganization = "o"\nofficial = false\nstated_on = 2024-09-30\n'
    'measure = "removal"\nscope = "all"\nkind = "level"\nunit = "u"\nsources = ["s2"]\ntext = "t"\nqualifier = "exact"\n'
    'value = 1\nperiod = "{period}"\n'
)
SUM = '[[relation]]\nid = "{id}"\nkind = "sum"\ntext = "t"\nsource = "s2"\nfigures = {figures}\nresult = "{result}"\n'


def test_a_relation_that_goes_in_a_circle_is_refused(tmp_path) -> None:
    folder = tiny.write(tmp_path)
    more = FIGURE.format(id="x", period="2024-01") + FIGURE.format(id="y", period="2024-01")
    (folder / "figures" / "more.toml").write_text(more)
    first = SUM.format(id="one", figures='["x", "claim"]', result="y")
    (folder / "relations.toml").write_text(first)
    assert record.read(folder)[1] == []
    (folder / "relations.toml").write_text(first + SUM.format(id="two", figures='["y", "claim"]', result="x"))
    found = [str(problem) for problem in record.read(folder)[1]]
    assert any("relations.toml: one figures: goes in a circle" in problem for problem in found), found


REPLAY = (
    '[[relation]]\nid = "sum"\nkind = "replay"\ntext = "t"\nsource = "s2"\nresult = "claim"\n'
    'terms = [{{ series = "removals-month", edition = "tables/2024-01", sign = 1{period} }}]\n'
)


@pytest.mark.parametrize(
    ("period", "message"),
    [
        ("", "prints 2 values; name the period"),
        ("2024-03", "prints no value for 2024-03"),
        ("spring", "'spring' is no period"),
        ("2024-01", ""),
        ("2024-01-01/2024-01-31", ""),
    ],
)
def test_a_term_of_a_replay_is_one_printed_value(tmp_path, period, message) -> None:
    folder = tiny.write(tmp_path)
    lines = folder / "observations" / "all.csv"
    lines.write_text(lines.read_text() + "removals-month,tables/2024-01,2023-12,transcribed,s1,990,\n")
    (folder / "relations.toml").write_text(REPLAY.format(period=f', period = "{period}"' if period else ""))
    found = [str(problem) for problem in record.read(folder)[1]]
    assert bool(found) == bool(message), found
    assert all("relations.toml: sum terms" in each and message in each for each in found), found


@pytest.mark.parametrize("word", ["over", "at least", "under", "up to", "nearly"])
def test_a_fall_that_can_be_read_in_two_ways_is_refused(tmp_path, word) -> None:
    folder = tiny.write(tmp_path)
    fall = FIGURE.format(id="x", period="2024-01").replace('"level"', '"change"').replace("value = 1", "value = -20")
    (folder / "figures" / "more.toml").write_text(fall.replace('"exact"', f'"{word}"'))
    (found,) = (str(problem) for problem in record.read(folder)[1])
    assert f"x low: '{word} -20' can be read in two ways" in found
    written = fall.replace('"exact"', f'"{word}"').replace("value = -20", 'high = -20\nrange_reason = "r"')
    (folder / "figures" / "more.toml").write_text(written)
    assert record.read(folder)[1] == []


def test_a_claim_of_order_is_read_by_series_of_its_own_population(tmp_path) -> None:
    folder = tiny.write(tmp_path)
    some = '[[population]]\nid = "some"\ntitle = "Some"\ndefinition = "A few."\n'
    (folder / "populations.toml").write_text(tiny.FILES["populations.toml"] + some)
    tiny.edit(folder, "series.toml", 'population = "all"', 'population = "some"')
    (folder / "relations.toml").write_text(
        '[[relation]]\nid = "order"\nkind = "exceeds"\ntext = "t"\nsource = "s2"\nresult = "claim"\nsubject = ["FY2024"]\n'
        'against = ["FY2023"]\nreadings = [{ label = "r", series = ["removals-month"] }]\n'
    )
    found = [str(problem) for problem in record.read(folder)[1]]
    assert "relations.toml: order readings: removals-month counts 'some', and the claim is about 'all'" in found


def test_two_statements_of_unlike_people_have_no_pace(tmp_path) -> None:
    folder = tiny.write(tmp_path)
    (folder / "populations.toml").write_text(
        tiny.FILES["populations.toml"] + '[[population]]\nid = "some"\ntitle = "Some"\ndefinition = "A few."\n'
    )
    more = FIGURE.format(id="x", period="2024-01") + FIGURE.format(id="y", period="2024-01") + 'population = "some"\n'
    (folder / "figures" / "more.toml").write_text(more)
    pace = SUM.format(id="p", figures='["x", "y"]', result="").replace('"sum"', '"pace"').replace('result = ""\n', "")
    (folder / "relations.toml").write_text(pace)
    (found,) = (str(problem) for problem in record.read(folder)[1])
    assert "a pace needs figures of one measure, scope and population" in found


def test_a_figure_for_days_to_come_is_refused(tmp_path) -> None:
    folder = tiny.write(tmp_path)
    (folder / "figures" / "more.toml").write_text(FIGURE.format(id="x", period="2025-01"))
    assert "figures/more.toml: x period: ends after it was stated" in str(record.read(folder)[1][0])


def test_one_bad_entry_does_not_hide_the_next(tmp_path) -> None:
    folder = tiny.write(tmp_path)
    tiny.edit(folder, "sources/all.toml", 'grade = "A"', 'grade = "D"')
    tiny.edit(folder, "agencies.toml", 'short = "AT"', "short = 3")
    found = {problem.file for problem in record.read(folder)[1]}
    assert {"sources/all.toml", "agencies.toml"} <= found


def test_a_verdict_can_not_be_written_in_the_record(tmp_path) -> None:
    folder = tiny.write(tmp_path)
    tiny.edit(folder, "figures/all.toml", "value = 100000", 'value = 100000\nverdict = "below"')
    assert any("verdict" in str(problem) for problem in record.read(folder)[1])


def test_the_packaged_record_keeps_the_rules() -> None:
    assert [str(problem) for problem in record.read()[1]] == []


def test_a_folder_that_is_not_there_is_one_clear_error(tmp_path) -> None:
    with pytest.raises(RecordError, match="no such folder"):
        record.load(tmp_path / "nowhere")


CORRECTION = """
[[correction]]
edition = "2024-01"
table = "Removals"
member = "Total"
grain = "month"
period = "2024-01"
value = 110
text = "A slip."
source = "s1"
"""


@pytest.mark.parametrize(
    ("block", "told"),
    [
        ("[[table]]\nmatch = '('\n", "no regular expression"),
        (
            "[[table]]\nmatch = 'x'\nmembers = 'top'\nfixed = ['Other']\nresidual = ['Other']\n",
            "both fixed and residual",
        ),
        ("[[table]]\nmatch = 'x'\nmembers = 'fixed'\nfixed = ['Total']\n", "goes with members = 'top' alone"),
        ("[[table]]\nmatch = 'x'\nmembers = 'some'\n", "Invalid enum value"),
        ("[[sum]]\nmatch = 'x'\ntotal = 'A'\nparts = ['A', 'B']\n", "is none of them"),
        (
            "[[agreement]]\ntable = 'T'\nmember = 'A'\nother_table = 'T'\nother_member = 'A'\ntext = 't'\n",
            "held against itself",
        ),
        (CORRECTION, "needs either expect or expect_code"),
        (CORRECTION + "expect = 110\n", "expects what it corrects to"),
        (CORRECTION.replace("2024-01", "2031-01", 1) + "expect = 100\n", "an edition that the record does not list"),
        (CORRECTION.replace('"s1"', '"nobody"') + "expect = 100\n", "nobody"),
    ],
)
def test_rules_about_tables_that_can_not_be_are_named(tmp_path, block: str, told: str) -> None:
    folder = tiny.write(tmp_path)
    path = folder / "releases/tables.toml"
    path.write_text(path.read_text() + "\n" + block)
    _, problems = record.read(folder)
    assert any(told in str(problem) for problem in problems), problems
