"""The whole suite: on SQLite, then on PostgreSQL with Redis and a real worker where they answer.

Journeys drive a browser against the real site, started by the launcher on the same database and
broker as the rest of the run. What asks for no database, or comes out the same on each, runs once.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import redis
from psycopg import sql

IS_CI = os.environ.get("CI", "").lower() not in {"", "0", "false"}
POSTGRES = os.environ.get("TEST_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")
REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379")
SHELL = "chromium-headless-shell"
DATABASES = 5
"""That are borrowed of Redis."""
Parts = dict[str, list[str]]
PARTS: Parts = {
    "tests": ["--ignore=tests/journeys", "-n", "2", "--dist", "worksteal"],
    "journeys": ["tests/journeys"],
}
# What the second run leaves out, for time. Sites with the embedded defaults know no other database;
# what made-up content is, and how pages look and are written, comes out the same on each. Of who
# sees what (tests/web/test_privacy_table.py) it asks two readers in each later state, not four.
PAGES_ONCE = ("bad_addresses", "bad_input", "crawl", "looks", "markup")
JOURNEYS_ONCE = ("keyboard", "long_list", "pages", "second_factor", "seed_page", "tags")
ONCE = [
    *("tests/launcher", "tests/demo/test_made_up.py", "tests/test_texts.py"),
    *(f"tests/journeys/test_{name}.py" for name in JOURNEYS_ONCE),
    *(f"tests/web/test_{name}.py" for name in PAGES_ONCE),
]
NOT_AGAIN = [f"--ignore={part}" for part in ONCE]
AGAIN: Parts = {
    "tests": [*PARTS["tests"], *NOT_AGAIN, "--with-database"],
    "journeys": [*PARTS["journeys"], *NOT_AGAIN],
}
CLOSING_LINE = re.compile(r"=+ .*\b(passed|failed|errors?|no tests ran)\b.* in [\d.]+s.*=+$")
COLOUR = re.compile(r"\x1b\[[\d;]*m")


@dataclass(frozen=True)
class Result:
    where: str
    code: int
    closing: str


Run = Callable[..., Result]


def main(arguments: Sequence[str]) -> int:
    _have_chromium()
    absent = _absent()
    if absent and IS_CI:
        print(f"With CI set, their absence is an error: {'; '.join(absent)}.", file=sys.stderr)
        return 2
    test = partial(_run, "SQLite, tests", {}, [*PARTS["tests"], *arguments])
    walk = partial(_run, "SQLite, journeys", {}, [*PARTS["journeys"], *arguments])
    results = _both([test], [walk]) if absent else _with_servers(arguments, test, walk)
    _close(results, absent)
    return int(any(result.code for result in results))


def _with_servers(arguments: Sequence[str], test: Run, walk: Run) -> list[Result]:
    where = "PostgreSQL and Redis"
    with (
        _database() as database,
        _redis_databases() as (broker, own_broker, own_cache, *caches),
    ):
        own = {"DATABASE_URL": database, "BROKER_URL": own_broker, "CACHE_URL": own_cache}
        urls = own | {"BROKER_URL": broker, "CACHE_URL": caches[0]}
        urls |= {f"CACHE_URL_gw{number}": url for number, url in enumerate(caches)}
        test_again = partial(_run, f"{where}, tests", urls, [*AGAIN["tests"], *arguments])
        walk_again = partial(_run, f"{where}, journeys", own, [*AGAIN["journeys"], *arguments])
        return _both([test, test_again], [walk, walk_again])


def _both(tests: Sequence[Run], journeys: Sequence[Run]) -> list[Result]:
    """Journeys mostly wait for a browser: they go on beside the tests, and are said at once."""
    with ThreadPoolExecutor(1) as beside:
        heard: list[tuple[list[str], Future[Result]]] = []
        for walk in journeys:
            said: list[str] = []
            heard.append((said, beside.submit(walk, say=said.append)))
        tested = [test() for test in tests]
        walked = [_told(*one) for one in heard]
    return [result for pair in zip(tested, walked, strict=True) for result in pair]


def _told(said: list[str], journeys: "Future[Result]") -> Result:
    result = journeys.result()
    print("".join(said), end="", flush=True)
    return result


def _say(text: str) -> None:
    print(text, end="", flush=True)


def _have_chromium() -> None:
    """Install Debian's browser without windows where that is ours to do; else say how.

    It shows what the other shows with a third of the processor time. Where only that one is, it
    does for a person's own run.
    """
    found = os.environ.get("CHROMIUM") or shutil.which(SHELL)
    other = shutil.which("chromium")
    if found or (other and not IS_CI):
        return
    if os.geteuid() or not shutil.which("apt-get"):
        if other:
            return
        raise SystemExit(f"The browser journeys need Chromium: sudo apt-get install -y {SHELL}")
    print(f"Installing {SHELL} with apt, for the browser journeys …", flush=True)
    if not _installed(SHELL) and not other:
        raise SystemExit(f"apt could not install {SHELL} (see above).")


def _installed(package: str) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120", "-o", "Acquire::http::Timeout=30"]
    subprocess.run([*apt, "update"], check=False)
    command = [*apt, "install", "-y", "--no-install-recommends", "--no-remove", package]
    done = subprocess.run(command, env=environment, check=False, stdout=subprocess.DEVNULL)
    return done.returncode == 0


def _absent() -> list[str]:
    """What the second run lacks, in words with the way to name another address."""
    found = []
    try:
        psycopg.connect(POSTGRES, connect_timeout=3, autocommit=True).close()
    except psycopg.Error as error:
        reason = str(error).strip().splitlines()[0]
        found.append(f"no PostgreSQL ({reason}; TEST_DATABASE_URL names another)")
    try:
        redis.Redis.from_url(REDIS, socket_timeout=3).ping()
    except redis.RedisError as error:
        found.append(f"no Redis ({error}; TEST_REDIS_URL names another)")
    return found


def _run(
    where: str, urls: dict[str, str], arguments: list[str], say: Callable[[str], object] = _say
) -> Result:
    say(f"\n--- {where} ---\n")
    colour = ["--color=yes"] if sys.stdout.isatty() else []
    command = [sys.executable, "-m", "pytest", *colour, *arguments]
    closing = "it ended without a closing line"
    with tempfile.TemporaryDirectory(prefix="linkshare-tests-") as folder:
        process = subprocess.Popen(
            command,
            env=_environment(Path(folder), urls),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        )
        for line in process.stdout or ():
            say(line)
            if CLOSING_LINE.search(COLOUR.sub("", line.strip())):
                closing = line.strip()
        return Result(where, process.wait(), closing)


def _environment(folder: Path, urls: dict[str, str]) -> dict[str, str]:
    """Temporary files where this run cleans up, and no setting of the person who runs it."""
    own = {"TMPDIR": str(folder), "HYPOTHESIS_STORAGE_DIRECTORY": str(folder / "hypothesis")}
    # What a failed journey showed is looked at afterwards.
    own["JOURNEY_EVIDENCE"] = tempfile.gettempdir()
    ours = {
        "LINKSHARE_DATA_DIR",
        "DATABASE_URL",
        "BROKER_URL",
        "CACHE_URL",
        "EMAIL_URL",
        "SITE_URL",
        "ALLOWED_HOSTS",
    }
    ours |= {"SECRET_KEY", "DEBUG", "HOST", "PORT", "DEMO"}
    return {**{k: v for k, v in os.environ.items() if k not in ours}, **own, **urls}


@contextmanager
def _database() -> Iterator[str]:
    """A fresh database for the journeys' site; Django makes its own test databases beside it."""
    plain = f"linkshare_{os.getpid()}"
    name = sql.Identifier(plain)
    with psycopg.connect(POSTGRES, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(name))
        try:
            yield urlunsplit(urlsplit(POSTGRES)._replace(path=f"/{plain}"))
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


@contextmanager
def _redis_databases() -> Iterator[list[str]]:
    """Five empty databases of the server: for the journeys' site a broker and a cache, for the
    tests a broker, and a cache for each of two processes.

    A note in database 0 keeps two runs at once apart; nothing that was there before is touched.
    """
    notes, base = redis.Redis.from_url(REDIS), REDIS.rstrip("/")
    base = base[: -len(urlsplit(base).path)] if urlsplit(base).path else base
    taken: list[int] = []
    for number in range(15, 0, -1):
        is_empty = redis.Redis.from_url(f"{base}/{number}").dbsize() == 0
        if is_empty and notes.set(_note(number), os.getpid(), nx=True, ex=3600):
            taken.append(number)
        if len(taken) == DATABASES:
            break
    if len(taken) < DATABASES:
        raise SystemExit(f"{base} has no {DATABASES} empty databases left for the tests.")
    try:
        yield [f"{base}/{number}" for number in taken]
    finally:
        for number in taken:
            redis.Redis.from_url(f"{base}/{number}").flushdb()
            notes.delete(_note(number))


def _note(number: int) -> str:
    return f"linkshare:tests:{number}"


def _close(results: list[Result], absent: list[str]) -> None:
    print("\n--- What ran ---")
    for result in results:
        print(f"{result.where}:\n{result.closing}")
    print(f"Once, on SQLite: {' '.join(ONCE)}, and what asks for no database (deselected above).")
    if absent:
        print(f"Not run on PostgreSQL and Redis: {'; '.join(absent)}.")
    if any(result.code for result in results):
        failed = ", ".join(result.where for result in results if result.code)
        print(f"Failed: {failed}.", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
