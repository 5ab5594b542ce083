"""How does a chart become files? Vega-Lite specifications and SVG at two widths, kept in a cache by digest.

The key of the cache is made from the query rows and from the source text of the charts package, so that a second run
with the same rows neither imports Altair nor draws. Nothing here reads the clock.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tracker.charts.sheet import Spec
from tracker.charts.style import NARROW, WIDE

VEGA_LITE = "6.4"

Build = Callable[[int], Spec]  # width in pixels -> Vega-Lite specification


@dataclass(frozen=True)
class Drawn:
    """One chart in both widths: specification and SVG."""

    wide_spec: Spec
    narrow_spec: Spec
    wide_svg: str
    narrow_svg: str


def plain(value: Any) -> Any:
    """A value as JSON can hold it: dates as ISO text, tuples as lists."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    return value


def canonical(value: Any) -> str:
    """One JSON text for equal values."""
    return json.dumps(plain(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


@cache
def _code_digest() -> str:
    digest = hashlib.sha256(f"{VEGA_LITE} {version('altair')} {version('vl-convert-python')}".encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


class Renderer:
    """Draws charts, or takes them from `cache_dir` where the same rows were drawn by the same code before."""

    def __init__(self, cache_dir: Path | None = None) -> None:
        self._cache_dir = cache_dir
        self._used: set[str] = set()

    def draw(self, name: str, rows: Any, description: str, build: Build) -> Drawn:
        """Both widths of one chart. `rows` must hold everything that `build` depends on."""
        key = hashlib.sha256(canonical([_code_digest(), name, rows, description]).encode()).hexdigest()
        kept = self._kept(key)
        if kept is not None:
            return kept
        drawn = _draw(build, description)
        self._keep(key, drawn)
        return drawn

    def bundle(self) -> str:
        """The one offline script that holds Vega, Vega-Lite and the embedding code."""
        path = self._bundle_path()
        if path is not None and path.is_file():
            return path.read_text(encoding="utf-8")
        import vl_convert

        text = "/* Vega, Vega-Lite and Vega-Embed in one file, as bundled by vl-convert. BSD 3-Clause licence. */\n"
        return self.keep_bundle(text + vl_convert.javascript_bundle(vl_version=VEGA_LITE))

    def has_bundle(self) -> bool:
        """Whether the cache holds the bundle."""
        path = self._bundle_path()
        return path is not None and path.is_file()

    def keep_bundle(self, text: str) -> str:
        """Put the bundle into the cache, and hand it back."""
        _write(self._bundle_path(), text)
        return text

    def _bundle_path(self) -> Path | None:
        return self._path(f"bundle-{VEGA_LITE}-{version('vl-convert-python')}", ".js")

    def sweep(self) -> None:
        """Drop drawings from the cache that this run did not use."""
        if self._cache_dir is None:
            return
        for path in self._cache_dir.glob("chart-*.json"):
            if path.stem not in self._used:
                path.unlink(missing_ok=True)

    def _path(self, key: str, suffix: str) -> Path | None:
        return None if self._cache_dir is None else self._cache_dir / f"{key}{suffix}"

    def _kept(self, key: str) -> Drawn | None:
        self._used.add(f"chart-{key}")
        path = self._path(f"chart-{key}", ".json")
        if path is None or not path.is_file():
            return None
        try:
            return Drawn(**json.loads(path.read_text(encoding="utf-8")))
        except (ValueError, TypeError):  # a half-written or foreign file is drawn anew
            return None

    def _keep(self, key: str, drawn: Drawn) -> None:
        _write(self._path(f"chart-{key}", ".json"), canonical(drawn.__dict__))


def _draw(build: Build, description: str) -> Drawn:
    import vl_convert

    specs = [{**build(width), "description": description} for width in (WIDE, NARROW)]
    svgs = [vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE) for spec in specs]
    return Drawn(specs[0], specs[1], svgs[0], svgs[1])


def _write(path: Path | None, text: str) -> None:
    if path is None:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(path.suffix + ".part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)
