"""What can go wrong, as one small tree: every error says what, where, and what to do next."""

from __future__ import annotations


class TrackerError(Exception):
    """Anything the user is to read as one line. `where` names the file, entry, sheet, cell or address."""

    def __init__(self, what: str, where: str = "", hint: str = "") -> None:
        self.what, self.where, self.hint = what, where, hint
        super().__init__(what, where, hint)

    def __str__(self) -> str:
        line = f"{self.where}: {self.what}" if self.where else self.what
        return f"{line}. {self.hint}" if self.hint else line


class RecordError(TrackerError):
    """An entry of the record breaks one of its rules."""


class ReadError(TrackerError):
    """A file is not what its release publishes, or has a cell that no rule covers."""


class EvidenceError(TrackerError):
    """The evidence is damaged, altered, or can not be written."""


class BuildError(TrackerError):
    """The database could not be built, checked or put in its place."""


class UsageError(TrackerError):
    """The words on the command line ask for something that is not there."""
