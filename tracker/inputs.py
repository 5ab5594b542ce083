"""What went into a database or a site? One digest over record, evidence, code, SQL and templates.

The same digest means that nothing changed; names are relative, so that a copy elsewhere has the same one.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from tracker import record
from tracker.evidence import Store
from tracker.places import PACKAGE, travelling


def digest(workspace: Path, record_folder: Path) -> str:
    """SHA-256 over the names and bytes of everything that database and site are made from."""
    total = hashlib.sha256()
    for name, root, paths in (
        ("record", record_folder, record.files(record_folder)),
        ("code", PACKAGE, PACKAGE.rglob("*.py")),
        ("sql", travelling("sql"), travelling("sql").rglob("*.sql")),
        ("reports", travelling("reports"), travelling("reports").rglob("*.*")),
    ):
        for path in sorted(paths):
            total.update(f"{name}/{path.relative_to(root)}\n".encode())
            total.update(path.read_bytes())
    total.update(Store(workspace).head().encode())
    return total.hexdigest()
