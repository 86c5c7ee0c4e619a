"""Make a virtual environment hold what the locks say: `environment.py VENV LOCK...`

It runs on whatever python3 the machine has, with the standard library alone, and does nothing
when nothing changed. A stamp inside the environment, written last, says what it holds; without
the stamp an earlier installation was interrupted, and it starts from nothing.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")


def main() -> None:
    _need_new_python()
    _need_venv_module()
    venv, *names = (Path(argument) for argument in sys.argv[1:])
    # Through a link as well it is this very one: taken for a moved one, it would be emptied.
    venv = venv.resolve()
    wanted = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in names}
    if _holds(venv, wanted):
        return
    _make_folder(venv.parent)
    with (venv.parent / "venv.lock").open("w") as lock:
        fcntl.flock(
            lock, fcntl.LOCK_EX
        )  # two `make`s at once: the second waits, then finds it done
        if not _holds(venv, wanted):
            _install(venv, names, wanted)


def _need_new_python() -> None:
    if sys.version_info >= OLDEST:
        return
    for name in NEWER:
        found = shutil.which(name)
        if found:
            os.execv(found, [found, *sys.argv])  # noqa: S606
    _stop(
        "linkshare needs Python 3.11 or newer; this one is {}.{}.\n"
        "On Debian 12 or newer: sudo apt-get install -y python3 python3-venv\n"
        "With another one installed: make run PYTHON=/path/to/python3.11".format(*sys.version_info)
    )


def _need_venv_module() -> None:
    if importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"):
        return
    package = "python{}.{}-venv".format(*sys.version_info)
    if not _may_use_apt():
        _stop(
            "This Python cannot make virtual environments yet. On Debian, install that part:\n"
            f"    sudo apt-get install -y {package}\nThen run the same command again."
        )
    _say(f"Installing {package} with apt, which Python needs for virtual environments …")
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=60"]
    subprocess.run([*apt, "update"], check=False)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run([*apt, "install", "-y", package], env=environment, check=False)
    if done.returncode:
        _stop(f"apt could not install {package} (see above).")
    os.execv(sys.executable, [sys.executable, *sys.argv])  # noqa: S606


def _may_use_apt() -> bool:
    """As root, and where somebody sees it or the machine is thrown away afterwards."""
    is_watched = sys.stdin.isatty() or os.environ.get("CI", "") not in {"", "0", "false"}
    return os.geteuid() == 0 and is_watched and shutil.which("apt-get") is not None


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "venv.lock").touch()
    except OSError as error:
        _stop(
            f"The data folder {folder} cannot be written to ({error.strerror}).\n"
            "Give it to yourself, or name another: LINKSHARE_DATA_DIR=~/linkshare make run"
        )


def _holds(venv: Path, wanted: dict[str, str]) -> bool:
    stamp = _stamp(venv)
    return _is_usable(venv, stamp) and wanted.items() <= stamp["locks"].items()


def _stamp(venv: Path) -> dict:  # type: ignore[type-arg]
    try:
        return json.loads((venv / "installed.json").read_text())  # type: ignore[no-any-return]
    except (OSError, ValueError):
        return {}


def _is_usable(venv: Path, stamp: dict) -> bool:  # type: ignore[type-arg]
    """Finished, made by this very Python, and not moved to another place since."""
    expected = {"python": sys.version, "place": str(venv)}
    return {**expected, "locks": stamp.get("locks")} == stamp and (venv / "bin/python").exists()


def _install(venv: Path, names: list[Path], wanted: dict[str, str]) -> None:
    stamp = _stamp(venv)
    held = stamp["locks"] if _is_usable(venv, stamp) else {}
    is_addition = bool(held) and all(held.get(name, sha) == sha for name, sha in wanted.items())
    (venv / "installed.json").unlink(missing_ok=True)
    if not is_addition:
        _say(f"Making the environment {venv} …")
        _run([sys.executable, "-m", "venv", "--clear", str(venv)])
    _say(f"Installing what {' and '.join(sorted(wanted))} lock; this happens once …")
    files = [part for path in names for part in ("-r", str(path))]
    pip = [str(venv / "bin/python"), "-m", "pip", "--disable-pip-version-check", "--no-input"]
    _run([*pip, "install", "-qq", "--progress-bar", "off", "--require-hashes", *files])
    locks = {**held, **wanted} if is_addition else wanted
    text = json.dumps({"python": sys.version, "place": str(venv), "locks": locks}, indent=1)
    (venv / "installed.json").write_text(text)


def _run(command: list[str]) -> None:
    if subprocess.run(command, check=False, stdin=subprocess.DEVNULL).returncode:
        _stop("The installation did not finish (see above). The same command starts it afresh.")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _stop(text: str) -> None:
    _say(text)
    raise SystemExit(2)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        _stop("Stopped. The same command starts the installation afresh.")
