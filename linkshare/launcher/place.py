"""Where the site's state lives and where it listens, checked before anything is started."""

import fcntl
import json
import os
import secrets
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from linkshare.launcher.refusal import Refused

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
EVERYWHERE = {"0.0.0.0", "::", ""}  # noqa: S104
_ROOT = Path(__file__).resolve().parents[2]
_LOCK_PATIENCE = 20.0


@dataclass(frozen=True)
class Address:
    host: str
    port: int

    @property
    def shown_host(self) -> str:
        """The host to put into a browser on this machine."""
        host = "127.0.0.1" if self.host in EVERYWHERE else self.host
        return f"[{host}]" if ":" in host else host

    @property
    def url(self) -> str:
        return f"http://{self.shown_host}:{self.port}"

    @property
    def network_url(self) -> str:
        """Where others in the network find it, if it listens to them all; else ""."""
        own = network_address() if self.host in EVERYWHERE else ""
        return f"http://{own}:{self.port}" if own else ""


def network_address() -> str:
    """This machine's address as others see it, or "" without a network; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # RFC 5737: belongs to nobody
        except OSError:
            return ""
        return str(probe.getsockname()[0])


def data_folder(environment: Mapping[str, str]) -> Path:
    """The folder for all state, made if need be; Refused unless files can be written there."""
    folder = Path(environment.get("LINKSHARE_DATA_DIR") or _ROOT / "var").expanduser().absolute()
    try:
        for part in (folder, folder / "log", folder / "beat", folder / "mail", folder / "broker"):
            part.mkdir(parents=True, exist_ok=True)
            probe = part / f".probe-{os.getpid()}"
            probe.touch()
            probe.unlink()
    except OSError as error:
        raise Refused(
            f"The data folder {folder} cannot be written to: {error.strerror} ({error.filename}).\n"
            "Give it to yourself, free some space, "
            "or name another: LINKSHARE_DATA_DIR=~/linkshare make run"
        ) from error
    return folder


def only_one(data: Path, address: Address) -> int:
    """Lock the data folder and return the lock's file descriptor; it falls with its last holder.

    After a killed start the lock is held for a moment by what is still being cleaned up.
    """
    descriptor = os.open(data / "launcher.lock", os.O_RDWR | os.O_CREAT, 0o600)
    deadline = time.monotonic() + _LOCK_PATIENCE
    while not _locked(descriptor):
        holder = _holder(descriptor)
        if _is_alive(holder.get("pid", 0)) or time.monotonic() > deadline:
            os.close(descriptor)
            raise Refused(
                f"linkshare already runs on {data}: process {holder.get('pid', 'unknown')}, "
                f"{holder.get('url', 'starting')}.\nStop that one first (Ctrl-C there), "
                "or start a second site: LINKSHARE_DATA_DIR=~/linkshare2 PORT=8001 make run"
            )
        time.sleep(0.1)
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, json.dumps({"pid": os.getpid(), "url": address.url}).encode(), 0)
    return descriptor


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _holder(descriptor: int) -> dict[str, int]:
    try:
        found = json.loads(os.pread(descriptor, 1000, 0))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _is_alive(pid: int) -> bool:
    return pid > 0 and Path("/proc", str(pid)).exists()


def address(environment: Mapping[str, str]) -> Address:
    """HOST and PORT; Refused if they make no sense."""
    host, text = environment.get("HOST") or "127.0.0.1", environment.get("PORT") or "8000"
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise Refused(f"PORT must be a number from 1 to 65535, not {text!r}: PORT=8001 make run")
    return Address(host, int(text))


def nobody_listens(where: Address) -> None:
    """Refused, with the reason and a way out, if a server could not listen there."""
    if error := _cannot_listen(where.host, where.port):
        raise Refused(_why(where.host, where.port, error))


def _cannot_listen(host: str, port: int) -> OSError | None:
    try:
        family, kind, *_, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(where)
            probe.listen(1)
    except OSError as error:
        return error
    return None


def _why(host: str, port: int, error: OSError) -> str:
    if isinstance(error, socket.gaierror):
        return f"HOST={host} is no address of this machine. Leave it out, or use HOST=0.0.0.0."
    if isinstance(error, PermissionError):
        return f"Port {port} is reserved for root. Take a higher one: PORT=8000 make run"
    free = next((p for p in range(port + 1, port + 100) if not _cannot_listen(host, p)), 0)
    return (
        f"Port {port} on {host} is taken ({error.strerror}).\n"
        f"Stop the program that listens there, or take another port: PORT={free or 8001} make run"
    )


def site_environment(outer: Mapping[str, str], data: Path, where: Address) -> dict[str, str]:
    """What the children are started with: the caller's variables, and a default for the rest."""
    defaults = {
        "SECRET_KEY": outer.get("SECRET_KEY") or _secret_key(data / "secret-key"),
        "SITE_URL": f"http://127.0.0.1:{where.port}" if where.host not in LOOPBACK else where.url,
        "PYTHONUNBUFFERED": "1",
        # The fetcher has dozens of threads; a heap for each keeps what none needs any more.
        "MALLOC_ARENA_MAX": "2",
    }
    if where.host not in LOOPBACK:
        own = [where.shown_host, network_address(), socket.gethostname()]
        known = [*filter(None, own), "localhost", "127.0.0.1", "[::1]"]
        defaults["ALLOWED_HOSTS"] = ",".join(dict.fromkeys(known))
    return {
        **defaults,
        **outer,
        "SECRET_KEY": defaults["SECRET_KEY"],
        "LINKSHARE_DATA_DIR": str(data),
    }


def _secret_key(path: Path) -> str:
    """The key kept in the data folder, made at the first start and readable by its owner only."""
    if path.exists() and len(kept := path.read_text().strip()) >= 40:
        return kept
    fresh, unfinished = secrets.token_urlsafe(60), path.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:  # noqa: PTH123
        file.write(fresh + "\n")
    unfinished.replace(path)
    return fresh
