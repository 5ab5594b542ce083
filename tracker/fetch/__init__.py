"""The one package that speaks HTTP: how does the tracker ask a server for a page or a file, and what came back?

Every visit gives an `Exchange` (tracker.exchange): facts, no judgement. What a server does wrong becomes its `failure`.

What holds for every request:

- It says who asks (User-Agent with a contact address), obeys robots.txt, and keeps the pace and the budget of its host.
- GET only, but for what a user sends to a time-stamp authority (`post`). No cookies, no credentials (user:password@ in
  an address is refused, ~/.netrc is not read).
- TLS certificates are verified by name; there is no switch.
- The IP address that was checked to be public is the one connected to. For that reason proxies from the environment
  (HTTP_PROXY, HTTPS_PROXY) are not used: behind a proxy nobody could say which address answered.
- The body is kept as sent: no content coding is asked for; `tracker.outcomes` undoes one that is used all the same.

Modules: policy (what is allowed), address (which addresses), gates (pace, budget), connect (sockets, time limits), body
(bytes to disk), robots, visit (redirects and retries), fetcher (one worker per host).
"""

from tracker.fetch.fetcher import Fetcher
from tracker.fetch.policy import Ask, Policy

__all__ = ["Ask", "Fetcher", "Policy"]
