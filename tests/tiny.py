"""A record of a few entries as files, for tests of reading, linting and the command line."""

from __future__ import annotations

from pathlib import Path

FILES = {
    "agencies.toml": '[[agency]]\nid = "a"\nname = "Agency of Tables"\nshort = "AT"\n',
    "scopes.toml": '[[scope]]\nid = "all"\ntitle = "All"\ndefinition = "Everything."\n',
    "populations.toml": '[[population]]\nid = "all"\ntitle = "All"\ndefinition = "Everybody."\n',
    "measures.toml": """[[measure]]
id = "removal"
title = "Removal"
definition = "A compulsory movement out of the country."
source = "s1"
nature = "flow"
counts = "events"
""",
    "series.toml": """[[series]]
id = "removals-month"
title = "Removals by month"
release = "tables"
measure = "removal"
scope = "all"
population = "all"
frequency = "month"
unit = "removals"
rounding = 10
table = "Removals"
member = "Total"
headline = true
""",
    "sources/all.toml": """[[source]]
id = "s1"
publisher = "Agency of Tables"
title = "Tables, first edition"
grade = "A"
published_on = 2024-03-01
seen = "opened"
recorded_on = 2026-11-21

[[source]]
id = "s2"
publisher = "A newspaper"
title = "A report"
grade = "B"
published_on = 2024-09-30
seen = "opened"
recorded_on = 2026-11-21
""",
    "releases/tables.toml": """id = "tables"
agency = "a"
title = "Tables"
description = "Removals by month."
frequency = "monthly"
measures = ["removal"]
scopes = ["all"]
reader = "ohss_monthly"

[promise]
basis = "agency_statement"
source = "s1"
text = "A table each month."

[due]
first = "2024-01"
lag_days = 40

[[edition]]
ref = "2024-01"
published_on = 2024-03-01
source = "s1"

[[event]]
id = "tables-stop"
kind = "reported_ceased"
effective_on = 2024-06-01
source = "s2"
text = "Reported to have ceased."
by_agency = false
stopped_after = "2024-01"
quote = "no longer published"

[[look]]
looked_on = 2024-09-30
observer = "A newspaper"
outcome = "seen"
source = "s2"
shows_through = "2024-01"
""",
    "figures/all.toml": """[[figure]]
id = "claim"
speaker = "A Speaker"
role = "spokesperson"
organization = "Agency of Tables"
official = true
stated_on = 2024-09-30
measure = "removal"
scope = "all"
kind = "level"
unit = "removals"
sources = ["s2"]
text = "Over 100,000 removals from February to May."
qualifier = "over"
value = 100000
quote = "over 100,000"
period = "2024-02/2024-05"

[[left_out]]
id = "remark"
source = "s2"
text = "A remark."
reason = "No statistic."
""",
    "observations/all.csv": "series,edition,period,method,source,value,code\nremovals-month,tables/2024-01,2024-01,transcribed,s1,1230,\n",
}


def write(folder: Path) -> Path:
    """Write the record."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def edit(folder: Path, name: str, old: str, new: str) -> None:
    """Replace a text in one file of the record; the text must be there."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {name}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
