"""The WARC files: what web archives read, as it was sent, whole at every moment, and no body in them twice."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import shutil
import subprocess
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import visits
from test_evidence import cut_off
from visits import URL, hop
from warcio.archiveiterator import ArchiveIterator

from tracker.errors import EvidenceError
from tracker.evidence import Look, Run, Store, digest_of
from tracker.evidence.looks import looking
from tracker.evidence.verify import verify


def kept(store: Store, *exchanges_from) -> list[Look]:
    """One run that keeps the exchanges that these functions make."""
    with store.writing(), store.spool() as folder, looking(store, visits.RUN) as looks:
        return [looks.record(make(folder), visits.look()) for make in exchanges_from]


def records(path: Path) -> list[tuple[str, dict[str, str], bytes]]:
    """Type, headers and block of each record, as warcio reads them."""
    with path.open("rb") as stream:
        return [
            (record.rec_type, dict(record.rec_headers.headers), record.raw_stream.read())
            for record in ArchiveIterator(stream, no_record_parse=True)
        ]


def parsed(path: Path) -> list[tuple[str, str, bytes]]:
    """Type, HTTP status and payload of each record."""
    with path.open("rb") as stream:
        return [
            (x.rec_type, x.http_headers.get_statuscode() if x.http_headers else "", x.content_stream().read())
            for x in ArchiveIterator(stream)
        ]


def warcio_check(*paths: Path) -> None:
    """What `warcio check` says; it must pass, and it must have compared digests."""
    done = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", "-v", *map(str, paths)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "digest pass" in done.stdout
    assert "fail" not in done.stdout
    assert done.stderr == ""


def test_a_run_is_a_warc_file_that_warcio_passes_and_reads(tmp_path) -> None:
    store = Store(tmp_path)
    kept(store, lambda folder: visits.visit(folder, b"the page"))
    (path,) = store.warcs.iterdir()
    warcio_check(path)
    assert parsed(path)[1:] == [("request", "/tables.xlsx", b""), ("response", "200", b"the page")]
    info, request, response = records(path)
    assert b"software: statistics-tracker/0\r\n" in info[2]
    assert b'policy: {"pace_seconds":1.0}\r\n' in info[2]
    assert request[2] == (
        b"GET /tables.xlsx HTTP/1.1\r\nUser-Agent: statistics-tracker/0 (+mailto:me@example.org)\r\n"
        b"Accept-Encoding: gzip\r\n\r\n"
    )
    assert response[2] == b'HTTP/1.1 200 OK\r\nContent-Length: 8\r\nETag: "e"\r\n\r\nthe page'
    assert request[1]["WARC-Concurrent-To"] == response[1]["WARC-Record-ID"]
    assert response[1]["WARC-Warcinfo-ID"] == info[1]["WARC-Record-ID"]
    assert response[1]["WARC-Date"] == "2026-01-02T03:04:05.678Z"
    assert response[1]["WARC-IP-Address"] == "192.0.2.1"
    assert response[1]["WARC-Payload-Digest"] == "sha256:" + hashlib.sha256(b"the page").hexdigest()


def test_the_line_of_a_look_says_what_came_and_where_its_records_stand(tmp_path) -> None:
    store = Store(tmp_path)
    kept(store, lambda folder: visits.visit(folder, b"first"), lambda folder: visits.visit(folder, b"second"))
    run, (first, second) = store.runs()[0], store.looks()
    assert (second.status, second.url, second.final_url, second.etag) == (200, URL, URL, '"e"')
    assert (second.digest, second.size) == (hashlib.sha256(b"second").hexdigest(), 6)
    assert (second.elapsed_ms, second.asked_at, second.run) == (250, "2026-01-02T03:04:05.678Z", run.id)
    assert first.warc_offset == run.warc_length
    assert second.warc_offset == first.warc_offset + first.warc_length
    content = (store.warcs / second.warc).read_bytes()
    assert len(content) == second.warc_offset + second.warc_length
    part = content[second.warc_offset :]
    assert hashlib.sha256(part).hexdigest() == second.warc_digest
    assert gzip.decompress(part).count(b"WARC/1.1\r\n") == 2
    assert store.path(second.digest).read_bytes() == b"second"


def test_each_record_is_a_gzip_member_of_its_own(tmp_path) -> None:
    store = Store(tmp_path)
    kept(store, lambda folder: visits.visit(folder, b"the page"))
    (path,) = store.warcs.iterdir()
    stream, members = path.read_bytes(), 0
    while stream:
        unpacker = zlib.decompressobj(31)
        assert unpacker.decompress(stream).startswith(b"WARC/1.1\r\n")
        stream, members = unpacker.unused_data, members + 1
    assert members == 3


def test_bytes_that_are_held_become_a_revisit_also_in_the_next_run(tmp_path) -> None:
    store = Store(tmp_path)
    same = b"the same bytes " * 5000
    kept(store, lambda folder: visits.visit(folder, same), lambda folder: visits.visit(folder, same))
    kept(store, lambda folder: visits.visit(folder, same, hop(URL + "?2", 200, ("X-New", "1"))))
    first, second = sorted(store.warcs.iterdir(), key=lambda path: path.stat().st_mtime_ns)
    warcio_check(first, second)
    assert [x[0] for x in records(first)] == ["warcinfo", "request", "response", "request", "revisit"]
    kind, headers, block = records(second)[-1]
    assert kind == "revisit"
    assert block == b"HTTP/1.1 200 OK\r\nX-New: 1\r\n\r\n"
    assert headers["WARC-Profile"] == "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
    assert headers["WARC-Refers-To-Target-URI"] == URL
    assert headers["WARC-Refers-To-Date"] == "2026-01-02T03:04:05.678Z"
    assert headers["WARC-Payload-Digest"] == "sha256:" + hashlib.sha256(same).hexdigest()
    assert len({look.digest for look in store.looks()}) == 1
    assert sum(path.is_file() for path in (store.folder / "bytes").rglob("*")) == 1


def test_bytes_taken_in_by_hand_are_in_no_warc_file_so_their_first_visit_is_a_response(tmp_path) -> None:
    store, source = Store(tmp_path), tmp_path / "file.xlsx"
    source.write_bytes(b"official")
    visits.take_in(store, source)
    kept(store, lambda folder: visits.visit(folder, b"official"))
    assert [x[0] for x in parsed(next(store.warcs.iterdir()))] == ["warcinfo", "request", "response"]


def test_a_look_that_is_in_no_warc_file_is_referred_to_by_none(tmp_path) -> None:
    store, source = Store(tmp_path), tmp_path / "file.xlsx"
    source.write_bytes(b"official")
    with store.writing(), store.incoming(source) as copy:
        store.keep(copy, digest_of(source))
        store.append(visits.look(digest=digest_of(source), final_url=URL, asked_at="2026-01-01T00:00:00.000Z"))
    kept(store, lambda folder: visits.visit(folder, b"official"))
    assert [x[0] for x in parsed(next(store.warcs.iterdir()))] == ["warcinfo", "request", "response"]


def test_every_hop_is_kept_and_a_body_left_out_is_said_to_be(tmp_path) -> None:
    store = Store(tmp_path)
    moved = hop("http://agency.example/old", 302, ("Location", URL), ("Content-Length", "154"))
    kept(store, lambda folder: visits.visit(folder, b"the page", moved, hop()))
    (path,) = store.warcs.iterdir()
    warcio_check(path)
    assert [(kind, status) for kind, status, _ in parsed(path)[1:]] == [
        ("request", "/old"), ("response", "302"), ("request", "/tables.xlsx"), ("response", "200"),
    ]  # fmt: skip
    assert records(path)[2][1]["WARC-Truncated"] == "unspecified"
    assert "WARC-Truncated" not in records(path)[4][1]
    assert store.looks()[0].final_url == URL
    assert store.looks()[0].url == "http://agency.example/old"


def test_headers_stand_as_sent_whatever_bytes_they_are_made_of(tmp_path) -> None:
    store = Store(tmp_path)
    name = b'attachment; filename="caf\xe9 \x85\xff.xlsx"'.decode("latin-1")
    answer = hop(URL, 200, ("Set-Cookie", "a=1"), ("set-cookie", "b=2"), ("Content-Disposition", name))
    kept(store, lambda folder: visits.visit(folder, b"x", answer))
    (path,) = store.warcs.iterdir()
    warcio_check(path)
    assert records(path)[2][2] == (
        b"HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nset-cookie: b=2\r\n"
        b'Content-Disposition: attachment; filename="caf\xe9 \x85\xff.xlsx"\r\n\r\nx'
    )


def test_a_transfer_coding_that_was_taken_off_is_not_taken_off_again(tmp_path) -> None:
    """The body looks as if it were chunked; a reader that believed the header would cut it down to `ab`."""
    store, body = Store(tmp_path), b"2\r\nab\r\n0\r\n\r\n and the rest"
    kept(store, lambda folder: visits.visit(folder, body, hop(URL, 200, ("Transfer-Encoding", "chunked"))))
    (path,) = store.warcs.iterdir()
    warcio_check(path)
    assert parsed(path)[2] == ("response", "200", body)
    assert b"X-Orig-Transfer-Encoding: chunked\r\n" in records(path)[2][2]


def test_a_content_coding_is_kept_on(tmp_path) -> None:
    store, packed = Store(tmp_path), gzip.compress(b"a,b\n1,2\n")
    kept(store, lambda folder: visits.visit(folder, packed, hop(URL, 200, ("Content-Encoding", "gzip"))))
    (path,) = store.warcs.iterdir()
    assert records(path)[2][2].endswith(b"\r\n\r\n" + packed)
    assert parsed(path)[2][2] == b"a,b\n1,2\n"


@pytest.mark.parametrize(
    ("failure", "status", "body", "reason"),
    [
        ("cut_short", 200, b"half a bo", "disconnect"),
        ("timed_out", 200, b"slow", "time"),
        ("too_large", 200, b"much", "length"),
        ("redirect_loop", 302, b"", "unspecified"),
    ],
)
def test_an_answer_that_is_not_whole_says_why(tmp_path, failure, status, body, reason) -> None:
    store = Store(tmp_path)
    (look,) = kept(
        store, lambda folder: visits.visit(folder, body, hop(URL, status), failure=failure, failure_text="it ended")
    )
    (path,) = store.warcs.iterdir()
    warcio_check(path)
    _, _, (kind, headers, block), said = records(path)
    assert (kind, headers["WARC-Truncated"]) == ("response", reason)
    assert said[2] == f"failure: {failure}\r\nfailureText: it ended\r\nretries: 0\r\n".encode()
    assert said[1]["WARC-Concurrent-To"] == headers["WARC-Record-ID"]
    stored = body if failure != "too_large" else b""
    assert block.partition(b"\r\n\r\n")[2] == stored
    assert look.digest == (hashlib.sha256(stored).hexdigest() if stored else "")
    assert verify(store).problems == []


def test_a_visit_without_an_answer_is_kept_as_what_was_asked_and_what_went_wrong(tmp_path) -> None:
    store = Store(tmp_path)
    kept(
        store,
        lambda folder: visits.visit(folder, b"", hop(URL, 0), failure="unreachable", failure_text="line one\r\nX: two"),
        lambda folder: visits.visit(folder, url=URL, hops=(), failure="robots"),
    )
    (path,) = store.warcs.iterdir()
    assert [x[0] for x in records(path)] == ["warcinfo", "request", "metadata", "metadata"]
    assert records(path)[2][2] == b"failure: unreachable\r\nfailureText: line one X: two\r\nretries: 0\r\n"
    assert records(path)[3][1]["WARC-Target-URI"] == URL
    assert [(look.status, look.digest, look.asked_at != "") for look in store.looks()] == [
        (0, "", True),
        (0, "", False),
    ]
    warcio_check(path)


def test_an_address_that_a_server_made_up_writes_no_headers_of_its_own(tmp_path) -> None:
    store, odd = Store(tmp_path), "http://agency.example/a b\r\nWARC-Type: response\r\n\u00e9"
    kept(store, lambda folder: visits.visit(folder, url=odd, hops=(), failure="address_refused"))
    (path,) = store.warcs.iterdir()
    assert records(path)[1][1]["WARC-Target-URI"] == (
        "http://agency.example/a%20b%0D%0AWARC-Type:%20response%0D%0A%C3%A9"
    )


def test_many_visits_are_kept_with_one_flush_each_of_warc_and_log(tmp_path, monkeypatch) -> None:
    store = Store(tmp_path)
    with store.writing(), store.spool() as folder, looking(store, visits.RUN) as looks:
        made = [(visits.visit(folder, b"body %d" % (number % 10)), visits.look()) for number in range(30)]
        real, flushed = os.fsync, []

        def noted(handle: int) -> None:
            flushed.append(Path(f"/proc/self/fd/{handle}").readlink().name)
            real(handle)

        monkeypatch.setattr("os.fsync", noted)
        written = looks.record_all(made)
        monkeypatch.undo()
    assert sum(name.endswith(".warc.gz") for name in flushed) == 1
    assert sum(name.endswith("log.jsonl") for name in flushed) == 1
    assert sum(name.startswith("body-") for name in flushed) == 10, "each body once, and none that is held already"
    assert {look.digest[:2] for look in written} <= set(flushed), "and the folders that name them"
    assert flushed[-1].endswith("log.jsonl"), "nothing is in the log that has not reached the disk before"
    assert store.looks() == written
    kinds = [x[0] for x in records(store.warcs / written[0].warc)]
    assert (kinds.count("response"), kinds.count("revisit")) == (10, 20)
    assert verify(store).problems == verify(store).remarks == []


def test_what_a_killed_run_left_behind_its_last_look_is_set_aside_and_the_rest_passes(tmp_path) -> None:
    """At each byte at which the last visit can be cut off: the line is not there yet, the records are in part."""
    store = Store(tmp_path / "a")
    store.folder.parent.mkdir()
    kept(store, lambda folder: visits.visit(folder, b"first"), lambda folder: visits.visit(folder, b"second"))
    last, whole = store.looks()[-1], (store.warcs / store.looks()[0].warc).read_bytes()
    store.log.write_bytes(b"".join(store.log.read_bytes().splitlines(keepends=True)[:-1]))
    for size in range(last.warc_offset, len(whole) + 1, 7):
        copy = Store(tmp_path / str(size))
        shutil.copytree(store.folder, copy.folder)
        cut_off(copy)
        (copy.warcs / last.warc).write_bytes(whole[:size])
        before = verify(copy)
        assert before.problems == []
        assert any("what stands from byte" in remark for remark in before.remarks) == (size > last.warc_offset)
        copy.lock.write_bytes(b"")
        assert len(verify(copy).problems) == 1, (
            "without a crash, a body without a line is one whose line was taken away"
        )
        cut_off(copy)
        kept(copy, lambda folder: visits.visit(folder, b"third"))
        assert (copy.warcs / last.warc).read_bytes() == whole[: last.warc_offset]
        torn = [path.read_bytes() for path in copy.torn.iterdir()] if copy.torn.exists() else []
        cut = [whole[last.warc_offset : size]] if size > last.warc_offset else []
        assert sorted(torn) == sorted([*cut, b"second"])
        assert verify(copy).problems == []
    warcio_check(*copy.warcs.glob("*.gz"))


def test_a_warc_file_that_no_line_names_yet_is_set_aside_whole(tmp_path) -> None:
    store = Store(tmp_path)
    kept(store, lambda folder: visits.visit(folder, b"first"))
    (store.warcs / "other.warc.gz").write_bytes(b"begun")
    cut_off(store)
    with store.writing():
        pass
    assert [path.name for path in store.warcs.iterdir()] == [store.runs()[0].warc]
    assert [path.read_bytes() for path in store.torn.iterdir()] == [b"begun"]


def test_altered_records_are_named_by_bytes_and_line(tmp_path) -> None:
    store = Store(tmp_path)
    kept(store, lambda folder: visits.visit(folder, b"first"), lambda folder: visits.visit(folder, b"second"))
    last = store.looks()[-1]
    path = store.warcs / last.warc
    content = bytearray(path.read_bytes())
    content[last.warc_offset + 30] ^= 1
    path.write_bytes(content)
    span = f"bytes {last.warc_offset} to {len(content) - 1} are not those that line 3 names"
    assert verify(store).problems == [f"{path}: {span}"]
    path.write_bytes(content[:-1])
    assert "line 3" in verify(store).problems[0]
    path.unlink()
    assert "missing, named by line 1" in verify(store).problems[0]


def test_records_that_no_line_vouches_for_are_found_between_those_of_two_looks(tmp_path) -> None:
    store = Store(tmp_path)
    (look,) = kept(store, lambda folder: visits.visit(folder, b"first"))
    path, end = store.warcs / look.warc, look.warc_offset + look.warc_length
    path.write_bytes(path.read_bytes() + b"slipped in" + b"second")
    with store.writing():
        digest = hashlib.sha256(b"second").hexdigest()
        store.append(visits.look(warc=look.warc, warc_offset=end + 10, warc_length=6, warc_digest=digest))
    assert verify(store).problems == [f"{path}: line 3 does not go on at byte {end}"]


def test_a_body_that_changed_on_its_way_in_is_refused_and_the_run_goes_on(tmp_path) -> None:
    store = Store(tmp_path)
    with store.writing(), store.spool() as folder, looking(store, visits.RUN) as looks:
        exchange = visits.visit(folder, b"as it came")
        exchange.body.write_bytes(b"as it is..")
        with pytest.raises(EvidenceError, match="not those that came"):
            looks.record(exchange, visits.look())
        looks.record(visits.visit(folder, b"another"), visits.look())
    assert len(store.looks()) == 1
    assert verify(store).problems == verify(store).remarks == []


def test_looks_can_be_recorded_from_many_threads(tmp_path) -> None:
    store = Store(tmp_path)
    with store.writing(), store.spool() as folder, looking(store, visits.RUN) as looks:
        made = [visits.visit(folder, b"body %d" % number) for number in range(40)]
        with ThreadPoolExecutor(8) as pool:
            done = list(pool.map(lambda exchange: looks.record(exchange, visits.look()), made))
    assert sorted(look.seq for look in done) == list(range(2, 42))
    assert verify(store).problems == verify(store).remarks == []


def test_two_runs_have_two_files_and_an_id_is_used_once(tmp_path) -> None:
    store = Store(tmp_path)
    for _ in range(3):
        visits.record(store, b"x")
    assert len({run.id for run in store.runs()}) == len(list(store.warcs.iterdir())) == 3
    named = Run(version="0", policy={}, id="mine")
    visits.record(store, b"y", run=named)
    before = store.log.read_bytes()
    with pytest.raises(EvidenceError, match="recorded before"):
        visits.record(store, b"z", run=named)
    assert store.log.read_bytes() == before


def test_the_test_reader_finds_a_planted_fault() -> None:
    """That `warcio_check` can fail: a record whose payload is not the one of its digest."""
    block = b"HTTP/1.1 200 OK\r\n\r\nxx"
    head = f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2026-01-01T00:00:00Z\r\nWARC-Target-URI: {URL}\r\nContent-Type: application/http\r\nWARC-Payload-Digest: sha256:{'0' * 64}\r\nContent-Length: {len(block)}\r\n\r\n"
    record = next(iter(ArchiveIterator(io.BytesIO(head.encode() + block + b"\r\n\r\n"), check_digests=True)))
    record.content_stream().read()
    assert record.digest_checker.passed is False
