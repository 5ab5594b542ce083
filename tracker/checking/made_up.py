"""Does a 404 page say anything of its own? The host's answer for an address that nobody made tells.

Beside what is not there (in its folder, with its ending) an address is asked for that can not exist. A 404 that says or
links something of its own, which that answer lacks, is for a person to read: it may say where the page went, in words
that no list of ours has. Where on the page the host's answers differ by themselves, from one address that can not exist
to another, is nothing of its own. Where that leaves nothing, what the host says in that folder is held against what it
says at its root: a folder can have gone as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import msgspec

from tracker.checking import fronts
from tracker.checking.extra import Extra
from tracker.checking.judging import Visit, doubted
from tracker.checking.summary import NotVisited
from tracker.exchange import Exchange
from tracker.outcomes import BodyProblem, Judged
from tracker.outcomes.outcome import bare_host
from tracker.outcomes.own import Own, Told, beyond_folder, more_than, names, own, told

NAMES = ("no-page-of-this-name", "no-such-name-either")
ABSENT, WITH_A_PAGE = frozenset({404, 410}), frozenset({200, 203})
SCRIPT = re.compile(r"\.(aspx?|php\d?|cfm|cgi|pl|jsp|do|ashx)", re.IGNORECASE)  # one page for many questions
LONGEST = 120  # letters of what is quoted of a page
Place = Callable[[str], str]  # from an address that is not there to one that can not exist


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What came for an address that nobody made."""

    url: str
    why: str = ""  # nothing can be held against it
    is_settled: bool = False  # nor will there be: a page came, or robots.txt leaves the address out
    told: Told | None = None
    last: str = ""  # the address that answered in the end


class MadeUp:
    """What a run asked for beside what was not there."""

    def __init__(self, extra: Extra) -> None:
        self._extra = extra
        self._answers: dict[str, Answer] = {}  # by the form of the address: see `_form`
        self._doubts: dict[str, str] = {}  # by the address that is not there: why its page may say where it went

    def ask(self, missing: Sequence[Visit]) -> list[NotVisited]:
        """Ask for what can not exist beside each, and at the root of its host; for a second such address beside it
        where one of them has something of its own. Returns what the budget left out."""
        said = [(each, page) for each in missing if (page := _said(each.exchange))]
        left_out = self._visit([each for each, _ in said], _first)
        found = {each.exchange.url: self._own(each, page) for each, page in said}
        left_out += self._visit([each for each, _ in said if found[each.exchange.url]], _second)
        doubts = {each.exchange.url: self._doubt(each, found[each.exchange.url]) for each, _ in said}
        clear = [each for each, _ in said if not doubts[each.exchange.url]]
        left_out += self._visit(clear, at_root)
        found = {each.exchange.url: self._own_of_folder(each) for each in clear}
        left_out += self._visit([each for each in clear if found[each.exchange.url]], _second)
        doubts |= {each.exchange.url: self._doubt_of_folder(each, found[each.exchange.url]) for each in clear}
        self._doubts |= {each.exchange.url: doubts.get(each.exchange.url, "") for each in missing}
        return left_out

    def told(self, missing: Visit, judged: Sequence[Judged]) -> list[Judged]:
        """What a 404 says, or that it is suspect: it says something of its own, or nothing to hold it against came."""
        doubt = self._doubts.get(missing.exchange.url, "no address that can not exist was asked for beside it")
        return doubted(judged, doubt) if doubt else list(judged)

    def _doubt(self, missing: Visit, found: Sequence[Own]) -> str:
        answer = self._answer(missing, _first)
        if answer.why:
            return f"what its host says of an address that can not exist is not known: {answer.url}: {answer.why}"
        if other := _sent_elsewhere(missing.exchange, answer):
            return f"it leads to {other}, and {answer.url} does not: it may be about to stand there"
        if answer.told and (other := names(answer.told, missing.exchange.url)):
            return f"{answer.url}, which can not exist, names {other}: it may stand there"
        shown = self._kept(missing, found)
        return f"the page has {shown!r}, which {answer.url} does not have: it may say where it went" if shown else ""

    def _doubt_of_folder(self, missing: Visit, found: Sequence[Own]) -> str:
        answer, root = self._answer(missing, _first), self._answer(missing, at_root)
        if root.why and not root.is_settled:
            return f"what its host says at its root of what can not exist is not known: {root.url}: {root.why}"
        if shown := self._kept(missing, found):
            return f"{answer.url} has {shown!r}, which {root.url} does not have: its folder may have gone elsewhere"
        return ""

    def _kept(self, missing: Visit, found: Sequence[Own]) -> str:
        """The longest of what is more than what changes by itself; empty where there is none."""
        kept = [each.what for each in more_than(found, self._by_itself(missing))] if found else []
        return _short(max(kept, key=lambda what: (len(what), what))) if kept else ""

    def _own(self, missing: Visit, page: Told) -> list[Own]:
        """What a page has that the host's answer for an address that can not exist has not."""
        answer = self._answer(missing, _first)
        return own(page, answer.told) if answer.told else []

    def _own_of_folder(self, missing: Visit) -> list[Own]:
        """What the host's answer in the folder has, and that at its root has not."""
        answer, root = self._answer(missing, _first), self._answer(missing, at_root)
        return beyond_folder(own(answer.told, root.told), answer.url, root.told) if answer.told and root.told else []

    def _by_itself(self, missing: Visit) -> list[Own]:
        """What the host's answer for one address that can not exist has, and that for another has not."""
        one, other = (self._answer(missing, place).told for place in (_first, _second))
        return own(other, one) if one and other else []

    def _answer(self, missing: Visit, place: Place) -> Answer:
        url = place(_asked(missing.exchange))
        return self._answers.get(_form(url), Answer(url=url, why="it was not asked for"))

    def _visit(self, missing: Iterable[Visit], place: Place) -> list[NotVisited]:
        first: dict[str, str] = {}  # of each form the address that is asked for
        wanted: dict[str, dict[str, None]] = {}
        for each in missing:
            url = place(_asked(each.exchange))
            if _form(url) not in self._answers:
                url = first.setdefault(_form(url), url)
                wanted.setdefault(url, {}).update((x.release, None) for x in each.addresses)
        return self._extra.ask("made_up", wanted, self._came)

    def _came(self, exchange: Exchange, _: datetime) -> Judged:
        judged = fronts.judged(exchange)
        self._answers[_form(exchange.url)] = _answer(exchange, judged)
        return judged


def beside(url: str, name: str) -> str:
    """An address that can not exist, beside another one: its folder and ending; of a script another question."""
    parts = urlsplit(url)
    folder, ending = parts.path.rstrip("/").rpartition("/")[0], _ending(parts.path)
    if parts.query and SCRIPT.fullmatch(ending):
        values = [(key, "9" * 8 if value.isdigit() else name) for key, value in parse_qsl(parts.query)]
        return urlunsplit(parts._replace(query=urlencode(values) or name, fragment=""))
    path = f"{folder}/{name}{ending}{'/' * parts.path.endswith('/')}"
    return urlunsplit(parts._replace(path=path, query="", fragment=""))


def at_root(url: str) -> str:
    """An address that can not exist at the root of the same host, with the same ending."""
    parts = urlsplit(url)
    path = f"/{NAMES[0]}{_ending(parts.path)}{'/' * parts.path.endswith('/')}"
    return urlunsplit(parts._replace(path=path, query="", fragment=""))


def _ending(path: str) -> str:
    found = re.search(r"\.[A-Za-z]\w{0,4}$", path.rstrip("/").rpartition("/")[2])
    return found[0] if found else ""


def _first(url: str) -> str:
    return beside(url, NAMES[0])


def _second(url: str) -> str:
    return beside(url, NAMES[1])


def _asked(exchange: Exchange) -> str:
    """The address that was asked for; where it led to another host, the one that answered there."""
    last = fronts.last(exchange)
    return exchange.url if bare_host(last) == bare_host(exchange.url) else last


def _sent_elsewhere(exchange: Exchange, answer: Answer) -> str:
    """Where an address leads on its own host, and one beside it that can not exist does not; else empty."""
    asked, last = (urlsplit(url).path for url in (_asked(exchange), fronts.last(exchange)))
    other = urlsplit(answer.last).path
    alike = last in (asked, other) or _shape(last, asked) == _shape(other, urlsplit(answer.url).path)
    return "" if alike else fronts.last(exchange)


def _shape(path: str, asked: str) -> str:
    """A path without the name that was asked for, and without numbers."""
    name = asked.rstrip("/").rsplit("/", 1)[-1]
    return re.sub(r"[0-9]+", "0", path.replace(name, "") if name else path)


def _answer(exchange: Exchange, judged: Judged) -> Answer:
    if exchange.status in WITH_A_PAGE and judged.outcome != "blocked":
        why = "the host has a page for it, and for this one it says that it has none"
        return Answer(url=exchange.url, why=why, is_settled=True)
    if exchange.status not in ABSENT or judged.outcome not in ("gone", "suspect"):
        why = f"{judged.outcome.replace('_', ' ')}: {judged.why}"
        return Answer(url=exchange.url, why=why, is_settled=judged.outcome == "robots")
    try:
        return Answer(url=exchange.url, told=told(exchange), last=fronts.last(exchange))
    except BodyProblem as problem:
        return Answer(url=exchange.url, why=problem.why)


def _form(url: str) -> str:
    """What addresses of a host have in common that differ in the numbers of their folders alone."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=re.sub(r"[0-9]+", "0", parts.path)))


def _said(exchange: Exchange) -> Told | None:
    """What a page that is not there says; None where it says nothing."""
    try:
        found = told(exchange)
    except BodyProblem:
        return None
    return found if found.text or found.addresses else None


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} ..."
