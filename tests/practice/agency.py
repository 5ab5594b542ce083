"""What has the practice agency published by a given day, where does it stand, and what is sent for a request?"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime
from typing import Any

from practice import pages, plays
from practice.plays import Act
from practice.server import Answer, Seen, Server

ROBOTS = "User-agent: *\nDisallow: /admin/\nDisallow: /search\n"


@dataclass(frozen=True)
class Publication:
    """A workbook, the day on which it is to come out, and where it then stands."""

    on: date
    path: str
    text: str  # what its link says
    body: bytes


@dataclass(frozen=True)
class Posted:
    """A workbook that is out: where it stands today, since when, and whether the page links it."""

    publication: Publication
    path: str
    since: date
    linked: bool


def ohss_path(on: date, label: str) -> str:
    """As OHSS names its monthly tables: 2024-11/2024_1108_ohss_..._july-2024.xlsx."""
    name = f"{on:%Y_%m%d}_ohss_immigration-enforcement-and-legal-processes-tables-{label}.xlsx"
    return f"/sites/default/files/{on:%Y-%m}/{name}"


def ice_path(on: date, label: str = "") -> str:
    """As ICE names its detention statistics: FY26_detentionStats_02122026.xlsx."""
    return f"/doclib/detention/FY{fiscal_year(on) % 100:02d}_detentionStats_{label or f'{on:%m%d%Y}'}.xlsx"


def fiscal_year(on: date) -> int:
    """The fiscal year of a day: it begins in October."""
    return on.year + (on.month >= 10)


class Site:
    """One office of the agency, on a port of its own: a landing page, files, robots.txt."""

    def __init__(self, name: str, owner: str, title: str, page: str, path: Callable[[date, str], str]) -> None:
        self.name, self.owner, self.title, self.page, self._path = name, owner, title, page, path
        self.latest_of_year_only = name == "ice"
        self.robots = ROBOTS
        self.publications: list[Publication] = []
        self.acts: list[Act] = []
        self.day = date(2024, 1, 1)
        self._lock = threading.Lock()
        self.server = Server(self.answer, name)

    def url(self, path: str = "") -> str:
        """The whole address of a path; of the landing page where none is given."""
        return self.server.url(path or self.page)

    def now(self) -> datetime:
        """Noon of the day that is played: what the Date header says."""
        return datetime.combine(self.day, time(12), UTC)

    def publish(self, on: date, body: bytes, label: str = "", path: str = "") -> Publication:
        """A workbook that comes out on a day. `label` is the period in an OHSS name."""
        label = label or (f"{on:%B-%Y}".lower() if self.name == "ohss" else "")
        made = Publication(on, path or self._path(on, label), f"{self.title} {label or f'{on:%B %d, %Y}'}", body)
        self.publications.append(made)
        return made

    def play(
        self, name: str, on: date, until: date | None = None, of: str = "", times: int | None = None, **options: Any
    ) -> Act:
        """Misbehave from a day on. `of`: latest, page, robots, all, or a path. Options: see practice.plays."""
        if name not in plays.PLAYS:
            raise KeyError(f"no play {name!r}; there are: {', '.join(plays.PLAYS)}")
        if name == "resume":
            for act in self.acts:
                if act.name in {"silent stop", "stop with notice"} and act.until is None:
                    act.until = on
        act = Act(name, on, until, of or plays.OF.get(name, "latest"), times or plays.TIMES.get(name), options)
        self.acts.append(act)
        return act

    def posted(self, day: date | None = None) -> list[Posted]:
        """What is out by a day, oldest first."""
        day = day or self.day
        out = [
            Posted(made, made.path, since, True) for made in self.publications if (since := self._out_on(made)) <= day
        ]
        out.sort(key=lambda found: (found.since, found.path))
        for act in self.acts:
            if act.name in plays.FILES and act.holds(day):
                out = [self._changed(found, act) for found in out]
        if not self.latest_of_year_only:
            return out
        newest = {fiscal_year(found.publication.on): found.publication.path for found in out}
        return [
            found
            if newest[fiscal_year(found.publication.on)] == found.publication.path
            else Posted(found.publication, found.path, found.since, False)
            for found in out
        ]

    def _out_on(self, made: Publication) -> date:
        on = made.on
        for act in self.acts:
            if act.holds(made.on) and act.name == "late":
                on = made.on + timedelta(days=act.options.get("days", 30))
            if act.holds(made.on) and act.name in {"silent stop", "stop with notice"}:
                return date.max
        return on

    def _changed(self, found: Posted, act: Act) -> Posted:
        """A file after a play of FILES: the one named, or the one that was latest when the play began."""
        if act.of == "latest":
            then = [made for made in self.publications if self._out_on(made) <= act.on]
            wanted = max(then, key=lambda made: made.on).path if then else ""
        else:
            wanted = act.of
        if found.publication.path != wanted:
            return found
        if act.name == "unlinked":
            return Posted(found.publication, found.path, found.since, False)
        if act.name == "moved file":
            path = found.path.replace("/sites/default/files/", "/system/files/").replace("/doclib/", "/library/")
        else:
            path = found.path.removesuffix(".xlsx") + "_0.xlsx"
        return Posted(found.publication, act.options.get("to", path), found.since, found.linked)

    def answer(self, seen: Seen) -> Answer:
        """What is sent for a request on the day that is played."""
        with self._lock:
            path = seen.path.partition("?")[0]
            answer = self._conditional(seen, self._honest(path))
            for act in self.acts:
                if act.name in plays.ANSWERS and act.holds(self.day) and self._touches(act, path):
                    act.used += 1
                    if act.times is None or act.used <= act.times:
                        answer = plays.ANSWERS[act.name](self, act, seen, self._honest(path))
            answer.headers.insert(0, ("Date", format_datetime(self.now(), usegmt=True)))
            return answer

    def _touches(self, act: Act, path: str) -> bool:
        if act.of in {"page", "robots"}:
            return path == (self.page if act.of == "page" else "/robots.txt")
        if act.of == "all":
            return path not in {"/", "/robots.txt", *pages.INNER}  # the office itself stays
        if act.of == "latest":
            posted = self.posted()
            return bool(posted) and path == posted[-1].path
        return path == act.of

    def _honest(self, path: str) -> Answer:
        if path == "/robots.txt":
            return Answer.of(self.robots.encode(), 200, "text/plain")
        if path == "/":
            return Answer.of(pages.front(self.owner))
        if path in pages.INNER:
            return Answer.of(pages.page(self.owner, path[1:], f"<h1>{path[1:]}</h1><p>More of the office.</p>"))
        if path == self.page:
            links = [(found.path, found.publication.text) for found in reversed(self.posted()) if found.linked]
            notice = any(act.name == "stop with notice" and act.holds(self.day) for act in self.acts)
            return Answer.of(pages.landing(self.owner, self.title, links, notice))
        for found in self.posted():
            if found.path == path:
                return self._file(found)
        return Answer.of(pages.not_found(self.owner), 404)

    def _file(self, found: Posted) -> Answer:
        body = found.publication.body
        modified = format_datetime(datetime.combine(found.since, time(9), UTC), usegmt=True)
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        return Answer.of(body, 200, plays.XLSX, ETag=tag, Last_Modified=modified)

    def _conditional(self, seen: Seen, answer: Answer) -> Answer:
        """304 where the validators that came are those of the file."""
        sent = dict(answer.headers)
        asked = seen.headers
        same = asked["if-none-match"] == sent.get("ETag") if "if-none-match" in asked else False
        if not same and "if-none-match" not in asked and "if-modified-since" in asked:
            same = asked["if-modified-since"] == sent.get("Last-Modified")
        return Answer(304, [("ETag", sent["ETag"])]) if same and answer.status == 200 and "ETag" in sent else answer


class Agency:
    """Both offices. `at` sets the day that is played; a context manager starts and ends the servers."""

    def __init__(self, latency: float = 0.0) -> None:
        self.ohss = Site(
            "ohss",
            "Office of Practice Statistics",
            "Immigration Enforcement and Legal Processes Monthly Tables",
            "/topics/immigration/immigration-enforcement/monthly-tables",
            ohss_path,
        )
        self.ice = Site(
            "ice", "Practice Detention Office", "Detention Statistics", "/detain/detention-management", ice_path
        )
        self.sites = (self.ohss, self.ice)
        for site in self.sites:
            site.server.latency = latency
        self._stack = ExitStack()

    def at(self, day: date) -> Agency:
        """Play a day."""
        for site in self.sites:
            site.day = day
        return self

    @property
    def requests(self) -> list[Seen]:
        """All requests that came, in order."""
        return sorted((seen for site in self.sites for seen in site.server.requests), key=lambda seen: seen.at)

    @property
    def netlocs(self) -> tuple[str, ...]:
        """host:port of both offices: what a policy has to allow."""
        return tuple(site.server.netloc for site in self.sites)

    def __enter__(self) -> Agency:
        for site in self.sites:
            self._stack.enter_context(site.server)
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()
