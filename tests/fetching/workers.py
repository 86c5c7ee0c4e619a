"""A real worker on the test's database."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection
from django.utils import timezone

from tests.factories import LinkFactory

ROOT = Path(__file__).parents[2]
PAGE = b"<title>Found</title><meta name=description content='It arrived after all, as it should.'>"
HAS_FOLDER_BROKER = settings.CELERY_BROKER_URL.startswith("filesystem")
IMPATIENT = {"FETCH_LEASE": "3", "FETCH_RESEND_AFTER": "2", "SWEEP_INTERVAL": "0.3"}


def environment_for(site, tmp_path):
    """Of a worker that shares the test's database, and has a folder of its own for all else."""
    own = {"FETCH_ALLOW": site.authority, "DEBUG": "1", "LINKSHARE_DATA_DIR": str(tmp_path)}
    own |= {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "linkshare.settings"}
    own |= {"TASK_QUEUE": f"test-{tmp_path.name}-{os.getpid()}"}
    return {**os.environ, **IMPATIENT, **own}


def database_url():
    db = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{db['NAME']}"
    login = ":".join(quote(str(db[part]), safe="") for part in ("USER", "PASSWORD") if db[part])
    return f"postgres://{login}@{db['HOST'] or '127.0.0.1'}:{db['PORT'] or 5432}/{db['NAME']}"


@contextmanager
def worker(environment, pool=("--concurrency", "1")):
    """Worker and beat in one process group."""
    command = [sys.executable, "-m", "celery", "-A", "linkshare", "worker", "-B", *pool]
    command += ["--without-mingle", "--without-gossip"]
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
