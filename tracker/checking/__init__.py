"""What do the official pages show now, and what is new there? One check run, from its plan to its summary.

    plan.py      which addresses of which releases, and which of them could have something new (`--due`)
    state.py     what the looks before found at each address, derived from the log
    known.py     what is known of a release's files: which edition stands where, and kept_up.py which address is kept up
    asking.py    how an address is asked for: with validators, and with which private hosts allowed
    run.py       visit, judge, record, read what is new
    judging.py   what an answer shows, with all that is known of its address
    clock.py     whether an answer is of our day
    pages.py     what the pages of a release show together
    missing.py   what was not there waits until it is known what its 404 says:
    hosts.py       whether its host has a site, and fronts.py what a front page says of it
    made_up.py     whether its page has anything that the host's answer for an address that can not exist has not
    extra.py       asking for addresses that the record does not name
    reading.py   what becomes of the bytes of a file
    second.py    what the second observer says of what was not there
    summary.py   what came of it, words.py how it is told, and verb.py the command
    alarms.py    what turned since the last run that was told

The log is the only memory: a run that is cut off leaves what it recorded, and the next one goes on from there. Beside
it stands only which runs were told (evidence/told).
"""

from tracker.checking.run import Options, Step, check
from tracker.checking.second import Second
from tracker.checking.summary import Summary

__all__ = ["Options", "Second", "Step", "Summary", "check"]
