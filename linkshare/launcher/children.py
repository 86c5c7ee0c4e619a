"""The processes that the launcher starts, each in a group and with a log of its own."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from linkshare.launcher.guard import Guard, die_with, end_groups, signal_group

_OLD_LOG = 10_000_000
_GRACE = 10.0
_LAST_WORDS = 15
_ERROR = re.compile(r"^\S.*\b(ERROR|CRITICAL)\b")


class Log:
    """A child's log file, read as it grows."""

    def __init__(self, path: Path) -> None:
        if path.exists() and path.stat().st_size > _OLD_LOG:
            path.replace(path.with_suffix(".old.log"))
        self.path = path
        # For its owner only: a log may hold the password that a demo account was given.
        self.writing = open(path, "ab", opener=lambda name, flags: os.open(name, flags, 0o600))  # noqa: SIM115
        self._start = self._read_to = path.stat().st_size
        self._rest = b""

    def says(self, text: str) -> bool:
        """Whether this start's part of the log holds the text."""
        return text.encode() in self._from(self._start)

    def fresh_lines(self) -> list[str]:
        """The whole lines since the last call."""
        fresh = self._from(self._read_to)
        self._read_to += len(fresh)
        *lines, self._rest = (self._rest + fresh).split(b"\n")
        return [line.decode(errors="replace") for line in lines]

    def fresh_errors(self) -> list[str]:
        """Those among them that name an error; its traceback stays in the file."""
        return [line for line in self.fresh_lines() if _ERROR.search(line)]

    def last_lines(self, count: int) -> list[str]:
        return self._from(self._start).decode(errors="replace").splitlines()[-count:]

    def _from(self, position: int) -> bytes:
        with self.path.open("rb") as file:
            file.seek(position)
            return file.read()


class Child:
    def __init__(self, name: str, process: subprocess.Popen[bytes], log: Log) -> None:
        self.name = name
        self.process = process
        self.log = log

    def fate(self) -> str:
        """How it ended, in words; empty while it runs."""
        code = self.process.poll()
        if code is None:
            return ""
        if code >= 0:
            return f"ended with code {code}"
        return f"was killed by {signal.Signals(-code).name}"

    def print_last_words(self) -> None:
        words = "\n".join(f"  {line}" for line in self.log.last_lines(_LAST_WORDS))
        print(f"The end of {self.log.path}:\n{words}", file=sys.stderr, flush=True)


class Family:
    """All children of one launcher."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = dict(environment)
        self._guard = Guard()
        self.members: list[Child] = []

    def start(self, name: str, command: Sequence[str], logs: Path) -> Child:
        log = Log(logs / f"{name}.log")
        process = subprocess.Popen(
            command,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=log.writing,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=die_with(os.getpid()),  # noqa: PLW1509 - the launcher has one thread
        )
        self._guard.add(process.pid)
        child = Child(name, process, log)
        self.members.append(child)
        return child

    def fallen(self) -> Child | None:
        return next((child for child in self.members if child.fate()), None)

    def release(self, child: Child) -> None:
        """Forget a child that has done its work."""
        self.members.remove(child)

    def end(self) -> None:
        """Ask every child to finish, then make sure that its whole group is gone."""
        for child in self.members:
            if child.fate():
                signal_group(child.process.pid, signal.SIGTERM)
            else:
                child.process.terminate()
        deadline = time.monotonic() + _GRACE
        while time.monotonic() < deadline and not all(child.fate() for child in self.members):
            time.sleep(0.05)
        end_groups((child.process.pid for child in self.members), grace=1.0)
        for child in self.members:
            child.process.wait()
        self._guard.dismiss()
