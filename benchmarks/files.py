"""How long it takes to bring a file in and to take it out again, each in a process of its own."""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.site import ROOT, NoStartError, environment_of, manage

_LETTERS = "aeioubcdfgklmnprst"


@dataclass(frozen=True, slots=True)
class Run:
    seconds: float
    megabytes: float
    """Of memory, at the worst moment."""


@dataclass(frozen=True, slots=True)
class Moved:
    brought: Run
    again: Run
    """The same file once more: all of it is there already."""
    taken: Run

    def figures(self, name: str, suffix: str) -> dict[str, float]:
        return {
            f"import_{name}_s{suffix}": round(self.brought.seconds, 2),
            f"import_{name}_mb{suffix}": round(self.brought.megabytes, 1),
            f"import_{name}_again_s{suffix}": round(self.again.seconds, 2),
            f"export_{name}_s{suffix}": round(self.taken.seconds, 2),
            f"export_{name}_mb{suffix}": round(self.taken.megabytes, 1),
        }


def move(entries: int, database_url: str = "") -> Moved:
    with TemporaryDirectory(prefix="linkshare-files-") as folder:
        environment = environment_of(Path(folder), 8000, database_url)
        manage(["migrate", "-v0"], environment)
        manage(["shell", "-v0", "-c", _PERSON], environment)
        file = Path(folder, "bookmarks.html")
        write(file, entries)
        bring = ["manage.py", "import", str(file), "mover", "--audience=file", "-v0"]
        return Moved(
            _run(bring, environment),
            _run(bring, environment),
            _run(["-m", "benchmarks.taking", "mover", str(Path(folder, "out.html"))], environment),
        )


_PERSON = """
from accounts.models import User
User.objects.create(handle="mover", email="mover@example.org")
"""


def write(path: Path, entries: int) -> None:
    """Forty folders, up to four tags each of four hundred, a note on every third; in any year."""
    chance = Random(3)
    words = ["".join(chance.choices(_LETTERS, k=chance.randint(3, 10))) for _ in range(4000)]
    with path.open("w") as file:
        file.write("<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<TITLE>Bookmarks</TITLE>\n<DL><p>\n")
        for number in range(entries):
            if number % max(1, entries // 40) == 0:
                file.write("</DL><p>\n" if number else "")
                file.write(f"<DT><H3>Folder {number}</H3>\n<DL><p>\n")
            file.write(_entry(number, words, chance))
        file.write("</DL><p>\n</DL><p>\n")


def _entry(number: int, words: list[str], chance: Random) -> str:
    at = 1_300_000_000 + chance.randrange(450_000_000)
    tags = ",".join(chance.choices(words[:400], k=chance.randint(0, 4)))
    title = " ".join(chance.choices(words, k=chance.randint(3, 10)))
    url = f"https://site{chance.randrange(3000)}.example/{chance.choice(words)}/{number}"
    line = f'<DT><A HREF="{url}" ADD_DATE="{at}" PRIVATE="{number % 2}" TAGS="{tags}">{title}</A>\n'
    note = " ".join(chance.choices(words, k=20))
    return line + (f"<DD>{note}\n" if number % 3 == 0 else "")


def _run(arguments: list[str], environment: dict[str, str]) -> Run:
    """The seconds are those of the process as a person would wait for it, its start among them."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout
    said = process.stdout.read()
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise NoStartError(f"{json.dumps(arguments)}: …{said[-1500:]}")
    return Run(time.perf_counter() - start, used.ru_maxrss * 1024 / 1e6)
