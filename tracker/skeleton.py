"""What does an empty entry look like? TOML to fill in, made from the structs themselves, so that it can not drift."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, get_args, get_origin

import msgspec

from tracker import model

KINDS: dict[str, tuple[type[model.Entry], str]] = {
    "release": (model.Release, "a file of its own: releases/<id>.toml"),
    "figure": (model.ReportedFigure, "a block in a file under figures/"),
    "event": (model.Event, "a block in the file of its release under releases/"),
    "look": (model.Look, "a block in the file of its release under releases/"),
    "source": (model.Source, "a block in a file under sources/"),
}


def skeleton(kind: str) -> str:
    """TOML of one entry: keys that are needed, then, as comments, those that may be given."""
    struct, place = KINDS[kind]
    head = [] if kind == "release" else [f"[[{kind}]]"]
    lines = [f"# {place}", *head, *_keys(struct)]
    if kind == "release":
        for part, inner in (("promise", model.Promise), ("due", model.Due)):
            lines += ["", f"[{part}]", *_keys(inner)]
        lines += ["", '# for a CSV or JSON file that is one table with a key: reader = "keyed" above, and', "# [keyed]"]
        lines += [f"# {line.removeprefix('# ')}" for line in _keys(model.Keyed)]
        lines += [
            "",
            "# where to look for it; without this, `tracker check` visits its url and reads no files",
            "# [watch]",
        ]
        lines += [f"# {line.removeprefix('# ')}" for line in _keys(model.Watch)]
    return "\n".join(lines) + "\n"


def _keys(struct: type[model.Entry]) -> list[str]:
    needed: list[str] = []
    optional: list[str] = []
    for field in msgspec.structs.fields(struct):
        if not isinstance(field.type, type) or not issubclass(field.type, msgspec.Struct):
            text, hint = _example(field.type)
            line = f"{field.name} = {text}" + (f"  # {hint}" if hint else "")
            (needed if field.required else optional).append(line)
    return needed + [f"# {line}" for line in optional if "[[" not in line]


def _example(kind: Any) -> tuple[str, str]:
    """A value of the right type, and what else may stand there."""
    if get_origin(kind) is Literal:
        choices = get_args(kind)
        return f'"{choices[0]}"', "or " + ", ".join(str(each) for each in choices[1:]) if len(choices) > 1 else ""
    inner = [each for each in get_args(kind) if each is not type(None)]
    if kind is date or inner[:1] == [date]:
        return "2026-01-31", "a date"
    if get_origin(kind) is tuple:
        return ("[[]]", "") if msgspec.inspect.is_struct_type(inner[0]) else ('[""]', "a list")
    if get_origin(kind) is dict:
        return '{ "2024-11" = 2026-01-31 }', "a date for each period"
    if kind is bool:
        return "false", "or true"
    if kind is str:
        return '""', ""
    return "0", "a number"
