"""Time stamps (RFC 3161) on the head of the log, by OpenSSL's own authority on loopback; checked by OpenSSL as well."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import msgspec
import pytest
import visits
from click.testing import CliRunner

from tracker.cli import main
from tracker.errors import EvidenceError, UsageError
from tracker.evidence import Store, digest_of, stamps
from tracker.evidence.verify import verify

pytest.importorskip("rfc3161_client")
if shutil.which("openssl") is None:
    pytest.skip("openssl is not here, whose time-stamp authority these tests ask", allow_module_level=True)

CONFIG = """
[tsa]
serial = {folder}/serial
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256, sha512
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


def openssl(*words: str | Path, **more) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(["openssl", *map(str, words)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done


def certificates(folder: Path) -> Path:
    """A root, and a signer that may stamp time; returns the root's certificate."""
    folder.mkdir()
    openssl(
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Test root", "-days", "2",
        "-keyout", folder / "root.key", "-out", folder / "root.pem",
    )  # fmt: skip
    openssl(
        "req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Test stamps",
        "-keyout", folder / "tsa.key", "-out", folder / "tsa.csr",
    )  # fmt: skip
    (folder / "extensions").write_text("extendedKeyUsage = critical,timeStamping\nbasicConstraints = CA:FALSE\n")
    openssl(
        "x509", "-req", "-in", folder / "tsa.csr", "-CA", folder / "root.pem", "-CAkey", folder / "root.key",
        "-CAcreateserial", "-days", "2", "-extfile", folder / "extensions", "-out", folder / "tsa.pem",
    )  # fmt: skip
    (folder / "serial").write_text("01\n")
    (folder / "tsa.cnf").write_text(CONFIG.format(folder=folder))
    return folder / "root.pem"


def answered(folder: Path, request: bytes) -> bytes:
    """What `openssl ts -reply` answers to a request."""
    (folder / "request.tsq").write_bytes(request)
    openssl(
        "ts", "-reply", "-config", folder / "tsa.cnf", "-section", "tsa", "-queryfile", folder / "request.tsq",
        "-inkey", folder / "tsa.key", "-signer", folder / "tsa.pem", "-out", folder / "answer.tsr",
    )  # fmt: skip
    return (folder / "answer.tsr").read_bytes()


@pytest.fixture(scope="module")
def authority(tmp_path_factory) -> Iterator[tuple[str, Path]]:
    """The address of a time-stamp authority on loopback, and the certificate of its root."""
    folder = tmp_path_factory.mktemp("tsa") / "ca"
    root = certificates(folder)

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.headers["Content-Type"] == "application/timestamp-query"
            answer = answered(folder, self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *words) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", root
    server.shutdown()
    server.server_close()


def post(url: str, body: bytes, content_type: str) -> bytes:
    asked = urllib.request.Request(url, body, {"Content-Type": content_type})
    with urllib.request.urlopen(asked, timeout=20) as answer:
        return answer.read()


@pytest.fixture
def store(tmp_path) -> Store:
    """Evidence of one run."""
    made = Store(tmp_path / "work")
    visits.record(made, b"the page")
    return made


def test_a_head_is_stamped_and_the_stamp_is_evidence(authority, store) -> None:
    tsa, root = authority
    head = store.head()
    stamp = stamps.stamp(store, post, tsa, root)
    assert (stamp.head, stamp.tsa, stamp.seq) == (head, tsa, 3)
    assert store.stamps() == [stamp]
    assert digest_of(store.stamp_path(stamp.token)) == stamp.token
    assert abs((datetime.fromisoformat(stamp.stamped_at) - datetime.fromisoformat(stamp.at)).total_seconds()) < 60
    visits.record(store, b"the log goes on")
    assert verify(store).problems == verify(store).remarks == []
    assert stamps.check(store, root) == []


def test_anybody_can_check_the_stamp_without_this_program(authority, store) -> None:
    tsa, root = authority
    stamp = stamps.stamp(store, post, tsa, root)
    words = ("ts", "-verify", "-in", store.stamp_path(stamp.token), "-CAfile", root, "-digest")
    assert "Verification: OK" in openssl(*words, stamp.head).stdout
    wrong = subprocess.run(["openssl", *map(str, words), "0" * 64], capture_output=True, text=True)
    assert wrong.returncode == 1


def test_an_answer_that_does_not_hold_is_refused_and_nothing_is_recorded(authority, store, tmp_path) -> None:
    tsa, root = authority
    other = certificates(tmp_path / "other")
    before = store.log.read_bytes()
    earlier: list[bytes] = []

    def replayed(url: str, body: bytes, content_type: str) -> bytes:
        earlier.append(post(url, body, content_type))
        return earlier[0]

    stamps.stamp(Store(tmp_path / "work"), replayed, tsa, root)
    store.log.write_bytes(before)
    store.stamp_path(hashlib.sha256(earlier[0]).hexdigest()).unlink()
    cases = {
        "another root": (post, other),
        "an answer to an earlier request": (replayed, root),
        "no time stamp": (lambda *_: b"<html>Service unavailable</html>", root),
        "nothing": (lambda *_: b"", root),
        "an altered answer": (lambda *words: bytes(reversed(post(*words))), root),
    }
    for name, (ask, ca) in cases.items():
        with pytest.raises(EvidenceError, match="no valid time stamp"):
            stamps.stamp(store, ask, tsa, ca)
        assert store.log.read_bytes() == before, name
        assert list(store.stamp_path("").parent.iterdir()) == [], name


def test_a_stamp_that_was_altered_or_lost_or_is_of_another_log_is_found(authority, store, tmp_path) -> None:
    tsa, root = authority
    stamp = stamps.stamp(store, post, tsa, root)
    path = store.stamp_path(stamp.token)
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert "its bytes are not those that line 3 names" in verify(store).problems[0]
    assert stamps.check(store, root) != []
    path.unlink()
    assert "missing, named by line 3" in verify(store).problems[0]
    assert "named by line 3" in stamps.check(store, root)[0]
    path.write_bytes(content)
    another = Store(tmp_path / "another")
    visits.record(another, b"another page")
    another.stamp_path(stamp.token).parent.mkdir()
    another.stamp_path(stamp.token).write_bytes(content)
    with another.writing():
        another.append(stamp)
        another.append(msgspec.structs.replace(stamp, head=another.runs()[0].previous_line))
        another.append(msgspec.structs.replace(stamp, head=another.looks()[0].previous_line))
    assert [problem.partition(": ")[2] for problem in verify(another).problems] == [
        f"not a time stamp of a line before line {line}, which names it" for line in (3, 4, 5)
    ]


def test_a_false_time_in_the_log_is_found_against_the_certificates(authority, store) -> None:
    tsa, root = authority
    stamp = stamps.stamp(store, post, tsa, root)
    with store.writing():
        store.append(msgspec.structs.replace(stamp, stamped_at="2020-01-01T00:00:00+00:00"))
    assert "not at 2020-01-01T00:00:00+00:00 as line 4 says" in stamps.check(store, root)[0]


def test_the_verb_verify_holds_stamps_against_certificates(authority, store, tmp_path) -> None:
    tsa, root = authority
    stamps.stamp(store, post, tsa, root)
    words = ["--workspace", str(tmp_path / "work"), "verify", "--ca"]
    assert CliRunner().invoke(main, [*words, str(root)]).exit_code == 0
    refused = CliRunner().invoke(main, [*words, str(certificates(tmp_path / "other"))])
    assert refused.exit_code == 1
    assert "no valid time stamp" in refused.output


def test_what_is_missing_is_said_in_one_line(authority, store, tmp_path, monkeypatch) -> None:
    tsa, root = authority
    with pytest.raises(UsageError, match="No such file"):
        stamps.stamp(store, post, tsa, tmp_path / "nowhere.pem")
    (tmp_path / "empty.pem").write_text("nothing")
    with pytest.raises(UsageError, match="no certificates in PEM form"):
        stamps.stamp(store, post, tsa, tmp_path / "empty.pem")
    with pytest.raises(EvidenceError, match="no line to stamp yet"):
        stamps.stamp(Store(tmp_path / "fresh"), post, tsa, root)
    monkeypatch.setitem(sys.modules, "rfc3161_client", None)
    with pytest.raises(UsageError, match=r"pip install 'statistics-tracker\[timestamp\]'"):
        stamps.stamp(store, post, tsa, root)


def test_the_verb_asks_the_authority_by_way_of_the_fetcher(authority, store) -> None:
    tsa, root = authority
    words = [
        "--workspace",
        str(store.folder.parent),
        "stamp",
        "--tsa",
        tsa,
        "--ca",
        str(root),
        "--contact",
        "t@example.org",
    ]
    refused = CliRunner().invoke(main, words)
    assert (refused.exit_code, "not a public address" in refused.output) == (2, True), refused.output
    assert store.stamps() == []
    head = store.head()
    done = CliRunner().invoke(main, [*words, "--allow-private", tsa.removeprefix("http://").strip("/")])
    assert done.exit_code == 0, done.output
    assert [stamp.head for stamp in store.stamps()] == [head]
    assert stamps.check(store, root) == []


def test_an_answer_of_another_status_is_no_stamp(authority, store, httpserver) -> None:
    httpserver.expect_request("/tsa").respond_with_data("moved", status=302, headers={"Location": authority[0]})
    host = f"{httpserver.host}:{httpserver.port}"
    words = ["--tsa", httpserver.url_for("/tsa"), "--ca", str(authority[1]), "--allow-private", host]
    done = CliRunner().invoke(
        main, ["--workspace", str(store.folder.parent), "stamp", "--contact", "t@example.org", *words]
    )
    assert (done.exit_code, "status 302" in done.output) == (2, True), done.output
    assert store.stamps() == []
