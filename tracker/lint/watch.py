"""Can a release be watched as its table [watch] says?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from tracker import model
from tracker.lint.names import Found

GROUPS = {"year", "month", "day", "ref_year", "ref_month", "ref_day", "ref_quarter", "ref_fy"}
HOST_AND_PORT = re.compile(r"(\[[0-9a-f:.]+\]|[^\s:/\[\]]+):\d{1,5}", re.IGNORECASE)


def readable_watches(record: model.Record) -> Found:
    """Addresses that can be asked for, a pattern that can be read, and nothing set aside that has no pattern."""
    for release in record.releases:
        for key, message in _wrong_with(release.watch):
            yield "Release", release.id, f"watch.{key}", message


def _wrong_with(watch: model.Watch) -> Iterator[tuple[str, str]]:
    for key, addresses in (("pages", watch.pages), ("catalogues", watch.catalogues)):
        for url in addresses:
            if problem := _unvisitable(url):
                yield key, f"{url!r} {problem}"
        for url in sorted({url for url in addresses if addresses.count(url) > 1}):
            yield key, f"{url!r} is named twice"
    try:
        groups = set(re.compile(watch.files).groupindex)
    except re.error as error:
        yield "files", f"{watch.files!r} is no regular expression: {error}"
        return
    for name in sorted(groups - GROUPS):
        yield "files", f"has the group {name!r}; there are {', '.join(sorted(GROUPS))}"
    if groups & {"year", "month", "day"} and not {"year", "month", "day"} <= groups:
        yield "files", "a day of publication needs the groups year, month and day"
    if watch.aside and not watch.files:
        yield "aside", "sets files aside, and `files` names none"
    for each in watch.aside:
        if not each.strip():
            yield "aside", "is empty"
    for each in watch.allow_private:
        if not HOST_AND_PORT.fullmatch(each):
            yield "allow_private", f"{each!r} is no host:port"


def _unvisitable(url: str) -> str:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        return f"is no address: {error}"
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        return "is no http or https address"
    return "holds a user or password" if "@" in parts.netloc else ""
