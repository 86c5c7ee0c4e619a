"""`python -m bookmarks.fetching.thumbnailer`: the child process that makes pictures small."""

import copy  # noqa: F401 - Pillow asks for it late, when no file can be opened any more
from typing import Any

from PIL import Image

from bookmarks.fetching.child import serve
from bookmarks.fetching.frames import thaw
from bookmarks.fetching.thumbnails import Made, Wish, make


def work(head: Any, body: bytes) -> tuple[Made, bytes]:
    return make(thaw(Wish, head), body)


if __name__ == "__main__":
    Image.init()
    serve(work, opens_files=False)
