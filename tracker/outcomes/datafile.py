"""Which addresses lead to data files, and which are named in a text that is no link: an attribute, a script?

A data file is known by the ending of its name, wherever in an address the name stands (/download?file=NAME.xlsx), or by
a path such as /media/5123/download, which names nothing. Nothing is asked for: this is about words.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator
from urllib.parse import parse_qsl, unquote, urlsplit

ENDINGS = frozenset({"xlsx", "xls", "xlsm", "xlsb", "csv", "tsv", "ods", "zip", "gz", "parquet"})
IN_LINKS = ENDINGS | {"json"}  # scripts and attributes name many .json files that hold settings
SAID = re.compile(r"\b(xlsx|xlsm|xlsb|xls|csv|ods)\b", re.IGNORECASE)  # in the words of a link
ENDING = re.compile(r"\w[)\]]?\.(\w{2,7})$")  # a name of nothing but an ending (".csv") is no file
DOWNLOAD = re.compile(r"/download(/[^/]+)?/?$", re.IGNORECASE)
VIEWERS = re.compile(r"(^|\.)(adobe|microsoft|libreoffice|openoffice|apple|google)\.\w+$")  # programs come from there
BETWEEN = re.compile(r"[\\\"'`<>\n\r\t]+")
ESCAPED = re.compile(r"\\u00([0-9a-f]{2})", re.IGNORECASE)


def data_name(url: str, endings: Collection[str] = ENDINGS) -> str:
    """The name of the data file to which an address leads; empty where it names none."""
    try:
        parts = urlsplit(url)
    except ValueError:  # such as http://[::1
        return ""
    for piece in (unquote(parts.path), *(value for _, value in parse_qsl(parts.query))):
        name = re.split(r"[?#]", piece)[0].rsplit("/", 1)[-1].strip()
        if (found := ENDING.search(name)) and found[1].casefold() in endings:
            return name
    return ""


def downloads(url: str) -> bool:
    """Whether the path of an address says that a file comes, without its name."""
    parts = urlsplit(url)
    return bool(DOWNLOAD.search(parts.path)) and not VIEWERS.search(parts.hostname or "")


def named_in(text: str) -> Iterator[str]:
    """The addresses and names of data files that are quoted in a text, such as a script or an attribute."""
    if not any(f".{ending}" in text.casefold() for ending in ENDINGS):
        return
    plain = ESCAPED.sub(lambda match: chr(int(match[1], 16)), html.unescape(text)).replace("\\/", "/")
    for piece in BETWEEN.split(plain):
        if data_name(piece.strip()):
            yield piece.strip()
