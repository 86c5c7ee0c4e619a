"""Asking for the same thing over and over, and how long the answers took."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from statistics import median, quantiles

from benchmarks.client import Client, UnexpectedAnswerError

CONNECTIONS = 2

Ask = Callable[[Client], int]
"""Sends one request and returns the answer's status."""
Clock = Callable[[], float]
"""Seconds of processor time that the site's processes have used so far."""


@dataclass(frozen=True, slots=True)
class Round:
    rate: float
    """Answers per second over all connections."""
    waits: Sequence[float]
    """Seconds, of each request."""
    work: float = 0.0
    """Seconds of the site's processor time."""


@dataclass(slots=True)
class Subject:
    """What is measured, with the connections that ask for it."""

    name: str
    ask: Ask
    status: int
    clients: list[Client]
    rounds: list[Round] = field(default_factory=list)
    clock: Clock = float

    @property
    def rate(self) -> float:
        return median(one.rate for one in self.rounds)

    @property
    def answers(self) -> int:
        return sum(len(one.waits) for one in self.rounds)

    @property
    def work(self) -> float:
        """Milliseconds of processor time an answer."""
        return median(one.work * 1000 / len(one.waits) for one in self.rounds)

    def percentiles(self) -> tuple[float, float]:
        """p50 and p99 in milliseconds, over all rounds; p99 is never more than the longest wait."""
        waits = [wait * 1000 for one in self.rounds for wait in one.waits]
        if len(waits) == 1:
            return waits[0], waits[0]
        return median(waits), quantiles(waits, n=100, method="inclusive")[98]

    def versus(self, other: "Subject") -> float:
        """Its rate over the other's, round by round; the median."""
        pairs = zip(self.rounds, other.rounds, strict=True)
        return median(mine.rate / theirs.rate for mine, theirs in pairs)

    @property
    def wait(self) -> float:
        """Milliseconds of a median wait, round by round; the median."""
        return median(median(one.waits) * 1000 for one in self.rounds)

    def with_connections(self, number: int) -> "Subject":
        """The same question from so many at once, not measured yet."""
        clients = [self.clients[0].twin() for _ in range(number)]
        return replace(self, clients=clients, rounds=[])


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
    worked, start = subject.clock(), time.perf_counter()
    with ThreadPoolExecutor(len(subject.clients)) as pool:
        waits = pool.map(lambda one: _keep_asking(subject, one, start + seconds), subject.clients)
        all_waits = [wait for each in waits for wait in each]
    took, worked = time.perf_counter() - start, subject.clock() - worked
    for client in subject.clients:
        client.close()  # until its next turn a server would hang up on it
    return Round(len(all_waits) / took, all_waits, worked)


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
