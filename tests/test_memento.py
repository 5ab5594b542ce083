"""What the second observer answers, each answer kept apart, and what two observers say together."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import UsageError
from tracker.exchange import Exchange, Hop
from tracker.fetch import Ask, Fetcher, Policy
from tracker.memento import Archive, Capture, Ours, Witness, agree, payload_digests, read_index
from tracker.memento.agreement import EMPTY, NOT_THERE, THERE
from tracker.outcomes import RECORDED

URL = "https://practice.example/files/august 2024.xlsx?a=1&b=2"
AROUND = datetime(2026, 11, 21, 12, tzinfo=UTC)
BODY = b"the body of a workbook"
DIGEST = base64.b32encode(hashlib.sha1(BODY).digest()).decode()
HEAD = ["timestamp", "original", "mimetype", "statuscode", "digest", "length"]
ROW = ["20261121110000", URL, "application/vnd.ms-excel", "200", DIGEST, "1234"]
PLAYS = {"Memento-Datetime": "Sat, 21 Nov 2026 11:00:00 GMT"}
ROBOTS = "org.archive.util.io.RuntimeIOException: org.archive.wayback.exception.RobotAccessControlException: Blocked By Robots"
TAKEDOWN = "org.archive.util.io.RuntimeIOException: org.archive.wayback.exception.AdministrativeAccessControlException: Blocked Site Error"


class StandIn:
    """Answers in the place of the fetcher: first for the index, then for the capture or for /save/."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.asked, self.answers = folder, [], []

    def says(self, body="", status=200, headers=None, failure="", led_to="") -> StandIn:
        self.answers.append(
            (body if isinstance(body, str) else json.dumps(body), status, headers or {}, failure, led_to)
        )
        return self

    def visit(self, ask: Ask) -> Exchange:
        self.asked.append(ask.url)
        body, status, headers, failure, led_to = self.answers.pop(0)
        path = self.folder / str(len(self.asked))
        path.write_text(body)
        hop = Hop(
            url=ask.url,
            asked_at="2026-11-21T12:00:00.000Z",
            request_headers=(),
            status=status,
            headers=tuple(headers.items()),
        )
        hops = (hop, Hop(url=led_to, asked_at=hop.asked_at, request_headers=(), status=200)) if led_to else (hop,)
        return Exchange(
            url=ask.url, hops=hops, elapsed=0.1, failure=failure, failure_text=failure and "as told", body=path
        )


@pytest.fixture
def web(tmp_path) -> StandIn:
    return StandIn(tmp_path)


def observe(web: StandIn, **more) -> Witness:
    return Archive(web, "https://archive.example/", **more).observe(URL, AROUND)


# --- the answers, kept apart ---------------------------------------------------------------------------------------------


def test_captured_says_when_with_which_status_digest_and_length(web):
    web.says([HEAD, ROW]).says(headers=PLAYS)
    witness = observe(web)
    assert (witness.answer, witness.plays) == ("captured", True)
    assert witness.capture == Capture(
        captured_at="2026-11-21T11:00:00Z", timestamp="20261121110000", original=URL, status=200, digest=DIGEST, length=1234,
        mimetype="application/vnd.ms-excel",
    )  # fmt: skip
    assert witness.archived_url == f"https://archive.example/web/20261121110000/{URL}"
    assert len(witness.exchanges) == 2


def test_the_index_is_asked_about_this_address_and_this_time(web):
    observe(web.says([HEAD, ROW]).says(headers=PLAYS))
    asked = urlsplit(web.asked[0])
    assert (asked.netloc, asked.path) == ("archive.example", "/cdx/search/cdx")
    query = parse_qs(asked.query)
    assert query["url"] == [URL]
    assert (query["output"], query["from"], query["to"]) == (["json"], ["20261021120000"], ["20261222120000"])
    assert web.asked[1] == f"https://archive.example/web/20261121110000id_/{URL}"


def test_of_several_captures_the_nearest_in_time_counts(web):
    rows = [[f"202611{day}120000", URL, "-", "200", DIGEST, "1"] for day in ("01", "20", "23", "30")]
    assert observe(web.says([HEAD, *rows]), playing=False).capture.timestamp == "20261120120000"


@pytest.mark.parametrize("nothing", ["[]", "", " \n", "[]\n"])
def test_never_captured_is_said_only_after_asking_for_all_time(web, nothing):
    witness = observe(web.says(nothing).says(nothing))
    assert (witness.answer, witness.capture) == ("never_captured", None)
    assert "from=" in web.asked[0] and "from=" not in web.asked[1] and "limit=-1" in web.asked[1]


def test_nothing_near_gives_the_newest_there_is(web):
    old = ["20200101000000", *ROW[1:]]
    witness = observe(web.says("[]").says([HEAD, old]), playing=False)
    assert (witness.answer, witness.capture.captured_at) == ("captured", "2020-01-01T00:00:00Z")
    assert len(witness.exchanges) == 2


@pytest.mark.parametrize(
    ("status", "headers"), [(403, {}), (403, {"X-Archive-Wayback-Runtime-Error": TAKEDOWN}), (200, {}), (503, {})]
)
def test_a_takedown_and_a_robots_rule_are_told_apart(web, status, headers):
    assert observe(web.says(TAKEDOWN, status, headers)).answer == "blocked_by_takedown"
    if not headers:
        assert observe(web.says(ROBOTS, status)).answer == "blocked_by_robots"
    assert observe(web.says("", 403, {"x-archive-wayback-runtime-error": ROBOTS})).answer == "blocked_by_robots"


@pytest.mark.parametrize(
    ("status", "headers", "wait"),
    [(429, {"Retry-After": "60"}, 60), (429, {}, None), (503, {"Retry-After": "5"}, 5), (429, {"Retry-After": "soon"}, None),
     (429, {"Retry-After": "Sat, 21 Nov 2026 12:02:00 GMT", "Date": "Sat, 21 Nov 2026 12:00:00 GMT"}, 120),
     (429, {"Retry-After": "Sat, 21 Nov 2026 12:02:00 GMT"}, None)],
)  # fmt: skip
def test_rate_limited_says_when_to_come_back(web, status, headers, wait):
    witness = observe(web.says("<h1>Too Many Requests</h1>", status, headers))
    assert (witness.answer, witness.retry_after) == ("rate_limited", wait)


@pytest.mark.parametrize("failure", ["unreachable", "timed_out", "cut_short", "robots", "budget", "too_large"])
def test_an_archive_that_can_not_be_asked_is_unreachable(web, failure):
    witness = observe(web.says("", 0, failure=failure))
    assert witness.answer == "unreachable"
    assert failure in witness.why


@pytest.mark.parametrize("status", [500, 502, 503, 504, 520])
def test_an_archive_in_trouble_is_unreachable(web, status):
    assert observe(web.says("<html>error</html>", status)).answer == "unreachable"


@pytest.mark.parametrize(
    "body",
    ["<html>We are down for maintenance</html>", "{}", '"x"', "[1, 2]", '[["a", "b"], ["1", "2"]]', "[[", "[" * 100_000,
     json.dumps([HEAD, ["20000800241213", *ROW[1:]]]), json.dumps([HEAD, ["x"]]), "com,example)/ 20261121110000 https://x 200"],
)  # fmt: skip
def test_an_answer_that_is_no_table_is_malformed(web, body):
    assert observe(web.says(body)).answer == "malformed"


@pytest.mark.parametrize("status", [302, 400, 404])
def test_another_status_of_the_index_is_malformed(web, status):
    assert observe(web.says("", status)).answer == "malformed"


def test_a_row_that_can_not_be_read_is_counted_and_the_others_are_used(web):
    witness = observe(web.says([HEAD, ["20000800241213", *ROW[1:]], ROW]), playing=False)
    assert (witness.answer, witness.capture.timestamp) == ("captured", "20261121110000")
    assert witness.why.startswith("1 row")


def test_a_repeated_capture_has_the_status_of_the_one_it_repeats():
    again = ["20261122110000", URL, "warc/revisit", "-", DIGEST, "500"]
    captures, _ = read_index(json.dumps([HEAD, ROW, again]))
    assert [each.status for each in captures] == [200, 200]
    captures, _ = read_index(json.dumps([HEAD, again]))
    assert [each.status for each in captures] == [0]


def test_columns_are_found_by_their_names():
    captures, _ = read_index(json.dumps([[*reversed(HEAD), "orig.length"], [*reversed(ROW), "9"]]))
    assert (captures[0].timestamp, captures[0].digest) == (ROW[0], DIGEST)


def test_what_is_no_digest_is_left_empty():
    assert read_index(json.dumps([HEAD, [*ROW[:4], "-", "-"]]))[0][0].digest == ""


@given(
    st.text(max_size=200)
    | st.recursive(st.none() | st.integers() | st.text(max_size=15), lambda x: st.lists(x, max_size=7)).map(json.dumps)
)
def test_no_answer_breaks_the_reader(text):
    try:
        read_index(text)
    except ValueError as error:
        assert "the index" in str(error)


# --- a capture that does not play ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "headers", "led_to"),
    [(404, {}, ""), (503, {"X-Archive-Wayback-Runtime-Error": "ResourceNotAvailableException: not available"}, ""), (200, {}, ""),
     (302, {}, f"https://archive.example/web/20200101000000id_/{URL}")],
)  # fmt: skip
def test_a_capture_that_the_archive_can_not_show_does_not_play(web, status, headers, led_to):
    witness = observe(web.says([HEAD, ROW]).says("x", status, headers, led_to=led_to))
    assert (witness.answer, witness.plays) == ("does_not_play", False)
    assert led_to in witness.why


@pytest.mark.parametrize("status", [200, 302, 404, 429, 503])
def test_a_capture_of_any_status_plays_where_the_archive_says_that_it_is_one(web, status):
    witness = observe(web.says([HEAD, ROW]).says("x", status, PLAYS))
    assert (witness.answer, witness.plays) == ("captured", True)


def test_a_large_capture_plays_as_its_head_says(web):
    witness = observe(web.says([HEAD, ROW]).says("x", 200, PLAYS, failure="too_large"))
    assert (witness.answer, witness.plays) == ("captured", True)


@pytest.mark.parametrize(
    ("status", "headers", "failure"), [(429, {"Retry-After": "60"}, ""), (0, {}, "timed_out"), (502, {}, "")]
)
def test_where_playing_can_not_be_tried_the_index_still_counts(web, status, headers, failure):
    witness = observe(web.says([HEAD, ROW]).says("x", status, headers, failure=failure))
    assert (witness.answer, witness.plays) == ("captured", None)
    assert "could not be tried" in witness.why


def test_a_capture_under_a_takedown_is_blocked(web):
    page = "<h1>Sorry.</h1><p>This URL has been excluded from the Wayback Machine.</p>"
    assert observe(web.says([HEAD, ROW]).says(page, 403)).answer == "blocked_by_takedown"


# --- asking for a capture --------------------------------------------------------------------------------------------------


def save(web: StandIn) -> Witness:
    return Archive(web, "https://archive.example", saving=True).save(URL.replace(" ", "%20"), AROUND)


def test_no_capture_is_asked_for_unless_somebody_says_so(web):
    with pytest.raises(UsageError, match="--save"):
        Archive(web).save(URL, AROUND)
    assert web.asked == []


@pytest.mark.parametrize("headers", [{"Content-Location": "/web/20261121120100/https://practice.example/a"}, {"Link": '<https://archive.example/web/20261121120100/https://practice.example/a>; rel="memento"'}])  # fmt: skip
def test_a_capture_taken_is_named(web, headers):
    witness = save(web.says("", 200, headers))
    assert (witness.answer, witness.capture.captured_at) == ("captured", "2026-11-21T12:01:00Z")
    assert web.asked == [f"https://archive.example/save/{URL.replace(' ', '%20')}"]


def test_an_answer_that_leads_to_the_capture_names_it(web):
    witness = save(web.says("", 302, led_to="https://archive.example/web/20261121120100/https://practice.example/a"))
    assert witness.archived_url == "https://archive.example/web/20261121120100/https://practice.example/a"


def test_an_order_without_a_capture_is_accepted_and_no_more(web):
    witness = save(web.says("<html>job</html>"))
    assert (witness.answer, witness.capture) == ("accepted", None)
    assert agree(Ours(looked_at="2026-11-21T12:00:00Z", outcome="gone"), witness).verdict == "unknown"


@pytest.mark.parametrize(("status", "headers", "failure", "answer"), [(429, {}, "", "rate_limited"), (523, {}, "", "unreachable"), (0, {}, "timed_out", "unreachable"), (403, {"X-Archive-Wayback-Runtime-Error": TAKEDOWN}, "", "blocked_by_takedown")])  # fmt: skip
def test_an_order_that_failed_says_how_and_may_have_been_carried_out(web, status, headers, failure, answer):
    witness = save(web.says("", status, headers, failure=failure))
    assert witness.answer == answer
    assert ("captured all the same" in witness.why) == (answer == "unreachable")


# --- digests ---------------------------------------------------------------------------------------------------------------


def test_our_digests_are_those_of_the_bytes_as_sent_and_without_their_coding(tmp_path):
    path = tmp_path / "body"
    path.write_bytes(BODY)
    hop = Hop(url=URL, asked_at="", request_headers=(), status=200)
    assert payload_digests(Exchange(url=URL, hops=(hop,), elapsed=0, body=path)) == (DIGEST,)
    path.write_bytes(gzip.compress(BODY))
    coded = Hop(url=URL, asked_at="", request_headers=(), status=200, headers=(("Content-Encoding", "gzip"),))
    as_sent, decoded = payload_digests(Exchange(url=URL, hops=(coded,), elapsed=0, body=path))
    assert decoded == DIGEST != as_sent
    assert payload_digests(Exchange(url=URL, hops=(hop,), elapsed=0, body=path, failure="cut_short")) == ()


def test_the_digest_of_nothing_is_the_one_that_the_index_prints():
    assert base64.b32encode(hashlib.sha1(b"").digest()).decode() == EMPTY


# --- two observers ---------------------------------------------------------------------------------------------------------


def witness(status: int, at: str, digest: str = "A" * 32, answer="captured") -> Witness:
    capture = Capture(captured_at=at, timestamp="20261121120000", original=URL, status=status, digest=digest)
    return Witness(url=URL, around="2026-11-21T12:00:00Z", answer=answer, capture=capture)


BEFORE, SAME, AFTER, FAR = (
    "2026-11-20T12:00:00Z",
    "2026-11-21T12:30:00Z",
    "2026-11-22T12:00:00Z",
    "2026-11-24T12:00:00Z",
)


@pytest.mark.parametrize(
    ("outcome", "status", "at", "verdict"),
    [
        ("gone", 404, BEFORE, "agree"), ("gone", 410, SAME, "agree"), ("gone", 404, AFTER, "agree"), ("soft_gone", 404, AFTER, "agree"),
        ("gone", 404, FAR, "unknown"),
        ("gone", 200, BEFORE, "unknown"), ("gone", 200, SAME, "disagree"), ("gone", 200, AFTER, "disagree"),
        ("soft_gone", 200, AFTER, "unknown"),
        ("gone", 403, AFTER, "unknown"), ("gone", 429, AFTER, "unknown"), ("gone", 301, AFTER, "unknown"), ("gone", 0, AFTER, "unknown"),
        ("unchanged", 404, BEFORE, "unknown"), ("unchanged", 404, SAME, "disagree"), ("unchanged", 404, AFTER, "unknown"),
        ("unchanged", 200, SAME, "unknown"), ("notice", 404, SAME, "unknown"), ("notice", 200, SAME, "unknown"),
        ("blocked", 200, SAME, "unknown"), ("blocked", 404, SAME, "unknown"), ("unreachable", 404, SAME, "unknown"),
        ("suspect", 404, SAME, "unknown"), ("unreadable", 200, SAME, "unknown"),
    ],
)  # fmt: skip
def test_two_observers_agree_disagree_or_nobody_knows(outcome, status, at, verdict):
    found = agree(Ours(looked_at="2026-11-21T12:00:00Z", outcome=outcome), witness(status, at))
    assert found.verdict == verdict
    assert found.reason


@pytest.mark.parametrize("outcome", ["new", "unchanged", "changed", "moved", "unlinked", "notice", "soft_gone"])
def test_the_same_bytes_agree(outcome):
    ours = Ours(looked_at="2026-11-21T12:00:00Z", outcome=outcome, digests=("B" * 32, DIGEST))
    assert agree(ours, witness(200, AFTER, DIGEST)).verdict == "agree"
    assert agree(ours, witness(0, AFTER, DIGEST)).verdict == "agree"
    assert agree(ours, witness(301, AFTER, DIGEST)).verdict == "unknown"


def test_two_empty_bodies_are_no_agreement():
    ours = Ours(looked_at="2026-11-21T12:00:00Z", outcome="gone", digests=(EMPTY,))
    assert agree(ours, witness(0, AFTER, EMPTY)).verdict == "unknown"


@pytest.mark.parametrize("answer", ["accepted", "never_captured", "does_not_play", "blocked_by_robots", "blocked_by_takedown", "rate_limited", "unreachable", "malformed"])  # fmt: skip
def test_no_answer_but_a_capture_counts(answer):
    found = agree(Ours(looked_at="2026-11-21T12:00:00Z", outcome="gone"), witness(404, SAME, answer=answer))
    assert found.verdict == "unknown"
    assert answer.replace("_", " ") in found.reason


@given(
    st.sampled_from(sorted(RECORDED)), st.sampled_from([0, 200, 301, 403, 404, 410, 429, 503]),
    st.sampled_from([BEFORE, SAME, AFTER, FAR]), st.sampled_from(["captured", "does_not_play", "rate_limited"]), st.booleans(),
)  # fmt: skip
def test_only_a_capture_of_404_or_the_same_page_ever_confirms_that_something_is_gone(outcome, status, at, answer, same):
    ours = Ours(looked_at="2026-11-21T12:00:00Z", outcome=outcome, digests=(DIGEST,))
    found = agree(ours, witness(status, at, DIGEST if same else "A" * 32, answer))
    if found.verdict == "agree" and outcome in NOT_THERE:
        assert answer == "captured" and at != FAR
        assert status in (404, 410) or same
    if found.verdict == "agree":
        assert outcome in THERE | NOT_THERE | {"notice"}


# --- against a server --------------------------------------------------------------------------------------------------------


def test_the_fetcher_asks_a_server_that_answers_as_the_archive_does(httpserver, tmp_path):
    url = "https://practice.example/a.xlsx"
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nAllow: /\n")
    httpserver.expect_request("/cdx/search/cdx", query_string=None).respond_with_json([HEAD, [ROW[0], url, *ROW[2:]]])
    httpserver.expect_request(f"/web/20261121110000id_/{url}").respond_with_data(BODY, headers=PLAYS)
    policy = Policy(
        contact="tests@practice.example", pace_seconds=0, allow_private=(f"{httpserver.host}:{httpserver.port}",)
    )
    with Fetcher(policy, tmp_path) as fetcher:
        found = Archive(fetcher, httpserver.url_for("")).observe(url, AROUND)
    assert (found.answer, found.plays) == ("captured", True)
    assert found.capture.digest in payload_digests(found.exchanges[-1])
