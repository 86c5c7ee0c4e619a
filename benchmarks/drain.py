"""How fast one worker reads what is due, and how long a person's fresh save waits meanwhile.

Many due links over a thousand sites that answer after 200 ms; fetcher and beat as the launcher
starts them. Afterwards every link must have been read well, and every page asked for once.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.processes import Memory, memory_of, processor_time_of, tree_of
from benchmarks.site import (
    ROOT,
    STARTS_WITHIN,
    NoStartError,
    environment_of,
    free_port,
    manage,
)
from linkshare.launcher.place import Address
from linkshare.launcher.programs import Program, programs

LINKS = 55_410
HOSTS = 1_000


class NotDrainedError(Exception):
    """Links were lost or pages asked for twice."""


@dataclass(slots=True)
class Drained:
    links: int
    seconds: float = 0.0
    memory: Memory = field(default_factory=Memory)
    """Of fetcher, its children and beat at once, at the worst moment."""
    work: float = 0.0
    """Their processor seconds; not those of the database, the broker or the test sites."""
    waits: list[float] = field(default_factory=list)

    def figures(self, suffix: str) -> dict[str, float]:
        return {
            f"drain_links_per_s{suffix}": round(self.links / self.seconds, 1),
            f"drain_work_ms{suffix}": round(self.work / self.links * 1000, 2),
            f"drain_memory_mb{suffix}": round(self.memory.shared_once, 1),
            f"drain_rss_mb{suffix}": round(self.memory.shared_each, 1),
            f"fresh_save_excerpt_s{suffix}": round(median(self.waits), 3),
            f"fresh_save_excerpt_worst_s{suffix}": round(max(self.waits), 3),
        }


def drain(links: int, database_url: str = "", broker_url: str = "") -> Drained:
    """Fill a site of its own with due links and let a fetcher loose on them."""
    with TemporaryDirectory(prefix="linkshare-drain-") as folder, ExitStack() as stack:
        port = free_port("127.1.0.1")
        environment = _environment(Path(folder), port, database_url, broker_url)
        manage(["migrate", "-v0"], environment)
        command = [*_module("benchmarks.backlog"), "fill", str(links), str(HOSTS), str(port)]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
        command = [*_module("benchmarks.thousand_hosts"), str(HOSTS), str(port)]
        sites = stack.enter_context(_talking(command, environment))
        next(sites.lines)
        found = _measured(links, port, environment)
        _judge(json.loads(sites.last_words()))
        return found


def _measured(links: int, port: int, environment: dict[str, str]) -> Drained:
    found = Drained(links)
    with ExitStack() as stack:
        pids = [stack.enter_context(_at_work(one, environment)) for one in _programs(environment)]
        command = [*_module("benchmarks.saver"), str(port)]
        saver = stack.enter_context(_talking(command, environment))
        watch = stack.enter_context(
            _talking([*_module("benchmarks.backlog"), "watch"], environment)
        )
        start = time.perf_counter()
        while left := int(next(watch.lines)):
            found.memory = max(found.memory, memory_of(tree_of(*pids)))
            _show(links, left, start)
        found.seconds = time.perf_counter() - start
        found.work = processor_time_of(tree_of(*pids))
        found.waits = json.loads(saver.last_words())
        if int(next(watch.lines)) < links:
            raise NotDrainedError("Not every link was read well.")
    return found


def _judge(asked: dict[str, int]) -> None:
    twice = {path: times for path, times in asked.items() if times > 1}
    if twice:
        raise NotDrainedError(f"{len(twice)} pages were asked for more than once.")


def _show(links: int, left: int, start: float) -> None:
    seconds = time.perf_counter() - start
    print(f"\r  {links - left:,} of {links:,} in {seconds:.0f} s ", end="", flush=True)


class _Talker:
    """A process of ours that writes lines."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout
        self.process = process
        self.lines: Iterator[str] = iter(process.stdout)

    def last_words(self) -> str:
        self.process.send_signal(signal.SIGTERM)
        return next(self.lines)


@contextmanager
def _talking(command: Sequence[str], environment: dict[str, str]) -> Iterator[_Talker]:
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    with process:
        try:
            yield _Talker(process)
        finally:
            process.kill()


@contextmanager
def _at_work(program: Program, environment: dict[str, str]) -> Iterator[int]:
    path = Path(environment["LINKSHARE_DATA_DIR"], f"{program.name}.log")
    with path.open("ab") as log:
        process = subprocess.Popen(
            program.command, cwd=ROOT, env=environment, stdout=log, stderr=log
        )
    try:
        deadline = time.monotonic() + STARTS_WITHIN
        while program.sign not in path.read_text():
            if process.poll() is not None or time.monotonic() > deadline:
                raise NoStartError(path.read_text()[-2000:])
            time.sleep(0.05)
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def _programs(environment: dict[str, str]) -> list[Program]:
    found = programs(Address("127.0.0.1", 0), environment)
    return [one for one in found if one.name in {"fetcher", "beat"}]


def _environment(folder: Path, port: int, database_url: str, broker_url: str) -> dict[str, str]:
    environment = environment_of(folder, port, database_url)
    environment |= {"DJANGO_SETTINGS_MODULE": "linkshare.settings", "LOG_LEVEL": "INFO"}
    environment |= {"FETCH_ALLOW": f"127.1.0.0/16:{port}"}
    if broker_url:
        queue = f"drain-{os.getpid()}"
        environment |= {"BROKER_URL": broker_url, "CACHE_URL": broker_url, "TASK_QUEUE": queue}
    return environment


def _module(name: str) -> list[str]:
    return [sys.executable, "-m", name]
