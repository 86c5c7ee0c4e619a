"""A site of our own to measure: its data folder, its database, its web server."""

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import redis
from psycopg import sql

from benchmarks.client import Client
from benchmarks.processes import memory_of, tree_of

POSTGRES = os.environ.get("TEST_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")
REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379").rstrip("/")
STARTS_WITHIN = 30.0
ROOT = Path(__file__).parent.parent
_numbers = count()


class NoStartError(Exception):
    """The site did not come up; the text says what it said."""


@dataclass(frozen=True, slots=True)
class Site:
    port: int
    pid: int
    environment: Mapping[str, str]

    def said_by(self, module: str, *arguments: str) -> str:
        """What a module of ours says about this site's data."""
        command = [sys.executable, "-m", module, *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    def memory(self) -> float:
        """Megabytes that its processes hold."""
        return memory_of(tree_of(self.pid)).shared_once

    def work(self) -> float:
        """Seconds of processor time of the web server and its children; not the database's."""
        ticks = 0
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                # After the name in brackets: state, parent, …, the 12th and 13th are the times.
                facts = stat.read_text().rpartition(")")[2].split()
                if int(stat.parent.name) == self.pid or int(facts[1]) == self.pid:
                    ticks += int(facts[11]) + int(facts[12])
        return ticks / os.sysconf("SC_CLK_TCK")


@contextmanager
def running_site(bookmarks: int, database_url: str = "", servers: int = 1) -> Iterator[Site]:
    """Make the data and serve them on a free port; nothing is left behind."""
    with TemporaryDirectory(prefix="linkshare-bench-") as folder:
        port = free_port()
        environment = environment_of(Path(folder), port, database_url)
        for command in (
            ["migrate", "-v0"],
            ["collectstatic", "-v0", "--no-input"],
            *([["demo", "--bookmarks", str(bookmarks)]] if bookmarks else []),
        ):
            manage(command, environment)
        with _serving(port, environment, Path(folder, "server.log"), servers) as pid:
            site = Site(port, pid, environment)
            site.said_by("benchmarks.limits")
            yield site


@contextmanager
def postgres_database() -> Iterator[str]:
    """The address of a new, empty database; "" when no server answers."""
    name = f"linkshare_bench_{os.getpid()}_{next(_numbers)}"
    try:
        server = psycopg.connect(POSTGRES, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        yield ""
        return
    with server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield POSTGRES.rpartition("/")[0] + f"/{name}"
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def redis_database() -> Iterator[str]:
    """The address of an empty database, emptied again afterwards; "" when no server answers."""
    for number in range(15, 0, -1):
        url = f"{REDIS}/{number}"
        server = redis.Redis.from_url(url, socket_connect_timeout=3)
        try:
            is_empty = server.dbsize() == 0
        except redis.RedisError:
            break
        if is_empty:
            try:
                yield url
            finally:
                server.flushdb()
            return
    yield ""


def environment_of(folder: Path, port: int, database_url: str) -> dict[str, str]:
    """Only what this site needs: nothing of the shell's own settings of another site."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "LINKSHARE_DATA_DIR": str(folder),
        "SECRET_KEY": secrets.token_urlsafe(50),
        "SITE_URL": f"http://127.0.0.1:{port}",
        "LOG_LEVEL": "WARNING",
        "MALLOC_ARENA_MAX": "2",
        **({"DATABASE_URL": database_url} if database_url else {}),
    }


def manage(command: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise NoStartError(f"manage.py {command[0]}: …{(done.stderr or done.stdout)[-1500:]}")


@contextmanager
def _serving(port: int, environment: dict[str, str], log: Path, servers: int) -> Iterator[int]:
    granian = "-m granian --interface wsgi --http 1 --no-ws --blocking-threads 1"
    where = ["--host", "127.0.0.1", "--port", str(port), "--workers", str(servers)]
    command = [sys.executable, *granian.split(), *where]
    with log.open("wb") as output:
        server = subprocess.Popen(
            [*command, "linkshare.wsgi:application"],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_until_it_answers(port, server, log)
            yield server.pid
        finally:
            server.terminate()
            with suppress(subprocess.TimeoutExpired):
                server.wait(10)
            server.kill()


def _wait_until_it_answers(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    client = Client(port)
    while time.monotonic() < deadline and server.poll() is None:
        with suppress(OSError):
            if client.get("/empty").status == 200:
                client.close()
                return
        time.sleep(0.1)
    raise NoStartError(log.read_text(errors="replace")[-2000:])


def free_port(address: str = "127.0.0.1") -> int:
    with socket.socket() as probe:
        probe.bind((address, 0))
        return int(probe.getsockname()[1])
