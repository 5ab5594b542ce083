"""How do templates see values? The environment that all pages share, and the settings of each page."""

from __future__ import annotations

import json
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import jinja2
from markupsafe import Markup

from tracker.charts import STATUS_STYLE, VERDICT_STYLE, status_style
from tracker.places import travelling
from tracker.site import wording

Row = dict[str, Any]


@cache
def page(name: str) -> dict[str, Any]:
    """The settings and words of one page, from reports/pages."""
    return tomllib.loads((travelling("reports") / "pages" / f"{name}.toml").read_text(encoding="utf-8"))


def by(rows: Sequence[Row], key: str) -> dict[str, list[Row]]:
    """Rows grouped by one of their values."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[key]].append(row)
    return groups


def environment(words: Mapping[str, Mapping[str, str]]) -> jinja2.Environment:
    """The templates, with the filters that turn values into words. Everything is escaped."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(travelling("reports") / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    made.filters.update(
        cell=wording.cell,
        number=wording.number,
        day=wording.day,
        status_word=wording.status_word,
        published=wording.published,
        address=address,
        dates=wording.whole_dates,
        said=wording.said,
        since=wording.since_words,
    )
    made.globals.update(
        style=status_style,
        styled=STATUS_STYLE,
        verdict_style=VERDICT_STYLE,
        words=words,
        value_range=wording.value_range,
        order_words=wording.order_words,
        ratio_range=wording.ratio_range,
        span=wording.span,
        count=wording.count,
    )
    return made


def address(url: str | None) -> str:
    """An address that may stand in a link: http and https only, else nothing."""
    return url if url is not None and url.startswith(("https://", "http://")) else ""


def script_json(value: Any) -> Markup:
    """A value as JSON inside a script element: no `<` is left that could end it or open a comment."""
    text = json.dumps(value, ensure_ascii=False, indent=1).replace("<", "\\u003c")
    return Markup(text)  # noqa: S704
