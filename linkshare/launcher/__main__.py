"""Start the site, or with `manage …` run one Django command on the same data and settings."""

import os
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import FrameType

from linkshare.launcher import place
from linkshare.launcher.children import Child, Family
from linkshare.launcher.guard import die_with_my_parent
from linkshare.launcher.programs import Program, announcement, is_at_work, programs
from linkshare.launcher.refusal import Refused

_ROOT = Path(__file__).resolve().parents[2]
_READY_WITHIN = 90.0
_TICK = 0.1


def main(arguments: Sequence[str]) -> int:
    os.chdir(_ROOT)
    try:
        if arguments[:1] == ["manage"]:
            _manage(arguments[1:])
        if "--with-parent" in arguments:
            die_with_my_parent()
        return _launch()
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 2


def _manage(arguments: Sequence[str]) -> None:
    data, address = place.data_folder(os.environ), place.address(os.environ)
    environment = place.site_environment(os.environ, data, address)
    os.execve(sys.executable, [sys.executable, "manage.py", *arguments], environment)  # noqa: S606


def _launch() -> int:
    data, address = place.data_folder(os.environ), place.address(os.environ)
    place.only_one(data, address)
    place.nobody_listens(address)
    stop = _Stop()
    launch = _Launch(data, address, place.site_environment(os.environ, data, address), stop)
    print(f"linkshare starts on {data}", flush=True)
    try:
        return launch.live()
    finally:
        launch.family.end()
        print("Everything has stopped.", flush=True)


class _Stop:
    """Whether a signal asked for the end; asking twice changes nothing."""

    def __init__(self) -> None:
        self.is_asked = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._hear)

    def _hear(self, number: int, _frame: FrameType | None) -> None:
        if not self.is_asked:
            os.write(1, f"\n{signal.Signals(number).name}: stopping …\n".encode())
        self.is_asked = True


class _Launch:
    def __init__(
        self, data: Path, address: place.Address, environment: Mapping[str, str], stop: _Stop
    ) -> None:
        self.data = data
        self.address = address
        self.environment = environment
        self.stop = stop
        self.family = Family(environment)
        self.running: list[tuple[Program, Child]] = []

    def live(self) -> int:
        """From the first step to the end: 0 if it was asked for, else the reason is printed."""
        if not self._prepare():
            return 0 if self.stop.is_asked else 2
        for program in programs(self.address, self.environment):
            child = self.family.start(program.name, program.command, self.data / "log")
            self.running.append((program, child))
        return 1 if self._trouble_before_ready() or self._trouble() else 0

    def _prepare(self) -> bool:
        """Migrations, static files, demo content, in a process of their own that is listened to."""
        command = [sys.executable, "-m", "linkshare.launcher.prepare"]
        child = self.family.start("preparation", command, self.data / "log")
        is_over = False
        while not is_over and not self.stop.is_asked:
            is_over = bool(child.fate())
            for line in child.log.fresh_lines():
                print(line, flush=True)
            time.sleep(_TICK)
        if is_over:
            self.family.release(child)
        return is_over and child.process.returncode == 0

    def _trouble_before_ready(self) -> bool:
        deadline = time.monotonic() + _READY_WITHIN
        while not self.stop.is_asked and not self._is_ready():
            if self._somebody_fell():
                return True
            if time.monotonic() > deadline:
                print(
                    f"The site is not at work after {_READY_WITHIN:.0f} seconds.", file=sys.stderr
                )
                for _, child in self.running:
                    child.print_last_words()
                return True
            time.sleep(_TICK)
        if not self.stop.is_asked:
            started = [program for program, _ in self.running]
            print(announcement(started, self.address, self.data, self.environment), flush=True)
        return False

    def _is_ready(self) -> bool:
        return all(
            is_at_work(program, child.log, self.address, self.environment)
            for program, child in self.running
        )

    def _trouble(self) -> bool:
        while not self.stop.is_asked:
            if self._somebody_fell():
                return True
            for program, child in self.running:
                for line in child.log.fresh_errors():
                    print(f"{program.name}: {line}", file=sys.stderr, flush=True)
            time.sleep(_TICK)
        return False

    def _somebody_fell(self) -> bool:
        fallen = self.family.fallen()
        if fallen is None:
            return False
        print(f"\n{fallen.name} {fallen.fate()}, so everything ends.", file=sys.stderr, flush=True)
        fallen.print_last_words()
        return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
