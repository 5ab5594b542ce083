"""How does a chart become files? Vega-Lite specifications and SVG at two widths, kept in a cache by digest.

The key of the cache is made from the query rows and from the source text of the charts package, so that a second run
with the same rows neither imports Altair nor draws. Drawing runs in processes of its own, beside the queries and the
templates. Nothing here reads the clock.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tracker.charts.pool import WORKERS, Pool
from tracker.charts.style import NARROW, WIDE, Spec
from tracker.charts.worker import VEGA_LITE

Build = Callable[[int], Spec]  # width in pixels -> Vega-Lite specification

BUNDLE_HEAD = "/* Vega, Vega-Lite and Vega-Embed in one file, as bundled by vl-convert. BSD 3-Clause licence. */\n"


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
    versions = f"{VEGA_LITE} {version('altair')} {version('vl-convert-python')}"
    digest = hashlib.sha256(versions.encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _unchecked(build: Build, width: int) -> Spec:
    """A specification, without holding each of its parts against the schema: the tests do that, once for each kind."""
    from altair.utils.schemapi import debug_mode

    with debug_mode(False):
        return build(width)


class Renderer:
    """Draws charts, or takes them from `cache_dir` where the same rows were drawn by the same code before."""

    def __init__(self, cache_dir: Path | None = None) -> None:
        self._cache_dir = cache_dir
        self._used: set[str] = set()
        self._pool = Pool()
        self._bundle: Future[str] | None = None

    def __enter__(self) -> Renderer:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.close()

    def prepare(self) -> None:
        """Start what takes long and needs no rows: the bundle, and the drawing processes. May be called early."""
        if self._bundle is None and not self._bundle_path().is_file():
            self._bundle = self._pool.submit({"bundle": True})
        if not self._used and (self._cache_dir is None or not any(self._cache_dir.glob("chart-*.json"))):
            for _ in range(WORKERS):
                self._pool.submit({})

    def draw(self, name: str, rows: Any, description: str, build: Build) -> Callable[[], Drawn]:
        """Start drawing both widths of one chart; what is returned waits for the result.

        `rows` must hold everything that `build` depends on.
        """
        key = "chart-" + hashlib.sha256(canonical([_code_digest(), name, rows, description]).encode()).hexdigest()
        self._used.add(key)
        kept = self._kept(key)
        if kept is not None:
            return lambda: kept
        specs = [{**_unchecked(build, width), "description": description} for width in (WIDE, NARROW)]
        drawings = [self._pool.submit({"spec": spec}) for spec in specs]

        def wait() -> Drawn:
            drawn = Drawn(specs[0], specs[1], drawings[0].result(), drawings[1].result())
            _write(self._path(key, ".json"), canonical(asdict(drawn)))
            return drawn

        return wait

    def bundle(self) -> str:
        """The one offline script that holds Vega, Vega-Lite and the embedding code."""
        path = self._bundle_path()
        if path.is_file():
            return path.read_text(encoding="utf-8")
        self.prepare()
        assert self._bundle is not None  # noqa: S101  prepare() has just set it
        text = BUNDLE_HEAD + self._bundle.result()
        _write(path, text)
        return text

    def sweep(self) -> None:
        """Drop drawings from the cache that this run did not use."""
        if self._cache_dir is None:
            return
        for path in self._cache_dir.glob("chart-*.json"):
            if path.stem not in self._used:
                path.unlink(missing_ok=True)

    def _bundle_path(self) -> Path:
        """It depends on nothing but the version of vl-convert, so it is kept for the user, not for one workspace."""
        kept = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        return kept / "statistics-tracker" / f"bundle-{VEGA_LITE}-{version('vl-convert-python')}.js"

    def _path(self, key: str, suffix: str) -> Path | None:
        return None if self._cache_dir is None else self._cache_dir / f"{key}{suffix}"

    def _kept(self, key: str) -> Drawn | None:
        path = self._path(key, ".json")
        if path is None or not path.is_file():
            return None
        try:
            return Drawn(**json.loads(path.read_text(encoding="utf-8")))
        except (ValueError, TypeError):  # a half-written or foreign file is drawn anew
            return None


def _write(path: Path | None, text: str) -> None:
    """Keep a text for the next run; where it can not be kept, the next run makes it again."""
    if path is None:
        return
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f"{path.suffix}.{os.getpid()}.part")
        part.write_text(text, encoding="utf-8")
        part.replace(path)
