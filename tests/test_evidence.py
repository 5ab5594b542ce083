"""The evidence: bytes once, a log that nobody can alter unseen, and nothing lost when something fails."""

from __future__ import annotations

import random
from datetime import date

import pytest

from tracker.errors import EvidenceError
from tracker.evidence import Store, digest_of

FACTS = {
    "release": "r", "ref": "2024-01", "size": 3, "file": "f.xlsx", "reader": "ohss_monthly",
    "published_on": date(2024, 3, 1), "published_by": date(2024, 3, 1), "date_basis": "printed",
}  # fmt: skip


def filled(folder, count: int = 3) -> Store:
    store = Store(folder)
    for number in range(count):
        source = folder / f"in-{number}"
        source.write_bytes(b"bytes %d" % number)
        with store.writing(), store.incoming(source) as copy:
            digest = digest_of(copy)
            store.keep(copy, digest)
            store.append(digest=digest, **FACTS)
    return store


def test_what_was_written_is_read_back_and_whole(tmp_path) -> None:
    store = filled(tmp_path)
    assert [entry.seq for entry in store.entries()] == [1, 2, 3]
    assert store.verify() == []


def test_the_same_bytes_are_stored_once(tmp_path) -> None:
    store = filled(tmp_path, 1)
    with store.writing(), store.incoming(tmp_path / "in-0") as copy:
        store.keep(copy, digest_of(copy))
    assert len([path for path in (store.folder / "bytes").rglob("*") if path.is_file()]) == 1
    assert not list(store.folder.glob("incoming-*"))


def test_every_flipped_bit_is_found(tmp_path) -> None:
    store = filled(tmp_path)
    files = [store.log, *(path for path in (store.folder / "bytes").rglob("*") if path.is_file())]
    draw = random.Random(4)
    head = store.head()
    for _ in range(200):
        path = draw.choice(files)
        content = bytearray(path.read_bytes())
        content[draw.randrange(len(content))] ^= 1 << draw.randrange(8)
        original = path.read_bytes()
        path.write_bytes(content)
        # A change in the last line is found against the head that was published.
        assert store.verify() or store.head() != head, path
        path.write_bytes(original)
    assert store.verify() == []


@pytest.mark.parametrize("change", ["remove", "swap", "repeat"])
def test_a_line_removed_moved_or_repeated_is_found(tmp_path, change) -> None:
    store = filled(tmp_path)
    lines = store.log.read_bytes().splitlines(keepends=True)
    changed = {"remove": lines[1:], "swap": [lines[1], lines[0], lines[2]], "repeat": [*lines, lines[-1]]}[change]
    store.log.write_bytes(b"".join(changed))
    assert "line" in store.verify()[0]
    with pytest.raises(EvidenceError, match="does not follow"):
        store.entries()


def test_a_line_cut_short_by_a_crash_is_set_aside_not_lost(tmp_path) -> None:
    store = filled(tmp_path)
    with store.log.open("ab") as log:
        log.write(b'{"seq": 4, "half a li')
    assert any("cut short" in problem for problem in store.verify())
    with store.writing():
        pass
    assert store.verify() == []
    assert [path.read_bytes() for path in (store.folder / "torn").iterdir()] == [b'{"seq": 4, "half a li']


def test_a_second_writer_is_told_so(tmp_path) -> None:
    first, second = Store(tmp_path), Store(tmp_path)
    with first.writing(), pytest.raises(EvidenceError, match="another tracker is writing"), second.writing():
        pass


def test_a_missing_file_is_named(tmp_path) -> None:
    store = filled(tmp_path, 1)
    path = store.path(store.entries()[0].digest)
    path.unlink()
    assert str(path) in store.verify()[0]
