"""Asking for the same thing over and over, and how long the answers took."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from statistics import median, quantiles

from benchmarks.client import Client, UnexpectedAnswerError

CONNECTIONS = 2

Ask = Callable[[Client], int]
"""Sends one request and returns the answer's status."""


@dataclass(frozen=True, slots=True)
class Round:
    rate: float
    """Answers per second over all connections."""
    waits: Sequence[float]
    """Seconds, of each request."""


@dataclass(slots=True)
class Subject:
    """What is measured, with the connections that ask for it."""

    name: str
    ask: Ask
    status: int
    clients: list[Client]
    rounds: list[Round] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return median(one.rate for one in self.rounds)

    def percentiles(self) -> tuple[float, float]:
        """p50 and p99 in milliseconds, over all rounds."""
        waits = [wait * 1000 for one in self.rounds for wait in one.waits]
        return median(waits), quantiles(waits, n=100)[98] if len(waits) > 1 else waits[0]

    def versus(self, other: "Subject") -> float:
        """Its rate over the other's, round by round; the median."""
        pairs = zip(self.rounds, other.rounds, strict=True)
        return median(mine.rate / theirs.rate for mine, theirs in pairs)


def connections(client: Client) -> list[Client]:
    return [client.twin() for _ in range(CONNECTIONS)]


def measure(subjects: Sequence[Subject], seconds: float, rounds: int) -> None:
    """Go round the subjects, `seconds` for each in all."""
    for subject in subjects:
        _load(subject, min(0.5, seconds / rounds))  # caches and connections fill
    for _ in range(rounds):
        for subject in subjects:
            subject.rounds.append(_load(subject, seconds / rounds))


def _load(subject: Subject, seconds: float) -> Round:
    start = time.perf_counter()
    with ThreadPoolExecutor(len(subject.clients)) as pool:
        waits = pool.map(lambda one: _keep_asking(subject, one, start + seconds), subject.clients)
        all_waits = [wait for each in waits for wait in each]
    for client in subject.clients:
        client.close()  # until its next turn a server would hang up on it
    return Round(len(all_waits) / (time.perf_counter() - start), all_waits)


def _keep_asking(subject: Subject, client: Client, until: float) -> list[float]:
    waits = []
    before = time.perf_counter()
    while True:
        status = subject.ask(client)
        after = time.perf_counter()
        if status != subject.status:
            raise UnexpectedAnswerError(f"{subject.name} answered {status}")
        waits.append(after - before)
        if after >= until:
            return waits
        before = after
