"""In which ways can the practice agency misbehave? Each has a name; PLAYS lists them all.

SCHEDULE plays change what is published and when; FILES plays change where a file stands and what links it; ANSWERS change
what is sent for a request that would have got an honest answer.
"""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

from practice import pages
from practice.server import Answer, Seen

if TYPE_CHECKING:
    from practice.agency import Site

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

SCHEDULE = ("on time", "late", "silent stop", "stop with notice", "resume")
FILES = ("moved file", "renamed file", "unlinked")


@dataclass
class Act:
    """One play from one day on. `of` says what it touches: latest, page, robots, all (page and files), or a path."""

    name: str
    on: date
    until: date | None = None  # the first day on which it no longer holds
    of: str = "latest"
    times: int | None = None  # how many requests it touches
    options: dict[str, Any] = field(default_factory=dict)
    used: int = 0

    def holds(self, day: date) -> bool:
        return self.on <= day and (self.until is None or day < self.until)


def _status(status: int) -> Callable[..., Answer]:
    def play(site: Site, act: Act, seen: Seen, honest: Answer) -> Answer:
        return Answer.of(pages.not_found(site.owner), status)

    return play


def _soft_404(site: Site, act: Act, seen: Seen, honest: Answer) -> Answer:
    return Answer.of(pages.not_found(site.owner), 200)


def _bot(vendor: str) -> Callable[..., Answer]:
    def play(site: Site, act: Act, seen: Seen, honest: Answer) -> Answer:
        status, headers, text = pages.BOT_PAGES[vendor]
        answer = Answer.of(text.encode(), status, "text/html")
        answer.headers += list(headers.items())
        return answer

    return play


def _later(status: int) -> Callable[..., Answer]:
    """429 or 503; options: seconds, as_date, bare (no Retry-After)."""

    def play(site: Site, act: Act, seen: Seen, honest: Answer) -> Answer:
        seconds = act.options.get("seconds", 1)
        answer = Answer.of(b"<html><body><h1>Try again later</h1></body></html>", status)
        if act.options.get("as_date"):
            answer.headers.append(
                ("Retry-After", format_datetime(site.now() + timedelta(seconds=seconds), usegmt=True))
            )
        elif not act.options.get("bare", status == 503):
            answer.headers.append(("Retry-After", str(seconds)))
        return answer

    return play


def _length(difference: int) -> Callable[..., Answer]:
    def play(site: Site, act: Act, seen: Seen, honest: Answer) -> Answer:
        body = honest.body()
        by = act.options.get("by", max(1, len(body) // 3)) * difference
        return Answer(200, honest.headers, [body], len(body) + by, close=difference > 0)

    return play


def _cut_short(site: Site, act: Act, seen: Seen, honest: Answer) -> Answer:
    body = honest.body()
    half = body[: len(body) // 2]
    if act.options.get("chunked"):
        return Answer(200, honest.headers, [half], chunked=True, ends=False, close=True)
    return Answer(200, honest.headers, [half], len(body), close=True)


def _endless_gzip(site: Site, act: Act, seen: Seen, honest: Answer) -> Answer:
    body = gzip.compress(honest.body(), mtime=0)[:-12]
    return Answer(200, [*honest.headers, ("Content-Encoding", "gzip")], [body], len(body))


def _coded(site: Site, act: Act, seen: Seen, honest: Answer) -> Answer:
    body = gzip.compress(honest.body(), mtime=0)
    return Answer(200, [*honest.headers, ("Content-Encoding", "gzip")], [body], len(body))


def _gzip_bomb(site: Site, act: Act, seen: Seen, honest: Answer) -> Answer:
    body = gzip.compress(bytes(act.options.get("size", 50_000_000)), mtime=0)
    return Answer(200, [*honest.headers, ("Content-Encoding", "gzip")], [body], len(body))


def _redirect(target: str) -> Callable[..., Answer]:
    """Options: to (another target)."""

    def play(site: Site, act: Act, seen: Seen, honest: Answer) -> Answer:
        to = act.options.get("to", target) or seen.path
        answer = Answer.of(b"<html><body>Moved</body></html>", act.options.get("status", 302))
        answer.headers.append(("Location", to))
        return answer

    return play


def _html(site: Site, act: Act, seen: Seen, honest: Answer) -> Answer:
    return Answer.of(pages.only_a_notice(site.owner, site.title), 200, XLSX)


def _three_gigabytes(site: Site, act: Act, seen: Seen, honest: Answer) -> Answer:
    """Options: size; declared (with Content-Length, else chunked)."""
    size = act.options.get("size", 3 * 1024**3)
    block = b"PK\x03\x04" + bytes(1024 * 1024 - 4)

    def pieces() -> Iterator[bytes]:
        left = size
        while left > 0:
            yield block[:left]
            left -= len(block)

    declared = act.options.get("declared", False)
    return Answer(200, honest.headers, pieces(), size if declared else None, chunked=not declared)


def _drip(site: Site, act: Act, seen: Seen, honest: Answer) -> Answer:
    """Options: gap (seconds between two bytes); head (the head drips as well)."""
    body, gap = honest.body(), float(act.options.get("gap", 2.0))

    def pieces() -> Iterator[bytes | float]:
        for number in range(len(body)):
            yield body[number : number + 1]
            yield gap

    return Answer(200, honest.headers, pieces(), len(body), head_gap=gap if act.options.get("head") else 0.0)


def _anew(site: Site, act: Act, seen: Seen, honest: Answer) -> Answer:
    """The same workbook, packed again: the parts are the same, the times that the archive notes are not."""
    packed = io.BytesIO()
    when = datetime(2024, 1, 1) + timedelta(seconds=2 * (act.used + 1))
    with zipfile.ZipFile(io.BytesIO(honest.body())) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            new.writestr(zipfile.ZipInfo(item.filename, when.timetuple()[:6]), old.read(item), zipfile.ZIP_DEFLATED)
    return Answer.of(packed.getvalue(), 200, XLSX)


def _no_links(site: Site, act: Act, seen: Seen, honest: Answer) -> Answer:
    return Answer.of(pages.landing(site.owner, site.title, []))


def _notice(site: Site, act: Act, seen: Seen, honest: Answer) -> Answer:
    return Answer.of(pages.only_a_notice(site.owner, site.title))


def _silence(site: Site, act: Act, seen: Seen, honest: Answer) -> Answer:
    """Options: seconds before anything comes."""
    return Answer(raw=b"", pieces=[float(act.options.get("seconds", 60.0))], close=True)


def _hang_up(site: Site, act: Act, seen: Seen, honest: Answer) -> Answer:
    return Answer(raw=b"", close=True)


def _no_http(site: Site, act: Act, seen: Seen, honest: Answer) -> Answer:
    return Answer(raw=b"220 files.example ready\r\n", close=True)


ANSWERS: dict[str, Callable[..., Answer]] = {
    "404 once": _status(404),
    "404 for good": _status(404),
    "410": _status(410),
    "soft 404": _soft_404,
    "403 akamai": _bot("akamai"),
    "403 cloudflare": _bot("cloudflare"),
    "200 imperva": _bot("imperva"),
    "403 human": _bot("human"),
    "429": _later(429),
    "503": _later(503),
    "cut short": _cut_short,
    "length too large": _length(1),
    "length too small": _length(-1),
    "gzip": _coded,
    "gzip that does not end": _endless_gzip,
    "gzip bomb": _gzip_bomb,
    "redirect": _redirect(""),
    "redirect loop": _redirect(""),
    "redirect to 127.0.0.1": _redirect("http://127.0.0.1/secret"),
    "redirect to 169.254.169.254": _redirect("http://169.254.169.254/latest/meta-data/"),
    "html named xlsx": _html,
    "3 GB body": _three_gigabytes,
    "slow drip": _drip,
    "generated anew": _anew,
    "empty list once": _no_links,
    "page replaced by a notice": _notice,
    "silence": _silence,
    "hang up": _hang_up,
    "no http": _no_http,
}

# What a play touches, and how often, where its caller does not say.
OF = {"empty list once": "page", "page replaced by a notice": "page"}
OF |= {name: "all" for name in ANSWERS if name.split()[-1] in pages.BOT_PAGES}
TIMES = {"404 once": 1, "empty list once": 1}
PLAYS = (*SCHEDULE, *FILES, *ANSWERS)
