"""A long history is read in two parts at once: what comes of it is what comes of reading it in order.

Versions are small; from how many on a history is long is set low. What each test expects of the changes is written out
for the first of them, by hand; the others are held against the reading in order, which test_keyed looks at.
"""

from __future__ import annotations

import errno
import io
import os
import threading
from pathlib import Path

import pytest

from tracker import model
from tracker.errors import ReadError
from tracker.readers import keyed_lanes
from tracker.readers.keyed_child import Answer, Ask
from tracker.readers.keyed_lanes import read_versions
from tracker.readers.keyed_process import in_order
from tracker.readers.sandbox import Limits

LAYOUT = model.Keyed(title="Counts", key=["state"], period="month", grain="month")
HEAD = "state,month,deaths\n"
MARKUP = "</b>"


def good(value: int) -> str:
    return f"{HEAD}Texas,2024-01,{value}\nIowa,2024-01,7\n"


BAD = f"{HEAD}Texas,2024-01,many\nIowa,2024-01,7\n"
ODD = f"{HEAD}Texas,2024-01,5\n{MARKUP},2024-01,7\n"


@pytest.fixture
def asks(tmp_path):
    def write(*texts: str, **changes: dict[int, bool]) -> list[Ask]:
        for number, text in enumerate(texts):
            (tmp_path / str(number)).write_text(text)
        return [
            Ask(
                number,
                str(tmp_path / str(number)),
                wanted=changes.get("wanted", {}).get(number, True),
                afresh=changes.get("afresh", {}).get(number, number == 0),
                accepted=changes.get("accepted", {}).get(number, False),
            )
            for number in range(len(texts))
        ]

    return write


class Full(io.BytesIO):
    """A file on a full disk."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.name = str(folder / "full")

    def write(self, _) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def told(read, path: Path) -> tuple[dict[int, Answer], list[str]]:
    with (path / "rows").open("w+b") as rows:
        answers = read(rows)
        rows.seek(0)
        return answers, rows.read().decode().splitlines()


@pytest.fixture
def both(monkeypatch, tmp_path):
    """The outcome in two parts, after it was held against that in order; the versions after which parts began."""
    monkeypatch.setattr(keyed_lanes, "_MANY", 2)
    monkeypatch.setattr(keyed_lanes.os, "cpu_count", lambda: 2)
    after: list[int | None] = []

    def watched(*words, **more):
        after.append(more["after"].number if more.get("after") else None)
        return in_order(*words, **more)

    monkeypatch.setattr(keyed_lanes, "in_order", watched)

    def read(asks: list[Ask], limits: Limits | None = None) -> tuple[dict[int, Answer], list[str], list[int | None]]:
        more = () if limits is None else (limits,)
        ordered = told(lambda rows: in_order(LAYOUT, iter(asks), rows, *more), tmp_path)
        parts = told(lambda rows: read_versions(LAYOUT, iter(asks), len(asks), rows, *more), tmp_path)
        assert parts[0] == ordered[0]
        assert sorted(parts[1]) == sorted(ordered[1])
        assert len(parts[0]) == len(asks)
        return *parts, after

    return read


def test_five_versions_in_two_parts(asks, both) -> None:
    answers, rows, after = both(asks(*map(good, (1, 2, 2, 4, 5))))
    assert after == [None, 2]
    assert all(answer.refused is None and answer.cells == 2 for answer in answers.values())
    assert [row for row in rows if ",cell,changed," in row] == [
        "1,cell,changed,Texas > deaths,,2024-01-01,2024-01-31,1.0,,2.0,,C2,C2,,,,",
        "3,cell,changed,Texas > deaths,,2024-01-01,2024-01-31,2.0,,4.0,,C2,C2,,,,",
        "4,cell,changed,Texas > deaths,,2024-01-01,2024-01-31,4.0,,5.0,,C2,C2,,,,",
    ]


def test_a_refused_version_between_the_parts(asks, both) -> None:
    answers, rows, after = both(asks(good(1), good(2), BAD, good(4), good(5)))
    assert after == [None, 2, None]
    assert answers[2].refused is not None
    assert "3,cell,changed,Texas > deaths,,2024-01-01,2024-01-31,2.0,,4.0,,C2,C2,,,," in rows


@pytest.mark.parametrize(
    "texts",
    [
        [BAD, BAD, BAD, good(4), good(5)],
        [good(1), good(2), good(3), BAD, good(5)],
        [good(1), good(2), ODD, good(4), good(5)],
        [good(1), BAD],
        [BAD, BAD, BAD],
    ],
)
def test_refused_versions_anywhere(asks, both, texts) -> None:
    both(asks(*texts))


def test_a_label_with_markup_between_the_parts_is_odd_once(asks, both) -> None:
    answers, *_ = both(asks(good(1), ODD, ODD.replace("5", "6"), ODD.replace("5", "8"), accepted={1: True}))
    assert [bool(answers[number].odd) for number in range(4)] == [False, True, False, False]


def test_a_part_that_begins_afresh(asks, both) -> None:
    _, rows, _ = both(asks(*map(good, (1, 2, 3, 4, 5)), wanted={3: False}, afresh={0: True, 3: True}))
    assert not [row for row in rows if row.startswith("3,")]
    assert "4,cell,changed,Texas > deaths,,2024-01-01,2024-01-31,4.0,,5.0,,C2,C2,,,," in rows


def test_a_version_that_kills_the_reader_between_the_parts(asks, both) -> None:
    many = HEAD + "".join(f"State {number},2024-01,{number}\n" for number in range(2_000_000))
    answers, _, after = both(asks(good(1), good(2), many, good(4), good(5)), Limits(memory=300 * 1024 * 1024))
    assert answers[2].died and "more than 300 MiB" in answers[2].refused[0]
    assert after == [None, 2, None]


def test_after_a_reader_died_the_labels_of_the_version_before_are_odd_no_second_time(asks, tmp_path) -> None:
    many = HEAD + "".join(f"State {number},2024-01,{number}\n" for number in range(2_000_000))
    listed = asks(good(1), ODD, ODD.replace("5", "6"), many, ODD.replace("5", "8"), accepted={1: True})
    small = Limits(memory=300 * 1024 * 1024)
    answers, _ = told(lambda rows: in_order(LAYOUT, listed, rows, small), tmp_path)
    assert answers[2].odd == ()
    assert answers[4].refused is None


def test_a_version_that_the_later_part_can_not_read_once_more_is_no_loss(asks, both, monkeypatch) -> None:
    """As where there is memory for one process and not for two: then all is read in order."""
    parts: list[bool] = []

    def watched(*words, **more):
        parts.append(more.get("after") is not None)
        if len(parts) == 2:
            raise ReadError("could be read once and not again")
        return in_order(*words, **more)

    listed = asks(*map(good, (1, 2, 3, 4, 5)))
    both(listed)
    monkeypatch.setattr(keyed_lanes, "in_order", watched)
    both(listed)
    assert parts == [False, True, False]


def test_a_part_that_is_stopped_reads_no_more(asks, both, tmp_path) -> None:
    stop = threading.Event()
    stop.set()
    long = [HEAD + "".join(f"State {x},2024-01,{x + number}\n" for x in range(60_000)) for number in range(40)]
    answers, _ = told(lambda rows: in_order(LAYOUT, asks(*long), rows, stop=stop), tmp_path)
    assert len(answers) < 40


def test_what_goes_wrong_while_versions_are_drawn_is_told(asks, both, tmp_path) -> None:
    def listed():
        yield from asks(*map(good, (1, 2, 3)))
        raise OSError("the disk is full")

    with (tmp_path / "rows").open("w+b") as rows, pytest.raises(OSError, match="the disk is full"):
        read_versions(LAYOUT, listed(), 4, rows)


@pytest.mark.parametrize("read", [in_order, lambda *words: read_versions(words[0], words[1], 5, *words[2:])])
def test_a_full_disk_is_told(asks, both, tmp_path, read) -> None:
    long = [HEAD + "".join(f"State {x},2024-01,{x + number}\n" for x in range(20_000)) for number in range(5)]
    with pytest.raises(OSError, match="No space left"):
        read(LAYOUT, asks(*long), Full(tmp_path))


def test_a_version_that_is_gone_when_the_later_part_begins_is_told(asks, both, tmp_path) -> None:
    listed = asks(*map(good, (1, 2, 3)))
    with (tmp_path / "rows").open("w+b") as rows, pytest.raises(ReadError, match="read once and not again"):
        in_order(LAYOUT, listed, rows, after=Ask(9, str(tmp_path / "none"), wanted=True))


def test_a_reader_that_is_killed_from_outside_loses_no_version(asks, both, monkeypatch) -> None:
    """As by a kernel that has no memory for two. Read in order, nothing kills the one."""
    watched, parts = keyed_lanes.in_order, []

    def killed(*words, **more):
        found = watched(*words, **more)
        parts.append(more.get("after") is not None)
        if parts[-1]:
            found[4] = Answer(4, refused=("the reader stopped: ended with status -9", "", ""), died=True)
        return found

    monkeypatch.setattr(keyed_lanes, "in_order", killed)
    answers, *_ = both(asks(*map(good, (1, 2, 3, 4, 5))))
    assert answers[4].refused is None
    assert sorted(parts) == [False, False, True]  # and once more in order
