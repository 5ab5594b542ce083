"""The drawing process: reads one request per line from standard input, answers with one line each.

A request is JSON: {"spec": {...}} to draw, {"bundle": true} for the script bundle, {} to get warm. The answer is JSON:
{"text": "..."} or {"error": "..."}. Two such processes draw while the main process goes on with its queries.
"""

from __future__ import annotations

import json
import sys
from typing import Any

VEGA_LITE = "6.4"


def answer(request: dict[str, Any]) -> str:
    """The SVG of a specification, or the bundle."""
    import vl_convert

    if "spec" in request:
        return str(vl_convert.vegalite_to_svg(request["spec"], vl_version=VEGA_LITE))
    if not request:  # a drawing of nothing loads what every drawing needs
        return str(vl_convert.vegalite_to_svg({"mark": "point", "data": {"values": [{}]}}, vl_version=VEGA_LITE))
    if "bundle" in request:
        bundle: Any = vl_convert.javascript_bundle  # its stub wants a snippet, which it does not need
        return str(bundle(vl_version=VEGA_LITE))
    raise ValueError(f"no such request: {sorted(request)}")


def main() -> None:
    """Answer until standard input ends."""
    for line in sys.stdin:
        try:
            reply = {"text": answer(json.loads(line))}
        except ValueError as error:  # vl-convert raises ValueError for a specification that it can not draw
            reply = {"error": str(error)}
        sys.stdout.write(json.dumps(reply) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
