"""Which lines differ between two texts? All others stand in both, byte by byte.

Versions of a table differ in few of many lines. Stretches that are alike are passed over in blocks; where lines differ,
the next line that stands in both is looked for nearby. Where too much differs for that, all lines are compared as sets.
"""

from __future__ import annotations

from itertools import count

Lines = dict[bytes, int]  # line → its number, from 1

_NEAR = 1 << 16  # bytes in which a line is looked for
_BLOCK = 1 << 11
_SMALLEST = 64


def differing(old: bytes, new: bytes) -> tuple[Lines, Lines] | None:
    """Lines of `old` that `new` has not, and of `new` that `old` has not, in order; None where a line comes twice.

    Each line of `old` comes once, blank lines aside; both texts end with a line feed.
    """
    found = _walk(old, new)
    if found is None:
        return _as_sets(old, new)
    removed, added = (_without(dict(side), {b""}) for side in found)
    if len(added) < sum(1 for line, _ in found[1] if line):
        return None
    if moved := removed.keys() & added.keys():
        removed, added = _without(removed, moved), _without(added, moved)
    return removed, added


def _without(lines: Lines, some: set[bytes]) -> Lines:
    return {line: number for line, number in lines.items() if line not in some}


def numbered(text: bytes) -> Lines | None:
    """Every line with its number; None where one that is not blank comes twice."""
    lines = text.split(b"\n")[:-1]
    found = dict(zip(lines, count(1)))
    blank = found.pop(b"", None) is not None
    if len(found) + (lines.count(b"") if blank else 0) != len(lines):
        return None
    return found


def _as_sets(old: bytes, new: bytes) -> tuple[Lines, Lines] | None:
    before = dict(zip(old.split(b"\n")[:-1], count(1)))
    before.pop(b"", None)
    after = numbered(new)
    if after is None:
        return None
    return _without(before, set(after.keys())), _without(after, set(before.keys()))


def _walk(old: bytes, new: bytes) -> tuple[list[tuple[bytes, int]], list[tuple[bytes, int]]] | None:
    """Removed and added lines with their numbers; None where the texts are too unlike."""
    removed: list[tuple[bytes, int]] = []
    added: list[tuple[bytes, int]] = []
    most = 64 + min(len(old), len(new)) // 256
    at, to, old_line, new_line = 0, 0, 1, 1
    while True:
        start = to
        at, to = _alike(old, new, at, to)
        passed = new.count(b"\n", start, to)
        old_line, new_line = old_line + passed, new_line + passed
        if at == len(old) or to == len(new):
            if at < len(old):
                _take(old, at, len(old), old_line, removed)
            if to < len(new):
                _take(new, to, len(new), new_line, added)
            return removed, added
        old_end, new_end = _resumed(old, new, at, to)
        if at < old_end:
            old_line = _take(old, at, old_end, old_line, removed)
        if to < new_end:
            new_line = _take(new, to, new_end, new_line, added)
        at, to = old_end, new_end
        if len(removed) + len(added) > most:
            return None


def _take(text: bytes, start: int, end: int, line: int, into: list[tuple[bytes, int]]) -> int:
    """Put the lines between two places with their numbers into a list; the number of the line that follows."""
    whole = text[start : end - 1]
    if b"\n" not in whole:
        into.append((whole, line))
        return line + 1
    taken = whole.split(b"\n")
    into.extend(zip(taken, count(line)))
    return line + len(taken)


def _alike(old: bytes, new: bytes, at: int, to: int) -> tuple[int, int]:
    """The starts of the first lines that differ, at or after two starts of lines."""
    size, same = _BLOCK, new.startswith
    while same(piece := old[at : at + size], to) and piece:
        at += len(piece)
        to += len(piece)
        size *= 2
    while size > _SMALLEST:
        size >>= 1
        if same(piece := old[at : at + size], to):
            at += len(piece)
            to += len(piece)
    start = new.rfind(b"\n", 0, to) + 1
    at, to = at - (to - start), start
    while stop := old.find(b"\n", at) + 1:
        if not same(old[at:stop], to):
            break
        at, to = stop, to + stop - at
    return at, to


def _resumed(old: bytes, new: bytes, at: int, to: int) -> tuple[int, int]:
    """The starts of lines after two that differ, from which on the texts may be alike again."""
    old_end, new_end = old.index(b"\n", at) + 1, new.index(b"\n", to) + 1
    following = old[old_end : old.find(b"\n", old_end) + 1]
    if following and new.startswith(following, new_end):
        return old_end, new_end
    later_in_new = new.find(b"\n" + old[at:old_end], new_end - 1, new_end + _NEAR) + 1
    later_in_old = old.find(b"\n" + new[to:new_end], old_end - 1, old_end + _NEAR) + 1
    if later_in_new and (not later_in_old or later_in_new - to <= later_in_old - at):
        return at, later_in_new
    if later_in_old:
        return later_in_old, to
    return old_end, new_end
