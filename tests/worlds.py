"""Records for tests: one agency, one release, and what was seen of it.

`small()` builds a record from keyword parts; the strategies draw a world (when each edition truly appeared, when each
look was made) and the truthful evidence that it leaves behind.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import msgspec
from hypothesis import strategies as st

from tracker import model as m
from tracker import period

RECORDED = date(2026, 11, 21)
LAG = 40
START = date(2024, 1, 1)

SERIES = m.Series(
    id="m",
    title="Removals",
    release="r",
    measure="removal",
    scope="dhs",
    population="all",
    frequency="month",
    unit="removals",
    rounding=10,
)


def source(name: str = "s", day: date = START, grade: m.Grade = "B") -> m.Source:
    """A source of a day."""
    return m.Source(
        id=name,
        publisher="Publisher",
        title=f"Document {name}",
        grade=grade,
        published_on=day,
        seen="opened",
        recorded_on=RECORDED,
    )


def small(**parts: Any) -> m.Record:
    """A record of one monthly release `r` with a lag of 40 days; `release` keys and lists of entries may be given."""
    keys = {
        "id": "r", "agency": "a", "title": "Release", "description": "A monthly table.", "frequency": "monthly",
        "promise": m.Promise(basis="observed_practice", source="s", text="Monthly."),
        "due": m.Due(first="2024-01", lag_days=LAG), "measures": ("removal",), "scopes": ("dhs",),
    }  # fmt: skip
    keys |= parts.get("release", {})
    return m.Record(
        agencies=(m.Agency(id="a", name="Agency", short="A"),),
        measures=(
            m.Measure(id="removal", title="Removal", definition="D.", source="s", nature="flow", counts="events"),
            m.Measure(
                id="deportation", title="Deportation", definition="D.", source="s", nature="flow", counts="events"
            ),
        ),
        scopes=(m.Scope(id="dhs", title="DHS", definition="D."), m.Scope(id="ice", title="ICE", definition="D.")),
        populations=(m.Population(id="all", title="All", definition="D."), *parts.get("populations", ())),
        series=parts.get("series", ()),
        sources=(source(), *parts.get("sources", ())),
        releases=(m.Release(**keys),),
        figures=parts.get("figures", ()),
        left_out=(),
        relations=parts.get("relations", ()),
        observations=parts.get("observations", ()),
    )


def edition(ref: str, day: date, **more: Any) -> m.Edition:
    """An edition that appeared on a day."""
    return m.Edition(ref=ref, published_on=day, source=more.pop("source", "s"), **more)


def printed_again(record: m.Record, ref: str = "2024-05", day: date = date(2024, 6, 20)) -> m.Record:
    """The record with one more edition, which prints every value again: then none of them is a first print."""
    newest = msgspec.structs.replace(record.releases[0], edition=(*record.releases[0].edition, edition(ref, day)))
    again = {
        (x.series, x.period): msgspec.structs.replace(x, edition=f"{newest.id}/{ref}") for x in record.observations
    }
    return msgspec.structs.replace(
        record, releases=(newest, *record.releases[1:]), observations=(*record.observations, *again.values())
    )


def look(day: date, outcome: Any = "seen", shows: str = "", **more: Any) -> m.Look:
    """A look of a day."""
    return m.Look(
        looked_on=day,
        observer=more.pop("observer", "o"),
        outcome=outcome,
        source=more.pop("source", "s"),
        shows_through=shows,
        **more,
    )


def stop(day: date, after: str, **more: Any) -> m.Event:
    """A report that the release has ceased."""
    return m.Event(
        id=more.pop("id", f"stop-{day}"), kind=more.pop("kind", "reported_ceased"), effective_on=day, source=more.pop("source", "s"),
        text="Reported to have ceased.", by_agency=more.pop("by_agency", False), stopped_after=after, **more,
    )  # fmt: skip


def figure(name: str, day: date, label: str, **more: Any) -> m.ReportedFigure:
    """A figure stated by an official."""
    keys: dict[str, Any] = {
        "id": name, "speaker": "Speaker", "role": "Spokesperson", "organization": "A", "official": True, "stated_on": day,
        "measure": "removal", "scope": "dhs", "kind": "level", "unit": "removals", "sources": ("s",), "text": "Said so.",
        "qualifier": "exact", "value": 100.0, "period": label,
    }  # fmt: skip
    return m.ReportedFigure(**(keys | more))


def without(record: m.Record, dropped: set[str]) -> m.Record:
    """The record without some sources and all that rests on them; ids may also name single events, looks and figures."""
    release = record.releases[0]

    def kept(*names: str) -> bool:
        return not dropped.intersection(names)

    left = {
        "edition": tuple(x for x in release.edition if kept(x.source)),
        "event": tuple(x for x in release.event if kept(x.source, x.id)),
        "look": tuple(x for x in release.look if kept(x.source, f"look-{x.looked_on}-{x.observer}-{x.outcome}")),
    }
    return m.Record(
        agencies=record.agencies, measures=record.measures, scopes=record.scopes, populations=record.populations, series=record.series, sources=record.sources,
        releases=(m.Release(**({f: getattr(release, f) for f in release.__struct_fields__} | left)),),
        figures=tuple(x for x in record.figures if kept(*x.sources, x.id)),
        left_out=(), relations=(), observations=(),
    )  # fmt: skip


@dataclass(frozen=True)
class World:
    """What truly happened, and the evidence of it that may be known."""

    appeared: dict[str, date]  # reference period → day
    stopped_on: date | None
    record: m.Record
    names: tuple[str, ...]  # everything that can be taken away


def _months(count: int) -> list[str]:
    each = period.parse("2024-01")
    labels = []
    for _ in range(count):
        labels.append(each.label)
        each = period.following(each)
    return labels


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """A monthly release over a year: editions early, late or never, perhaps a stop, truthful looks, failed looks, statements."""
    labels = _months(draw(st.integers(1, 9)))
    stopped = draw(st.none() | st.integers(0, len(labels) - 1))
    appeared: dict[str, date] = {}
    last_day = START
    for number, label in enumerate(labels):
        lag = draw(st.integers(1, 90))
        day = max(period.parse(label).end + timedelta(days=lag), last_day)
        if stopped is not None and number >= stopped:
            continue
        if draw(st.integers(0, 9)) == 0:
            continue  # an edition that never came
        appeared[label], last_day = day, day
    sources: dict[str, m.Source] = {}

    def cite(day: date) -> str:
        name = f"s{len(sources)}"
        sources[name] = source(name, day)
        return name

    editions = [edition(label, day, source=cite(day)) for label, day in appeared.items()]
    looks = []
    for number in range(draw(st.integers(0, 6))):
        day = START + timedelta(days=draw(st.integers(1, 420)))
        outcome = draw(st.sampled_from(["seen", "seen", "seen", "blocked", "unreachable", "unreadable"]))
        there = [label for label, on in appeared.items() if on <= day]
        shows = max(there, default="2023-12") if outcome == "seen" and draw(st.integers(0, 4)) else ""
        looks.append(look(day, outcome, shows, source=cite(day), observer=f"o{number}"))
    events = []
    stopped_on = None
    if stopped is not None:
        after = max(appeared, default="2023-12")
        stopped_on = max([period.parse(after).end, *appeared.values()]) + timedelta(days=draw(st.integers(0, 60)))
        if draw(st.booleans()):
            events.append(stop(stopped_on, after, source=cite(stopped_on + timedelta(days=draw(st.integers(0, 60))))))
    figures = []
    for number in range(draw(st.integers(0, 2))):
        label = draw(st.sampled_from(labels))
        day = period.parse(label).end + timedelta(days=draw(st.integers(1, 200)))
        figures.append(figure(f"f{number}", day, label, sources=(cite(day),), official=draw(st.booleans())))
    record = small(
        release={"edition": tuple(editions), "look": tuple(looks), "event": tuple(events)}, sources=tuple(sources.values()),
        series=(SERIES,), figures=tuple(figures),
    )  # fmt: skip
    return World(appeared, stopped_on, record, tuple(sources))
