"""What does a reader see on a web page, where do its links lead, and which data files does its source name?

Read with the standard library's parser: no script is run, nothing is fetched. Links are absolute, with entities undone,
a <base> honoured, fragments dropped, and only http(s). A list goes on elsewhere where a link or button says so: by its
relation (rel=next), its address (?page=2, ?start=10, /page/2/) or its words ("load more").
"""

from __future__ import annotations

import codecs
import re
from html.parser import HTMLParser
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

import msgspec

from tracker.outcomes.datafile import named_in

LONGEST_ADDRESS = 2000
LONGEST_REST = 500
HEADINGS = {"h1", "h2", "h3"}
UNSEEN = {"script", "style", "template"}
FRAME = {"nav", "footer"}  # the same on every page of a site
WORDS_ONLY = {"title", "alt", "aria-label", "placeholder", "class", "id", "style", "download"}  # lead nowhere
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LABELS = ("title", "alt", "aria-label", "value")  # what an element is called
LONGEST_PIECE = 40
PAGER = re.compile(
    r"(^|&)(page|paged|pg|p|start|offset|skip|from|page_?no|page_?number)=(?!0*(?:&|$))([0-9,]|%2C)+(?=&|$)",
    re.IGNORECASE,
)
PAGE_PATH = re.compile(r"/page/\d+/?$", re.IGNORECASE)
LISTED = "results|items|files|documents|tables|data|editions|releases|reports|publications|posts|entries|months|years"
ONWARD = re.compile(rf"((load|show|see|view) (more|all)|next|older)( (page|{LISTED}))?|more ({LISTED})", re.IGNORECASE)
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
REFRESH = re.compile(r"^\s*\d+\s*[;,]\s*url\s*=\s*[\"']?([^\"']+)", re.IGNORECASE)
SPACE = re.compile(r"\s+")


class Link(msgspec.Struct, frozen=True):
    """A link: its address and the words a reader clicks on."""

    url: str
    text: str = ""
    download: bool = False  # says that it leads to a file to be kept


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A page as it was sent, before any script has run."""

    title: str = ""
    heading: str = ""
    headings: str = ""  # of all sizes that head a page or a part of it
    text: str = ""  # what a reader sees, without what stands in <noscript>
    body: str = ""  # of the text what stands neither in <nav> nor in <footer>; all of it where nothing else is
    noscript: str = ""
    links: tuple[Link, ...] = ()
    labels: tuple[str, ...] = ()  # what elements are called in attributes: title, alt, aria-label, value
    pieces: tuple[str, ...] = ()  # short texts that stand alone in an element, as on a tab, in their order
    quoted: tuple[str, ...] = ()  # addresses and names of data files in attributes and scripts
    more: tuple[str, ...] = ()  # further pages of the same list: addresses, or the words of a button
    scripts: int = 0
    closed: bool = False  # ends with </body> or </html>: was not cut short
    source: str = ""  # as sent, in small letters, for marks in scripts

    @property
    def script_only(self) -> bool:
        """Shows next to nothing without running scripts."""
        return self.scripts > 0 and len(self.text) < 80 and len(self.links) < 3


def read_page(data: bytes, url: str = "", content_type: str = "") -> Page:
    """Read the bytes of a page that came from an address."""
    source = decoded(data, content_type)
    reader = _Reader(url)
    reader.feed(source)
    reader.finish()
    return Page(
        title=_spaced(reader.title), heading=_spaced(reader.heading), headings=_spaced(reader.headings),
        text=_spaced(reader.text), body=_spaced(reader.body) or _spaced(reader.text),
        noscript=_spaced(reader.noscript), links=tuple(reader.links),
        quoted=tuple(dict.fromkeys(reader.quoted)), more=tuple(dict.fromkeys(reader.more)),
        labels=tuple(dict.fromkeys(reader.labels)), pieces=tuple(reader.pieces),
        scripts=reader.scripts, closed=reader.closed, source=source.casefold(),
    )  # fmt: skip


def decoded(data: bytes, content_type: str = "") -> str:
    """Bytes of a page as text: by byte order mark, header or <meta>; what can not be read is replaced."""
    for mark, name in MARKS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    found = CHARSET.search(content_type) or CHARSET.search(data[:2048].decode("ascii", errors="replace"))
    try:
        return data.decode(found[1] if found else "utf-8", errors="replace")
    except (LookupError, UnicodeError):
        return data.decode("utf-8", errors="replace")


def absolute(base: str, href: str) -> str:
    """An address as a browser would ask for it, without its fragment; empty where it is not http(s)."""
    href = re.sub(r"[\t\r\n]", "", href).strip()
    if len(href) > LONGEST_ADDRESS:
        return ""
    try:
        parts = urlsplit(urljoin(base, href))
        if parts.scheme.casefold() not in ("http", "https") or not parts.hostname:
            return ""
        path = quote(parts.path, safe="%/:=&~+!$,;'@()*") or "/"
        query = quote(parts.query, safe="%/:=&~+!$,;'@()*?")
        return urlunsplit((parts.scheme.casefold(), parts.netloc.casefold(), path, query, ""))
    except ValueError:  # such as http://[::1 or a port that is no number
        return ""


def same_address(url: str) -> str:
    """What two spellings of one address have in common: for comparing, not for asking."""
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.casefold().removeprefix('www.')}{unquote(parts.path)}{query}"


def name_of(url: str) -> str:
    """The file name in an address."""
    return unquote(urlsplit(url).path.rsplit("/", 1)[-1])


def _spaced(pieces: list[str]) -> str:
    return SPACE.sub(" ", " ".join(pieces)).strip()


class _Reader(HTMLParser):
    def __init__(self, url: str) -> None:
        super().__init__(convert_charrefs=True)
        self.url, self.base, self.based = url, url, False
        self.title: list[str] = []
        self.heading: list[str] = []
        self.headings: list[str] = []
        self.text: list[str] = []
        self.body: list[str] = []
        self.noscript: list[str] = []
        self.links: list[Link] = []
        self.quoted: list[str] = []
        self.labels: list[str] = []
        self.pieces: list[str] = []
        self.more: list[str] = []
        self.scripts = 0
        self.closed = False
        self._within: dict[str, int] = {}
        self._options = 0  # how many pieces there were before the last <select>
        self._open: Link | None = None  # the link or button in which we are
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in reversed(attrs)}  # of doubles the first one counts
        if tag in UNSEEN or tag in HEADINGS or tag in FRAME or tag in ("title", "noscript"):
            self._within[tag] = self._within.get(tag, 0) + 1
        if tag == "script":
            self.scripts += 1
        elif tag == "select":
            self._options = len(self.pieces)
        elif tag == "base" and not self.based and values.get("href"):
            self.based, self.base = True, absolute(self.base, values["href"]) or self.base
        elif tag in ("a", "area", "link", "button"):
            self._link(tag, values)
        elif tag == "input" and ONWARD.fullmatch(_bare(values.get("value", ""))):
            self.more.append(_bare(values["value"]))
        elif tag == "meta" and values.get("http-equiv", "").casefold() == "refresh":
            self._sent_on(REFRESH.match(values.get("content", "")))
        is_link = tag in ("a", "area", "base") and not self._inside("template")
        self.labels += [values[name] for name in LABELS if values.get(name)]
        for name, value in values.items():
            if name not in WORDS_ONLY and not (name == "href" and is_link):
                self._quote(value)

    def _quote(self, text: str) -> None:
        self.quoted += [absolute(self.base, each) or each for each in named_in(text)]

    def _sent_on(self, found: re.Match[str] | None) -> None:
        """A page that sends its reader on after a while: to another one, or to itself."""
        url = absolute(self.base, found[1]) if found else ""
        if url and same_address(url) != same_address(absolute(self.url, "")):
            self.more.append(url)

    def _link(self, tag: str, values: dict[str, str]) -> None:
        if self._inside("template"):
            return
        url = absolute(self.base, values.get("href", "")) if "href" in values else ""
        relation = values.get("rel", "").casefold().split()
        if url and ("next" in relation or (tag == "a" and self._same_list(url))):
            self.more.append(url)
        if tag in ("a", "button"):
            self._end_link()  # a link that was not closed ends where the next one starts
            self._open, self._words = Link(url, download="download" in values), []
        elif tag == "area" and url:
            self.links.append(Link(url, download="download" in values))

    def _same_list(self, url: str) -> bool:
        """Another page of this page's own list: the same path with a number of a page in the query or behind it."""
        parts, own = urlsplit(url), PAGE_PATH.sub("", urlsplit(self.url).path).rstrip("/")
        path = parts.path.rstrip("/")
        return PAGE_PATH.sub("", path) == own and bool(PAGER.search(parts.query) or PAGE_PATH.search(path))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in ("script", "style", "title"):  # HTML knows no <script/>: it stays open
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._within.get(tag):
            self._within[tag] -= 1
        if tag in ("a", "button"):
            self._end_link()
        elif tag == "select":
            self._end_select()
        elif tag in ("body", "html"):
            self.closed = True

    def _end_select(self) -> None:
        """A choice of all twelve months belongs to a form, and names none of them."""
        if {piece[:3].casefold() for piece in self.pieces[self._options :]} >= set(MONTHS):
            del self.pieces[self._options :]

    def _end_link(self) -> None:
        if self._open is None:
            return
        words = _spaced(self._words)
        if self._open.url:
            self.links.append(Link(self._open.url, words, self._open.download))
        if ONWARD.fullmatch(_bare(words)):
            self.more.append(self._open.url or _bare(words))
        self._open = None

    def finish(self) -> None:
        """End of the page. A long rest is a tag or comment that never ends: a browser drops it as well.

        The standard parser would try it again from each of its letters: 17 seconds for 40,000 letters of "<a ".
        """
        if len(self.rawdata) <= LONGEST_REST:
            self.close()
        self._end_link()
        if self._inside(*FRAME):  # one that does not end holds no more than the page
            self.body = self.text

    def _inside(self, *tags: str) -> bool:
        return any(self._within.get(tag) for tag in tags)

    def handle_data(self, data: str) -> None:
        if self._inside(*UNSEEN):
            if self._inside("script"):
                self._quote(data)
            return
        if self._inside("title"):
            self.title.append(data)
            return
        if self._inside("noscript"):
            self.noscript.append(data)
            return
        if self._inside("h1"):
            self.heading.append(data)
        if self._inside(*HEADINGS):
            self.headings.append(data)
        if self._open is not None:
            self._words.append(data)
        self.text.append(data)
        if not self._inside(*FRAME):
            self.body.append(data)
        if len(data) <= LONGEST_PIECE and data.strip():
            self.pieces.append(data.strip())


def _bare(text: str) -> str:
    """Words without arrows, brackets and numbers: of "Load more (12) »" the first two."""
    return SPACE.sub(" ", re.sub(r"[\W\d_]+", " ", text)).strip()
