"""Does a page say that what was asked for is not there, or that it was stopped? Words with a weight, no accusation.

`not_found` is for pages that come with status 200 and say "not found" all the same. `notice` is for a page that took
the place of a longer one. Both give a score and the words found. The words are the site's; what they mean is for a
person to say. `trouble` is for a site that says that it is under maintenance or in trouble, `says_missing` for the body
of a 404.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import msgspec

from tracker.outcomes.page import Page

NOT_FOUND_FROM = 0.5
NOTICE_FROM = 0.6
LONGEST_SENTENCE = 300
SHORT_TEXT, FEW_LINKS = 3000, 15  # of a page that stands in the place of a site
REACH = 150  # letters over which a word such as "may" can reach

MISSING = (
    r"(not found|((can ?not|could not|can't|couldn't) be found)|(does not|doesn't) exist|no longer exists?"
    r"|(may have|has) been (moved|removed|deleted)|not available)"
)
NOT_FOUND_TITLE = re.compile(
    r"^\W*(http\W*)?(error\W*|status\W*)?404(\W|$)|\berror\W*404\b|\b404\W+(error|page)\b|(\s[|\u2013\u2014-]|:)\s*404\W*$|"
    rf"\b(page|file|document|resource|content|url|item)\b.{{0,40}}\b{MISSING}\b"
    r"|^\W*not found\b|\bno encontrad[ao]\b"
    r"|\bnothing (was )?found here\b|\bcan(not|'t) find (that|the|this) (page|file)\b",
    re.IGNORECASE,
)
NOT_FOUND_TEXT = re.compile(
    rf"\b(page|file|document|resource|address|url)\b.{{0,60}}\b{MISSING}\b"
    r"|\bwe (can ?not|can't|could not|couldn't) find\b",
    re.IGNORECASE,
)
NOTICES = (
    (r"no longer (be )?(available|published|updated|maintained|supported|produced|released)", 0.4),
    (r"(has|have) been (suspended|discontinued|terminated|paused|removed|taken down|withdrawn)", 0.4),
    (r"(is|are) (suspended|discontinued|paused|on hold)", 0.3),
    (r"lapse in (federal )?(appropriations|funding)", 0.4),
    (r"will not be (updated|published|released|maintained)", 0.3),
    (r"not be actively managed", 0.3),
    (r"(delayed|postponed|withheld) (while|until|pending)", 0.3),
    (r"under review", 0.2),
    (r"government shutdown", 0.2),
    (r"until further notice", 0.3),
    (r"temporarily unavailable", 0.2),
    (r"executive order", 0.1),
)
TROUBLE = re.compile(
    r"\b(site|system|server|scheduled|planned|routine|emergency|under|undergoing|down for|closed for) maintenance\b"
    r"|\bmaintenance (mode|window|break|in progress|is in progress)\b|^\W*maintenance\W*$"
    r"|\btemporarily (un|not )available\b|\btemporarily (offline|out of service|down|closed)\b"
    r"|\b(site|page|section)\b.{0,30}\bunder construction\b|^\W*under construction\b"
    r"|\b(scheduled|planned|service|system|site|temporary) outage\b|\bservice (temporarily )?unavailable\b"
    r"|\b(will|we'll|we will|be) (be )?(right )?back (soon|shortly|online|later)\b"
    r"|\bplease (come|check) back (soon|later)\b"
    r"|\b(experiencing|having) (some )?technical (difficulties|problems|issues)\b"
    r"|^\W*technical (difficulties|problems|issues)\W*$|\b(re)?try (again )?later\b"
    r"|\b(web)?(site|service|system)\b.{0,30}\bcurrently (un|not )available\b"
    r"|\bsomething went wrong\b|\ban error (has )?occurred\b|\binternal server error\b|^\W*(server )?error\W*$",
    re.IGNORECASE,
)
NO_SITE = re.compile(  # of a hoster or registrar, about the whole host: nothing is said of the page that was asked for
    r"\bdefault backend - 404\b|\bno ?such ?(bucket|app)\b|\bspecified bucket does not exist\b|\bunknown domain\b"
    r"|\bweb ?site not found\b|^\W*site not found\b|\bisn't a github pages site\b"
    r"|\bdomain (name )?(is|may be|might be) (for sale|parked)\b|\bbuy this domain\b|\bparked domain\b"
    r"|^\W*[\w-]+(\.[\w-]+)+ is for sale\b|\bdomain (name |registration )?(has |is )?expired\b"
    r"|\bapplication is not available\b|\bdeployment_not_found\b|\bfront door service configuration\b"
    r"|\bunknown site\b|\bsite you (are|were) looking for (could not|couldn't|can not|cannot) be found\b"
    r"|\brequested route\b.{0,100}\bdoes not exist\b|\baccountnotfound\b"
    r"|\bmicrosoft azure (web app|app service)\b|\bspecified container does not exist\b|\b(account|site) has expired\b"
    r"|\bunable to identify proxy for host\b|\bunknown host\b|\bserver not found\b|\bno portal alias\b"
    r"|\bsite has been unpublished\b|\bcontact your hosting provider\b|\bsite hasn't been shared\b"
    r"|\brecently registered (at|with) \w+\.(com|net|org)\b",
    re.IGNORECASE,
)
ABOUT_US = re.compile(  # a 404 that hides a page from those who may not see it, or from all for a while
    r"\b(don't have|do not have|lack|without) (the )?(necessary |required )?permissions?\b|\bnot logged in\b"
    r"|\b(not available|unavailable|blocked) (in|from) your (region|country|location)\b"
    r"|\blapse in (federal )?(appropriations|funding)\b",
    re.IGNORECASE,
)
SHUT = re.compile(  # of a front page: what stood on its host stands there no more, or not now
    r"\blapse (in|of) (federal )?(appropriations|funding)\b|\b(government|federal) shutdown\b"
    r"|\b((web ?)?site|account|page|domain|server) (is|has been|was) (now |temporarily )?"
    r"(closed|offline|suspended|decommissioned|retired|archived|disabled|taken (down|offline))\b"
    r"|\bwe('ve| have) moved\b|\bnew (web ?)?site is (now )?at\b|\b(sponsored|related) (listings|searches)\b"
    r"|\baccess to this (web ?)?site is (limited|restricted)\b",
    re.IGNORECASE,
)
NEW_SERVER = re.compile(  # in its title or a heading
    r"\bhello world!|\bcoming soon\b|\bdefault (web ?|welcome )?page\b|\bit works!?$|^\W*index of /\W*$"
    r"|^\W*welcome to (nginx|caddy|centos|iis|wordpress)\b|\bjust another wordpress site\b|\btest page for\b"
    r"|^\W*apache tomcat\b",
    re.IGNORECASE,
)
MISSING_HINT = re.compile(
    r"\b(404|410)\b|not[ _-]?found|no ?such ?key|\b(be|been|been able to) (found|find|located?)\b"
    r"|\b(find|locate) (that|the|this|what|your|a)\b|\b(not|n't) exist|no longer|\b(re)?moved\b|\bdeleted\b"
    r"|\bnothing (here|(was )?found)\b"
    r"|\bmissing\b|\bgone\b|\bexpired\b|\bno encontrad[ao]\b|\b(broken|dead|bad|invalid) (link|address|url)\b",
    re.IGNORECASE,
)

MOVED_TO = re.compile(
    r"\b(has|have|was|were|'ve|is|are) (now )?(been )?"
    r"(moved (to|here)|migrated|consolidated into|relocated|transferred|replaced (by|with)|superseded|merged)\b"
    r"|\b(has|have|was|were|is|are) (now )?(been )?renamed\b(?!,| or\b)"
    r"|\bbec[ao]me part of\b|\bwe('ve| have) moved\b|\bmoved to\b|\bnow (part of|at|lives?)\b"
    r"|(?<!\bor )\b(has|have|was|were) (now )?(been )?moved\b(?!,? (or|and)\b|,)|\barchived at\b"
    r"|\bredirect(ing|ed) (you )?to\b|\bupdate your (bookmarks?|links?)(:| to\b)"
    r"|\byou (can|may) (now )?(find|access|get|download|view) (the |our |these |this |all )?([\w-]+ ){0,3}"
    r"(tables?|data|statistics|reports?|files?|series)\b"
    r"|\b(can|may) (now )?(be )?(found?|obtained|accessed) (at|on)\b"
    r"|\b(now )?(be )?(available|published|posted|found|hosted|located|released) (here|at|by)\b(?! this\b)"
    r"|\b(now|are|is|be) (published|available|downloaded|posted) (on|from) (the|our)\b|\bnew home\b"
    r"|\b(has|have) a new (address|(web ?)?site)\b"
    r"|(?<!welcome to )\b(our|the|a) new (data |web ?)?(site|portal|explorer)\b"
    r"|\b(use|see|visit|try|in|into|on|at|to|from|via) (the|our|its) ([\w-]+ ){0,2}data (portal|explorer|hub)\b"
    r"|\bredesigned (our|the|this)\b|\b(site|page|series) (has been|was) retired\b",
    re.IGNORECASE,
)
PLACE = r"(?:[a-z0-9-]+\.)+(?:gov|mil|org|com|net|edu|us)(?![\w@-])"
NAMED_HOST = re.compile(  # moved to https://data.example.gov; hedged or not, it is where to look
    rf"(?:\b(?:to|at|on|from|via|in|visit|see|try|use|here|portal|(?:web ?)?site)[:,]? \(?(?={PLACE})|: (?={PLACE})|https?://)"
    r"((?:[a-z0-9-]+\.)+[a-z]{2,})(?![\w@-]|\.[a-z]| port \d)(/[^\s()\"'<>]*)?",
    re.IGNORECASE,
)
FURNITURE = re.compile(  # hosts that pages name whatever they are about
    r"(^|\.)((usa|whitehouse|regulations|foia|vote)\.gov|(facebook|twitter|x|youtube|instagram|linkedin|flickr|bing)\.com"
    r"|threads\.net|govdelivery\.com|988lifeline\.org)$"
    r"|^oig\.|^((www|maps|play|translate)\.google|get\.adobe|apps\.apple)\.com$"
)
PASSWORD = re.compile(r"<input[^>]{0,500}type\s*=\s*[\"']?password", re.IGNORECASE)
LOGIN = re.compile(r"\b(log|sign)[ -]?(in|on|into)\b|\bauthentication required\b", re.IGNORECASE)
HEDGE = re.compile(  # what any page says that is not there: it may have been moved; "May 2024" and "you may" are none
    r"(?<!\byou )\b((?-i:may)|might|could)( \w+ly| also| just)?( (have|be|no longer|not)\b|\s*$)"
    r"|\bperhaps\b|\bpossibly\b|\bit('s| is) possible that\b"
    r"|\b(if|either)\b[^,]*$",  # "If you look for the tables, they are now at ..." is certain
    re.IGNORECASE,
)
CLAUSE_END = re.compile(  # over which no hedge reaches
    r"[.!?;:]|, (and |but |so )?(it|they|we|you|the|this|these|our|which|please)\b|\b(because|since)\b"
    r"|\bas (the|this|these|our|it|they)\b|,? but\b| [-\u2013\u2014] ",
    re.IGNORECASE,
)


class Words(msgspec.Struct, frozen=True):
    """A score from 0 to 1, and the words that it comes from."""

    score: float = 0.0
    found: tuple[str, ...] = ()


def not_found(page: Page) -> Words:
    """How much a page says that it is none. Words in a title or heading count, words in a long text hardly."""
    score, found = 0.0, []
    for name, where, worth in (("title", page.title, 0.5), ("heading", page.heading, 0.4)):
        if match := NOT_FOUND_TITLE.search(plain(where[:500])):
            score += worth
            found.append(f"{name} {match[0].strip()!r}")
    if len(page.text) < 2500 and (match := NOT_FOUND_TEXT.search(plain(page.text))):
        score += 0.2
        found.append(f"text {match[0].strip()[:80]!r}")
    return Words(round(min(1.0, score), 2), tuple(found))


def notice_words(page: Page) -> Words:
    """Words of a notice on a page, wherever they stand. Alone they mean nothing: a banner has them as well."""
    text = plain(f"{page.title} {page.heading} {page.text}").casefold()
    found = [(match[0], worth) for pattern, worth in NOTICES if (match := re.search(pattern, text))]
    return Words(round(min(1.0, sum(worth for _, worth in found)), 2), tuple(words for words, _ in found))


def notice(page: Page, length_before: int) -> Words:
    """How much a page looks like a notice in the place of a longer page. Words are needed, and a loss of text."""
    words = notice_words(page)
    if not words.found or not length_before or len(page.text) * 2 >= length_before:
        return Words(0.0, words.found)
    loss = 0.4 if len(page.text) * 5 < length_before else 0.3
    shrunk = f"{len(page.text)} letters of text in place of {length_before}"
    return Words(round(min(1.0, words.score + loss), 2), (*words.found, shrunk))


def plain(text: str) -> str:
    """Text with the apostrophe that patterns are written with."""
    return text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


def trouble(page: Page) -> str:
    """The words by which a title or heading says that the site is in trouble or under maintenance; else empty."""
    found = [TROUBLE.search(plain(where[:2000])) for where in (page.title, page.headings)]
    return next((match[0].strip() for match in found if match), "")


def sentence(page: Page) -> str:
    """The words by which a text of a single line says that it is no data, as that it is not found; else empty."""
    text = plain(page.text)
    if len(text) > LONGEST_SENTENCE or "\n" in text.strip():
        return ""
    found = TROUBLE.search(text) or NOT_FOUND_TITLE.search(text)
    return found[0].strip() if found else ""


def no_site(page: Page) -> str:
    """The words by which a short page says that the host has no site at all, or a domain no owner; else empty."""
    if len(page.text) > SHORT_TEXT or len(page.links) > FEW_LINKS:
        return ""
    found = [NO_SITE.search(plain(each)) for each in (page.title, page.text or page.source[:2000])]
    return next((match[0].strip() for match in found if match), "")


def password_asked(page: Page) -> str:
    """The words by which the title or a heading of a page with a field for a password asks to log in; else empty."""
    if not PASSWORD.search(page.source) or len(page.links) > FEW_LINKS:
        return ""
    found = [LOGIN.search(plain(each[:500])) for each in (page.title, page.headings)]
    return next((match[0].strip() for match in found if match), "")


def about_us(page: Page) -> str:
    """The words by which a short page says that we may not see it, or nobody for a while; else empty."""
    found = ABOUT_US.search(plain(page.text)) if len(page.text) <= SHORT_TEXT else None
    return found[0].strip() if found else ""


def no_front(page: Page) -> str:
    """The words by which a front page says that its site is closed, moved, or none yet; else empty."""
    found = [NEW_SERVER.search(plain(page.title))]
    if len(page.links) <= FEW_LINKS:  # a page with many may say such a thing of another one; what it links tells more
        text = plain(page.text[:20_000])
        found += [NEW_SERVER.search(plain(page.heading)), SHUT.search(text), ABOUT_US.search(text)]
        found += [TROUBLE.search(text)] if len(text) <= SHORT_TEXT else []
    return next((match[0].strip() for match in found if match), "")


def says_missing(page: Page) -> bool:
    """Whether a page says in any words that what was asked for is not there."""
    text = f"{page.title} {page.text} {page.noscript}" if page.text or page.title else page.source
    return bool(MISSING_HINT.search(plain(text[:20_000])))


def moved_to(page: Page, url: str = "") -> str:
    """The words by which a page that is not there says that what it held was moved, or names another address than its
    own as a place to go to; else empty. Not what stands in its navigation or at its foot."""
    text = plain(f"{page.title} {page.body} {page.noscript}"[:20_000])
    for match in NAMED_HOST.finditer(text):
        if _is_elsewhere(match[1].casefold(), (match[2] or "").rstrip("/.,;:"), url):
            return match[0].strip()
    for match in MOVED_TO.finditer(text):
        if match[0].startswith("may") or not _hedged(text[max(0, match.start() - REACH) : match.start()]):
            return match[0].strip()
    return ""


def _is_elsewhere(host: str, path: str, url: str) -> bool:
    """Whether a host and a path that a page names are a place to go to from its address: another page, no furniture."""
    own = urlsplit(url)
    if host.removeprefix("www.") == (own.hostname or "").removeprefix("www."):
        return path not in ("", own.path.rstrip("/"))
    return FURNITURE.search(host) is None


def _hedged(before: str) -> bool:
    """Whether the clause that these words end says only that something may be."""
    ends = [match.end() for match in CLAUSE_END.finditer(before)]
    return HEDGE.search(before[ends[-1] :] if ends else before) is not None
