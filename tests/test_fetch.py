"""What a visit promises: manners towards the server, bytes as sent, an end in time, and nowhere but public addresses."""

from __future__ import annotations

import gzip
import hashlib
import http.client
import itertools
import os
import resource
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
import requests.adapters
from conftest import ROOT
from practice import Agency, Answer, Seen, Server
from practice.network import PUBLIC, Network
from workbooks import ohss_workbook

from tracker.coding import Inflater
from tracker.errors import EvidenceError, UsageError
from tracker.exchange import Exchange
from tracker.fetch import Ask, Fetcher, Policy
from tracker.fetch.address import is_public, redirect_target, same_resource
from tracker.fetch.visit import _seconds
from tracker.outcomes import BodyProblem, content_of

IMPATIENT = {"first_byte_timeout": 0.4, "total_timeout": 1.0}
DAY = date(2024, 11, 8)


@pytest.fixture(autouse=True)
def network(monkeypatch) -> Network:
    return Network(monkeypatch)


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> bytes:
    return ohss_workbook(tmp_path_factory.mktemp("book") / "book.xlsx").read_bytes()


@pytest.fixture
def agency(book) -> Iterator[Agency]:
    """One OHSS workbook of 8 November 2024, on the day after."""
    with Agency() as made:
        made.ohss.publish(DAY, book, "july-2024")
        yield made.at(date(2024, 11, 9))


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    """Starts servers that answer as told: paths to answers, or one function for all."""
    running: list[Server] = []

    def start(answers, **options) -> Server:
        def handler(seen: Seen) -> Answer:
            found = answers(seen) if callable(answers) else answers.get(seen.path, Answer.of(b"none", 404))
            return found(seen) if callable(found) else found

        server = Server(handler, **options).__enter__()
        running.append(server)
        return server

    yield start
    for server in running:
        server.__exit__()


def policy(*allowed: str, **changes) -> Policy:
    """A policy in which everything is quick; the time-outs leave room for a busy machine. IMPATIENT does not."""
    quick = {
        "pace_seconds": 0.01,
        "connect_timeout": 5.0,
        "first_byte_timeout": 5.0,
        "total_timeout": 10.0,
        "largest": 1_000_000,
    }
    return Policy("tests@example.org", **{**quick, "allow_private": allowed, **changes})


def visit(target: Server | Agency, url: str | Ask, folder: Path, **changes) -> Exchange:
    """One visit with a fetcher of its own."""
    allowed = target.netlocs if isinstance(target, Agency) else (target.netloc,)
    with Fetcher(policy(*allowed, **changes), folder) as fetcher:
        return fetcher.visit(Ask(url) if isinstance(url, str) else url)


def paths(target: Server | Agency) -> list[str]:
    return [seen.path for seen in target.requests]


def kept(exchange: Exchange) -> bytes:
    """The bytes on disk, which are those that digest and size speak of."""
    assert exchange.body is not None
    found = exchange.body.read_bytes()
    assert (hashlib.sha256(found).hexdigest(), len(found)) == (exchange.digest, exchange.size)
    return found


# --- Whole and honest ------------------------------------------------------------------------------------------------


def test_a_file_comes_as_sent_with_the_facts_of_the_visit(agency, book, tmp_path) -> None:
    posted = agency.ohss.posted()[0]
    exchange = visit(agency, agency.ohss.url(posted.path), tmp_path)
    assert (exchange.failure, exchange.status, exchange.retries) == ("", 200, 0)
    assert kept(exchange) == book
    assert exchange.last.peer == "127.0.0.1"
    assert exchange.header("Last-Modified") == "Fri, 08 Nov 2024 09:00:00 GMT"
    assert 0 < exchange.elapsed < 1
    assert posted.path == (
        "/sites/default/files/2024-11/2024_1108_ohss_immigration-enforcement-and-legal-processes-tables-july-2024.xlsx"
    )


def test_it_says_who_asks_and_sends_what_the_hop_says_and_nothing_else(agency, tmp_path) -> None:
    exchange = visit(agency, agency.ohss.url(), tmp_path)
    seen = agency.requests[-1]
    assert seen.method == "GET"
    assert seen.headers["user-agent"] == "statistics-tracker/0.1.0 (+tests@example.org)"
    assert seen.headers["accept-encoding"] == "identity"
    assert {key.lower(): value for key, value in exchange.last.request_headers} == seen.headers
    assert seen.headers.keys() == {"host", "user-agent", "accept", "accept-encoding"}


@pytest.mark.parametrize("contact", ["", "  ", "me\r\nX-Other: 1", "ich@bücher.example"])
def test_no_visits_without_a_contact_address(contact, tmp_path) -> None:
    with pytest.raises(UsageError, match="contact"):
        Fetcher(Policy(contact), tmp_path)


def test_header_lines_are_kept_in_order_with_doubles(serve, tmp_path) -> None:
    answer = Answer.of(b"x")
    answer.headers = [("X-B", "1"), ("Set-Cookie", "a=1"), ("x-b", "2"), ("Set-Cookie", "b=2")]
    exchange = visit(server := serve({"/": answer}), server.url("/"), tmp_path)
    wanted = (("X-B", "1"), ("Set-Cookie", "a=1"), ("x-b", "2"), ("Set-Cookie", "b=2"), ("Content-Length", "1"))
    assert exchange.last.headers == wanted
    assert exchange.header("x-b") == "2"


def test_cookies_are_not_sent_back(serve, tmp_path) -> None:
    answer = Answer.of(b"x", Set_Cookie="id=1; Path=/")
    server = serve(lambda seen: answer)
    with Fetcher(policy(server.netloc), tmp_path) as fetcher:
        fetcher.visit_all([Ask(server.url("/a")), Ask(server.url("/b"))])
    assert [seen.headers.get("cookie") for seen in server.requests] == [None] * 3


def test_proxies_and_netrc_of_the_environment_are_not_used(serve, tmp_path, monkeypatch) -> None:
    proxy = serve(lambda seen: Answer.of(b"by proxy"))
    server = serve({"/": Answer.of(b"direct")})
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "https_proxy"):
        monkeypatch.setenv(name, proxy.url(""))
    exchange = visit(server, server.url("/"), tmp_path / "bodies")
    assert kept(exchange) == b"direct"
    assert proxy.requests == []
    assert all("authorization" not in seen.headers for seen in server.requests)


@pytest.mark.parametrize("answer", [Answer.of(b"x"), Answer(304), Answer(204), Answer(404, [], [b""], 0)])
def test_connections_are_used_again(serve, answer, tmp_path) -> None:
    server = serve(lambda seen: answer)
    with Fetcher(policy(server.netloc), tmp_path) as fetcher:
        fetcher.visit_all([Ask(server.url(f"/{number}")) for number in range(5)])
    assert {seen.connection for seen in server.requests} == {1}


# --- Conditional requests --------------------------------------------------------------------------------------------


def test_an_unchanged_file_is_not_sent_again(agency, tmp_path) -> None:
    url = agency.ohss.url(agency.ohss.posted()[0].path)
    first = visit(agency, url, tmp_path)
    again = visit(agency, Ask(url, etag=first.header("ETag"), last_modified=first.header("Last-Modified")), tmp_path)
    assert (again.status, again.failure, again.body, again.size, again.digest) == (304, "", None, 0, "")
    by_date = visit(agency, Ask(url, last_modified=first.header("Last-Modified")), tmp_path)
    assert by_date.status == 304
    other = visit(agency, Ask(url, etag='"other"', last_modified=first.header("Last-Modified")), tmp_path)
    assert other.status == 200


def test_validators_do_not_follow_a_redirect_to_another_file(serve, tmp_path) -> None:
    server = serve({"/old": Answer(301, [("Location", "/new")], length=0), "/new": Answer.of(b"new")})
    visit(server, Ask(server.url("/old"), etag='"e"', last_modified="Fri, 08 Nov 2024 09:00:00 GMT"), tmp_path)
    old, new = server.requests[-2:]
    assert "if-none-match" in old.headers
    assert "if-modified-since" in old.headers
    assert "if-none-match" not in new.headers
    assert "if-modified-since" not in new.headers


def test_a_redirect_that_changes_only_scheme_or_www_keeps_the_resource() -> None:
    assert same_resource("http://ice.gov/a?b", "https://www.ice.gov/a?b")
    assert not same_resource("http://ice.gov/a?b", "https://www.ice.gov/a")
    assert not same_resource("http://ice.gov/a", "http://other.gov/a")


# --- robots.txt ------------------------------------------------------------------------------------------------------


def test_robots_txt_is_obeyed_and_asked_for_once(agency, tmp_path) -> None:
    with Fetcher(policy(*agency.netlocs), tmp_path) as fetcher:
        found = fetcher.visit_all([Ask(agency.ohss.url(path)) for path in ("/admin/x", agency.ohss.page, "/search")])
    assert [(exchange.failure, exchange.hops == ()) for exchange in found] == [
        ("robots", True),
        ("", False),
        ("robots", True),
    ]
    assert "/robots.txt does not allow it for statistics-tracker" in found[0].failure_text
    assert paths(agency) == ["/robots.txt", agency.ohss.page]
    assert not list(tmp_path.glob("*robots*"))


def test_robots_txt_speaks_to_us_by_name(agency, tmp_path) -> None:
    agency.ohss.robots = "User-agent: *\nDisallow: /\n\nUser-agent: Statistics-Tracker\nDisallow: /files\n"
    assert visit(agency, agency.ohss.url(), tmp_path).failure == ""
    assert visit(agency, agency.ohss.url("/files/a"), tmp_path).failure == "robots"
    assert visit(agency, agency.ohss.url("/files/a"), tmp_path, obey_robots=False).failure == ""


@pytest.mark.parametrize(
    ("play", "failure"), [("404 for good", ""), ("410", ""), ("503", "robots"), ("cut short", "robots")]
)
def test_no_robots_txt_allows_and_one_that_fails_forbids(agency, play, failure, tmp_path) -> None:
    agency.ohss.play(play, DAY, of="robots")
    exchange = visit(agency, agency.ohss.url(), tmp_path)
    assert exchange.failure == failure
    assert (agency.ohss.page in paths(agency)) == (failure == "")
    assert ("robots.txt could not be read" in exchange.failure_text) == (failure == "robots")
    if play == "503":
        assert "status 503" in exchange.failure_text


def test_a_robots_txt_that_asks_for_a_long_wait_is_obeyed_for_the_whole_host(serve, tmp_path) -> None:
    server = serve(lambda seen: Answer.of(b"later", 429, Retry_After="3600"))
    with Fetcher(policy(server.netloc), tmp_path) as fetcher:
        found = fetcher.visit_all([Ask(server.url("/a")), Ask(server.url("/b"))])
    assert [exchange.failure for exchange in found] == ["robots", "robots"]
    assert "status 429" in found[0].failure_text
    assert paths(server) == ["/robots.txt"]


def test_a_server_that_is_not_there_is_unreachable_not_a_matter_of_robots(tmp_path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        netloc = f"127.0.0.1:{closed.getsockname()[1]}"
    with Fetcher(policy(netloc), tmp_path) as fetcher:
        found = fetcher.visit_all([Ask(f"http://{netloc}/{number}") for number in range(3)])
    assert {exchange.failure for exchange in found} == {"unreachable"}
    assert "robots.txt" in found[0].failure_text


def test_each_hop_of_a_redirect_asks_the_robots_txt_of_its_host(serve, tmp_path) -> None:
    closed = serve({"/robots.txt": Answer.of(b"User-agent: *\nDisallow: /x", kind="text/plain")})
    server = serve({"/": Answer(302, [("Location", closed.url("/x"))], length=0)})
    exchange = visit(server, server.url("/"), tmp_path, allow_private=(server.netloc, closed.netloc))
    assert (exchange.failure, exchange.status, len(exchange.hops)) == ("robots", 302, 1)
    assert paths(closed) == ["/robots.txt"]


def test_robots_txt_may_redirect(serve, tmp_path) -> None:
    rules = Answer.of(b"User-agent: *\nDisallow: /x", kind="text/plain")
    server = serve({"/robots.txt": Answer(301, [("Location", "/r.txt")], length=0), "/r.txt": rules})
    assert visit(server, server.url("/x"), tmp_path).failure == "robots"


def test_a_crawl_delay_longer_than_the_pace_is_kept(agency, tmp_path) -> None:
    agency.ohss.robots = "User-agent: *\nCrawl-delay: 0.3\n"
    with Fetcher(policy(*agency.netlocs, pace_seconds=0.05), tmp_path) as fetcher:
        fetcher.visit_all([Ask(agency.ohss.url("/a")), Ask(agency.ohss.url("/b"))])
    times = [seen.at for seen in agency.requests]
    assert len(times) == 3
    assert all(later - sooner > 0.25 for sooner, later in itertools.pairwise(times))


def test_a_crawl_delay_nobody_would_wait_for_is_reported(agency, tmp_path) -> None:
    agency.ohss.robots = "User-agent: *\nCrawl-delay: 86400\n"
    exchange = visit(agency, agency.ohss.url(), tmp_path)
    assert exchange.failure == "robots"
    assert "asks for 86400 seconds between requests" in exchange.failure_text


FORBIDS = b"User-agent: *\nDisallow: /x\n"
LONG = FORBIDS + b"#x\n" * 400_000  # 1.2 MB


@pytest.mark.parametrize(
    "answer",
    [
        Answer.of(LONG, kind="text/plain"),  # with Content-Length
        Answer(200, [("Content-Type", "text/plain")], [LONG], chunked=True),
        Answer.of(gzip.compress(FORBIDS), kind="text/plain", Content_Encoding="gzip"),
        Answer.of(zlib.compress(FORBIDS), kind="text/plain", Content_Encoding="deflate"),
        Answer.of(gzip.compress(LONG), kind="text/plain", Content_Encoding="gzip"),
    ],
    ids=["long", "long, chunked", "gzip", "deflate", "long, gzip"],
)
def test_a_long_or_coded_robots_txt_is_read_from_its_start(serve, answer, tmp_path) -> None:
    server = serve({"/robots.txt": answer, "/x": Answer.of(b"x"), "/y": Answer.of(b"y")})
    with Fetcher(policy(server.netloc), tmp_path) as fetcher:
        found = fetcher.visit_all([Ask(server.url("/x")), Ask(server.url("/y"))])
    assert [exchange.failure for exchange in found] == ["robots", ""]
    assert "does not allow it" in found[0].failure_text
    assert paths(server) == ["/robots.txt", "/y"]


def test_a_rule_that_the_limit_cuts_in_two_is_no_rule(serve, tmp_path) -> None:
    """512,000 bytes are read: `Disallow: /` of the last line, which forbids all, where it says `/far`."""
    start = b"User-agent: *\n"
    filler = b"#" * (512_000 - len(start) - 1 - len(b"Disallow: /")) + b"\n"
    rules = Answer.of(start + filler + b"Disallow: /far\n", kind="text/plain")
    server = serve({"/robots.txt": rules, "/x": Answer.of(b"x")})
    assert visit(server, server.url("/x"), tmp_path).failure == ""


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (Answer.of(b"slow down", 429), "status 429"),
        (Answer.of(FORBIDS, Content_Encoding="br"), "content coding 'br'"),
        (Answer.of(FORBIDS, Content_Encoding="gzip"), "not in the coding gzip"),
        (Answer.of(gzip.compress(FORBIDS)[:-9], Content_Encoding="gzip"), "does not end"),
    ],
)
def test_a_robots_txt_that_can_not_be_read_forbids_and_says_why(serve, answer, why, tmp_path) -> None:
    server = serve({"/robots.txt": answer, "/x": Answer.of(b"x")})
    exchange = visit(server, server.url("/x"), tmp_path)
    assert exchange.failure == "robots"
    assert "robots.txt could not be read" in exchange.failure_text
    assert why in exchange.failure_text
    assert set(paths(server)) == {"/robots.txt"}


@pytest.mark.parametrize(
    ("agent", "meant"),
    [
        ("statistics-tracker/0.1", True),
        ("Statistics-Tracker/9 (+https://example.org)", True),
        ("statistics-tracker", True),
        ("statistics-tracker-pro/0.1", False),
        ("other/1.0 statistics-tracker", False),
        ("s", False),
    ],
)
def test_robots_txt_means_us_by_the_product_whatever_its_version(serve, agent, meant, tmp_path) -> None:
    rules = f"User-agent: {agent}\nDisallow: /\n\nUser-agent: *\nAllow: /\n".encode()
    server = serve({"/robots.txt": Answer.of(rules, kind="text/plain"), "/x": Answer.of(b"x")})
    assert visit(server, server.url("/x"), tmp_path).failure == ("robots" if meant else "")


def test_a_hostile_robots_txt_takes_no_time(agency, tmp_path) -> None:
    agency.ohss.robots = "".join(f"User-agent: a{number}\n" for number in range(4000)) + "Disallow: /a\n" * 4000
    started = time.monotonic()
    assert visit(agency, agency.ohss.url(), tmp_path).failure == ""
    assert time.monotonic() - started < 2


# --- Pace and budget -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("pace", "latency"), [(0.1, 0.05), (0.01, 0.1)])
def test_one_host_is_asked_one_thing_at_a_time_and_no_faster_than_the_pace(serve, pace, latency, tmp_path) -> None:
    busy, most, lock = [], [], threading.Lock()

    def slow(seen: Seen) -> Answer:
        with lock:
            busy.append(1)
            most.append(len(busy))
        time.sleep(latency)
        with lock:
            busy.pop()
        return Answer.of(b"x")

    server = serve(slow)
    with Fetcher(policy(server.netloc, pace_seconds=pace), tmp_path) as fetcher:
        asks = [Ask(server.url(f"/{number}")) for number in range(3)]
        threads = [threading.Thread(target=fetcher.visit_all, args=(asks,)) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    times = sorted(seen.at for seen in server.requests)
    assert len(times) == 7
    assert times[-1] - times[0] > 0.55  # six gaps of 0.1; the server notes when it got round to reading
    assert min(later - sooner for sooner, later in itertools.pairwise(times)) > 0.06
    assert max(most) == 1


def test_hosts_are_visited_in_parallel_and_come_back_in_the_order_asked(serve, tmp_path) -> None:
    servers = [serve(lambda seen: Answer.of(seen.path.encode()), host=f"127.0.0.{n}", latency=0.2) for n in range(1, 5)]
    asks = [Ask(server.url(f"/{number}")) for number in range(2) for server in servers]
    done: list[tuple[str, str]] = []
    started = time.monotonic()
    with Fetcher(policy(*(server.netloc for server in servers)), tmp_path) as fetcher:
        found = fetcher.visit_all(asks, lambda one: done.append((one.url, threading.current_thread().name)))
    assert time.monotonic() - started < 1.2  # three requests to each host: 0.6 s; one after the other it is 2.4 s
    assert [exchange.url for exchange in found] == [ask.url for ask in asks]
    assert {url for url, _ in done} == {ask.url for ask in asks}
    assert {thread for _, thread in done} == {"MainThread"}


def test_the_budget_of_a_host_ends_its_visits(agency, tmp_path) -> None:
    with Fetcher(policy(*agency.netlocs, budget=3), tmp_path) as fetcher:
        found = fetcher.visit_all([Ask(agency.ohss.url(f"/{number}")) for number in range(4)])
    assert [exchange.failure for exchange in found] == ["", "", "budget", "budget"]
    assert len(agency.requests) == 3


# --- Later, and lost connections -------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["429", "503"])
def test_retry_after_is_waited_for_and_counted_in(agency, status, tmp_path) -> None:
    agency.ohss.play(status, DAY, of="page", times=1, seconds=1, bare=False)
    exchange = visit(agency, agency.ohss.url(), tmp_path)
    assert (exchange.status, exchange.retries, exchange.failure) == (200, 1, "")
    _, refused, again = [seen.at for seen in agency.requests]
    assert again - refused >= 0.99
    assert exchange.elapsed >= 0.99
    assert len(exchange.hops) == 1


def test_retry_after_may_be_a_date(agency, tmp_path) -> None:
    agency.ohss.play("429", DAY, of="page", times=1, seconds=1, as_date=True)
    exchange = visit(agency, agency.ohss.url(), tmp_path)
    assert (exchange.status, exchange.retries) == (200, 1)
    assert exchange.elapsed >= 0.99


def test_retry_after_in_seconds_or_as_a_date_by_the_servers_clock() -> None:
    assert _seconds("120", "") == 120
    assert _seconds("Fri, 08 Nov 2024 12:01:00 GMT", "Fri, 08 Nov 2024 12:00:00 GMT") == 60
    assert _seconds("Fri, 08 Nov 2024 11:00:00 GMT", "Fri, 08 Nov 2024 12:00:00 GMT") == 0
    soon = _seconds(format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True), "")
    assert soon is not None
    assert 28 <= soon <= 30
    assert [_seconds(text, "") for text in ("", "soon", "-5", "1.5", "٣")] == [None] * 5


def test_a_retry_after_above_the_cap_is_reported_at_once(agency, tmp_path) -> None:
    agency.ohss.play("429", DAY, of="page", seconds=3600)
    exchange = visit(agency, agency.ohss.url(), tmp_path)
    assert (exchange.status, exchange.retries, exchange.failure) == (429, 0, "")
    assert exchange.header("retry-after") == "3600"
    assert exchange.elapsed < 0.9


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_asks_for_a_longer_wait_is_asked_for_nothing_more(serve, status, tmp_path) -> None:
    busy = Answer.of(b"later", status, Retry_After="3600")
    server = serve(lambda seen: Answer.of(b"none", 404) if seen.path == "/robots.txt" else busy)
    asks = [Ask(server.url(f"/{number}")) for number in range(4)]
    with Fetcher(policy(server.netloc), tmp_path) as fetcher:
        found = fetcher.visit_all(asks)
    assert [(each.failure, each.status) for each in found] == [("", status), *[("budget", 0)] * 3]
    assert found[1].failure_text == (
        f"this host answered {status} and asked to wait 3600 seconds: until then it is asked for nothing more"
    )
    assert paths(server) == ["/robots.txt", "/0"]


def test_a_host_is_asked_again_when_the_time_that_it_named_has_passed(serve, tmp_path) -> None:
    """The other port of the host has a robots.txt of its own, which is asked for when it may be."""
    server = serve({"/a": Answer.of(b"later", 503, Retry_After="1")})
    other = serve({"/b": Answer.of(b"b")})
    with Fetcher(policy(server.netloc, other.netloc, longest_wait=0.5), tmp_path) as fetcher:
        assert fetcher.visit(Ask(server.url("/a"))).status == 503
        early = fetcher.visit(Ask(other.url("/b")))
        time.sleep(1.1)
        later = fetcher.visit(Ask(other.url("/b")))
    assert (early.failure, early.hops) == ("budget", ())
    assert "asked to wait 1 seconds" in early.failure_text
    assert kept(later) == b"b"


def test_a_server_that_stays_busy_is_asked_three_times_with_growing_gaps(agency, tmp_path) -> None:
    agency.ohss.play("503", DAY, of="page")
    exchange = visit(agency, agency.ohss.url(), tmp_path, pace_seconds=0.1)
    assert (exchange.status, exchange.retries, exchange.failure) == (503, 2, "")
    assert b"Try again later" in kept(exchange)
    times = [seen.at for seen in agency.requests][1:]
    first, second = (later - sooner for sooner, later in itertools.pairwise(times))
    assert first > 0.15  # 0.2 and 0.4
    assert second > 0.35
    assert len(list(tmp_path.iterdir())) == 1


def test_a_lost_connection_is_tried_again(agency, tmp_path) -> None:
    agency.ohss.play("hang up", DAY, of="page", times=2)
    exchange = visit(agency, agency.ohss.url(), tmp_path)
    assert (exchange.status, exchange.retries, exchange.failure) == (200, 2, "")
    agency.ohss.play("hang up", DAY, of="page")
    exchange = visit(agency, agency.ohss.url(), tmp_path)
    assert (exchange.status, exchange.retries, exchange.failure) == (0, 2, "unreachable")
    assert len(exchange.hops) == 1


@pytest.mark.parametrize("status", [100, 102, 103])
def test_an_informational_answer_before_the_answer_is_passed_over(serve, status, tmp_path) -> None:
    early = f"HTTP/1.1 {status} Early\r\nLink: </a.css>; rel=preload\r\n\r\n".encode()
    good = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nX-Own: 1\r\n\r\n"
    server = serve(lambda seen: Answer(raw=early * 2 + good, pieces=[b"page"]))
    with Fetcher(policy(server.netloc, obey_robots=False), tmp_path) as fetcher:
        found = fetcher.visit_all([Ask(server.url("/a")), Ask(server.url("/b"))])
    assert [(each.failure, each.status, kept(each)) for each in found] == [("", 200, b"page")] * 2
    assert found[0].last.headers == (("Content-Length", "4"), ("X-Own", "1"))
    assert {seen.connection for seen in server.requests} == {1}


def test_informational_answers_without_end_are_no_answer(serve, tmp_path) -> None:
    server = serve(lambda seen: Answer(raw=b"HTTP/1.1 103 Early Hints\r\n\r\n" * 1000))
    assert visit(server, server.url("/"), tmp_path, obey_robots=False).failure == "malformed"


def test_what_is_no_http_is_malformed(agency, tmp_path) -> None:
    agency.ohss.play("no http", DAY, of="page")
    exchange = visit(agency, agency.ohss.url(), tmp_path)
    assert (exchange.failure, exchange.status, exchange.retries) == ("malformed", 0, 0)


@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: 1\r\n" % n for n in range(200)) + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5, 6\r\n\r\nabcde",
    ],
)
def test_heads_that_no_client_accepts_are_malformed(serve, raw, tmp_path) -> None:
    server = serve({"/": Answer(raw=raw, close=True)})
    assert visit(server, server.url("/"), tmp_path).failure == "malformed"


# --- Bytes that do not come whole ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("play", "options", "part"),
    [
        ("cut short", {}, lambda body: body[: len(body) // 2]),
        ("cut short", {"chunked": True}, lambda body: body[: len(body) // 2]),
        ("length too large", {}, lambda body: body),
        ("length too small", {"by": 100}, lambda body: body[:-100]),
        ("gzip that does not end", {}, lambda body: gzip.compress(body, mtime=0)[:-12]),
    ],
)
def test_a_body_that_does_not_come_whole_is_cut_short_and_kept(agency, book, play, options, part, tmp_path) -> None:
    agency.ohss.play(play, DAY, **options)
    exchange = visit(agency, agency.ohss.url(agency.ohss.posted()[0].path), tmp_path)
    assert (exchange.failure, exchange.status) == ("cut_short", 200)
    assert kept(exchange) == part(book)
    assert str(exchange.size) in exchange.failure_text
    assert len(list(tmp_path.iterdir())) == 1


def test_a_cut_body_comes_whole_at_another_try(agency, book, tmp_path) -> None:
    agency.ohss.play("cut short", DAY, times=1)
    exchange = visit(agency, agency.ohss.url(agency.ohss.posted()[0].path), tmp_path)
    assert (exchange.failure, exchange.retries, kept(exchange)) == ("", 1, book)


def test_bytes_behind_an_answer_do_not_become_the_next_one(agency, book, tmp_path) -> None:
    agency.ohss.play("length too small", DAY, by=100)
    url = agency.ohss.url(agency.ohss.posted()[0].path)
    with Fetcher(policy(*agency.netlocs), tmp_path) as fetcher:
        first, second = fetcher.visit_all([Ask(url), Ask(agency.ohss.url())])
    assert (first.failure, second.failure, second.status) == ("cut_short", "", 200)
    *_, file, page = agency.requests
    assert file.connection != page.connection
    assert kept(second).startswith(b"<!DOCTYPE html>")


def test_a_coded_body_is_kept_as_sent_and_decoded_on_request(agency, book, tmp_path) -> None:
    agency.ohss.play("gzip", DAY)
    exchange = visit(agency, agency.ohss.url(agency.ohss.posted()[0].path), tmp_path)
    assert exchange.failure == ""
    assert kept(exchange) == gzip.compress(book, mtime=0)
    assert content_of(exchange) == book
    assert kept(exchange) == gzip.compress(book, mtime=0)


def test_a_body_without_coding_is_its_own_decoding(agency, tmp_path) -> None:
    exchange = visit(agency, agency.ohss.url(), tmp_path)
    assert content_of(exchange) == exchange.body


@pytest.mark.parametrize("coding", ["br", "gzip, gzip"])
def test_codings_that_nobody_asked_for_and_we_can_not_undo_are_kept_and_said(serve, coding, tmp_path) -> None:
    server = serve({"/": Answer.of(b"whatever", Content_Encoding=coding)})
    exchange = visit(server, server.url("/"), tmp_path)
    assert (exchange.failure, kept(exchange)) == ("", b"whatever")
    with pytest.raises(BodyProblem, match="not asked for"):
        content_of(exchange)


def test_a_damaged_coding_is_for_the_readers_to_refuse(serve, tmp_path) -> None:
    server = serve({"/": Answer.of(b"plain text, no gzip", Content_Encoding="gzip")})
    exchange = visit(server, server.url("/"), tmp_path)
    assert exchange.failure == ""
    with pytest.raises(BodyProblem, match="not in the coding gzip"):
        content_of(exchange)
    assert len(list(tmp_path.iterdir())) == 1


def test_a_gzip_bomb_is_too_large(agency, tmp_path) -> None:
    agency.ohss.play("gzip bomb", DAY, size=5_000_000)
    exchange = visit(agency, agency.ohss.url(agency.ohss.posted()[0].path), tmp_path)
    assert exchange.failure == "too_large"
    assert "once its coding is undone" in exchange.failure_text


@pytest.mark.parametrize("step", [1, 2, 7, 100_000])
@pytest.mark.parametrize("size", [0, 1, 65_536, 65_537, 500_000])
def test_codings_are_undone_in_pieces_of_any_size(step, size) -> None:
    text = os.urandom(size // 2) + bytes(size - size // 2)
    raw = zlib.compressobj(wbits=-15)
    whole = raw.compress(text) + raw.flush()
    for coding, coded in (
        ("gzip", gzip.compress(text)),
        ("gzip", gzip.compress(text) + gzip.compress(b"two") + bytes(9)),
        ("deflate", zlib.compress(text)),
        ("deflate", whole),
    ):
        inflater = Inflater(coding)
        if step < 100 and len(coded) > 100_000:
            continue
        pieces = [piece for at in range(0, len(coded), step) for piece in inflater.feed(coded[at : at + step])]
        assert b"".join(pieces) in {text, text + b"two"}
        assert inflater.ended
        assert max(map(len, pieces), default=0) <= 65_536


# --- Size ------------------------------------------------------------------------------------------------------------


def test_three_gigabytes_stop_at_the_limit_with_small_memory(agency, tmp_path) -> None:
    agency.ohss.play("3 GB body", DAY)
    url = agency.ohss.url(agency.ohss.posted()[0].path)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    exchange = visit(agency, url, tmp_path, largest=30_000_000, total_timeout=20)
    assert (exchange.failure, exchange.size) == ("too_large", 30_000_000)
    assert exchange.body.stat().st_size == 30_000_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000  # kB


def test_a_body_that_says_it_is_too_large_is_not_read(agency, tmp_path) -> None:
    agency.ohss.play("3 GB body", DAY, declared=True)
    exchange = visit(agency, agency.ohss.url(agency.ohss.posted()[0].path), tmp_path)
    assert (exchange.failure, exchange.body, exchange.size) == ("too_large", None, 0)
    assert "3221225472" in exchange.failure_text


def test_an_ask_may_have_its_own_limit(agency, book, tmp_path) -> None:
    url = agency.ohss.url(agency.ohss.posted()[0].path)
    assert visit(agency, Ask(url, largest=len(book)), tmp_path).failure == ""
    assert visit(agency, Ask(url, largest=len(book) - 1), tmp_path).failure == "too_large"


# --- Time ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("head", [False, True])
def test_a_slow_drip_ends_at_the_total(agency, head, tmp_path) -> None:
    agency.ohss.play("slow drip", DAY, gap=0.1, head=head)
    started = time.monotonic()
    exchange = visit(agency, agency.ohss.url(agency.ohss.posted()[0].path), tmp_path, **IMPATIENT)
    assert exchange.failure == "timed_out"
    assert 0.9 < time.monotonic() - started < 3
    assert "not whole after 1 seconds" in exchange.failure_text
    assert exchange.status == (0 if head else 200)
    assert head or 2 <= exchange.size <= 10


def test_chunk_sizes_may_drip_as_well(serve, tmp_path) -> None:
    pieces: list[bytes | float] = [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"]
    server = serve({"/": Answer(raw=b"", pieces=[*pieces, *([b"0", 0.1] * 100)])})
    started = time.monotonic()
    assert visit(server, server.url("/"), tmp_path, **IMPATIENT).failure == "timed_out"
    assert time.monotonic() - started < 3


def test_no_first_byte_is_a_time_out_of_its_own(agency, tmp_path) -> None:
    agency.ohss.play("silence", DAY, of="page")
    started = time.monotonic()
    exchange = visit(agency, agency.ohss.url(), tmp_path, first_byte_timeout=0.4)
    assert (exchange.failure, exchange.retries) == ("timed_out", 0)
    assert "no byte for 0.4 seconds" in exchange.failure_text
    assert 0.4 <= time.monotonic() - started < 4


def test_a_connection_that_nobody_takes_up_is_a_time_out(tmp_path) -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as deaf, socket.socket() as first, socket.socket() as second:
        for sock in (first, second):  # the queue of those waiting is full now
            sock.setblocking(False)
            sock.connect_ex(deaf.getsockname())
        time.sleep(0.05)
        netloc = f"127.0.0.1:{deaf.getsockname()[1]}"
        with Fetcher(policy(netloc, connect_timeout=0.3), tmp_path) as fetcher:
            exchange = fetcher.visit(Ask(f"http://{netloc}/"))
    assert exchange.failure == "timed_out"
    assert "no connection within 0.3 seconds" in exchange.failure_text


def test_a_name_service_that_does_not_answer_is_a_time_out(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(2) or [])
    with Fetcher(policy(connect_timeout=0.2), tmp_path) as fetcher:
        exchange = fetcher.visit(Ask("http://slow.example/"))
    assert exchange.failure == "timed_out"


def test_a_redirect_chain_has_one_total(serve, tmp_path) -> None:
    def slow(seen: Seen) -> Answer:
        time.sleep(0.3)
        return Answer(302, [("Location", seen.path + "x")], length=0)

    server = serve(slow)
    exchange = visit(server, server.url("/"), tmp_path, obey_robots=False, **IMPATIENT)
    assert exchange.failure == "timed_out"
    assert len(exchange.hops) == 4


# --- Redirects and addresses -----------------------------------------------------------------------------------------


def test_redirects_are_followed_by_hand_and_each_is_a_hop(serve, tmp_path) -> None:
    server = serve(
        {
            "/a": Answer(301, [("Location", "/b#part")], length=0),
            "/b": Answer(302, [("Location", "c")], [b"x" * 5], 5),
            "/c": Answer.of(b"here"),
        }
    )
    exchange = visit(server, server.url("/a"), tmp_path)
    assert [(hop.url, hop.status) for hop in exchange.hops] == [
        (server.url("/a"), 301),
        (server.url("/b"), 302),
        (server.url("/c"), 200),
    ]
    assert kept(exchange) == b"here"
    assert exchange.url == server.url("/a")
    # robots.txt, /a, /b on one connection; the body of /b is not read, so its connection is given up
    assert [seen.connection for seen in server.requests] == [1, 1, 1, 2]


def test_the_body_of_a_redirect_is_not_read(agency, tmp_path) -> None:
    bomb = gzip.compress(bytes(200_000_000))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    def answer(seen: Seen) -> Answer:
        return Answer(302, [("Location", "/next"), ("Content-Encoding", "gzip")], [bomb], len(bomb))

    with Server(lambda seen: answer(seen) if seen.path == "/" else Answer.of(b"end")) as server:
        assert kept(visit(server, server.url("/"), tmp_path, obey_robots=False)) == b"end"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000


@pytest.mark.parametrize("to", ["", "?a=1"])
def test_a_redirect_loop_ends(agency, to, tmp_path) -> None:
    agency.ohss.play("redirect loop", DAY, of="page", to=to)
    exchange = visit(agency, agency.ohss.url(), tmp_path)
    assert exchange.failure == "redirect_loop"
    assert exchange.status == 302


def test_more_redirects_than_the_limit_are_a_loop(serve, tmp_path) -> None:
    server = serve(lambda seen: Answer(302, [("Location", seen.path + "x")], length=0))
    exchange = visit(server, server.url("/"), tmp_path, redirects=3, obey_robots=False)
    assert (exchange.failure, len(exchange.hops)) == ("redirect_loop", 4)


@pytest.mark.parametrize("status", [300, 304, 301])
def test_a_redirect_that_leads_nowhere_is_an_answer(serve, status, tmp_path) -> None:
    server = serve({"/": Answer(status, [], length=0)})
    exchange = visit(server, server.url("/"), tmp_path)
    assert (exchange.failure, exchange.status) == ("", status)


@pytest.mark.parametrize("play", ["redirect to 127.0.0.1", "redirect to 169.254.169.254"])
def test_redirects_to_addresses_that_are_not_public_are_refused(agency, network, play, tmp_path) -> None:
    agency.ohss.play(play, DAY, of="page")
    exchange = visit(agency, agency.ohss.url(), tmp_path)
    assert (exchange.failure, exchange.status, len(exchange.hops)) == ("address_refused", 302, 1)
    assert "not a public address" in exchange.failure_text
    assert {port for _, port in network.connected} == {agency.ohss.server.port}


@pytest.mark.parametrize(
    "location",
    [
        "http://localhost:{port}/secret",
        "http://2130706433:{port}/secret",
        "http://0x7f.1:{port}/secret",
        "http://0.0.0.0:{port}/secret",
        "http://[::1]:{port}/secret",
        "http://[::ffff:127.0.0.1]:{port}/secret",
        "http://10.0.0.1/",
        "http://inside.example:{port}/secret",
        "http://mixed.example:{port}/secret",
        "file:///etc/passwd",
        "ftp://example.org/a",
        "javascript:alert(1)",
        "http://me:secret@public.example:{port}/",
        "http://[oops/",
        "http://public.example:99999/",
    ],
)
def test_every_way_to_name_a_forbidden_address_is_refused(serve, network, location, tmp_path) -> None:
    network.names = {"inside.example": ["10.1.2.3"], "mixed.example": ["::1"], "public.example": [PUBLIC]}
    inner = serve(lambda seen: Answer.of(b"secret"))
    server = serve({"/": Answer(302, [("Location", location.format(port=inner.port))], length=0)})
    exchange = visit(server, server.url("/"), tmp_path)
    assert exchange.failure == "address_refused"
    assert exchange.failure_text
    assert inner.requests == []
    direct = visit(server, location.format(port=inner.port), tmp_path)
    assert (direct.failure, direct.hops) == ("address_refused", ())
    assert inner.requests == []


def test_one_address_among_many_that_is_not_public_refuses_the_host(network, tmp_path, monkeypatch) -> None:
    def both(host, port, **_):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in (PUBLIC, "192.168.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", both)
    with Fetcher(policy(), tmp_path) as fetcher:
        assert fetcher.visit(Ask("http://both.example/")).failure == "address_refused"
    assert network.connected == []


def test_the_address_that_was_checked_is_the_one_connected_to(serve, network, tmp_path) -> None:
    """DNS rebinding: the name answers with a public address first, and with loopback ever after."""
    server = serve({"/": Answer(200, [], [b"public"], 6, close=True)})
    network.names["rebind.example"] = [PUBLIC, "127.0.0.1"]
    with Fetcher(policy(obey_robots=False), tmp_path) as fetcher:
        exchange = fetcher.visit(Ask(f"http://rebind.example:{server.port}/"))
        again = fetcher.visit(Ask(f"http://rebind.example:{server.port}/"))
    assert kept(exchange) == b"public"
    assert server.requests[0].headers["host"] == f"rebind.example:{server.port}"
    assert network.connected == [(PUBLIC, server.port)]
    assert network.asked == ["rebind.example", "rebind.example"]
    assert again.failure == "address_refused"


@pytest.mark.parametrize(
    "url", ["", "ohss.dhs.gov", "http:///nohost", "//ohss.dhs.gov/", "http://:80/", "mailto:a@b.gov"]
)
def test_what_is_no_address_is_refused_without_a_request(url, tmp_path, network) -> None:
    with Fetcher(policy(), tmp_path) as fetcher:
        exchange = fetcher.visit_all([Ask(url)])[0]
    assert (exchange.failure, exchange.hops, exchange.elapsed) == ("address_refused", (), 0.0)
    assert network.asked == []


def test_allowed_means_that_host_and_that_port_only(serve, tmp_path) -> None:
    server, other = serve({"/": Answer.of(b"x")}), serve({"/": Answer.of(b"y")})
    with Fetcher(policy(server.netloc), tmp_path) as fetcher:
        assert fetcher.visit(Ask(server.url("/"))).failure == ""
        assert fetcher.visit(Ask(other.url("/"))).failure == "address_refused"


def test_what_one_visit_is_allowed_another_is_not(serve, tmp_path) -> None:
    """Neither by a redirect, nor by a connection that the first one left open, nor by its robots.txt."""
    inner = serve({"/in": Answer.of(b"inside")})
    server = serve({"/": Answer(302, [("Location", inner.url("/in"))], length=0)})
    allowed = (inner.netloc,)
    with Fetcher(policy(server.netloc), tmp_path) as fetcher:
        for _ in range(2):
            refused = fetcher.visit(Ask(server.url("/")))
            assert (refused.failure, refused.status) == ("address_refused", 302)
            assert fetcher.visit(Ask(inner.url("/in"))).failure == "address_refused"
            through = fetcher.visit(Ask(server.url("/"), allow_private=allowed))
            assert (through.failure, kept(through)) == ("", b"inside")
            assert fetcher.visit(Ask(inner.url("/in"), allow_private=allowed)).failure == ""
    assert paths(inner) == ["/robots.txt", "/in", "/in", "/in", "/in"]


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::6810:84e5", True),
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::808:808", True),
        ("127.0.0.1", False),
        ("10.0.0.1", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("fd00:ec2::254", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:a9fe:a9fe", False),
        ("64:ff9b::a9fe:a9fe", False),
        ("2002:7f00:1::", False),
        ("192.0.0.192", False),
        ("192.0.0.9", False),
        ("168.63.129.16", False),
        ("168.63.129.17", True),
        ("fec0::1", False),
        ("64:ff9b:1::7f00:1", False),
        ("::ffff:168.63.129.16", False),
        ("64:ff9b::a83f:8110", False),
        ("64:ff9b::c000:c0", False),
        ("2002:a83f:8110::", False),
        ("2002:c000:c0::", False),
    ],
)
def test_public_addresses_are_those_of_the_public_internet(address, public) -> None:
    assert is_public(address) is public


def test_a_location_may_hold_utf8() -> None:
    sent = "/files/2018–2022.pdf".encode().decode("latin-1")
    assert redirect_target("https://ohss.dhs.gov/a", sent) == "https://ohss.dhs.gov/files/2018–2022.pdf"


# --- TLS -------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> Path:
    """A certificate for files.example, its own authority, with its key in the same file."""
    x509 = pytest.importorskip("cryptography.x509")
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "files.example")])
    start = datetime.now(UTC) - timedelta(days=1)
    made = x509.CertificateBuilder(
        name, name, key.public_key(), x509.random_serial_number(), start, start + timedelta(9)
    )
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("files.example")]), critical=False)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True).sign(key, hashes.SHA256())
    path = tmp_path_factory.mktemp("tls") / "files.pem"
    pem = serialization.Encoding.PEM
    shape, no_lock = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path.write_bytes(key.private_bytes(pem, shape, no_lock) + made.public_bytes(pem))
    return path


@pytest.fixture
def secure(serve, certificate) -> Server:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return serve(lambda seen: Answer.of(seen.headers["host"].encode()), tls=context)


def test_a_certificate_is_verified_by_name_though_the_connection_is_by_address(
    secure, certificate, network, monkeypatch, tmp_path
) -> None:
    monkeypatch.setattr(requests.adapters, "DEFAULT_CA_BUNDLE_PATH", str(certificate))
    network.names = {"files.example": [PUBLIC], "other.example": [PUBLIC]}
    with Fetcher(policy(), tmp_path) as fetcher:
        good, again = (fetcher.visit(Ask(f"https://files.example:{secure.port}/{path}")) for path in "ab")
        wrong = fetcher.visit(Ask(f"https://other.example:{secure.port}/"))
    assert kept(good) == kept(again) == f"files.example:{secure.port}".encode()
    assert good.last.peer == "127.0.0.1"
    assert {seen.connection for seen in secure.requests} == {1}
    assert (wrong.failure, wrong.retries) == ("unreachable", 0)
    assert "TLS refused" in wrong.failure_text


def test_a_certificate_of_an_unknown_authority_is_refused_and_nothing_switches_that_off(
    secure, network, monkeypatch, tmp_path
) -> None:
    network.names = {"files.example": [PUBLIC]}
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "")
    monkeypatch.setenv("PYTHONHTTPSVERIFY", "0")
    with Fetcher(policy(), tmp_path) as fetcher:
        exchange = fetcher.visit(Ask(f"https://files.example:{secure.port}/"))
    assert exchange.failure == "unreachable"
    assert secure.requests == []
    assert "verify=False" not in "".join(path.read_text() for path in (ROOT / "tracker").rglob("*.py"))


def test_a_tls_server_that_sends_too_much_or_too_little_is_seen(
    serve, certificate, network, monkeypatch, tmp_path
) -> None:
    monkeypatch.setattr(requests.adapters, "DEFAULT_CA_BUNDLE_PATH", str(certificate))
    network.names = {"files.example": [PUBLIC]}
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    answers = {"/more": Answer(200, [], [b"abcdef"], 3), "/less": Answer(200, [], [b"abc"], 6, close=True)}
    server = serve(answers, tls=context)
    with Fetcher(policy(), tmp_path) as fetcher:
        more, less = (fetcher.visit(Ask(f"https://files.example:{server.port}/{path}")) for path in ("more", "less"))
    assert (more.failure, kept(more)) == ("cut_short", b"abc")
    assert (less.failure, kept(less)) == ("cut_short", b"abc")


# --- Ours: disk, Ctrl-C, the house -----------------------------------------------------------------------------------


def test_a_disk_that_refuses_is_our_error_not_the_servers(agency, tmp_path, monkeypatch) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EvidenceError, match="can not be made"):
        Fetcher(policy(), tmp_path / "file" / "folder")
    with Fetcher(policy(*agency.netlocs), tmp_path / "bodies") as fetcher:
        (tmp_path / "bodies").rmdir()
        with pytest.raises(EvidenceError, match="can not be written"):
            fetcher.visit(Ask(agency.ohss.url()))
        with pytest.raises(EvidenceError, match="can not be written"):
            fetcher.visit_all([Ask(agency.ohss.url()), Ask(agency.ice.url())])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is not here")
def test_a_full_disk_is_said_and_leaves_no_file(agency, tmp_path, monkeypatch) -> None:
    real = os.fdopen
    monkeypatch.setattr(
        os, "fdopen", lambda handle, mode: os.close(handle) or real(os.open("/dev/full", os.O_WRONLY), mode)
    )
    full = pytest.raises(EvidenceError, match="No space left on device")
    with Fetcher(policy(*agency.netlocs, obey_robots=False), tmp_path) as fetcher, full:
        fetcher.visit(Ask(agency.ohss.url()))
    assert list(tmp_path.iterdir()) == []


def test_an_error_of_the_caller_ends_the_run(serve, tmp_path) -> None:
    server = serve(lambda seen: Answer.of(b"x"))

    def refuse(exchange: Exchange) -> None:
        raise EvidenceError("no more room")

    with Fetcher(policy(server.netloc, pace_seconds=0.2), tmp_path) as fetcher, pytest.raises(EvidenceError):
        fetcher.visit_all([Ask(server.url(f"/{number}")) for number in range(20)], refuse)
    assert len(server.requests) <= 4
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("fetch")]


INTERRUPTED = """
import sys, threading
from pathlib import Path
from tracker.fetch import Ask, Fetcher, Policy
policy = Policy("tests@example.org", allow_private=tuple(sys.argv[2:]), obey_robots=False, pace_seconds=30)
try:
    with Fetcher(policy, Path(sys.argv[1])) as fetcher:
        fetcher.visit_all([Ask(f"http://{netloc}/{n}") for netloc in sys.argv[2:] for n in range(3)], lambda e: print("one", flush=True))
except KeyboardInterrupt:
    print("left", [thread.name for thread in threading.enumerate() if thread.name.startswith("fetch")], flush=True)
"""


def test_ctrl_c_ends_at_once_with_no_thread_left(serve, tmp_path) -> None:
    """One server never answers, one is waited for because of its pace, one drips."""
    servers = [
        serve(lambda seen: Answer(raw=b"", pieces=[60.0]), host="127.0.0.1"),
        serve(lambda seen: Answer.of(b"x"), host="127.0.0.2"),
        serve(lambda seen: Answer(200, [], [b"x", 0.05] * 9999, 9999), host="127.0.0.3"),
    ]
    command = [sys.executable, "-c", INTERRUPTED, str(tmp_path / "bodies"), *(server.netloc for server in servers)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "one\n"
        time.sleep(0.2)
        started = time.monotonic()
        process.send_signal(signal.SIGINT)
        said = process.stdout.read()
        assert process.wait(5) == 0
    assert said == "left []\n"
    assert time.monotonic() - started < 1.5
    assert len(list((tmp_path / "bodies").iterdir())) == 1  # the one that was done; the half one is gone


def test_starting_the_tracker_does_not_load_what_speaks_http() -> None:
    code = "import sys, tracker.cli; print([name for name in ('requests', 'urllib3', 'tracker.fetch') if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT).stdout == "[]\n"


def test_no_test_leaves_loopback(tmp_path, network) -> None:
    network.names["away.example"] = ["93.184.215.15"]
    with Fetcher(policy(), tmp_path) as fetcher, pytest.raises(AssertionError, match="left loopback"):
        fetcher.visit(Ask("http://away.example/"))
    with pytest.raises(AssertionError, match="left loopback"):
        http.client.HTTPConnection("8.8.8.8", 80).connect()
