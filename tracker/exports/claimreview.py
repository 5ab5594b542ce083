"""What do the verdicts look like to machines? schema.org ClaimReview as JSON-LD, one for each figure with a verdict.

A review says no more than the verdict: `alternateName` of its rating holds verdict, sentence and reason code. No number
(`ratingValue`) is given, because a verdict is no point on a scale; schema.org asks for none, though services that show
ratings may. Goals get no review: nothing is judged of them; nor does a figure that another one has corrected. Where the
verdict with what was known when it was said is another one, it is named as well.

The address of a review (`url`) is that of the page of the figure. A site does not know where it is published: without
`--base-url` addresses are relative to it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tracker import warehouse

Row = Mapping[str, Any]

UNNAMED_PERSON = re.compile(r"unnamed .*(official|source|aide|agent)s?\b", re.IGNORECASE)
PERSON = re.compile(r"(?!The )[A-Z][A-Za-z.’'-]*( [A-Z][A-Za-z.’'-]*){1,3}")
ACRONYM = re.compile(r"\b[A-Z]{2,}\b")


def export(database: Path, *, base_url: str = "") -> str:
    """The reviews of every figure of a database as JSON text: what the site publishes as claims.json."""
    with warehouse.reading(database) as connection:
        rows = warehouse.query(connection, "reported_figures")
        sources = warehouse.query(connection, "figure_sources")
    documents: dict[str, list[Row]] = {}
    for source in sources:
        documents.setdefault(source["figure"], []).append(source)
    documented = [{**row, "documents": documents.get(row["figure"], [])} for row in rows]
    return json_text(claim_reviews(documented, base_url=base_url))


def claim_reviews(rows: Sequence[Row], *, base_url: str = "") -> list[dict[str, Any]]:
    """A ClaimReview for each figure that is no goal.

    `rows`: those of the query `reported_figures`, each with its `documents` (rows of `figure_sources`).
    `base_url` is the address of the site; without one the address of each review is relative to it.
    """
    return [review for row in rows if (review := claim_review(row, base_url=base_url)) is not None]


def claim_review(row: Row, *, base_url: str = "") -> dict[str, Any] | None:
    """The ClaimReview of one figure; None for a goal, and for a figure that another one has corrected."""
    from tracker.site.templates import page

    if row["verdict"] == "target" or row["corrected_by"]:
        return None
    base = base_url.rstrip("/") + "/" if base_url else ""
    words = _words(row["verdict"], row["reason"])
    if (row["said_verdict"], row["said_reason"]) != (row["verdict"], row["reason"]):
        words += f" With what was known on {row['stated_on']}: {_words(row['said_verdict'], row['said_reason'])}"
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": f"{base}figure/{row['figure']}.html",
        "claimReviewed": row["text"],
        "itemReviewed": _claim(row),
        "author": {"@type": "Organization", "name": page("site")["name"]},
        "datePublished": row["as_of_on"].isoformat(),
        "reviewRating": {"@type": "Rating", "alternateName": words},
    }


def _words(verdict: str, reason: str) -> str:
    from tracker.site.reasons import sentence

    return f"{verdict}: {sentence(verdict, reason)} (reason: {reason})"


def _claim(row: Row) -> dict[str, Any]:
    claim: dict[str, Any] = {
        "@type": "Claim",
        "author": _author(row["speaker"], row["organization"]),
        "datePublished": row["stated_on"].isoformat(),
    }
    addresses = [document["url"] for document in row["documents"]]
    works = [{"@type": "CreativeWork", "url": url} for url in addresses if _is_web(url)]
    return claim | {"appearance": works} if works else claim


def _is_web(url: str | None) -> bool:
    return url is not None and url.startswith(("https://", "http://"))


def _author(speaker: str, organization: str) -> dict[str, Any]:
    """Who stated it: a person where it is a person's name or unnamed persons, else an organization."""
    is_person = PERSON.fullmatch(speaker) and not ACRONYM.search(speaker) and not _is_body(speaker, organization)
    if is_person or UNNAMED_PERSON.search(speaker):
        return {"@type": "Person", "name": speaker}
    return {"@type": "Organization", "name": speaker}


def _is_body(speaker: str, organization: str) -> bool:
    """A speaker who is named as the organization is one; so are agencies named by their function."""
    return speaker == organization or bool(re.search(r"\b(Department|Council|Center|House|Research|Agency)\b", speaker))


def json_text(claims: Sequence[Mapping[str, Any]]) -> str:
    """The reviews as one JSON array; the same claims give the same bytes."""
    return json.dumps(list(claims), ensure_ascii=False, indent=1) + "\n"
