"""Do the rules about the tables of a release, and the packaged differences, say what can be?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker import model, period
from tracker.lint.names import Found

# What Python's patterns have and the database's have not: look-around, back-references, conditions, possessive repeats.
FOREIGN = re.compile(r"\(\?(?:<?[=!]|>|\(|P=)|\\[1-9]|(?<!\\)[*+?}]\+")
EVERYTHING = {".", ".*", ".+", ""}


def readable_patterns(record: model.Record) -> Found:
    """Each pattern is a regular expression, and no label is both fixed and left over."""
    for release in record.releases:
        for key, rules in (("table", release.table), ("sum", release.sum)):
            for message in _pattern_problems([rule.match for rule in rules], in_order=key == "table"):
                yield "Release", release.id, f"{key}.match", message
        for rule in release.table:
            for label in sorted(set(rule.fixed) & set(rule.residual)):
                yield "Release", release.id, "table", f"{label!r} is declared both fixed and residual"
            if rule.fixed and rule.members != "top":
                yield "Release", release.id, "table.fixed", "goes with members = 'top' alone; 'fixed' means all of them"
            if not rule.rounding >= 0 or rule.minimum_cells < 0:
                yield "Release", release.id, "table", "rounding and minimum_cells can not be less than 0"


def _pattern_problems(patterns: list[str], in_order: bool) -> Iterator[str]:
    for number, pattern in enumerate(patterns):
        before = patterns[:number]
        try:
            re.compile(pattern)
        except re.error as error:
            yield f"{pattern!r} is no regular expression: {error}"
            continue
        if not pattern.strip():
            yield "is empty; write '.' for every title"
        if found := FOREIGN.search(pattern.replace("\\\\", "")):
            yield f"{pattern!r} has {found[0]!r}: look-around, back-references and the like are not known here"
        if in_order and (
            pattern in before or any(each.removeprefix("^").removesuffix("$") in EVERYTHING for each in before)
        ):
            yield f"{pattern!r} can not match: a rule before it has taken every such title"


def whole_rules(record: model.Record) -> Found:
    """A sum has parts, none of them the total; an agreement is between two different things; a correction corrects."""
    for release in record.releases:
        refs = {edition.ref for edition in release.edition}
        for rule in release.sum:
            for part in sorted({part for part in rule.parts if rule.parts.count(part) > 1}):
                yield "Release", release.id, "sum", f"{part!r} stands twice among the parts of {rule.total!r}"
            if len(rule.parts) < 2 or rule.total in rule.parts:
                yield "Release", release.id, "sum", f"{rule.total!r} needs two parts or more, and is none of them"
        for pair in release.agreement:
            if (pair.table, pair.member) == (pair.other_table, pair.other_member):
                yield "Release", release.id, "agreement", f"{pair.member!r} of {pair.table!r} is held against itself"
        for correction in release.correction:
            for problem in _wrong_with(correction, refs):
                yield "Release", release.id, f"correction {correction.edition} {correction.member}", problem


def _wrong_with(correction: model.Correction, refs: set[str]) -> Iterator[str]:
    if correction.edition not in refs:
        yield "names an edition that the record does not list"
    if (correction.expect is None) == (not correction.expect_code):
        yield "needs either expect or expect_code: what the edition prints"
    if correction.expect == correction.value:
        yield "expects what it corrects to"
    try:
        period.parse(correction.period)
    except ValueError as error:
        yield str(error)


def known_differences(record: model.Record) -> Found:
    """Each packaged difference is between two editions of one release that the record lists, with these files."""
    digests = {f"{x.id}/{edition.ref}": edition.digest for x in record.releases for edition in x.edition}
    told = set()
    for difference in record.differences:
        for name, digest in ((difference.edition, difference.digest), (difference.previous, difference.old_digest)):
            if name not in digests:
                problem = "is an edition that the record does not list"
            elif digests[name] and not digest.startswith(digests[name]):
                problem = f"has the digest {digest[:12]} here and {digests[name][:12]} in its release"
            else:
                continue
            if (name, problem) not in told:
                told.add((name, problem))
                yield "Difference", name, "edition", problem
