"""`python -m benchmarks.taking HANDLE FILE`: a library into a file, as it is downloaded."""

import sys
from pathlib import Path

import django

django.setup()

from accounts.models import User  # noqa: E402 - Django must be set up first
from bookmarks.portability import writing  # noqa: E402


def main(handle: str, path: str) -> None:
    with Path(path).open("w") as file:
        file.writelines(writing.library(User.objects.get(handle=handle)))


if __name__ == "__main__":
    main(*sys.argv[1:])
