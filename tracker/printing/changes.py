"""What changed between two editions."""

from __future__ import annotations

from collections.abc import Sequence

import click

from tracker.printing.shapes import Row

LONGEST_NOTE = 200  # characters of a note on a line; --json has all


def differences(pair: Row, findings: Sequence[Row], most: int | None) -> None:
    """What changed between two editions: the count of each kind, then `most` of each in detail (None: all)."""
    click.echo(f"{pair['previous']} -> {pair['edition']}")
    if pair["editions_between"]:
        click.echo(f"  {pair['editions_between']} known edition(s) between the two were not compared")
    groups: dict[tuple[str, str, str], list[Row]] = {}
    for row in findings:
        within = f" in {row['by_itself']} by itself" if row["by_itself"] else ""
        groups.setdefault((row["weight"], row["kind"], within), []).append(row)
    for (weight, kind, within), rows in groups.items():
        unsure = sum(not row["certain"] for row in rows)
        click.echo(f"  {weight:8} {kind:22} {len(rows)}{within}" + (f", {unsure} of them not sure" if unsure else ""))
    for (weight, kind, within), rows in groups.items():
        click.echo(f"\n{kind}{within} ({weight}, {len(rows)})")
        for row in rows[:most]:
            click.echo(f"  {difference(row)}")
        if most is not None and len(rows) > most:
            click.echo(f"  and {len(rows) - most} more: --all prints them, --json for scripts")


def difference(row: Row) -> str:
    """A finding in one line: where, what, old and new, and both addresses."""
    old, new = (_printed(row[f"{side}value"], row[f"{side}code"]) for side in ("old_", ""))
    members = " -> ".join(filter(None, (row["old_member"], row["member"])))
    names = [row["table_title"] or row["old_table_title"], members]
    if row["period_end"]:
        names.append(f"{row['grain']} to {row['period_end']}")
    addresses = [f"{row[side + 'sheet']}!{row[side + 'cell']}" for side in ("old_", "") if row[f"{side}cell"]]
    parts = [", ".join(filter(None, names))]
    if row["kind"].startswith("note_"):
        parts.append(_words(row))
    elif old or new:
        parts.append(f"{old or 'nothing'} -> {new or 'nothing'}")
    if row["relative"] is not None:
        parts.append(f"{row['relative']:+.1%}" + ("" if row["beyond_rounding"] else ", within rounding"))
    if addresses:
        parts.append(f"[{' -> '.join(addresses)}]")
    if row["detail"]:
        parts.append(f"({row['detail']})")
    if row["announced_by"]:
        parts.append(f"announced by: {row['announced_by']}")
    if not row["certain"]:
        parts.append("NOT SURE")
    return " ".join(parts).strip()


def _words(row: Row) -> str:
    """What a note said and says; of words that stay, where they end."""
    old, new = (" ".join((row[f"{side}text"] or "").split()) for side in ("old_", ""))
    if old and new:
        same = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
        start = max(old.rfind(" ", 0, same) - 40, 0)
        old, new = (("… " if start else "") + text[start:] for text in (old, new))
    return f"{_cut(old) or 'nothing'} -> {_cut(new) or 'nothing'}"


def _cut(text: str) -> str:
    return f'"{text[:LONGEST_NOTE]}{"…" if len(text) > LONGEST_NOTE else ""}"' if text else ""


def _printed(value: float | None, code: str | None) -> str:
    if value is not None:
        return f"{value:,.10g}" if not float(value).is_integer() else f"{value:,.0f}"
    return "" if code is None else f"'{code}'"
