"""The command line: parse the words, call one function, set the exit status.

Exit status: 0 done, 1 something was found that the caller asked about, 2 bad usage or bad input.
"""

from tracker.cli import answers, evidence, making
from tracker.cli.group import main

__all__ = ["answers", "evidence", "main", "making"]
