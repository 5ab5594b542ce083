"""Did a second observer see what we saw? Asks the Internet Archive through CDX (its index) and Memento (its captures).

    index.py      what the index says: captures, with moment, status and digest
    archive.py    the questions and the answers, which are kept apart
    agreement.py  our look held against the second observer's

All requests go through the Fetcher that is handed in.
"""

from tracker.memento.agreement import Agreement, Ours, agree, payload_digests
from tracker.memento.archive import BASE, OBSERVER, Answer, Archive, Witness
from tracker.memento.index import Capture, read_index

__all__ = [
    "BASE", "OBSERVER", "Agreement", "Answer", "Archive", "Capture", "Ours", "Witness", "agree", "payload_digests",
    "read_index",
]  # fmt: skip
