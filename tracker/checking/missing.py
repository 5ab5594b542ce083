"""What was not there waits: it is recorded when it is known what its 404 says of it, and its host."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from tracker.checking.hosts import Hosts
from tracker.checking.judging import Judging, Visit, doubted
from tracker.checking.made_up import MadeUp
from tracker.checking.summary import NotVisited
from tracker.outcomes import Judged

Record = Callable[[Visit, Sequence[Judged]], None]


class Missing:
    """The answers 404 and 410 of a run that are not recorded yet."""

    def __init__(self, judging: Judging, hosts: Hosts, made_up: MadeUp, record: Record) -> None:
        self._judging, self._hosts, self._made_up, self._record = judging, hosts, made_up, record
        self._waiting: list[Visit] = []

    def add(self, visit: Visit) -> None:
        """One more."""
        self._waiting.append(visit)

    def ask_hosts(self) -> list[NotVisited]:
        """Has the host of what is gone a site? Asked as soon as it can be known that it is gone. Returns what the
        budget left out."""
        return self._hosts.ask([each for each in self._waiting if _is_gone(self._judging.judged(each))])

    def settle(self) -> list[NotVisited]:
        """All are recorded, files after the pages, which may link them elsewhere. Returns what the budget left out."""
        left_out: list[NotVisited] = []
        for is_file in (False, True):
            judged = [(each, self._judging.judged(each)) for each in self._waiting if each.is_file == is_file]
            left_out += self._hosts.ask([each for each, found in judged if _is_gone(found)])
            told = [(each, self._hosts.told(each, found)) for each, found in judged]
            left_out += self._made_up.ask([each for each, found in told if _is_gone(found)])
            for each, found in told:
                self._recorded(each, self._made_up.told(each, found) if _is_gone(found) else found)
        return left_out

    def left(self, error: BaseException) -> None:
        """Where a run is stopped, they are recorded, and nothing is said of them."""
        for each in list(self._waiting):
            try:
                doubt = "the run was stopped before its host was looked at"
                self._recorded(each, doubted(self._judging.judged(each), doubt))
            except Exception as another:
                error.add_note(f"{each.exchange.url} was not there, which could not be recorded: {another}")

    def _recorded(self, visit: Visit, judged: Sequence[Judged]) -> None:
        self._waiting.remove(visit)
        try:
            self._record(visit, judged)
        except BaseException as error:
            error.add_note(f"{visit.exchange.url} was not there: whether that was recorded, the log tells")
            raise


def _is_gone(judged: Iterable[Judged]) -> bool:
    return any(each.outcome == "gone" for each in judged)
