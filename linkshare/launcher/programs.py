"""Which programs make up the site, and when each of them is really at work."""

import http.client
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bookmarks.demo import login
from linkshare.launcher.children import Log
from linkshare.launcher.place import Address

WEB_PROCESSES = 2
WORKER_PROCESSES = 2
# One for the drain, the others for pages that somebody waits for: a slow site holds up only itself.
FETCHER_THREADS = 16
HEALTH = "/healthz"
_APPLICATION = "linkshare.wsgi:application"


@dataclass(frozen=True)
class Program:
    name: str
    command: list[str]
    is_described_as: str
    # A line of its log that means "at work"; the web server is asked itself instead.
    sign: str = ""


def programs(address: Address, environment: Mapping[str, str]) -> list[Program]:
    granian = (
        f"-m granian --interface wsgi --http 1 --no-ws --workers {WEB_PROCESSES} "
        "--blocking-threads 1 --workers-kill-timeout 5 --log-level info"
    )
    celery = "-m celery -A linkshare"
    worker = "worker --loglevel INFO --without-gossip --without-mingle --without-heartbeat"
    queue = environment.get("TASK_QUEUE") or "linkshare"
    return [
        Program(
            "web",
            _python(f"{granian} --port {address.port} --host", address.host, _APPLICATION),
            f"granian, {WEB_PROCESSES} processes",
        ),
        Program(
            "worker",
            _python(f"{celery} {worker} -c {WORKER_PROCESSES} -n worker@%h -Q", queue),
            f"celery, {WORKER_PROCESSES} processes",
            sign=" ready.",
        ),
        Program(
            "fetcher",
            _python(
                f"{celery} {worker} -P threads -c {FETCHER_THREADS} -n fetcher@%h -Q",
                f"{queue}-fresh,{queue}-backlog",
            ),
            f"celery, {FETCHER_THREADS} threads",
            sign=" ready.",
        ),
        Program("beat", _python(f"{celery} beat --loglevel INFO"), "celery", sign="Starting..."),
    ]


def _python(words: str, *more: str) -> list[str]:
    return [sys.executable, *words.split(), *more]


def is_at_work(
    program: Program, log: Log, address: Address, environment: Mapping[str, str]
) -> bool:
    return log.says(program.sign) if program.sign else _answers(address, environment)


def _answers(address: Address, environment: Mapping[str, str]) -> bool:
    """Whether the health page says 200, asked under a name that the site listens to."""
    hosts = environment.get("ALLOWED_HOSTS", "").split(",")
    named = next((host for host in hosts if host and host[0] not in "*."), address.shown_host)
    # A site that sends everybody to https knows by this header that the question came that way.
    headers = {"Host": named, "X-Forwarded-Proto": "https"}
    connection = http.client.HTTPConnection(address.shown_host.strip("[]"), address.port, timeout=5)
    try:
        connection.request("GET", HEALTH, headers=headers)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def announcement(
    running: list[Program], address: Address, data: Path, environment: Mapping[str, str]
) -> str:
    """What a newcomer needs to know, once all of it is true."""
    has_demo = json.loads((data / "prepared.json").read_text())["has_demo_login"]
    mail = environment.get("EMAIL_URL", "").rpartition("@")[2]
    lines = {
        "Network": address.network_url,
        "Log in": f"as {login.HANDLE}, password {login.PASSWORD}" if has_demo else "",
        "Mail": f"is sent through {mail}" if mail else f"is kept in {data / 'mail'}, not sent",
        "Running": "; ".join(f"{program.name} ({program.is_described_as})" for program in running),
        "Logs": str(data / "log"),
        "Stop": "Ctrl-C",
    }
    facts = "\n".join(f"  {name:8}{value}" for name, value in lines.items() if value)
    return f"\nlinkshare is running: {address.url}\n{facts}\n"
