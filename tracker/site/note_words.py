"""Which words of a note were put in and which were left out? A comparison word by word, as escaped HTML.

Insertions and deletions are marked by elements, by underline and strike in the style sheet, and by words for those who
hear the page.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from markupsafe import Markup, escape

LONGEST = 3000  # words of one note that are compared one by one; longer notes are shown whole
_SPOKEN = '<{0}><span class="hidden"> [{1}: </span>{{}}<span class="hidden">]</span></{0}> '
_ELEMENTS = {
    "del": Markup(_SPOKEN.format("del", "left out")),  # noqa: S704  constants; the words of a note go through format
    "ins": Markup(_SPOKEN.format("ins", "put in")),  # noqa: S704
}
KEPT = 24  # unchanged words shown on either side of a change


def changed_words(old: str | None, new: str | None) -> Markup:
    """The note with <del> and <ins>; long unchanged stretches are cut to their ends."""
    before, after = _words(old), _words(new)
    if len(before) > LONGEST or len(after) > LONGEST:
        return _marked("del", before) + _marked("ins", after)
    parts = []
    pieces = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for number, (what, first, last, new_first, new_last) in enumerate(pieces):
        if what == "equal":
            parts.append(_unchanged(before[first:last], number == 0, number == len(pieces) - 1))
        else:
            parts += [_marked("del", before[first:last]), _marked("ins", after[new_first:new_last])]
    return Markup("").join(parts)


def _words(text: str | None) -> list[str]:
    """Words, each with the blanks that follow it."""
    return re.findall(r"\S+\s*", re.sub(r"\s+", " ", text or "").strip())


def _marked(tag: str, words: list[str]) -> Markup:
    return _ELEMENTS[tag].format("".join(words).rstrip()) if words else Markup("")


def _unchanged(words: list[str], is_first: bool, is_last: bool) -> Markup:
    head = [] if is_first else words[:KEPT]
    tail = [] if is_last else words[-KEPT:]
    if len(words) <= len(head) + len(tail) + 6:
        return escape("".join(words))
    return escape("".join(head)) + Markup("<span>[…]</span> ") + escape("".join(tail))
