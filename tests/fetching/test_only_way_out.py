"""Nothing but the guarded client can open a connection to where a stranger's address leads."""

import ast
import importlib
import os
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("linkshare", "accounts", "bookmarks")

# What can open a connection, or start or load what can.
WAYS_OUT = {
    *("socket", "ssl", "socketserver", "asyncio", "http", "urllib.request", "urllib.robotparser"),
    *("ftplib", "smtplib", "poplib", "imaplib", "nntplib", "telnetlib", "xmlrpc", "webbrowser"),
    *("multiprocessing", "subprocess", "ctypes", "importlib", "runpy", "logging.handlers"),
    *("httpx", "httpcore", "requests", "urllib3", "aiohttp", "pycurl", "h11", "anyio", "trio"),
    *("redis", "psycopg", "amqp", "paramiko", "dns", "boto3", "botocore", "websockets"),
}
# Module → what it imports of these, and why that leads to no stranger.
EXEMPT = {
    "bookmarks.fetching.client": {"ssl", "httpcore"},  # the client
    "bookmarks.fetching.wire": {"ssl", "httpcore"},  # asks the guard, then connects
    "bookmarks.fetching.guard": {"socket"},  # looks names up, opens nothing
    "bookmarks.fetching.readers": {"subprocess"},  # starts our own reader, which has no way out
    "bookmarks.fetching.pacing": {"redis"},  # our own Redis, where the settings say that it is
    "bookmarks.fetching.pacing_redis": {"redis"},
    "linkshare.kit.optional_cache": {"redis"},  # the same
    "accounts.mail": {"smtplib"},  # an exception's name
    "linkshare.launcher.place": {"socket"},  # whether a port of our own is free
    "linkshare.launcher.programs": {"http"},  # asks our own web server whether it is at work
    "linkshare.launcher.children": {"subprocess"},  # our own programs
    "linkshare.launcher.guard": {"ctypes"},  # one call to the kernel
}


def modules():
    yield from PACKAGES
    for package in PACKAGES:
        path = [str(ROOT / package)]
        yield from (found.name for found in pkgutil.walk_packages(path, f"{package}."))


def source_of(module):
    path = ROOT.joinpath(*module.split("."))
    return (path / "__init__.py") if path.is_dir() else path.with_suffix(".py")


def way_out(name):
    """The entry of WAYS_OUT to which a dotted name belongs."""
    parts = name.split(".")
    names = {".".join(parts[:size]) for size in range(1, len(parts) + 1)}
    return next(iter(names & WAYS_OUT), None)


def written_imports(module):
    for node in ast.walk(ast.parse(source_of(module).read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"__import__", "exec"}:
            yield "importlib"


def held_names(module):
    """Where the things that a module holds come from: catches what came round another module."""
    for value in vars(importlib.import_module(module)).values():
        is_module = type(value) is type(sys)
        yield value.__name__ if is_module else getattr(value, "__module__", None) or ""


def ways_out(names):
    return {way for name in names if isinstance(name, str) and (way := way_out(name))}


NOT_FOR_IMPORT = {"linkshare.launcher.__main__", "linkshare.wsgi"}


@pytest.mark.parametrize("module", sorted(modules()))
def test_a_module_has_no_way_out_but_those_that_are_named_here(module):
    found = ways_out(written_imports(module))
    if module not in NOT_FOR_IMPORT:
        found |= ways_out(held_names(module))
    assert found == EXEMPT.get(module, set())


def test_every_exemption_is_of_a_module_that_there_is():
    assert set(EXEMPT) <= set(modules())


# In a process of its own, because an audit hook cannot be taken away again.
SILENT = """
import importlib, sys
from pathlib import Path

def hear(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.sendto", "subprocess.Popen"}:
        raise SystemExit(f"{event} {arguments}")

import django
django.setup()
sys.addaudithook(hear)
for name in sys.argv[2:]:
    importlib.import_module(name)
from bookmarks.fetching.reader import read
from bookmarks.fetching.reading import Question
pages = [path for path in Path(sys.argv[1]).rglob("*") if path.is_file()]
for page in pages:
    for media in ("text/html", "application/rss+xml", "application/pdf", ""):
        read(Question("http://a.example/", 200, {"content-type": media}), page.read_bytes())
print(len(pages))
import socket
try:
    socket.create_connection(("127.0.0.1", 9))
except SystemExit as heard:  # the hook does hear
    print(heard)
"""


def test_neither_importing_the_project_nor_reading_pages_opens_a_connection():
    names = [name for name in modules() if name not in NOT_FOR_IMPORT]
    done = subprocess.run(  # noqa: S603 - our own text
        [sys.executable, "-c", SILENT, str(ROOT / "tests/fetching/pages"), *names],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    pages, proof = done.stdout.splitlines()
    assert int(pages) >= 10
    assert proof.startswith("socket.")
