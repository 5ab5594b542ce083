"""`tracker check` where something is not there: has its host a site at all, and when was the answer heard?"""

# ruff: noqa: F401, F811 -- fixtures of other files
from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from practice import Answer, pages
from test_check import archive, asking
from test_check_doubts import FIRST, NOT_FOUND, books, missing_december, network, watched
from watching import QUICK, Watched, answering

from tracker.checking.hosts import Hosts
from tracker.checking.judging import Judging
from tracker.evidence.store import Store
from tracker.evidence.verify import verify
from tracker.fetch import Policy


def watch(watched, *urls: str) -> None:
    """From now on, the record names these addresses as the pages of the release."""
    path = watched.folder / "releases" / "tables.toml"
    path.write_text(re.sub(r"(?m)^pages = .*$", f"pages = {list(urls)}", path.read_text()))


@pytest.mark.parametrize(
    ("front", "status"),
    [
        (None, "removed"),
        (NOT_FOUND, "on_time"),
        (Answer.of(b"", 404), "on_time"),
        (Answer.of(pages.not_found("Office")), "on_time"),
        (Answer.of(b"<h1>Forbidden</h1>", 403), "on_time"),
        (Answer.of(b"Unavailable", 503), "on_time"),
        (Answer.of(b"<title>Welcome to nginx!</title><h1>Welcome to nginx!</h1><p>It works.</p>"), "on_time"),
        (Answer.of(b"", 302, Location="http://127.0.0.9:1/"), "on_time"),
    ],
)
def test_a_page_is_not_there_only_where_its_host_has_a_front_page(watched, archive, front, status) -> None:
    """December's file and its page are 404 to two observers: the host may have been given up, or closed to us."""
    answering(watched.agency.ohss)["/"] = lambda seen: front
    assert missing_december(watched, archive, page=NOT_FOUND) == status
    met = [look for look in watched.looks() if look.role == "page"][-3:]
    assert {look.outcome for look in met} == {"gone" if status == "removed" else "suspect"}
    assert status == "removed" or all("the front page of its host" in look.why for look in met)


SCRIPTS = Answer.of(b"<title>Office</title><script src='/app.js'></script><div id='root'></div>")
SENT_ON = Answer.of(b"<meta http-equiv='refresh' content='0; url=/home'>")


@pytest.mark.parametrize(
    ("front", "home", "files", "status"),
    [
        (SENT_ON, Answer.of(pages.front("Office")), True, "removed"),
        (SENT_ON, NOT_FOUND, True, "on_time"),
        (SENT_ON, SENT_ON, True, "on_time"),
        (SCRIPTS, NOT_FOUND, True, "removed"),
        (SCRIPTS, NOT_FOUND, False, "on_time"),
        (Answer.of(b'{"version": 1}'), NOT_FOUND, True, "removed"),
        (Answer.of(b'{"version": 1}'), NOT_FOUND, False, "on_time"),
        (Answer.of(b""), NOT_FOUND, True, "on_time"),
    ],
)
def test_a_file_speaks_for_a_host_whose_front_page_is_not_read(watched, archive, front, home, files, status) -> None:
    site = watched.agency.ohss
    given = answering(site)
    given["/"], given["/home"] = (lambda seen: front), (lambda seen: home)
    if not files:
        given[site.posted(FIRST)[0].path] = lambda seen: NOT_FOUND if watched.moment.date() > date(2024, 4, 6) else None
    assert missing_december(watched, archive, page=NOT_FOUND) == status
    assert verify(watched.store).problems == []


@pytest.mark.parametrize(("files", "status"), [(True, "removed"), (False, "on_time")])
def test_a_file_speaks_for_a_host_of_which_robots_leave_out_the_front(watched, archive, files, status) -> None:
    site = watched.agency.ohss
    site.robots = "User-agent: *\nAllow: /topics\nAllow: /sites\nDisallow: /\n"
    if not files:
        given = answering(site)
        given[site.posted(FIRST)[0].path] = lambda seen: NOT_FOUND if watched.moment.date() > date(2024, 4, 6) else None
    assert missing_december(watched, archive, page=NOT_FOUND) == status
    assert "/" not in [seen.path for seen in site.server.requests]


@pytest.mark.parametrize(("dead", "status"), [(True, "on_time"), (False, "removed")])
def test_files_on_a_host_that_was_given_up_are_no_removal(watched, archive, dead, status) -> None:
    """The page is alive; its files are on another host, of which one or all are 404 to two observers."""
    site, host = watched.agency.ohss, watched.agency.ice
    second, policy = asking(watched, archive)
    gone: list[str] = []

    def page(_) -> Answer:
        links = [(host.url(x.path), x.publication.text) for x in site.posted() if x.path not in gone]
        return Answer.of(pages.landing("Office", "Tables", links))

    def file(seen) -> Answer:
        there = {x.path: x for x in site.posted() if not (gone and dead) and x.path not in gone}
        return site._file(there[seen.path]) if seen.path in there else NOT_FOUND

    answering(site)[site.page] = page
    answering(host)["*"] = file
    for day in (date(2024, 3, 9), date(2024, 4, 6)):
        watched.at(day).check(second=second, policy=policy)
    archive.captures |= {"20240410180000": 404}
    gone.append(site.posted()[-1].path)
    for day, hour in ((10, 12), (11, 13), (12, 14)):
        watched.at(date(2024, 4, day), hour).check(second=second, policy=policy)
    assert watched.editions()["2023-12"] == status
    asked = [seen.path for seen in host.server.requests]
    assert ("/" in asked) is dead
    last = [look for look in watched.looks() if look.role == "file" and look.url.endswith(gone[0])][-1]
    assert last.outcome == ("suspect" if dead else "gone")
    other = host.url(site.posted()[0].path)
    assert (f"its host has a site: {other} was there" in last.why) is not dead


def test_a_front_page_is_asked_for_once_and_kept_and_is_no_look_at_a_release(watched) -> None:
    given = answering(watched.agency.ohss)
    watched.at(date(2024, 4, 6)).check()
    asked = len(watched.agency.ohss.server.requests)
    given[watched.agency.ohss.page] = lambda seen: NOT_FOUND
    watched.at(date(2024, 4, 10)).check()
    paths = [seen.path for seen in watched.agency.ohss.server.requests[asked:]]
    fronts = [look for look in watched.looks() if look.role == "front"]
    assert paths.count("/") == 1
    site = watched.agency.ohss
    assert [(look.outcome, look.status) for look in fronts] == [("new", 200)] * 3
    assert fronts[0].url == site.url("/")
    assert len({look.url for look in fronts[1:]} & {site.url(path) for path in pages.INNER}) == 2
    assert watched.store.path(fronts[0].digest).exists()
    assert verify(watched.store).problems == []
    assert watched.told("select * from look where role not in ('page', 'file', 'catalogue')") == []


def test_no_front_page_is_asked_for_where_another_page_of_the_host_is_there(watched) -> None:
    site = watched.agency.ohss
    watch(watched, site.url(), site.url("/other"))
    answering(site)["/other"] = lambda seen: NOT_FOUND
    watched.at(date(2024, 4, 10)).check()
    assert "/" not in [seen.path for seen in site.server.requests]
    assert [look.outcome for look in watched.looks() if look.url.endswith("/other")] == ["gone"]


def test_a_front_page_that_is_watched_itself_and_not_there_is_no_removal(watched) -> None:
    site = watched.agency.ohss
    watch(watched, site.url("/"))
    answering(site)["/"] = lambda seen: NOT_FOUND
    watched.at(date(2024, 4, 10)).check()
    assert [seen.path for seen in site.server.requests].count("/") == 1
    (met,) = [look for look in watched.looks() if look.role == "page" and look.url == site.url("/")]
    assert (met.outcome, "this is the front page of its host" in met.why) == ("suspect", True)


def test_a_front_page_that_is_watched_itself_is_gone_where_another_page_of_its_host_is_there(watched) -> None:
    site = watched.agency.ohss
    watch(watched, site.url(), site.url("/"))
    answering(site)["/"] = lambda seen: NOT_FOUND
    watched.at(date(2024, 4, 10)).check()
    assert [look.outcome for look in watched.looks() if look.url == site.url("/")] == ["gone"]


@pytest.mark.parametrize(
    ("front", "outcome"),
    [
        (None, "gone"),
        (Answer.of(b"Unavailable", 503), "suspect"),
        (NOT_FOUND, "suspect"),
        (Answer.of(b"<h1>It works!</h1>"), "suspect"),
    ],
)
def test_a_front_page_that_is_watched_as_well_is_not_asked_for_again(watched, front, outcome) -> None:
    site = watched.agency.ohss
    watch(watched, site.url(), site.url("/"))
    given = answering(site)
    given["/"], given[site.page] = (lambda seen: front), (lambda seen: NOT_FOUND)
    watched.at(date(2024, 4, 10)).check()
    assert [look.outcome for look in watched.looks() if look.url == site.url()] == [outcome]
    assert [look for look in watched.looks() if look.role == "front" and look.url == site.url("/")] == []


def test_a_front_page_that_the_budget_left_out_is_told(watched) -> None:
    site = watched.agency.ohss
    answering(site)[site.page] = lambda seen: NOT_FOUND
    done = watched.at(date(2024, 4, 10)).check(policy=Policy("a@example.org", **{**QUICK, "budget": 2}))
    assert [(each.url, each.why) for each in done.not_visited] == [
        (site.url("/"), "the budget of 2 requests to this host was used up")
    ]
    assert [look.outcome for look in watched.looks()] == ["suspect"]


def test_a_page_that_waits_for_its_front_page_is_recorded_where_the_run_is_interrupted(watched, monkeypatch) -> None:
    def interrupted(*_) -> None:
        raise KeyboardInterrupt

    answering(watched.agency.ohss)[watched.agency.ohss.page] = lambda seen: NOT_FOUND
    monkeypatch.setattr(Hosts, "ask", interrupted)
    with pytest.raises(KeyboardInterrupt):
        watched.at(date(2024, 4, 10)).check()
    (met,) = watched.looks()
    assert (met.role, met.outcome) == ("page", "suspect")
    assert "the run was stopped before its host was looked at" in met.why


LINKS = "<a href='/topics'>Topics</a> <a href='/about'>About</a> <a href='/news'>News</a>"


MANY = LINKS + "".join(f"<a href='/topics/{number}'>{number}</a>" for number in range(20)) + LINKS


def office(*text: str, links: str = LINKS, title: str = "Office") -> Answer:
    """A front page with these links and paragraphs."""
    body = f"<title>{title}</title><h1>{title}</h1>{links}" + "".join(f"<p>{each}</p>" for each in text)
    return Answer.of(body.encode())


@pytest.mark.parametrize(
    ("front", "outcome"),
    [
        (office("We publish statistics."), "gone"),
        (office("Our tables on coming immigration are a default source."), "gone"),
        (office("The closed cases of the account are in the tables."), "gone"),
        (office("The seal may not be used without permission.", "We've moved! Our branch", links=MANY), "gone"),
        (office("What the government shutdown meant. The old site was retired.", links=MANY), "gone"),
        (office("We publish statistics.", links="<a href='/topics'>Topics</a>"), "suspect"),
        (office(links="<a href='/?kw=lawyer'>A</a> <a href='/?kw=card'>B</a> <a href='/?kw=visa'>C</a>"), "suspect"),
        (
            office(
                links="<a href='/manual'>A</a> <a href='/cgi-bin/'>B</a> <a href='/icons/x'>C</a> <a href='/x'>D</a>"
            ),
            "suspect",
        ),
        (office("Due to a lapse in appropriations this website is not updated.", "word " * 900), "suspect"),
        (office("Because of the government shutdown we are closed."), "suspect"),
        (office("This website has been taken offline."), "suspect"),
        (office("This site is now archived."), "suspect"),
        (office("We have moved. Please change your bookmarks."), "suspect"),
        (office("Our new website is at www.office.example."), "suspect"),
        (office("The site is under maintenance."), "suspect"),
        (office("Access to this website is limited to visitors from one country."), "suspect"),
        (office("Sponsored listings are served by others."), "suspect"),
        (office(title="Coming soon"), "suspect"),
    ],
)
def test_what_a_front_page_says_of_its_host(watched, front, outcome) -> None:
    """Every other address of the host is 404."""
    given = answering(watched.agency.ohss)
    alive = ("/robots.txt", *pages.INNER)
    given["*"] = lambda seen: front if seen.path == "/" else None if seen.path in alive else NOT_FOUND
    watched.at(date(2024, 4, 10)).check()
    assert [look.outcome for look in watched.looks() if look.role == "page"] == [outcome]


@pytest.mark.parametrize(
    ("there", "outcome"),
    [((), "suspect"), (("/topics",), "gone"), (("/about",), "gone"), (("/news",), "suspect")],
)
def test_a_front_page_is_that_of_a_site_where_a_page_that_it_links_is_there(watched, there, outcome) -> None:
    """The first of the pages that it links and the one in the middle are asked for; whatever it says, and however."""
    given = answering(watched.agency.ohss)
    front = office("All that stood here stands at another place.")
    given["*"] = lambda seen: front if seen.path == "/" else None if seen.path in ("/robots.txt", *there) else NOT_FOUND
    watched.at(date(2024, 4, 10)).check()
    (met,) = [look for look in watched.looks() if look.role == "page"]
    assert met.outcome == outcome
    assert all((watched.agency.ohss.url(path) in met.why) is (outcome == "gone") for path in there)
    asked = [seen.path for seen in watched.agency.ohss.server.requests]
    assert [path for path in asked if path in ("/", *pages.INNER)] == ["/", "/topics", "/about"]


@pytest.mark.parametrize(
    ("words", "outcome"), [("We publish statistics.", "gone"), ("This website is closed for now.", "suspect")]
)
def test_a_front_page_that_did_not_change_is_read_all_the_same(watched, words, outcome) -> None:
    """It is watched, lists the files, and would answer "not modified" to who asks so."""
    site = watched.agency.ohss
    watch(watched, site.url(), site.url("/"))
    listed = "".join(f"<a href='{x.path}'>{x.publication.text}</a>" for x in site.posted(date(2024, 4, 6)))
    shown = office(words, links=LINKS + listed)
    shown.headers.append(("ETag", '"one"'))

    def front(seen) -> Answer:
        asked = {name.casefold() for name in seen.headers}
        return Answer(304, [("ETag", '"one"'), ("Content-Length", "0")], [], 0) if "if-none-match" in asked else shown

    given = answering(site)
    given["/"] = front
    watched.at(date(2024, 4, 6)).check()
    given[site.page] = lambda seen: NOT_FOUND
    for day in (7, 8):
        watched.at(date(2024, 4, day)).check()
    assert [look.outcome for look in watched.looks() if look.url == site.url()][1:] == [outcome] * 2
    assert {look.status for look in watched.looks() if look.url == site.url("/")} == {200}


def test_an_address_that_never_worked_and_leads_to_another_host_is_not_gone(watched) -> None:
    site, host = watched.agency.ohss, watched.agency.ice
    answering(site)[site.page] = lambda seen: Answer.of(b"", 302, Location=host.url("/nowhere"))
    watched.at(date(2024, 4, 10)).check()
    assert [look.outcome for look in watched.looks() if look.role == "page"] == ["suspect"]


def test_an_address_that_leads_no_more_to_the_host_where_all_stands(watched, archive) -> None:
    """A short address led to the site of the office. It is given up; the site was never asked for itself."""
    site, host = watched.agency.ohss, watched.agency.ice
    second, policy = asking(watched, archive)
    given, there = answering(site), answering(host)
    leads = [True]
    files = {x.path: x for x in site.posted(date(2024, 4, 6))}
    alive = ("/", "/robots.txt", *pages.INNER)
    given["*"] = lambda seen: (
        None if seen.path in alive else Answer.of(b"", 301, Location=host.url(seen.path)) if leads[0] else NOT_FOUND
    )

    def held(seen) -> Answer | None:
        links = [(site.url(x.path), x.publication.text) for x in site.posted()]
        if seen.path == site.page:
            return Answer.of(pages.landing("Office", "Tables", links))
        return site._file(files[seen.path]) if seen.path in files else None

    there["*"] = held
    for day in (date(2024, 3, 9), date(2024, 4, 6)):
        watched.at(day).check(second=second, policy=policy)
    assert watched.editions() == {"2023-11": "on_time", "2023-12": "on_time"}
    archive.captures |= {"20240410180000": 404}
    leads[0] = False
    for day, hour in ((10, 12), (11, 13), (12, 14)):
        watched.at(date(2024, 4, day), hour).check(second=second, policy=policy)
    assert watched.editions() == {"2023-11": "on_time", "2023-12": "on_time"}
    assert {look.outcome for look in watched.looks() if look.status == 404 and look.role in ("page", "file")} == {
        "suspect"
    }


def test_an_old_copy_in_a_cache_speaks_for_no_host(watched, archive) -> None:
    """November's file comes from a cache in which it lay for days; December's and the page are 404, and no front page is there."""
    site = watched.agency.ohss
    given, november = answering(site), site.posted(FIRST)[0]
    given["/"] = lambda seen: SCRIPTS

    def kept(_) -> Answer | None:
        answer = site._file(november)
        answer.headers.append(("Age", "200000"))
        return answer if watched.moment.date() > date(2024, 4, 6) else None

    given[november.path] = kept
    assert missing_december(watched, archive, page=NOT_FOUND) == "on_time"


def test_an_address_that_leads_to_another_host_may_stand_elsewhere_there(watched, archive) -> None:
    """The office moved: the old host sends every address to the same path of a new host, where the paths are others."""
    site, host = watched.agency.ohss, watched.agency.ice
    second, policy = asking(watched, archive)
    for day in (date(2024, 3, 9), date(2024, 4, 6)):
        watched.at(day).check(second=second, policy=policy)
    archive.captures |= {"20240410180000": 404}
    answering(site)["*"] = lambda seen: (
        None if seen.path == "/robots.txt" else Answer.of(b"", 301, Location=host.url(seen.path))
    )
    answering(host)["*"] = lambda seen: None if seen.path in ("/", "/robots.txt", *pages.INNER) else NOT_FOUND
    for day, hour in ((10, 12), (11, 13), (12, 14)):
        watched.at(date(2024, 4, day), hour).check(second=second, policy=policy)
    assert (watched.status(), watched.editions()) == ("on_time", {"2023-11": "on_time", "2023-12": "on_time"})
    assert {look.outcome for look in watched.looks() if look.status == 404 and look.role in ("page", "file")} == {
        "suspect"
    }


@pytest.mark.parametrize(("leads", "outcome"), [(True, "gone"), (False, "suspect")])
def test_an_address_that_always_led_to_another_host_is_gone_where_it_is_gone_there(watched, leads, outcome) -> None:
    site, host = watched.agency.ohss, watched.agency.ice
    given, there = answering(site), answering(host)
    sent_on = Answer.of(b"", 302, Location=host.url("/tables"))
    given[site.page] = lambda seen: sent_on if leads or watched.moment.date() > date(2024, 4, 6) else None
    links = [(site.url(x.path), x.publication.text) for x in site.posted(date(2024, 4, 6))]
    there["/tables"] = lambda seen: Answer.of(pages.landing("Office", "Tables", links))
    watched.at(date(2024, 4, 6)).check()
    there["/tables"] = lambda seen: NOT_FOUND
    watched.at(date(2024, 4, 10)).check()
    assert [look.outcome for look in watched.looks() if look.role == "page"][1:] == [outcome]


# --- what is recorded late in a run -----------------------------------------------------------------------------------------


def ticking(watched: Watched, second=None, policy=None, **options):
    """A run during which time goes by: a second at each look at the clock."""

    def now() -> datetime:
        watched.moment += timedelta(seconds=1)
        return watched.moment

    return watched.check(now=now, policy=policy, **({"second": second} if second else {}), **options)


@pytest.mark.parametrize("after", [Answer.of(b"Forbidden", 403), Answer.of(b"Unavailable", 503), NOT_FOUND])
def test_files_seen_in_the_run_in_which_a_page_was_not_there_speak_against_its_removal(watched, archive, after) -> None:
    """A day later the files can not be seen either."""
    second, policy = asking(watched, archive)
    for day in (date(2024, 3, 9), date(2024, 4, 6)):
        ticking(watched.at(day), second, policy)
    archive.captures |= {"20240410180000": 404}
    site = watched.agency.ohss
    given = answering(site)
    given[site.page] = lambda seen: NOT_FOUND
    ticking(watched.at(date(2024, 4, 10), 12), second, policy)
    for posted in site.posted():
        given[posted.path] = lambda seen: after
    ticking(watched.at(date(2024, 4, 11), 13), second, policy)
    assert watched.status() == "on_time"
    pages_met = [look.outcome for look in watched.looks() if look.role == "page"][-2:]
    assert pages_met == ["gone", "gone"]


@pytest.mark.parametrize(("hour", "status"), [(8, "on_time"), (13, "removed")])
def test_what_was_heard_twenty_hours_apart_is_not_a_day_apart_though_written_down_later(
    watched, archive, hour, status
) -> None:
    """The second run asks for the page at once, and then waits for hours for what is slow."""
    second, policy = asking(watched, archive)
    for day in (date(2024, 3, 9), date(2024, 4, 6)):
        ticking(watched.at(day), second, policy)
    archive.captures |= {"20240410180000": 404}
    site = watched.agency.ohss
    given, hours = answering(site), [0.0]

    def slow(_) -> Answer:
        watched.moment += timedelta(hours=hours[0])
        return Answer.of(b"Unavailable", 503)

    given[site.page] = lambda seen: NOT_FOUND
    for posted in site.posted():
        given[posted.path] = slow
    ticking(watched.at(date(2024, 4, 10), 12), second, policy)
    hours[0] = 2.1
    ticking(watched.at(date(2024, 4, 11), hour), second, policy)
    assert watched.status() == status
    last = [look for look in watched.looks() if look.role == "page"][-1]
    heard, wrote = (datetime.fromisoformat(each) for each in (last.came_at, last.at))
    assert heard < datetime(2024, 4, 11, hour, 5, tzinfo=UTC)
    assert wrote - heard > timedelta(hours=4)


@pytest.mark.parametrize(("wait", "status"), [(1.0, "on_time"), (0.1, "removed")])
def test_a_host_that_is_seen_an_hour_later_says_nothing_of_the_404_before(watched, archive, wait, status) -> None:
    """November's file and the page are 404; December's is fetched after an hour of waiting for it, or after minutes."""
    second, policy = asking(watched, archive)
    for day in (date(2024, 3, 9), date(2024, 4, 6)):
        ticking(watched.at(day), second, policy)
    archive.captures |= {"20240410180000": 404}
    site = watched.agency.ohss
    given = answering(site)
    given["/"] = lambda seen: SCRIPTS
    given[site.page] = lambda seen: NOT_FOUND
    november, december = site.posted()

    def late(_) -> None:
        watched.moment += timedelta(hours=wait)

    given[november.path] = lambda seen: NOT_FOUND
    given[december.path] = late
    for day, hour in ((10, 12), (11, 13), (12, 14)):
        ticking(watched.at(date(2024, 4, day), hour), second, policy)
    assert watched.editions()["2023-11"] == status


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError])
@pytest.mark.parametrize("step", ["append_all", "keep_all"])
def test_what_stops_a_run_while_a_look_is_written_is_told_and_nothing_else(watched, monkeypatch, error, step) -> None:
    watched.at(date(2024, 3, 9)).check()
    before = len(watched.looks())
    answering(watched.agency.ohss)[watched.agency.ohss.page] = lambda seen: NOT_FOUND
    real, calls = getattr(Store, step), []

    def stopped(self, *args, **options):
        calls.append(step)
        if len(calls) == 2:
            raise error("stopped here")
        return real(self, *args, **options)

    with monkeypatch.context() as patched:
        patched.setattr(Store, step, stopped)
        with pytest.raises(error, match="stopped here") as raised:
            watched.at(date(2024, 4, 10)).check()
    assert any("which could not be recorded" in note for note in getattr(raised.value, "__notes__", []))
    assert verify(watched.store).problems == []
    assert len(watched.looks()) - before == (step == "keep_all")


def test_of_several_that_wait_each_is_recorded_though_one_can_not_be(watched, monkeypatch) -> None:
    site = watched.agency.ohss
    watch(watched, *(site.url(path) for path in (site.page, "/a", "/b", "/c")))
    answering(site)["*"] = lambda seen: None if seen.path in ("/", "/robots.txt", *pages.INNER) else NOT_FOUND
    real, calls = Judging.judged, []

    def judged(self, visit):
        calls.append(visit.exchange.url)
        if visit.exchange.url.endswith("/a") and calls.count(visit.exchange.url) > 1:
            raise ValueError("one that can not be judged")
        return real(self, visit)

    monkeypatch.setattr(Judging, "judged", judged)
    with pytest.raises(ValueError, match="one that can not be judged") as raised:
        watched.at(date(2024, 4, 10)).check()
    assert sorted(look.url for look in watched.looks()) == sorted(site.url(path) for path in (site.page, "/b", "/c"))
    assert [note for note in raised.value.__notes__ if site.url("/a") in note]
