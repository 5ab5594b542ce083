"""ClaimReview: types and properties are those of schema.org, and no review says more than the verdict it rests on."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
import tiny
from click.testing import CliRunner
from conftest import database, rows

from tracker import record, warehouse
from tracker.cli import main
from tracker.exports import claimreview
from tracker.site import reasons

# The properties used here, with the types that schema.org expects of each (schema.org/ClaimReview, /Claim, /Rating).
EXPECTED = {
    "ClaimReview": {
        "url": "URL", "claimReviewed": "Text", "itemReviewed": {"Claim"}, "author": {"Organization", "Person"},
        "datePublished": "Date", "reviewRating": {"Rating"},
    },
    "Claim": {"author": {"Organization", "Person"}, "datePublished": "Date", "appearance": {"CreativeWork"}},
    "Rating": {"alternateName": "Text"},
    "CreativeWork": {"url": "URL"},
    "Organization": {"name": "Text"},
    "Person": {"name": "Text"},
}  # fmt: skip
REQUIRED = {
    "ClaimReview": {"url", "claimReviewed", "itemReviewed", "author", "datePublished", "reviewRating"},
    "Claim": {"author", "datePublished"},
    "Rating": {"alternateName"},
}


def check(node: dict[str, object], where: str = "") -> None:
    """Every property is one of its type, of an expected type, and none that is required is missing."""
    kind = str(node["@type"])
    assert kind in EXPECTED, where
    properties = {key: value for key, value in node.items() if not key.startswith("@")}
    assert set(properties) <= set(EXPECTED[kind]), (where, kind)
    assert REQUIRED.get(kind, set()) <= set(properties), (where, kind)
    for key, value in properties.items():
        expected = EXPECTED[kind][key]
        for one in value if isinstance(value, list) else [value]:
            if isinstance(expected, set):
                assert one["@type"] in expected, (where, key)
                check(one, f"{where}/{key}")
            elif expected == "Date":
                date.fromisoformat(one)
            elif expected == "URL":
                assert re.fullmatch(r"(https?://\S+|figure/[a-z0-9-]+\.html)", one), one
            else:
                assert isinstance(one, str)
                assert one.strip()


@pytest.fixture(scope="module")
def figures():
    """The figures of the packaged record, with their documents."""
    with database(record.load(), "99") as connection:
        sources = warehouse.query(connection, "figure_sources")
        found = warehouse.query(connection, "reported_figures")
        assert rows(connection, "select count(*) as n from reported_figure")[0]["n"] == len(found)
    return [{**row, "documents": [x for x in sources if x["figure"] == row["figure"]]} for row in found]


def test_the_verb_and_the_site_give_the_same_bytes(tmp_path) -> None:
    folder, workspace = str(tiny.write(tmp_path / "record")), str(tmp_path / "workspace")
    place = ["--workspace", workspace, "--record", folder]
    assert CliRunner().invoke(main, [*place, "report"]).exit_code == 0
    found = CliRunner().invoke(main, [*place, "export", "--format", "claimreview"])
    assert found.exit_code == 0
    assert found.stdout == (tmp_path / "workspace" / "site" / "claims.json").read_text(encoding="utf-8")
    (review,) = json.loads(found.stdout)
    assert review["url"] == "figure/claim.html"
    based = CliRunner().invoke(main, [*place, "export", "--format", "claimreview", "--base-url", "https://example.org"])
    assert json.loads(based.stdout)[0]["url"] == "https://example.org/figure/claim.html"
    for wrong in (["claimreview", "--release", "tables"], ["observations"]):
        assert CliRunner().invoke(main, [*place, "export", "--format", *wrong]).exit_code == 2


def row(**changes):
    keys = {
        "figure": "f", "text": "Said so.", "speaker": "A. Person", "organization": "Department", "verdict": "uncheckable",
        "reason": "withheld", "said_verdict": "uncheckable", "said_reason": "withheld", "corrected_by": None,
        "stated_on": date(2025, 4, 12), "as_of_on": date(2026, 9, 30),
        "documents": [{"url": "https://example.org/a"}, {"url": None}, {"url": "javascript:alert(1)"}],
    }  # fmt: skip
    return keys | changes


def test_every_review_of_the_record_is_valid_and_goals_get_none(figures) -> None:
    reviews = claimreview.claim_reviews(figures)
    assert len(reviews) == sum(row["verdict"] != "target" for row in figures)
    for review in reviews:
        assert review["@context"] == "https://schema.org"
        check(review, review["url"])
    assert claimreview.claim_review(row(verdict="target", reason="goal")) is None
    assert claimreview.claim_review(row(corrected_by="g")) is None


def test_a_review_says_verdict_sentence_and_reason_and_no_number(figures) -> None:
    for given, review in zip(
        (x for x in figures if x["verdict"] != "target"), claimreview.claim_reviews(figures), strict=True
    ):
        rating = review["reviewRating"]
        assert set(rating) == {"@type", "alternateName"}
        told = [f"{x}: {reasons.sentence(x, why)} (reason: {why})" for x, why in (
            (given["verdict"], given["reason"]), (given["said_verdict"], given["said_reason"]))]  # fmt: skip
        assert rating["alternateName"].startswith(told[0])
        assert rating["alternateName"].endswith(told[1])
        assert (len(rating["alternateName"]) == len(told[0])) == (told[0] == told[1])
        assert review["claimReviewed"] == given["text"]


def test_addresses_are_relative_unless_the_site_has_one() -> None:
    (relative,) = claimreview.claim_reviews([row()])
    assert relative["url"] == "figure/f.html"
    for base in ("https://example.org/site", "https://example.org/site/"):
        (absolute,) = claimreview.claim_reviews([row()], base_url=base)
        assert absolute["url"] == "https://example.org/site/figure/f.html"


def test_only_web_addresses_are_named_as_appearances() -> None:
    (review,) = claimreview.claim_reviews([row()])
    assert review["itemReviewed"]["appearance"] == [{"@type": "CreativeWork", "url": "https://example.org/a"}]
    (bare,) = claimreview.claim_reviews([row(documents=[])])
    assert "appearance" not in bare["itemReviewed"]


@pytest.mark.parametrize(
    ("speaker", "organization", "kind"),
    [
        ("Tricia McLaughlin", "Department of Homeland Security", "Person"),
        ("J.D. Vance", "Trump campaign", "Person"),
        ("unnamed senior official", "Department of Homeland Security, as relayed", "Person"),
        ("Department of Homeland Security", "Department of Homeland Security", "Organization"),
        ("Pew Research Center", "Pew Research Center", "Organization"),
        ("CBS News, on internal figures", "ICE data, as relayed", "Organization"),
        ("The Washington Post", "The Washington Post", "Organization"),
        ("ICE", "US Immigration and Customs Enforcement", "Organization"),
        ("unnamed outlet", "unnamed outlet", "Organization"),
        ("US government", "US government", "Organization"),
    ],
)
def test_a_person_is_a_person_and_a_body_an_organization(speaker, organization, kind) -> None:
    (review,) = claimreview.claim_reviews([row(speaker=speaker, organization=organization)])
    assert review["itemReviewed"]["author"] == {"@type": kind, "name": speaker}


def test_the_text_is_json_and_the_same_each_time(figures) -> None:
    first = claimreview.json_text(claimreview.claim_reviews(figures))
    assert json.loads(first) == claimreview.claim_reviews(figures)
    assert first == claimreview.json_text(claimreview.claim_reviews(figures))
