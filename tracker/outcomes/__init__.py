"""What does a visit show: something of the agency, or something of us? The judge of what `tracker.fetch` brings home.

| outcome | what was met | in the record |
|---|---|---|
| new | there, and never seen before | seen |
| unchanged | there, the same bytes or the same content; or 304 | seen |
| changed | there, with other content | seen |
| moved | the landing page links another address for the file | seen |
| unlinked | the file is there, but the landing page does not link it | seen |
| gone | 404 or 410, from the site itself | gone |
| soft_gone | 200 with a page that says "not found": words with a score | unreadable |
| notice | a shorter page with words of a stop: a suspicion with a score, never an accusation | unreadable |
| suspect | half of a list lost, maintenance, a 404 without words of it, a file that may stand elsewhere | unreadable |
| unreadable | HTML named .xlsx, wrong first bytes, script only, no link of the known form | unreadable |
| too_large | above the limit that we set | unreadable |
| blocked | 401, 403, 407, 429, 451 and other refusals; a gatekeeper's page with any status | blocked |
| robots | robots.txt asks us not to | blocked |
| unreachable | no answer, a server in trouble (5xx), a redirect without end | unreachable |
| timed_out | took too long | unreachable |
| cut_short | the body ended before its end | unreachable |

`gone` in the record means that the server itself said so: a page that says "not found" with status 200, or a notice, is
a reading of words, and stays a question for a person. Only a look that is `seen`, with the period that `shows_through`
names, can make an edition overdue: `tracker.outcomes.through` says when a period is named.
"""

from tracker.outcomes.body import BodyProblem, content_key, content_of, kind_of
from tracker.outcomes.files import Known, Linked, matching
from tracker.outcomes.judge import judge
from tracker.outcomes.outcome import (
    RECORDED,
    Before,
    Expect,
    Judged,
    Listing,
    Outcome,
    RecordOutcome,
    remember,
)
from tracker.outcomes.through import Shown, shows_through

__all__ = [
    "RECORDED", "Before", "BodyProblem", "Expect", "Judged", "Known", "Linked", "Listing", "Outcome", "RecordOutcome",
    "Shown", "content_key", "content_of", "judge", "kind_of", "matching", "remember", "shows_through",
]  # fmt: skip
