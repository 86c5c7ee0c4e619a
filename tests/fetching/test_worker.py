"""A real worker process, killed and robbed: the excerpt still arrives, the page is read once."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
import redis
from django.conf import settings
from django.db import connection
from django.utils import timezone

from tests.factories import LinkFactory
from tests.fetching.site import Site

ROOT = Path(__file__).parents[2]
PAGE = b"<title>Found</title><meta name=description content='It arrived after all, as it should.'>"
HAS_FOLDER_BROKER = settings.CELERY_BROKER_URL.startswith("filesystem")
IMPATIENT = {"FETCH_LEASE": "3", "FETCH_RESEND_AFTER": "2", "SWEEP_INTERVAL": "0.3"}

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site():
    with Site() as site:
        yield site


@pytest.fixture
def environment(site, tmp_path):
    """Of a worker that shares the test's database, and has a folder of its own for all else."""
    own = {"FETCH_ALLOW": site.authority, "DEBUG": "1", "LINKSHARE_DATA_DIR": str(tmp_path)}
    own |= {"DATABASE_URL": _database_url(), "DJANGO_SETTINGS_MODULE": "linkshare.settings"}
    own |= {"TASK_QUEUE": f"test-{tmp_path.name}-{os.getpid()}"}
    return {**os.environ, **IMPATIENT, **own}


def _database_url():
    db = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{db['NAME']}"
    login = ":".join(quote(str(db[part]), safe="") for part in ("USER", "PASSWORD") if db[part])
    return f"postgres://{login}@{db['HOST'] or '127.0.0.1'}:{db['PORT'] or 5432}/{db['NAME']}"


@contextmanager
def worker(environment):
    """Worker and beat in one process group."""
    command = [sys.executable, "-m", "celery", "-A", "linkshare", "worker", "-B"]
    command += ["--concurrency", "1", "--without-mingle", "--without-gossip"]
    log = Path(environment["LINKSHARE_DATA_DIR"]) / f"worker-{time.monotonic_ns()}.log"
    with log.open("w") as output:
        process = subprocess.Popen(  # noqa: S603 - our own program
            [*command, "--hostname", f"{log.stem}@test"],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            kill(process)
            print(log.read_text())  # noqa: T201 - pytest shows it where a test fails


def kill(process):
    """All of it at once, as a power cut does."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def due_link(url):
    return LinkFactory(url=url, state="queued", title="", excerpt="", due_at=timezone.now())


def arrives(link, within=20.0):
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        link.refresh_from_db()
        if link.state == "ok":
            return link.excerpt == "It arrived after all, as it should."
        time.sleep(0.05)
    return False


def test_a_worker_killed_in_the_middle_of_a_fetch_costs_only_time(site, environment):
    asked, killed, answered = threading.Event(), threading.Event(), []

    def answer(handler):
        if not asked.is_set():
            asked.set()
            killed.wait(20)
            return
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html; charset=utf-8")
        handler.end_headers()
        handler.wfile.write(PAGE)
        answered.append(timezone.now())

    link = due_link(site.route("/slow", answer))
    with worker(environment) as first:
        assert asked.wait(20)
        kill(first)
        killed.set()
    with worker(environment):
        assert arrives(link)
    assert (site.asked("/slow"), len(answered)) == (2, 1)


def test_a_broker_that_is_emptied_while_it_runs_heals(site, environment):
    pages = [site.page(f"/{n}", PAGE) for n in range(3)]
    rob(environment)
    with worker(environment):
        assert arrives(due_link(pages[0]))
        rob(environment)
        assert arrives(due_link(pages[1]))
        assert arrives(due_link(pages[2]), within=3)
    assert [site.asked(f"/{n}") for n in range(3)] == [1, 1, 1]


def rob(environment):
    """Delete the broker's folder, or what Redis keeps for it."""
    if HAS_FOLDER_BROKER:
        shutil.rmtree(Path(environment["LINKSHARE_DATA_DIR"]) / "broker", ignore_errors=True)
    else:
        server = redis.Redis.from_url(settings.CELERY_BROKER_URL)
        queue = environment["TASK_QUEUE"]
        server.delete(queue, f"_kombu.binding.{queue}")


def test_a_worker_does_not_fetch_what_another_holds(site, environment):
    free, held = due_link(site.page("/free", PAGE)), due_link(site.page("/held", PAGE))
    type(held).objects.filter(pk=held.pk).update(
        claim="0" * 32, claimed_until=timezone.now() + timedelta(minutes=5)
    )
    with worker(environment):
        assert arrives(free)
    assert site.asked("/held") == 0
