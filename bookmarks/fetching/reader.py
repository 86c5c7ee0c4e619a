"""`python -m bookmarks.fetching.reader`: the child process that reads pages."""

from typing import Any

from bookmarks.fetching.child import serve
from bookmarks.fetching.frames import thaw
from bookmarks.fetching.reading import Question, Reading, read


def work(head: Any, body: bytes) -> tuple[Reading, bytes]:
    return read(thaw(Question, head), body), b""


if __name__ == "__main__":
    read(Question("", 200, {}), b"<p>All that is imported late is imported now.")
    serve(work, opens_files=True)
