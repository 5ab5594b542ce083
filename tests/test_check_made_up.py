"""What is a 404 page's own: what its host does not say of an address that can not exist? By itself, and in `tracker check`."""

# ruff: noqa: F401, F811 -- fixtures of other files
from __future__ import annotations

import json
import re
from datetime import date
from itertools import count, cycle
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from practice import Answer, pages
from test_check import archive, asking
from test_check_doubts import books, missing_december, network, watched
from test_check_hosts import watch
from test_outcomes import visit
from watching import QUICK, answering

from tracker.checking.made_up import NAMES, at_root, beside
from tracker.evidence.verify import verify
from tracker.fetch import Policy
from tracker.outcomes.own import Own, Told, called, own, told

HOST = "https://office.example"
FILE = f"{HOST}/files/2024-04/tables-march.xlsx"
MADE_UP = f"{HOST}/files/2024-04/{NAMES[0]}.xlsx"
PLAIN = "Page not found. The page you asked for could not be found. Search our site or go to the front page."


def page(text: str, *links: str, url: str = FILE) -> Told:
    return Told(asked=(url,), text=text.casefold(), addresses=frozenset(f"office.example{link}" for link in links))


# --- own words and addresses ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (PLAIN, []),
        (f"{PLAIN} These tables live elsewhere now.", ["these tables live elsewhere now"]),
        (f"Look with our sister bureau. {PLAIN}", ["look with our sister bureau"]),
        (PLAIN.replace("Search our site", "Ask the bureau of tables, search our site"), ["ask the bureau of tables"]),
        (f"{PLAIN} Request 8f3a-99 at 12:04:09.", []),  # a number and a time
        (f"{PLAIN} Thank you.", []),  # two words are none
        (f"/files/2024-04/tables-march.xlsx: {PLAIN} Tables March", []),  # its own address
        (f"{PLAIN} You searched for files 2024 04 tables_march.xlsx", ["you searched for"]),  # and as words
        ("", []),
        ("Not found", []),
    ],
)
def test_words_of_its_own(text, found) -> None:
    assert [each.what for each in own(page(text), page(PLAIN, url=MADE_UP))] == found


def test_a_host_that_says_nothing_leaves_all_words_of_a_page_its_own() -> None:
    (found,) = own(page("We keep this table elsewhere."), page("", url=MADE_UP))
    assert found == Own("we keep this table elsewhere", "", 5)


def test_where_on_a_page_its_own_words_stand() -> None:
    """Behind the words that the other page has as well: where its answers differ by themselves can be told apart."""
    other = page("Page not found. Go to the front page.", url=MADE_UP)
    (found,) = own(page("Page not found. Ask our sister bureau. Go to the front page."), other)
    assert found == Own("ask our sister bureau", "page not found", 4)


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("/new/place", ["office.example/new/place"]),
        ("/contact", []),
        ("/share/files/2024-04/tables-march.xlsx", []),  # to share its own address
        (f"/share?of={FILE}", []),
        ("/new/tables-march.xlsx", ["office.example/new/tables-march.xlsx"]),  # its own name elsewhere
        ("/contact?topic=tables", ["office.example/contact?topic=tables"]),
    ],
)
def test_addresses_of_its_own(link, found) -> None:
    made_up = page(PLAIN, "/contact", f"/share{urlsplit(MADE_UP).path}", f"/share?of={MADE_UP}", url=MADE_UP)
    assert [each.what for each in own(page(PLAIN, "/contact", link), made_up)] == found


@given(
    frame=st.lists(st.sampled_from(["page", "not", "found", "we", "looked", "here"]), max_size=40),
    at=st.integers(0, 40), own_words=st.lists(st.sampled_from(["alpha", "beta", "gamma", "delta"]), max_size=6),
)  # fmt: skip
def test_words_put_in_anywhere_are_found_where_there_are_three_of_them_and_else_nothing(frame, at, own_words) -> None:
    """Whatever the page around them: words that it does not have itself."""
    text = " ".join([*frame[:at], *own_words, *frame[at:]])
    found = own(page(text), page(" ".join(frame), url=MADE_UP))
    if len(own_words) >= 3:
        assert any(" ".join(own_words) in each.what for each in found)
    elif not own_words:
        assert found == []


@pytest.mark.parametrize(
    ("url", "made_up"),
    [
        (FILE, MADE_UP),
        (f"{HOST}/topics/tables", f"{HOST}/topics/{NAMES[0]}"),
        (f"{HOST}/topics/tables/", f"{HOST}/topics/{NAMES[0]}/"),
        (f"{HOST}/tables", f"{HOST}/{NAMES[0]}"),
        (f"{HOST}/publication.asp?id=55&kind=tables", f"{HOST}/publication.asp?id=99999999&kind={NAMES[0]}"),
        (f"{HOST}/get.php?tables", f"{HOST}/get.php?{NAMES[0]}"),
        (f"{HOST}/tables?lang=en", f"{HOST}/{NAMES[0]}"),  # the page is the same in another language
        (f"{FILE}?v=3", MADE_UP),
    ],
)
def test_an_address_that_can_not_exist_beside_another(url, made_up) -> None:
    assert beside(url, NAMES[0]) == made_up


# --- what the usual servers say: in kind, each with what it repeats of the address and what is another one each time ----------

NEWS = cycle(["Two visits begin", "Staff meets guests", "Laws pass quickly", "Ships come home", "Trees grow tall"])
REQUEST = count(41_000_000)
HTML, JSON, XML = "text/html", "application/json", "application/xml"


def hexed() -> str:
    return f"{next(REQUEST) * 7919:x}"


def trail(path: str) -> str:
    """Links to the folders above, and the address itself in words."""
    parts = path[1:].split("/")
    return " > ".join(
        f"<a href='/{'/'.join(parts[: at + 1])}'>{part.replace('-', ' ').title()}</a>" for at, part in enumerate(parts)
    )


USUAL = {
    "apache": (HTML, lambda path: f"<title>404 Not Found</title><h1>Not Found</h1><p>The requested URL {path} was not found on this server."),
    "a delivery network": (HTML, lambda path: f'<title>Not Found</title><h1>Not Found</h1>The URL "{path}" was not found. Reference #{hexed()}.{hexed()}'),
    "a bucket": (XML, lambda path: f"<?xml version='1.0'?><Error><Code>NoSuchKey</Code><Message>The key does not exist.</Message><Key>{path[1:]}</Key><RequestId>{hexed()}</RequestId></Error>"),
    "an interface": (JSON, lambda path: json.dumps({"error": "Not Found", "path": path, "trace": hexed(), "at": f"2024-04-10T12:00:{next(REQUEST) % 60}Z"})),
    "scripts with the path": (HTML, lambda path: f"<title>Page not found</title><h1>Page not found</h1><script>{json.dumps({'path': path, 'token': hexed()}).replace('/', chr(92) + '/')}</script>"),
    "a tracking script": (HTML, lambda path: f"<title>Page not found</title><h1>Page not found</h1><script src='/{hexed()}/{hexed()}'></script>"),
    "breadcrumbs": (HTML, lambda path: f"<title>Page not found</title>{trail(path)}<h1>Page not found</h1>"),
    "sharing": (HTML, lambda path: f"<title>Page not found</title><h1>Page not found</h1><a href='https://share.example/?u={HOST}{path}'>Share</a><a href='/log-in?to={path}'>Log in</a>"),
    "a session": (HTML, lambda path: f"<title>Page not found</title><h1>Page not found</h1><a href='/home;session={hexed()}'>Home</a>"),
    "the words of the address": (HTML, lambda path: f"<title>Page not found</title><h1>Page not found</h1>You looked for: {re.sub('[^a-z0-9.]', ' ', path)}"),
    "a time": (HTML, lambda path: f"<title>Page not found</title><h1>Page not found</h1>It happened on Wednesday, April 10, 2024 at 12:00:{next(REQUEST) % 60} PM"),
    "a picture": (HTML, lambda path: f"<title>Page not found</title><img src='/{hexed()}.jpg' alt='Seal of the office'><h1>Page not found</h1>"),
}  # fmt: skip


@pytest.mark.parametrize("server", USUAL)
@pytest.mark.parametrize("url", [FILE, f"{HOST}/topics/law-enforcement/monthly-tables"])
def test_the_404_pages_of_usual_servers_have_nothing_of_their_own(visit, server, url) -> None:
    kind, made = USUAL[server]
    path = url.removeprefix(HOST)
    first, second = (told(visit(made(each), 404, {"Content-Type": kind}, url=f"{HOST}{each}"))
                     for each in (path, beside(url, NAMES[0]).removeprefix(HOST)))  # fmt: skip
    assert first.text
    assert own(first, second) == []
    said = visit(made(path).replace("Not Found", "Not Found. Ask our sister bureau").replace("not found", "not found. Ask our sister bureau")
                 .replace("does not exist", "does not exist. Ask our sister bureau"), 404, {"Content-Type": kind}, url=url)  # fmt: skip
    assert any("our sister bureau" in each.what for each in own(told(said), second))


@pytest.mark.parametrize(
    ("url", "name"),
    [
        (f"{HOST}/topics/Monthly-Tables/", "monthly-tables"),
        (f"{HOST}/publication.asp?id=55", "publication.asp?id=55"),  # not the page of another question
        (f"{HOST}/topics/index.html", ""),
        (f"{HOST}/", ""),
    ],
)
def test_by_what_an_address_is_known_elsewhere(url, name) -> None:
    assert called(url) == name


# --- in a run ---------------------------------------------------------------------------------------------------------------


def not_found(*more: str, status: int = 404) -> Answer:
    """The practice agency's page for what is not there, with more paragraphs."""
    html = pages.not_found("Office").decode().replace("</main>", "".join(f"<p>{each}</p>" for each in more) + "</main>")
    return Answer.of(html.encode(), status)


def asked(watched) -> list[str]:
    """The made-up addresses that were asked for, but for those at the root."""
    paths = [x.path for x in watched.agency.ohss.server.requests]
    return [path for path in paths if any(name in path for name in NAMES) and path.count("/") > 1]


@pytest.mark.parametrize(
    ("missing", "made_up", "outcome", "times"),
    [
        (not_found(), not_found(), "gone", 1),
        (not_found("Look with our sister bureau."), not_found(), "suspect", 2),
        (not_found("<a href='/elsewhere'>Here</a>"), not_found(), "suspect", 2),
        (not_found("<script>go('/elsewhere/tables')</script>"), not_found(), "suspect", 2),
        (not_found("Look with our sister bureau."), not_found("Look with our sister bureau."), "gone", 1),
        (Answer.of(b"", 404), not_found(), "gone", 0),
        (not_found(status=410), not_found(), "gone", 1),
        (not_found(), Answer.of(pages.front("Office")), "suspect", 1),  # the host has a page for every other address
        (not_found(), Answer.of(pages.not_found("Office")), "suspect", 1),
        (Answer.of(b"", 410), Answer.of(pages.front("Office")), "gone", 0),
        (not_found(), Answer.of(b"Forbidden", 403), "suspect", 1),
        (not_found(), Answer.of(b"Unavailable", 503), "suspect", 1),
        (not_found(), Answer.of(pages.BOT_PAGES["imperva"][2].encode()), "suspect", 1),
        (not_found(), Answer.of(pages.BOT_PAGES["imperva"][2].encode(), 404), "suspect", 1),
        (not_found(), Answer.of(b"", 404), "suspect", 2),
    ],
)
def test_a_404_page_with_something_of_its_own_is_for_a_person_to_read(
    watched, missing, made_up, outcome, times
) -> None:
    site = watched.agency.ohss
    given = answering(site)
    given[site.page] = lambda seen: missing
    given["*"] = lambda seen: made_up if any(name in seen.path for name in NAMES) else None
    watched.at(date(2024, 4, 10)).check()
    (met,) = [look for look in watched.looks() if look.role == "page"]
    assert met.outcome == outcome
    assert len(asked(watched)) == times
    assert outcome == "gone" or NAMES[0] in met.why
    assert verify(watched.store).problems == []
    assert watched.told("select * from look where role not in ('page', 'file', 'catalogue')") == []


@pytest.mark.parametrize(
    "more",
    [
        "<a href='/new/monthly-tables'>Here</a>",  # another folder, the same name
        "<a href='/?p=1234'>Here</a>",
        "<meta http-equiv='refresh' content='5; url=/statistics/monthly-tables'>",
        "<iframe src='notice.html'></iframe>",
        "<div data-props='{&quot;url&quot;:&quot;/new/tables&quot;}'></div>",
        "<script>location.replace('../statistics/monthly.html')</script>",
        "<script>location.href=`/statistics/monthly`</script>",
        "<button onclick=\"location.href='monthly.html'\">Go on</button>",
        "<button onclick='location=&quot;../monthly/&quot;'>Go on</button>",
        "\u8cc7\u6599\u5df2\u79fb\u81f3\u4ed6\u8655",
        "<img src='/moved.png' alt='Look with our sister bureau'>",
        "<p aria-label='\u8cc7\u6599\u5df2\u79fb\u81f3\u4ed6\u8655'></p>",
    ],
)
def test_whatever_leads_on_is_something_of_its_own(watched, more) -> None:
    site = watched.agency.ohss
    given = answering(site)
    given[site.page] = lambda seen: not_found(more)
    given["*"] = lambda seen: not_found() if any(name in seen.path for name in NAMES) else None
    watched.at(date(2024, 4, 10)).check()
    assert [look.outcome for look in watched.looks() if look.role == "page"] == ["suspect"]


@pytest.mark.parametrize(
    ("more", "outcome"),
    [
        ("<a href='/data/monthly-tables'>Popular</a>", "suspect"),
        ("<script>go({'/topics/immigration/immigration-enforcement/monthly-tables': '/data/x'})</script>", "suspect"),
        ("<a href='/topics/immigration/immigration-enforcement/monthly-tables'>Tables</a>", "gone"),  # a dead link
        ("<a href='/data/weekly-tables'>Popular</a>", "gone"),
    ],
)
def test_what_every_404_page_of_its_host_names_may_stand_there(watched, more, outcome) -> None:
    site = watched.agency.ohss
    answering(site)["*"] = lambda seen: not_found(more) if re.search("enforcement|no-page-of", seen.path) else None
    watched.at(date(2024, 4, 10)).check()
    assert [look.outcome for look in watched.looks() if look.role == "page"] == [outcome]


def test_a_file_that_may_stand_elsewhere_is_no_longer_removed_whatever_its_page_is(watched, archive) -> None:
    """Both were plainly not there for two days; then the file's page says where to look."""
    assert missing_december(watched, archive, page=not_found()) == "removed"
    second, policy = asking(watched, archive)
    path = watched.agency.ohss.posted()[1].path
    given = answering(watched.agency.ohss)
    given[path] = lambda seen: not_found("Look with our sister bureau.")
    watched.at(date(2024, 4, 13)).check(second=second, policy=policy)
    assert watched.editions()["2023-12"] == "on_time"


@pytest.mark.parametrize("everywhere", [False, True])
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Refresh", "5; url=/statistics/monthly"),
        ("Link", '</style.css>; rel=preload, </statistics/monthly>; rel="successor-version"'),
        ("Location", "/statistics/monthly"),
        ("Content-Location", "monthly.html"),
    ],
)
def test_a_404_that_names_a_place_in_a_header_is_for_a_person_to_read(watched, name, value, everywhere) -> None:
    """Not where the host's answer for what can not exist names the same."""
    site = watched.agency.ohss
    shown = not_found()
    shown.headers.append((name, value))
    answering(site)[site.page] = lambda seen: shown
    other = shown if everywhere else not_found()
    answering(site)["*"] = lambda seen: other if any(made_up in seen.path for made_up in NAMES) else None
    watched.at(date(2024, 4, 10)).check()
    assert [look.outcome for look in watched.looks() if look.role == "page"] == ["gone" if everywhere else "suspect"]


@pytest.mark.parametrize(("all_of_them", "outcome"), [(True, "gone"), (False, "suspect")])
def test_an_address_that_leads_on_within_its_host_to_what_is_not_there_yet(watched, all_of_them, outcome) -> None:
    """All addresses that are not there lead to one page that says so; or this one leads to a place of its own."""
    site = watched.agency.ohss
    given = answering(site)
    given[site.page] = lambda seen: Answer.of(b"", 301, Location="/nowhere")
    given["/nowhere"] = lambda seen: not_found()
    given["*"] = lambda seen: (
        (Answer.of(b"", 301, Location="/nowhere") if all_of_them else not_found())
        if any(name in seen.path for name in NAMES)
        else None
    )
    watched.at(date(2024, 4, 10)).check()
    assert [look.outcome for look in watched.looks() if look.role == "page"] == [outcome]


@pytest.mark.parametrize(
    ("link", "outcome"), [("/statistics/monthly-tables", "suspect"), ("/statistics/weekly", "gone")]
)
def test_what_the_front_page_of_its_host_links_under_its_name_may_stand_there(watched, link, outcome) -> None:
    site = watched.agency.ohss
    given = answering(site)
    given[site.page] = lambda seen: not_found()
    given["*"] = lambda seen: not_found() if any(name in seen.path for name in NAMES) else None
    given["/"] = lambda seen: Answer.of(
        pages.front("Office").replace(b"</main>", f"<a href='{link}'>T</a></main>".encode())
    )
    watched.at(date(2024, 4, 10)).check()
    (met,) = [look for look in watched.looks() if look.role == "page"]
    assert met.outcome == outcome
    assert (f"links {site.url(link)}: it may stand there" in met.why) is (outcome == "suspect")


def test_a_link_of_a_404_page_to_itself_is_no_file_that_it_links(watched) -> None:
    """As to skip what is the same on every page."""
    site = watched.agency.ohss
    watched.at(date(2024, 4, 6)).check()
    shown = not_found("<a href='#main'>Skip to the content</a>")
    given = answering(site)
    given[site.posted()[0].path] = lambda seen: shown
    given["*"] = lambda seen: shown if any(name in seen.path for name in NAMES) else None
    watched.at(date(2024, 4, 10)).check()
    assert [look.outcome for look in watched.looks() if look.url == site.url(site.posted()[0].path)][-1] == "gone"


@pytest.mark.parametrize(("more", "outcome"), [((), "gone"), (("Look with our sister bureau.",), "suspect")])
def test_what_it_says_beside_what_changes_on_every_404_page_is_its_own(watched, more, outcome) -> None:
    site = watched.agency.ohss
    given = answering(site)
    given[site.page] = lambda seen: not_found(*more, f"{next(NEWS)} <a href='/{hexed()}'>More</a>")
    given["*"] = lambda seen: (
        not_found(f"{next(NEWS)} <a href='/{hexed()}'>More</a>") if any(name in seen.path for name in NAMES) else None
    )
    watched.at(date(2024, 4, 10)).check()
    assert [look.outcome for look in watched.looks() if look.role == "page"] == [outcome]


@pytest.mark.parametrize("news", ["News: {}", "<img src='/{}.jpg' alt='{}'>"])
@pytest.mark.parametrize("more", ["", "Look with our sister bureau.", "<p title='Look with our sister bureau'></p>"])
def test_what_changes_on_every_404_page_is_nothing_of_its_own(watched, more, news) -> None:
    """Each answer has another piece of news, or another picture."""
    site = watched.agency.ohss
    given = answering(site)
    given[site.page] = lambda seen: not_found(news.format(next(NEWS), next(NEWS)), "And so on.", more)
    given["*"] = lambda seen: (
        not_found(news.format(next(NEWS), next(NEWS)), "And so on.")
        if any(name in seen.path for name in NAMES)
        else None
    )
    watched.at(date(2024, 4, 10)).check()
    assert [look.outcome for look in watched.looks() if look.role == "page"] == ["suspect" if more else "gone"]
    assert len(asked(watched)) == 2


NOTICE = "Look with our sister bureau."
CRUMBS = "<a href='/topics'>Topics</a> / <a href='/topics/immigration'>Immigration</a> / Immigration enforcement"


@pytest.mark.parametrize(
    ("in_folder", "root", "outcome"),
    [
        ("", not_found(), "gone"),
        (NOTICE, not_found(), "suspect"),
        (NOTICE, not_found(NOTICE), "gone"),  # the host says it everywhere
        ("<a href='https://sister.example/'>Here</a>", not_found(), "suspect"),
        (CRUMBS, not_found(), "gone"),
        ("<a href='search.html'>Search</a>", not_found("<a href='search.html'>Search</a>"), "gone"),
        (f"{CRUMBS} {NOTICE}", not_found(), "suspect"),
        ("", Answer.of(b"Unavailable", 503), "suspect"),
        ("", Answer.of(b"Forbidden", 403), "suspect"),
        ("", Answer.of(pages.front("Office")), "gone"),  # the root has a page for every address: it tells nothing
        (NOTICE, Answer.of(b"", 404), "suspect"),
    ],
)
def test_a_folder_that_is_gone_as_a_whole_with_a_notice_is_for_a_person_to_read(
    watched, in_folder, root, outcome
) -> None:
    """All addresses in it have the same 404 page, which is not that of other folders."""
    site = watched.agency.ohss
    given = answering(site)
    given["*"] = lambda seen: not_found(in_folder) if seen.path.startswith("/topics") else None
    given[f"/{NAMES[0]}"] = lambda seen: root
    watched.at(date(2024, 4, 10)).check()
    (met,) = [look for look in watched.looks() if look.role == "page"]
    assert met.outcome == outcome, met.why
    assert outcome == "gone" or "root" in met.why or f"{site.server.netloc}/{NAMES[0]}" in met.why


@pytest.mark.parametrize(("notice", "outcome"), [("", "gone"), (NOTICE, "suspect")])
def test_what_changes_on_every_404_page_of_a_folder_is_no_notice(watched, notice, outcome) -> None:
    site = watched.agency.ohss
    given = answering(site)
    given["*"] = lambda seen: not_found(f"News: {next(NEWS)}", notice) if seen.path.startswith("/topics") else None
    given[f"/{NAMES[0]}"] = lambda seen: not_found(f"News: {next(NEWS)}")
    watched.at(date(2024, 4, 10)).check()
    assert [look.outcome for look in watched.looks() if look.role == "page"] == [outcome]


def test_what_changes_between_folder_and_root_alone_is_asked_for_once_more(watched) -> None:
    """The page has the same news as the first answer beside it; those at the root and for another name have others."""
    site = watched.agency.ohss
    given = answering(site)
    given["*"] = lambda seen: not_found("News: Staff meets guests") if seen.path.startswith("/topics") else None
    given[urlsplit(beside(site.url(), NAMES[1])).path] = lambda seen: not_found("News: Laws pass quickly")
    given[f"/{NAMES[0]}"] = lambda seen: not_found("News: Ships come home")
    watched.at(date(2024, 4, 10)).check()
    assert [look.outcome for look in watched.looks() if look.role == "page"] == ["gone"]
    assert len(asked(watched)) == 2


def test_one_address_is_made_up_for_all_that_is_not_there_in_folders_of_months(watched) -> None:
    """The page links all files, of two months, and both are 404: one answer speaks for both."""
    site = watched.agency.ohss
    watched.at(date(2024, 4, 6)).check()
    files = [each.path for each in site.posted()]
    given = answering(site)
    given |= {path: lambda seen: not_found() for path in files}
    watched.at(date(2024, 4, 10)).check()
    assert len({path.rpartition("/")[0] for path in files}) == 2
    assert [look.outcome for look in watched.looks() if look.role == "file"][-2:] == ["gone"] * 2
    assert len(asked(watched)) == 1
    assert asked(watched)[0].endswith(f"{NAMES[0]}.xlsx")


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ((), "removed"),
        (("Look with our sister bureau.",), "on_time"),
        (("Ces tableaux se trouvent ailleurs.",), "on_time"),
    ],
)
def test_a_page_that_says_where_its_tables_went_is_no_removal_in_any_words(watched, archive, more, status) -> None:
    """December's file and its page are 404 to two observers for two days; the host has a site."""
    assert missing_december(watched, archive, page=not_found(*more), made_up=not_found()) == status
    last = [look for look in watched.looks() if look.role == "page"][-1]
    assert last.outcome == ("gone" if status == "removed" else "suspect")


def test_nothing_is_made_up_beside_what_is_suspect_by_itself(watched) -> None:
    site = watched.agency.ohss
    given = answering(site)
    given[site.page], given["/"] = (lambda seen: not_found()), (lambda seen: not_found())
    watched.at(date(2024, 4, 10)).check()
    assert [look.outcome for look in watched.looks() if look.role == "page"] == ["suspect"]
    assert asked(watched) == []


def test_a_made_up_address_that_the_budget_left_out_is_told_and_doubts(watched) -> None:
    site = watched.agency.ohss
    watch(watched, site.url(), site.url("/other"))
    answering(site)["/other"] = lambda seen: not_found()
    done = watched.at(date(2024, 4, 10)).check(policy=Policy("a@example.org", **{**QUICK, "budget": 3}))
    assert [look.outcome for look in watched.looks() if look.url == site.url("/other")] == ["suspect"]
    assert done.not_visited[-1].url == site.url(f"/{NAMES[0]}")


def test_what_came_for_a_made_up_address_is_kept_and_is_no_look_at_a_release(watched) -> None:
    site = watched.agency.ohss
    answering(site)[site.page] = lambda seen: not_found()
    watched.at(date(2024, 4, 10)).check()
    met = [look for look in watched.looks() if look.role == "made_up"]
    assert [look.url for look in met] == [beside(site.url(), NAMES[0]), at_root(site.url())]
    assert {(look.status, look.outcome, watched.store.path(look.digest).exists()) for look in met} == {
        (404, "gone", True)
    }
