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
    ("measures.toml", 'counts = "events"', 'counts = "events"\ncontains = ["removal"]', ["measures.toml", "removal", "contains", "circle"]),
    ("measures.toml", 'counts = "events"', 'counts = "events"\nmay_mean = ["removal"]', ["removal", "may_mean", "stands for itself"]),
    ("scopes.toml", 'definition = "Everything."\n',
     'definition = "Everything."\ncontains = ["b"]\n[[scope]]\nid = "b"\ntitle = "B"\ndefinition = "D."\ncontains = ["all"]\n',
     ["scopes.toml", "b", "contains", "circle"]),
    ("figures/all.toml", 'kind = "level"', 'kind = "level"\nsupersedes = "claim"', ["claim", "supersedes", "correct itself"]),
    ("figures/all.toml", "value = 100000", "value = 1e25", ["claim", "value", "1e+25 is beyond 1e+15"]),
    ("figures/all.toml", 'kind = "level"', 'kind = "change"', ["claim", "base", "names the period"]),
    ("figures/all.toml", 'kind = "level"', 'kind = "level"\nbase = "2024-01"', ["claim", "base", "for a change alone"]),
    ("figures/all.toml", 'kind = "level"', 'kind = "change"\nbase = "winter"', ["claim", "base", "'winter' is no period"]),
    ("figures/all.toml", 'kind = "level"', 'kind = "change"\nbase = "2024-03"', ["claim", "base", "does not end before"]),
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


def test_corrections_that_go_in_a_circle_are_refused(tmp_path) -> None:
    folder = tiny.write(tmp_path)
    first, second = FIGURE.format(id="x", period="2024-01"), FIGURE.format(id="y", period="2024-01")
    (folder / "figures" / "more.toml").write_text(first + 'supersedes = "y"\n' + second)
    assert record.read(folder)[1] == []
    (folder / "figures" / "more.toml").write_text(first + 'supersedes = "y"\n' + second + 'supersedes = "x"\n')
    found = [str(problem) for problem in record.read(folder)[1]]
    assert [each.split(":")[1].strip() for each in found] == ["x supersedes", "y supersedes"], found


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
    fall = (
        FIGURE.format(id="x", period="2024-01")
        .replace('"level"', '"change"\nbase = "2023-01"')
        .replace("value = 1", "value = -20")
    )
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
    told = "relations.toml: order readings: removals-month counts 'some', and the claim is about 'all'"
    assert any(told in each for each in found), found


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


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ('"level"', "ends after it was stated"),
        ('"maximum"', "ends after it was stated"),
        ('"change"\nbase = "2024-01"', "ends after it was stated"),
        ('"derived"\nderived_from = ["claim"]', "ends after it was stated"),
        ('"rate"', "begins after it was stated"),
    ],
)
def test_a_figure_for_days_to_come_is_refused(tmp_path, kind, told) -> None:
    folder = tiny.write(tmp_path)
    more = FIGURE.format(id="x", period="2025-01").replace('"level"', kind)
    more = more.replace('unit = "u"', 'unit = "u per month"') if "rate" in kind else more
    (folder / "figures" / "more.toml").write_text(more)
    assert f"figures/more.toml: x period: {told}" in str(record.read(folder)[1][0])
    goal = FIGURE.format(id="x", period="2025-01").replace('"level"', '"target"')
    (folder / "figures" / "more.toml").write_text(goal)
    assert record.read(folder)[1] == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ('qualifier = "exact"\nvalue = nan', "x value: nan is no number"),
        ('qualifier = "exact"\nvalue = inf', "x value: inf is no number"),
        ('qualifier = "vague"\nlow = nan\nrange_reason = "r"', "x low: nan is no number"),
        ('qualifier = "vague"\nlow = 1\nhigh = inf\nrange_reason = "r"', "x high: inf is no number"),
        ('qualifier = "over"\nvalue = 1000000\nlow = 1\nrange_reason = "r"', "'over 1e+06' begins at 1e+06"),
        ('qualifier = "over"\nvalue = 100\nlow = 100\nhigh = 200\nrange_reason = "r"', "open above"),
        ('qualifier = "over"\nvalue = 100\nlow = 100\nrange_reason = "r"', ""),
        ('qualifier = "up to"\nvalue = 100\nhigh = 900\nrange_reason = "r"', "ends at 100"),
        ('qualifier = "exact"\nvalue = 139000\nlow = 138500\nhigh = 139499\nrange_reason = "r"', ""),
        ('qualifier = "exact"\nvalue = 139000\nlow = 100000\nhigh = 150000\nrange_reason = "r"', "lies from 138,500"),
        ('qualifier = "exact"\nvalue = 139000\nlow = 138500\nrange_reason = "r"', "lies from 138,500 to 139,500"),
        ('qualifier = "exact"\nvalue = 100000\nlow = 1\nhigh = 2\nrange_reason = "r"', "a range of 'exact 100000' holds it"),
        ('qualifier = "nearly"\nvalue = 100\nlow = 90\nhigh = 110\nrange_reason = "r"', "lies from 75 to 100"),
        ('qualifier = "about"\nvalue = 100\nlow = 1\nhigh = 110\nrange_reason = "r"', "lies from 75 to 125"),
        ('qualifier = "vague"\nvalue = 100\nlow = 200\nrange_reason = "r"', "does not hold the value 100"),
    ],
)  # fmt: skip
def test_a_written_range_holds_the_value_and_reaches_no_further_than_its_words(tmp_path, words, told) -> None:
    folder = tiny.write(tmp_path)
    more = FIGURE.format(id="x", period="2024-01").replace('qualifier = "exact"\nvalue = 1', words)
    (folder / "figures" / "more.toml").write_text(more)
    found = [str(problem) for problem in record.read(folder)[1]]
    assert bool(found) == bool(told), found
    assert not told or any(told in each for each in found), found


def test_what_is_no_number_is_refused_wherever_it_stands(tmp_path) -> None:
    folder = tiny.write(tmp_path)
    tiny.edit(folder, "series.toml", "rounding = 10", "rounding = nan")
    tiny.edit(folder, "observations/all.csv", "1230,", "inf,")
    path = folder / "releases/tables.toml"
    path.write_text(path.read_text() + "\n[[table]]\nmatch = 'x'\nrounding = nan\n" + CORRECTION + "expect = nan\n")
    found = "\n".join(str(problem) for problem in record.read(folder)[1])
    for key in (
        "removals-month rounding: nan",
        "tables/2024-01 2024-01: inf",
        "table.rounding: nan",
        "2024-01 expect: nan",
    ):
        assert key in found, found


@pytest.mark.parametrize(
    ("relation", "told"),
    [
        (SUM.format(id="r", figures='["x", "x"]', result="claim"), "x is put together with itself"),
        (SUM.format(id="r", figures='["x", "claim"]', result="x"), "x would follow from itself"),
        (SUM.format(id="r", figures='["x", "y"]', result="x").replace("sum", "same_day"), "a same_day gives no figure"),
        (
            SUM.format(id="r", figures='["x", "x"]', result="").replace("sum", "net_and_gross"),
            "x is put together with itself",
        ),
        ("", "x derived_from: goes in a circle"),
    ],
)
def test_no_figure_follows_from_itself(tmp_path, relation, told) -> None:
    folder = tiny.write(tmp_path)
    more = FIGURE.format(id="x", period="2024-01") + FIGURE.format(id="y", period="2024-01")
    more += (
        ""
        if relation
        else FIGURE.format(id="z", period="2024-01").replace('"level"', '"derived"\nderived_from = ["x"]')
    )
    if not relation:
        more = more.replace('"level"', '"derived"\nderived_from = ["z"]', 1)
    (folder / "figures" / "more.toml").write_text(more)
    (folder / "relations.toml").write_text(relation)
    found = [str(problem) for problem in record.read(folder)[1]]
    assert any(told in each for each in found), found


ORDER = (
    '[[relation]]\nid = "order"\nkind = "exceeds"\ntext = "t"\nsource = "s2"\nresult = "x"\nsubject = ["FY2023"]\n'
    'against = ["FY2022"]\nreadings = [{ label = "r", series = ["removals-year"] }]\n'
)
YEARLY = tiny.FILES["series.toml"].replace("removals-month", "removals-year").replace('"month"', '"fiscal_year"')
OTHER = (
    '[[scope]]\nid = "other"\ntitle = "O"\ndefinition = "D."\n[[scope]]\nid = "word"\ntitle = "W"\ndefinition = "D."\n'
    'may_mean = ["all"]\n[[scope]]\nid = "wide"\ntitle = "X"\ndefinition = "D."\ncontains = ["all"]\n'
)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("", "", ""),
        ('scope = "all"', 'scope = "other"', "has the scope 'all', which is not in 'other' of x"),
        ('scope = "all"', 'scope = "word"', ""),
        ('scope = "all"', 'scope = "wide"', "one reading at least is of the whole"),
        ('"removals-year"', '"removals-month"', "removals-month is no series of fiscal years"),
        ('"removals-year"', '"removals-year", "removals-year"', "or one of them twice"),
        ('"FY2023"]', '"banana"]', "'banana' is no fiscal year"),
        ('"FY2022"]', '"2022"]', "'2022' is no fiscal year"),
        ('"FY2022"]', '"FY2022", "FY2022"]', "FY2022 stands twice"),
        ('"FY2022"]', '"FY2022", "FY2023"]', "FY2023 can not exceed itself"),
        ('"FY2023"]', '"FY2021"]', "are not the years of x, which speaks of FY2023"),
        ('"ordinal"', '"level"', "x is a level and claims no order"),
        ('period = "FY2023"', 'period = "FY2022/FY2023"', ""),
        ('period = "FY2023"', 'period = "FY2021/FY2023"', "are not the years of x"),
    ],
)
def test_a_claim_of_order_is_read_by_its_own_years_and_series(tmp_path, old, new, told) -> None:
    folder = tiny.write(tmp_path)
    (folder / "scopes.toml").write_text(tiny.FILES["scopes.toml"] + OTHER)
    (folder / "series.toml").write_text(tiny.FILES["series.toml"] + YEARLY)
    claim = FIGURE.format(id="x", period="FY2023").replace('"level"', '"ordinal"')
    (folder / "figures" / "more.toml").write_text(claim.replace(old, new))
    (folder / "relations.toml").write_text(ORDER.replace(old, new))
    found = [str(problem) for problem in record.read(folder)[1]]
    assert bool(found) == bool(told), found
    assert not told or any(told in each for each in found), found


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
        ("[[table]]\nmatch = 'A(?!B)'\n", "'(?!': look-around"),
        ("[[table]]\nmatch = '(?<=A)B'\n", "'(?<=': look-around"),
        ("[[table]]\nmatch = '(A)\\1'\n", "look-around, back-references"),
        ("[[sum]]\nmatch = '(?P<n>A)(?P=n)'\ntotal = 'A'\nparts = ['B', 'C']\n", "'(?P=': look-around"),
        ("[[table]]\nmatch = 'A++'\n", "'++': look-around"),
        ("[[table]]\nmatch = ''\n", "is empty"),
        ("[[table]]\nmatch = '.'\n[[table]]\nmatch = 'A'\n", "'A' can not match"),
        ("[[table]]\nmatch = '^.*$'\n[[table]]\nmatch = 'A'\n", "'A' can not match"),
        ("[[table]]\nmatch = 'A'\n[[table]]\nmatch = 'A'\n", "'A' can not match"),
        ("[[table]]\nmatch = 'x'\nrounding = -1\n", "rounding and minimum_cells"),
        ("[[table]]\nmatch = 'x'\nrounding = nan\n", "rounding and minimum_cells"),
        ("[[sum]]\nmatch = 'x'\ntotal = 'A'\nparts = ['B', 'B', 'C']\n", "'B' stands twice among the parts"),
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
