"""Write requirements*.txt from the ranges in pyproject.toml, or `--check` that they agree."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

COMPILE = [
    *(sys.executable, "-m", "uv", "pip", "compile", "--quiet"),
    *("--universal", "--python-version", "3.11", "--generate-hashes"),
    *("--no-emit-index-url", "--no-annotate"),
]
LOCKS = {
    "requirements.txt": ["pyproject.toml"],
    "requirements-dev.txt": ["--group", "dev"],
    "requirements-s3.txt": ["pyproject.toml", "--extra", "s3"],
}


def main() -> int:
    if sys.argv[1:] != ["--check"]:
        write(Path(), *sys.argv[1:])
        return 0
    with tempfile.TemporaryDirectory() as folder:
        for name in LOCKS:
            # What is pinned stays pinned where the ranges allow it.
            shutil.copy(name, folder)
        write(Path(folder))
        stale = [name for name in LOCKS if Path(name).read_text() != Path(folder, name).read_text()]
    if stale:
        print(f"{' and '.join(stale)} and pyproject.toml disagree: run `make lock`.")
    return len(stale)


def write(folder: Path, *options: str) -> None:
    """Compile each lock into `folder`; the others keep to the versions of the first."""
    environment = {**os.environ, "UV_CUSTOM_COMPILE_COMMAND": "make lock"}
    for name, arguments in LOCKS.items():
        keep = [] if name == "requirements.txt" else ["-c", str(folder / "requirements.txt")]
        command = [*COMPILE, *arguments, *keep, *options, "-o", str(folder / name)]
        subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
