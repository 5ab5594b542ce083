"""Where do the files that travel with the package stand? In the checkout, or inside the installed package."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent


def travelling(name: str) -> Path:
    """The folder `sql` or `reports`: in the wheel it stands inside the package, in a checkout beside it."""
    packed = PACKAGE / f"_{name}"
    return packed if packed.is_dir() else PACKAGE.parent / name
