"""Fetching what is due by the thousand: many pages at once in one process, written by the dozen.

A fetch is nearly all waiting, so threads do it; they touch no database. One thread, the caller's,
takes links in hand and writes what was found, a transaction for many links, because SQLite has
one writer and a commit costs more than an update.

Whatever ends a drain, its links come back: their claims lapse (`claiming`).
"""

import fcntl
import logging
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import DatabaseError, connection

from bookmarks.fetching.errands import KINDS, Kind
from bookmarks.fetching.offline import connectivity

logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]

LASTS = 60.0
"""Seconds; then it finishes what it has begun and another begins: no task goes on for ever."""
SOON = timedelta(seconds=5)
"""It waits for things that become due so soon: a site's next turn is a second away."""

_AT_ONCE = 16
"""So many places must be free before more links are taken: a query each would be dear."""
_PROBE = 4
"""So many are tried while the network is away."""
_TICK = 0.25
_REST = 1.0


@contextmanager
def the_only_one() -> Iterator[bool]:
    """Whether no other drain runs on this machine; the kernel lets go when a process dies."""
    with Path(settings.DATA_DIR, "drain.lock").open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            is_alone = False
        else:
            is_alone = True
        yield is_alone


@dataclass(eq=False, slots=True)
class _Job:
    """One thing in hand, and what came of it."""

    kind: Kind
    thing: Any
    result: Any = None


class Drain:
    def __init__(
        self,
        clock: Clock,
        is_stopped: Callable[[], bool] = lambda: False,
        kinds: Sequence[Kind] = KINDS,
    ) -> None:
        self._clock = clock
        self._is_stopped = is_stopped
        self._kinds = kinds
        self._claim = uuid4()
        self._end = time.monotonic() + LASTS
        self._flying: set[_Job] = set()
        self._landed: SimpleQueue[_Job] = SimpleQueue()
        self._unwritten: list[_Job] = []
        self._renewed = self._written_at = time.monotonic()
        self._looks_from = 0.0
        self.written = 0

    def run(self) -> int:
        """Drain until nothing is due soon, or the time is over; how many things were written."""
        with ThreadPoolExecutor(settings.FETCH_THREADS, thread_name_prefix="fetch") as pool:
            while True:
                try:
                    if not self._goes_on():
                        return self.written
                    self._take_more(pool)
                    self._gather()
                    self._write()
                    self._renew()
                except DatabaseError as problem:
                    # A full disk, a restarted server: what was found is kept, and tried again.
                    logger.warning("The database did not take what was fetched: %s", problem)
                    connection.close_if_unusable_or_obsolete()
                    time.sleep(_REST)
                    if time.monotonic() > self._end:
                        raise

    def _goes_on(self) -> bool:
        if self._flying or self._unwritten:
            # Beyond the lease they are another's.
            return time.monotonic() - self._end < float(settings.FETCH_LEASE)
        return self._may_take() and self._is_more_to_come()

    def _may_take(self) -> bool:
        if connectivity.is_lost and self.written:
            return False  # one try was enough: the next drain tries again
        return not self._is_stopped() and time.monotonic() < self._end

    def _is_more_to_come(self) -> bool:
        soon = self._clock() + SOON
        return any(kind.is_due(soon) for kind in self._kinds)

    def _take_more(self, pool: ThreadPoolExecutor) -> None:
        room = self._room()
        if not room or time.monotonic() < self._looks_from or not self._may_take():
            return
        for kind in self._kinds:
            taken = kind.take(room, self._claim, self._clock())
            for thing in taken:
                self._send_off(pool, _Job(kind, thing))
            room -= len(taken)
            if not room:
                return
        self._looks_from = time.monotonic() + _TICK  # all that may be asked now was taken

    def _room(self) -> int:
        room = settings.FETCH_THREADS - len(self._flying) - len(self._unwritten)
        if connectivity.is_lost:
            return max(0, _PROBE - len(self._flying))
        return room if room >= min(_AT_ONCE, settings.FETCH_THREADS) else 0

    def _send_off(self, pool: ThreadPoolExecutor, job: _Job) -> None:
        def fly() -> None:
            try:
                job.result = job.kind.look(job.thing, self._clock())
            except Exception:
                logger.exception("A fetch came to no end: %s", job.thing)
                job.result = job.kind.mistaken(job.thing)
            self._landed.put(job)

        self._flying.add(job)
        pool.submit(fly)

    def _gather(self) -> None:
        """Wait for a landing, at most a tick, and take all that have landed."""
        try:
            job = self._landed.get(timeout=_TICK)
            while True:
                self._flying.remove(job)
                self._unwritten.append(job)
                job = self._landed.get_nowait()
        except Empty:
            return

    def _write(self) -> None:
        is_time = time.monotonic() - self._written_at >= _TICK
        if self._unwritten and (is_time or len(self._unwritten) >= _AT_ONCE):
            # No more in one transaction: on SQLite a person's save waits for its end.
            batch = self._unwritten[:_AT_ONCE]
            for kind, jobs in _by_kind(batch).items():
                results = [job.result for job in jobs]
                self.written += kind.conclude(results, self._claim, self._clock())
                done = set(jobs)
                self._unwritten = [job for job in self._unwritten if job not in done]
            self._written_at = time.monotonic()

    def _renew(self) -> None:
        if time.monotonic() - self._renewed >= settings.FETCH_LEASE / 3:
            for kind, jobs in _by_kind([*self._flying, *self._unwritten]).items():
                kind.renew([job.thing for job in jobs], self._claim, self._clock())
            self._renewed = time.monotonic()


def _by_kind(jobs: Iterable[_Job]) -> dict[Kind, list[_Job]]:
    found: dict[Kind, list[_Job]] = defaultdict(list)
    for job in jobs:
        found[job.kind].append(job)
    return found
