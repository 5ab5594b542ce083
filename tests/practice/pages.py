"""What do the pages of the practice agency say? Landing pages, notices, and what bot defences show in kind."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

_FRAME = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>
<body><header><a href="/">{owner}</a> <a href="/about">About</a> <a href="/contact">Contact</a></header>
<main>{main}</main>
<footer>An imitation for practice. No agency publishes this.</footer></body></html>
"""

NOTICE = (
    "<p>Publication of this product is on hold. The most recent data remain those posted earlier. "
    "This page will be updated when publication resumes.</p>"
)


def page(owner: str, title: str, main: str) -> bytes:
    """A page in the frame of its site."""
    return _FRAME.format(owner=escape(owner), title=escape(title), main=main).encode()


def landing(owner: str, title: str, links: Sequence[tuple[str, str]], notice: bool = False) -> bytes:
    """A landing page: a heading, and a list of files."""
    items = "".join(f'<li><a href="{escape(path)}">{escape(text)}</a> (XLSX)</li>' for path, text in links)
    note = NOTICE if notice else ""
    return page(owner, title, f"<h1>{escape(title)}</h1>{note}<p>Tables are posted as workbooks.</p><ul>{items}</ul>")


def only_a_notice(owner: str, title: str) -> bytes:
    """The page of a product, with nothing but a notice on it."""
    return page(owner, title, f"<h1>{escape(title)}</h1>{NOTICE}")


INNER = ("/topics", "/about", "/contact", "/news")  # what the front page links


def front(owner: str) -> bytes:
    """The front page of the host."""
    links = " ".join(f"<a href='{path}'>{path[1:]}</a>" for path in INNER)
    return page(owner, owner, f"<h1>{escape(owner)}</h1><p>We publish statistics.</p><p>{links}</p>")


def not_found(owner: str) -> bytes:
    """What is shown for an address that leads nowhere."""
    return page(owner, "Page not found", "<h1>Page not found</h1><p>The page you asked for could not be found.</p>")


# Own words, in kind: status, headers and the marks by which each vendor's page is known.
BOT_PAGES: dict[str, tuple[int, dict[str, str], str]] = {
    "akamai": (
        403,
        {"Server": "AkamaiGHost", "Mime-Version": "1.0"},
        "<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY><H1>Access Denied</H1>You don't have permission to access "
        "this page on this server.<P>Reference&#32;&#35;18&#46;2d351ab8&#46;1700000000&#46;a1b2c3d</BODY></HTML>",
    ),
    "cloudflare": (
        403,
        {"Server": "cloudflare", "CF-RAY": "80000000000000aa-IAD", "cf-mitigated": "challenge"},
        "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body><div id='challenge-error-text'>Enable "
        "JavaScript and cookies to continue</div><script src='/cdn-cgi/challenge-platform/h/b/x.js'></script></body></html>",
    ),
    "imperva": (
        200,
        {"X-Iinfo": "1-23456-0 0NNN RT(1700000000000 0)", "X-CDN": "Imperva"},
        "<html><head><META NAME='ROBOTS' CONTENT='NOINDEX, NOFOLLOW'></head><body><iframe id='main-iframe' "
        "src='/_Incapsula_Resource?CWUDNSAI=1'>Request unsuccessful. Incapsula incident ID: 1-23</iframe></body></html>",
    ),
    "human": (
        403,
        {"Server": "nginx"},
        "<!DOCTYPE html><html><head><title>Access to this page has been denied</title></head><body><p>Press &amp; Hold to "
        "confirm you are a human (and not a bot).</p><div id='px-captcha'></div><script>window._pxAppId='PX00';</script></body></html>",
    ),
}
