"""How is the one slow step kept out of the way? The script bundle is made in a second process while charts are drawn."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tracker.charts import Renderer

_COMMAND = (
    "import sys; from pathlib import Path; from tracker.charts import Renderer; "
    "Path(sys.argv[1]).write_text(Renderer().bundle(), encoding='utf-8')"
)


@contextmanager
def bundle_ahead(renderer: Renderer) -> Iterator[Callable[[], str]]:
    """A function that returns the bundle, whose making has started already; from the cache where it is there."""
    if renderer.has_bundle():
        yield renderer.bundle
        return
    with tempfile.TemporaryDirectory() as scratch:
        target = Path(scratch) / "vega.js"
        process = subprocess.Popen([sys.executable, "-c", _COMMAND, str(target)])

        def wait() -> str:
            if process.wait() == 0 and target.is_file():
                return renderer.keep_bundle(target.read_text(encoding="utf-8"))
            return renderer.bundle()

        try:
            yield wait
        finally:
            process.kill()
            process.wait()
