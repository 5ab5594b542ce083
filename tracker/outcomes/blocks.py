"""Did a gatekeeper answer in place of the site? A score from several features, none of which decides alone.

Gatekeepers answer with every status: 403, but also 200, 202, 404, 405 and 503. What they send is known by

    marks     words, titles and scripts that only they use ("Incapsula incident ID"), or a header that says it
    sensors   scripts of theirs that stand in ordinary pages of the sites that they guard as well
    thinness  next to no text, no links, nothing but a script

and substance speaks against: a long text, many links, a title that says "not found". An answer counts as blocked from
THRESHOLD on. The marks are those that the vendors' pages carry, from public descriptions and reports of such pages
(August 2019 to September 2026); each vendor has an imitation in tests/pages/blocked.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import msgspec

from tracker.exchange import Exchange
from tracker.outcomes.page import Page
from tracker.outcomes.words import NOT_FOUND_TITLE, plain

THRESHOLD = 0.5
TITLE, PHRASE, SENSOR = 0.4, 0.3, 0.3

# What refuses a client, whatever stands in the body. 401 and 407 ask for a password that we do not have.
REFUSED = {401, 403, 407, 429, 451}

TITLES = {
    "access denied": "Akamai",
    "just a moment...": "Cloudflare",
    "attention required! | cloudflare": "Cloudflare",
    "access to this page has been denied": "PerimeterX/HUMAN",
    "access to this page has been denied.": "PerimeterX/HUMAN",
    "request rejected": "F5",
    "human verification": "AWS WAF",
    "error: the request could not be satisfied": "CloudFront",
    "pardon our interruption": "Imperva",
    "pardon our interruption...": "Imperva",
    "sucuri website firewall - access denied": "Sucuri",
    "ddos-guard": "DDoS-Guard",
    "security check": "a gatekeeper",
    "robot check": "a gatekeeper",
    "are you a robot?": "a gatekeeper",
    "captcha": "a gatekeeper",
    "403 forbidden": "a gatekeeper",
    "forbidden": "a gatekeeper",
}
PHRASES = (
    ("Akamai", r"reference\s*#\s*[0-9a-f]{1,3}\.[0-9a-f]{4,}\.[0-9]+"),
    ("Akamai", r"you don.t have permission to access .{0,300}on this server"),
    ("Cloudflare", r"enable javascript and cookies to continue"),
    ("Cloudflare", r"why have i been blocked\?"),
    ("Cloudflare", r"sorry, you have been blocked"),
    ("Cloudflare", r"checking (your browser before accessing|if the site connection is secure)"),
    ("Cloudflare", r"needs to review the security of your connection"),
    ("Imperva", r"incapsula incident id"),
    ("Imperva", r"something about your browser made us think you (were|are|might be) a bot"),
    ("PerimeterX/HUMAN", r"press (&|and) hold to confirm you are"),
    ("PerimeterX/HUMAN", r"we believe you are using automation tools to browse"),
    ("DataDome", r"please enable js and disable any ad blocker"),
    ("F5", r"the requested url was rejected\. please consult with your administrator"),
    ("F5", r"your support id is:?\s*[<\d]"),
    ("AWS WAF", r"let.s confirm you are human"),
    ("AWS WAF", r"javascript is disabled in order to continue, we need to verify that you.re not a robot"),
    ("CloudFront", r"request blocked\. we can.t connect to the server for this app or website"),
    ("a gatekeeper", r"(verify|verifying|confirm|prove) (that )?you('re| are) (a |not a )?(human|robot)"),
    ("a gatekeeper", r"unusual (traffic|activity) from your (computer network|network|ip)"),
    ("a gatekeeper", r"your (ip address|request) (has been|was) blocked"),
    ("a gatekeeper", r"automated (access|requests?) .{0,60}(not (allowed|permitted)|blocked|denied)"),
)
CHALLENGES = (  # stand in a challenge only
    ("Akamai", r"errors\.edgesuite\.net"),
    ("Akamai", r"bm-verify|/_sec/cp_challenge/"),
    ("Cloudflare", r"_cf_chl_opt|/cdn-cgi/challenge-platform/\S{0,200}orchestrate"),
    ("Imperva", r"_incapsula_resource\?[sc]wudnsai"),
    ("PerimeterX/HUMAN", r"px-captcha"),
    ("DataDome", r"captcha-delivery\.com"),
    ("AWS WAF", r"gokuprops"),
    ("Kasada", r"/ips\.js\?[^\"']{0,200}kp_"),
)
SENSORS = (  # stand in ordinary pages as well
    ("Cloudflare", r"/cdn-cgi/challenge-platform/"),
    ("Imperva", r"_incapsula_resource"),
    ("PerimeterX/HUMAN", r"_pxappid"),
    ("F5", r"/tspd/|bobcmn"),
    ("AWS WAF", r"awswafcookiedomainlist|\.awswaf\.com/"),
)
CAPTCHA = re.compile(r"g-recaptcha|h-captcha|cf-turnstile|hcaptcha\.com|captcha-container")
HEADERS = (  # name, what the value looks like, what it is worth, of which vendor; from 0.5 on it says so itself
    ("x-amzn-waf-action", r"challenge|captcha", 1.0, "AWS WAF"),
    ("cf-mitigated", r"challenge", 1.0, "Cloudflare"),
    ("x-dd-b", r"[12]", 0.6, "DataDome"),
    ("x-datadome", r".", 0.1, "DataDome"),
    ("server", r"akamaighost", 0.1, "Akamai"),
    ("server", r"cloudflare", 0.1, "Cloudflare"),
    ("x-iinfo", r".", 0.1, "Imperva"),
    ("set-cookie", r"(datadome|_px\w*|(visid_incap|incap_ses)\w*|ak_bmsc|_abck|bm_sz)=", 0.1, "a vendor"),
)
WAITING_ROOMS = re.compile(r"(^|\.)(validate\.perfdrive\.com|captcha-delivery\.com|queue-it\.net)$")


class Block(msgspec.Struct, frozen=True):
    """How much an answer looks like a gatekeeper's; `marked` where one of its own marks stands in it."""

    score: float = 0.0
    features: tuple[str, ...] = ()
    marked: bool = False

    @property
    def blocked(self) -> bool:
        """Enough features, one of which is a mark or a sensor."""
        return self.score >= THRESHOLD

    def __str__(self) -> str:
        return "; ".join(self.features)


def look_for_block(exchange: Exchange, page: Page, matched: int = 0) -> Block:
    """Weigh the features of an answer; `matched` is how many of the release's own files it links."""
    marks = [*_headers(exchange), *_words(page), *_address(exchange), *_scripts(page, CHALLENGES, PHRASE)]
    sensors = [*_scripts(page, SENSORS, SENSOR), *_captcha(page)]
    strong = [each for each in marks if each[1] >= PHRASE]
    if not strong and not sensors:
        return Block()
    found = [*marks, *sensors, *_thinness(exchange, page), *_substance(page, matched)]
    score = min(1.0, max(0.0, sum(worth for _, worth in found)))
    features = tuple(f"{name} ({worth:+.1f})" for name, worth in found)
    return Block(round(score, 2), features, bool(strong))


def _headers(exchange: Exchange) -> list[tuple[str, float]]:
    found: dict[str, tuple[str, float]] = {}
    for name, pattern, worth, vendor in HEADERS:
        values = [value for key, value in (exchange.last.headers if exchange.last else ()) if key.casefold() == name]
        if any(re.match(pattern, value.strip(), re.IGNORECASE) for value in values):
            # small ones are worth 0.1 together: a guarded site sends them with each of its own pages
            kind = name if worth >= THRESHOLD else "small"
            found.setdefault(kind, (f"header {name} of {vendor}", worth))
    return list(found.values())


def _words(page: Page) -> list[tuple[str, float]]:
    found = []
    if vendor := TITLES.get(page.title.casefold().strip()):
        found.append((f"title {page.title!r} of {vendor}", TITLE))
    text = plain(f"{page.heading} {page.text} {page.noscript}"[:20_000]).casefold()
    for vendor, pattern in PHRASES:
        if match := re.search(pattern, text):
            found.append((f"words of {vendor}: {match[0][:60]!r}", PHRASE))
    return found


def _address(exchange: Exchange) -> list[tuple[str, float]]:
    host = urlsplit(exchange.last.url).hostname or "" if exchange.last else ""
    return [(f"sent on to {host}", 0.6)] if WAITING_ROOMS.search(host) else []


def _scripts(page: Page, patterns: tuple[tuple[str, str], ...], worth: float) -> list[tuple[str, float]]:
    found = []
    for vendor, pattern in patterns:
        if match := re.search(pattern, page.source):
            found.append((f"script or link of {vendor}: {match[0][:60]}", worth))
    return found


def _captcha(page: Page) -> list[tuple[str, float]]:
    match = CAPTCHA.search(page.source)
    return [(f"a captcha: {match[0]}", 0.2)] if match else []


def _thinness(exchange: Exchange, page: Page) -> list[tuple[str, float]]:
    found = []
    if page.script_only or not (page.text or page.noscript):
        found.append(("nothing to read without running scripts", 0.2))
    if len(page.text) < 600 and len(page.links) < 5:
        found.append((f"{len(page.text)} letters of text, {len(page.links)} links", 0.2))
    if exchange.status in (202, 405, 503):
        found.append((f"status {exchange.status}", 0.2))
    return found


def _substance(page: Page, matched: int) -> list[tuple[str, float]]:
    found = []
    if len(page.text) > 3000:
        found.append((f"a text of {len(page.text)} letters", -0.5))
    if len(page.links) > 15:
        found.append((f"{len(page.links)} links", -0.4))
    if matched:
        found.append((f"{matched} files of the release linked", -1.0))
    if NOT_FOUND_TITLE.search(f"{page.title[:500]} | {page.heading[:500]}"):
        found.append(("title or heading says not found", -0.2))
    return found
