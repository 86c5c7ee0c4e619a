"""What processes and their descendants take, read from /proc."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


def tree_of(*roots: int) -> list[int]:
    """The processes and all that they started."""
    parents = {int(path.name): _facts(int(path.name)) for path in Path("/proc").glob("[0-9]*")}
    found = list(roots)
    for pid in found:
        found += [child for child, facts in parents.items() if facts and int(facts[1]) == pid]
    return found


def memory_of(processes: Iterable[int]) -> float:
    """Megabytes, what is shared counted each time: the sum that `ps` would show."""
    pages = 0
    for pid in processes:
        with suppress(OSError):
            pages += int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * _PAGE / 1e6


def processor_time_of(processes: Iterable[int]) -> float:
    """Seconds of them and of those of their children that have ended."""
    facts = filter(None, map(_facts, processes))
    return sum(sum(map(int, one[11:15])) for one in facts) / _TICKS


def _facts(pid: int) -> list[str]:
    """From the state on, which follows the name in brackets; nothing if it has ended."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return []
