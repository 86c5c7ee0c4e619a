"""The real launcher as a test starts it: embedded defaults, its own data folder and port."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LAUNCHER = (sys.executable, "-m", "linkshare.launcher")
PATIENCE = 90
OURS = {"DATABASE_URL", "BROKER_URL", "CACHE_URL", "DEBUG", "DJANGO_SETTINGS_MODULE", "SECRET_KEY"}


class Site:
    command = LAUNCHER
    is_own_group = False

    def __init__(self, data, port=0, **more):
        """`more`: further variables of its environment."""
        self.data = data
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.output = data.parent / f"{data.name}-{self.port}.txt"
        self.process = None
        outer = {name: value for name, value in os.environ.items() if name not in OURS}
        own = {"LINKSHARE_DATA_DIR": str(data), "PORT": str(self.port), "DEMO": "0"}
        self._running = {"cwd": ROOT, "env": {**outer, **own, **more}, "stdin": subprocess.DEVNULL}

    def start(self):
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                self.command,
                **self._running,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=self.is_own_group,
            )
        return self

    def manage(self, *arguments):
        """What one of Django's commands prints, run on this site's data."""
        command = [*LAUNCHER, "manage", *arguments]
        return subprocess.check_output(command, **self._running, text=True)

    def start_and_wait(self):
        self.start()
        until(lambda: self.says("linkshare is running") or self.process.poll() is not None)
        assert self.says("linkshare is running"), self.said()
        return self

    def said(self):
        return self.output.read_text(errors="replace")

    def says(self, text):
        return text in self.said()

    def ends(self, by=None):
        """Send a signal if one is named; the exit code, once it has ended."""
        if by:
            self.process.send_signal(by)
        return self.process.wait(timeout=PATIENCE)

    def clean_up(self):
        if self.process and self.process.poll() is None:
            self.ends(by=signal.SIGTERM)


def processes_on(data):
    """The process ids and command lines of everything that was started for a data folder."""
    mark = f"LINKSHARE_DATA_DIR={data}\0".encode()
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (folder / "environ").read_bytes():
                found[int(folder.name)] = (folder / "cmdline").read_bytes().replace(b"\0", b" ")
        except OSError:
            continue  # it ended meanwhile
    return found


def files_written_by(pids):
    """The paths of all files that processes have open to write to."""
    found = set()
    for pid in pids:
        for opened in Path(f"/proc/{pid}/fd").iterdir():
            path, facts = opened.readlink(), Path(f"/proc/{pid}/fdinfo/{opened.name}").read_text()
            flags = int(facts.partition("flags:")[2].split()[0], 8)
            if flags & os.O_ACCMODE != os.O_RDONLY and path.is_file():
                found.add(path)
    return found


def until(is_true, patience=PATIENCE):
    deadline = time.monotonic() + patience
    while not is_true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
