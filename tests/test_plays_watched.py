"""The practice agency plays, `check` watches on a scripted calendar: each play gives its outcome and its status, and no more.

December 2023 is out on 5 April 2024 (due 9 April), January on 3 May (due 10 May), February on 7 June (due 8 June).
Every play is one release of one record, on a host of its own; all are visited by the same runs.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from typing import NamedTuple

import pytest
from practice import Answer, Seen, Server
from practice.network import Network
from practice.plays import ANSWERS, FILES
from watching import book
from watching_many import DECEMBER, FEBRUARY, JANUARY, SUSPENDED, World, Worlds, unique_books

from tracker.checking import Second
from tracker.evidence.verify import verify

ACCUSING = {"overdue", "withheld", "removed", "late", "reduced", "cancelled", "discontinued"}
BEFORE, SOON, DUE, AFTER, LATER = (
    date(2024, 4, 6), date(2024, 4, 9), date(2024, 5, 22), date(2024, 5, 26), date(2024, 6, 12),
)  # fmt: skip
BEGINS, ENDS = date(2024, 4, 8), date(2024, 5, 25)


class Met(NamedTuple):
    """What is promised while the play lasts and January has fallen due: what the look is, and what January then is."""

    outcome: str
    january: str


SEES = Met("changed", "on_time")  # the play keeps nobody from seeing that January is out
NO = None  # not played

# play: (where it meets the landing page, where it meets the newest file: January's, which nobody has read yet).
# A page that was not read tells why (blocked, unreachable, unreadable; unchecked where it was gone: that says nothing of
# January). A page that was read links a file that nobody could read: unchecked, since it may be the one that is due.
ANSWERED: dict[str, tuple[Met | None, Met | None]] = {
    "404 once": (Met("gone", "unchecked"), Met("gone", "unchecked")),
    "404 for good": (Met("gone", "unchecked"), Met("gone", "unchecked")),
    "410": (Met("gone", "unchecked"), Met("gone", "unchecked")),
    "soft 404": (Met("soft_gone", "unreadable"), Met("soft_gone", "unchecked")),
    "403 akamai": (Met("blocked", "blocked"), Met("blocked", "unchecked")),
    "403 cloudflare": (Met("blocked", "blocked"), Met("blocked", "unchecked")),
    "403 human": (Met("blocked", "blocked"), Met("blocked", "unchecked")),
    "200 imperva": (Met("blocked", "blocked"), Met("blocked", "unchecked")),
    "429": (Met("blocked", "blocked"), Met("blocked", "unchecked")),
    "503": (Met("unreachable", "unreachable"), Met("unreachable", "unchecked")),
    "cut short": (Met("cut_short", "unreachable"), Met("cut_short", "unchecked")),
    "length too large": (Met("cut_short", "unreachable"), Met("cut_short", "unchecked")),
    "length too small": (Met("cut_short", "unreachable"), Met("cut_short", "unchecked")),
    "gzip": (SEES, Met("new", "on_time")),
    "gzip that does not end": (Met("cut_short", "unreachable"), Met("cut_short", "unchecked")),
    "gzip bomb": (Met("too_large", "unreadable"), Met("too_large", "unchecked")),
    "redirect": (Met("unreachable", "unreachable"), Met("unreachable", "unchecked")),
    "redirect loop": (Met("unreachable", "unreachable"), Met("unreachable", "unchecked")),
    "redirect to 127.0.0.1": (Met("unreachable", "unreachable"), Met("unreachable", "unchecked")),
    "redirect to 169.254.169.254": (Met("unreachable", "unreachable"), Met("unreachable", "unchecked")),
    "html named xlsx": (Met("unreadable", "unreadable"), Met("unreadable", "unchecked")),
    "3 GB body": (Met("too_large", "unreadable"), Met("too_large", "unchecked")),
    "slow drip": (Met("timed_out", "unreachable"), Met("timed_out", "unchecked")),
    "generated anew": (NO, Met("new", "on_time")),
    "empty list once": (Met("suspect", "unreadable"), NO),
    "page replaced by a notice": (Met("unreadable", "unreadable"), NO),
    "silence": (Met("timed_out", "unreachable"), Met("timed_out", "unchecked")),
    "hang up": (Met("unreachable", "unreachable"), Met("unreachable", "unchecked")),
    "no http": (Met("unreachable", "unreachable"), Met("unreachable", "unchecked")),
}
BY_PAGE = {play: met[0] for play, met in ANSWERED.items() if met[0]}
BY_FILE = {play: met[1] for play, met in ANSWERED.items() if met[1]}


class Told(NamedTuple):
    """What is promised of January on 22 May, and of January, February and the release on 12 June."""

    january: str
    january_later: str
    february_later: str
    release_later: str


# What the agency itself does with its schedule and its files.
DONE = {
    "on time": Told("on_time", "on_time", "on_time", "on_time"),
    "late": Told("overdue", "late", "on_time", "on_time"),
    "late, under the name of the day it was due": Told("overdue", "published", "on_time", "on_time"),
    "silent stop": Told("overdue", "overdue", "overdue", "overdue"),
    "stop with notice": Told("overdue", "overdue", "overdue", "overdue"),
    "stop with notice, sourced": Told("withheld", "withheld", "withheld", "withheld"),
    "resume": Told("overdue", "unchecked", "on_time", "on_time"),
    "resume, sourced": Told("withheld", "unchecked", "on_time", "resumed"),
    "moved file": Told("on_time", "on_time", "on_time", "on_time"),
    "renamed file": Told("on_time", "on_time", "on_time", "on_time"),
    "unlinked": Told("on_time", "on_time", "on_time", "on_time"),
    "404 for good, alone": Told("on_time", "on_time", "on_time", "on_time"),
    "404 for good, two observers": Told("on_time", "on_time", "on_time", "on_time"),
    "a breakdown lost": Told("reduced", "reduced", "reduced", "reduced"),
}
DECEMBER_LATER = {"404 for good, two observers": "removed"}  # every other play leaves December on time
OLD_FILE = {  # how the file of December is met on 9 April, and the one that the page links then
    "moved file": ["moved", "new"],
    "renamed file": ["moved", "new"],
    "unlinked": ["unlinked", "unchanged", "unchanged"],
    "404 for good, alone": ["gone"],
    "404 for good, two observers": ["gone"],
}


@pytest.fixture(scope="module", autouse=True)
def network() -> Iterator[Network]:
    with pytest.MonkeyPatch.context() as patch:
        yield Network(patch)


def played(name: str, play: str, of: str, publishes: bool, number: int) -> World:
    """One answer play from 8 April to 25 May; what is played once is played on the day when January has fallen due."""
    begins = DUE if play.endswith("once") else BEGINS
    options = {"size": 3_000_000} if play == "gzip bomb" else {}
    world = World(name, [lambda site: site.play(play, begins, ENDS, of=of, **options)])
    world.publish(DECEMBER, "2023-12", unique_books(number, 3))
    if publishes:
        world.publish(JANUARY, "2024-01", unique_books(number, 4))
    return world


@pytest.fixture(scope="module")
def answered(tmp_path_factory):
    """Each answer play three times: met by the page, by the file, and by the page of an agency that has stopped."""
    cases = [(play, "page", True) for play in BY_PAGE]
    cases += [(play, "page", False) for play in BY_PAGE]
    cases += [(play, "latest", True) for play in BY_FILE]
    worlds = [
        played(f"a{number:03}", play, of, publishes, number) for number, (play, of, publishes) in enumerate(cases)
    ]
    names = dict(zip(cases, (world.name for world in worlds), strict=True))
    with Worlds(tmp_path_factory.mktemp("answered"), worlds) as watched:
        for day in (BEFORE, SOON, DUE):
            watched.check(day)
        during = watched.seen(SOON, DUE)
        watched.check(AFTER)
        return names, during, watched.seen(AFTER)


def test_every_answer_play_has_its_promise() -> None:
    assert set(ANSWERED) == set(ANSWERS)


@pytest.mark.parametrize(("play", "met"), BY_PAGE.items())
def test_a_play_that_meets_the_page_gives_its_outcome_and_no_accusation(answered, play, met) -> None:
    names, during, after = answered
    name = names[play, "page", True]
    assert during.looks[name, DUE, "page"] == [met.outcome]
    assert during.editions[name, DUE] == {"2023-12": "on_time", "2024-01": met.january}
    assert during.releases[name, DUE] == met.january
    assert during.releases[name, SOON] == "on_time"  # nothing had fallen due that was not seen before the play
    assert after.editions[name, AFTER] == {"2023-12": "on_time", "2024-01": "on_time"}
    assert after.releases[name, AFTER] == "on_time"


@pytest.mark.parametrize(("play", "met"), BY_PAGE.items())
def test_what_stopped_behind_a_play_is_overdue_at_the_look_that_works_and_not_before(answered, play, met) -> None:
    names, during, after = answered
    name = names[play, "page", False]
    seen = met is SEES
    assert during.editions[name, DUE] == {"2023-12": "on_time", "2024-01": "overdue" if seen else met.january}
    assert during.releases[name, DUE] == ("overdue" if seen else met.january)
    assert after.editions[name, AFTER] == {"2023-12": "on_time", "2024-01": "overdue"}


@pytest.mark.parametrize(("play", "met"), BY_FILE.items())
def test_a_play_that_meets_the_file_gives_its_outcome_and_no_accusation(answered, play, met) -> None:
    names, during, after = answered
    name = names[play, "latest", True]
    assert sorted(during.looks[name, DUE, "file"]) == sorted([met.outcome, "unchanged"])
    assert during.looks[name, DUE, "page"] == ["changed"]
    assert during.editions[name, DUE] == {"2023-12": "on_time", "2024-01": met.january}
    assert during.releases[name, DUE] == met.january
    assert after.editions[name, AFTER] == {"2023-12": "on_time", "2024-01": "on_time"}


def narrower(number: int, last: int) -> bytes:
    """The workbook without its column of convicted criminals."""
    return book(last, start=1000 * (number + 1), headers=("Total",))


def doing(name: str, play: str, number: int) -> World:
    """The world of one row of DONE."""
    stop, path = date(2024, 5, 1), ""
    world = World(name, archive=play.endswith("two observers"))
    acts = {
        "late": lambda site: site.play("late", stop, date(2024, 5, 10), days=32),
        "silent stop": lambda site: site.play("silent stop", stop),
        "stop with notice": lambda site: site.play("stop with notice", stop),
        "resume": lambda site: (site.play("silent stop", stop), site.play("resume", date(2024, 6, 1))),
        "404 for good": lambda site: site.play("404 for good", BEGINS, of=path),
        **{each: (lambda site, each=each: site.play(each, BEGINS)) for each in FILES},
    }
    world.acts = [acts[act] for act in [play.partition(",")[0]] if act in acts]
    world.said = SUSPENDED if play.endswith("sourced") else ""
    body = narrower if play == "a breakdown lost" else unique_books
    if play == "unlinked":  # a page that lost most of its links at once would be suspect: two older files stay on it
        world.publish(date(2024, 2, 9), "2023-10", unique_books(number, 1))
        world.publish(date(2024, 3, 8), "2023-11", unique_books(number, 2))
    world.publish(DECEMBER, "2023-12", unique_books(number, 3))
    path = world.site.publications[-1].path
    world.publish(JANUARY, "2024-01", body(number, 4), named=date(2024, 6, 4) if play == "late" else None)
    world.publish(FEBRUARY, "2024-02", body(number, 5))
    return world


def archive(seen: Seen) -> Answer:
    """An archive that met 404 at every address on the evening of 9 April."""
    if seen.path.startswith("/cdx/"):
        names = ["timestamp", "original", "mimetype", "statuscode", "digest", "length"]
        url = next(x for x in seen.path.split("&") if "url=" in x).partition("url=")[2]
        from urllib.parse import unquote

        found = [names, ["20240409180000", unquote(url), "text/html", "404", "A" * 32, "500"]]
        return Answer.of(json.dumps(found).encode(), 200, "application/json")
    if seen.path.startswith("/web/"):
        answer = Answer.of(b"", 200)
        answer.headers.append(("Memento-Datetime", "Tue, 09 Apr 2024 18:00:00 GMT"))
        return answer
    return Answer.of(b"", 404)


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    names = {play: f"d{number:02}" for number, play in enumerate(DONE)}
    worlds = [doing(name, play, number) for number, (play, name) in enumerate(names.items())]
    with Server(archive, "archive") as second:
        observer = Second(base=second.url(""))
        folder = tmp_path_factory.mktemp("done")
        with Worlds(folder, worlds, observer, allowed=[second.netloc]) as watched:
            for day in (BEFORE, SOON, DUE):
                watched.check(day)
            during = watched.seen(SOON, DUE)
            watched.check(LATER)
            assert verify(watched.store).problems == []
            return names, during, watched.seen(LATER)


@pytest.mark.parametrize(("play", "told"), DONE.items())
def test_what_the_agency_does_gives_its_status(done, play, told) -> None:
    names, during, after = done
    name = names[play]
    assert during.editions[name, DUE]["2024-01"] == told.january
    assert {ref: status for ref, status in after.editions[name, LATER].items() if ref >= "2023-12"} == {
        "2023-12": DECEMBER_LATER.get(play, "on_time"),
        "2024-01": told.january_later,
        "2024-02": told.february_later,
    }
    assert after.releases[name, LATER] == told.release_later


@pytest.mark.parametrize(("play", "met"), OLD_FILE.items())
def test_a_file_that_moved_lost_its_link_or_is_gone_is_told_apart(done, play, met) -> None:
    names, during, _ = done
    assert sorted(during.looks[names[play], SOON, "file"]) == sorted(met)
    assert during.editions[names[play], SOON]["2023-12"] == "on_time"


# Whatever the network does

SEEDS = range(int(os.environ.get("TRACKER_SEEDS", "1")))
NUMBER = 12  # worlds of a seed


def drawn(name: str, draw: random.Random, number: int) -> World:
    """An agency that publishes all three on time, under plays drawn at random."""
    acts = []
    for _ in range(draw.randint(1, 5)):
        play = draw.choice([*ANSWERS, "moved file", "renamed file"])  # who unlinks a file shows it to nobody
        begins = BEFORE + timedelta(days=draw.randrange(70))
        until = begins + timedelta(days=draw.randint(1, 40)) if draw.random() < 0.8 else None
        of = "latest" if play in (*FILES, "generated anew") else draw.choice(["page", "latest", "all", "robots"])
        acts.append((play, begins, until, of, draw.choice([None, 1, 2])))
    world = World(name, [lambda site: [_play(site, *act) for act in acts]])
    world.acts_drawn = acts
    for day, ref, last in ((DECEMBER, "2023-12", 3), (JANUARY, "2024-01", 4), (FEBRUARY, "2024-02", 5)):
        world.publish(day, ref, unique_books(number, last))
    return world


def _play(site, play, begins, until, of, times) -> None:
    options = {"size": 3_000_000} if play == "gzip bomb" else {}
    site.play(play, begins, until, of=of, times=times, **options)


@pytest.mark.parametrize("seed", SEEDS)
def test_who_publishes_on_time_is_never_accused_whatever_the_network_does(seed, tmp_path) -> None:
    draw = random.Random(f"plays {seed}")
    worlds = [drawn(f"r{number:02}", draw, number) for number in range(NUMBER)]
    days = sorted(BEFORE + timedelta(days=each) for each in draw.sample(range(75), 9))
    with Worlds(tmp_path, worlds) as watched:
        for number, day in enumerate(days, start=1):
            watched.check(day)
            if number not in (3, 6, len(days)):
                continue
            asked = days if day == days[-1] else [day]
            seen = watched.seen(*asked)
            for world, each in product(worlds, asked):
                statuses = {seen.releases[world.name, each], *seen.editions.get((world.name, each), {}).values()}
                assert not statuses & ACCUSING, (world.acts_drawn, [str(x) for x in watched.days], str(each))
        assert verify(watched.store).problems == []
