"""What do the official pages show now, and what is new there? One check run, from its plan to its summary.

    plan.py      which addresses of which releases, and which of them could have something new (`--due`)
    state.py     what the looks before found at each address, derived from the log
    known.py     what is known of a release's files: which edition stands where
    asking.py    how an address is asked for: with validators, and with which private hosts allowed
    run.py       visit, judge, record, read what is new
    pages.py     what the pages of a release show together
    clock.py     whether an answer is of our day
    reading.py   what becomes of the bytes of a file
    second.py    what the second observer says of what was not there
    summary.py   what came of it, and words.py how it is told
    alarms.py    what turned since the last run that was told

The log is the only memory: a run that is cut off leaves what it recorded, and the next one goes on from there. Beside
it stands only which runs were told (evidence/told).
"""

from tracker.checking.run import Options, Step, check
from tracker.checking.second import Second
from tracker.checking.summary import Summary

__all__ = ["Options", "Second", "Step", "Summary", "check"]
