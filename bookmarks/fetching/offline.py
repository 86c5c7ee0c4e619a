"""Whether it is we who are cut off from the network, and not the sites that are gone.

When the name server dies, every link fails. Each would use up its tries within an hour and be
given up, tens of thousands of them. So a run of names that could not be looked up, with nothing
between them that was answered, is taken for our own trouble until something is answered again.
"""

import threading

from bookmarks.fetching.outcome import Outcome
from bookmarks.models import Link

IN_A_ROW = 10
"""So many different sites: with one name in ten dead, chance makes such a run once in 10^10."""

_NAMES = frozenset({Link.Cause.LOOK_UP, Link.Cause.NO_NAME})


class Connectivity:
    def __init__(self) -> None:
        self._failed: set[str] = set()
        self._lock = threading.Lock()

    @property
    def is_lost(self) -> bool:
        return len(self._failed) >= IN_A_ROW

    def is_to_blame_for(self, found: Outcome) -> bool:
        return self.is_lost and found.cause in _NAMES

    def note(self, host: str, found: Outcome) -> None:
        with self._lock:
            if found.cause in _NAMES:
                if not self.is_lost:
                    self._failed.add(host)
            elif found.cause not in {Link.Cause.REFUSED, Link.Cause.OURS, Link.Cause.READING}:
                self._failed.clear()


connectivity = Connectivity()
"""Of this process."""
