"""What processes and their descendants take, read from /proc."""

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def tree_of(*roots: int) -> list[int]:
    """The processes and all that they started."""
    parents = {int(path.name): _facts(int(path.name)) for path in Path("/proc").glob("[0-9]*")}
    found = list(roots)
    for pid in found:
        found += [child for child, facts in parents.items() if facts and int(facts[1]) == pid]
    return found


@dataclass(frozen=True, slots=True, order=True)
class Memory:
    """Megabytes."""

    shared_once: float = 0.0
    """What processes share is counted once: what the machine has to have."""
    shared_each: float = 0.0
    """It is counted for each of them: the sum that `ps` would show."""


def memory_of(processes: Iterable[int]) -> Memory:
    once = each = 0
    for pid in processes:
        with suppress(OSError):
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
            kilobytes = {line.split()[0]: int(line.split()[1]) for line in lines}
            once += kilobytes["Pss:"]
            each += kilobytes["Rss:"]
    return Memory(once * 1024 / 1e6, each * 1024 / 1e6)


def processor_time_of(processes: Iterable[int]) -> float:
    """Seconds of them and of those of their children that have ended."""
    facts = filter(None, map(_facts, processes))
    return sum(sum(map(int, one[11:15])) for one in facts) / _TICKS


def _facts(pid: int) -> list[str]:
    """From the state on, which follows the name in brackets; nothing if it has ended."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return []
