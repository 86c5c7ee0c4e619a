"""Going to a picture's address and coming back with its files kept. No database: any thread."""

import hashlib
import logging
import os
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.conf import settings
from django.utils.translation import gettext as _

from bookmarks.fetching import image_store, outcome
from bookmarks.fetching.client import FetchError, Response, fetch
from bookmarks.fetching.frames import pack, thaw
from bookmarks.fetching.outcome import MAX_RETRIES, Outcome
from bookmarks.fetching.readers import Readers
from bookmarks.fetching.thumbnails import Made, Wish
from bookmarks.models import Picture

logger = logging.getLogger(__name__)

ACCEPT = "image/avif,image/webp,image/png,image/jpeg,image/gif,image/svg+xml;q=0.8,*/*;q=0.1"
MAX_BYTES = {Picture.Role.COVER: 5_000_000, Picture.Role.FAVICON: 1_000_000}
WAIT = 15.0
"""Seconds at most for making it small, waiting for a free child included."""

_PROGRAM = "bookmarks.fetching.thumbnailer"
_MAX_FILES = 4_000_000


@dataclass(frozen=True, slots=True)
class Errand:
    """`key`: the name that its files will have."""

    picture: Picture
    key: str


@dataclass(frozen=True, slots=True)
class Visit:
    """What became of a picture: a failure, or what was made of the bytes of this digest.

    Nothing was made where they are the same as before. `may_lie`: there may be files of this name.
    """

    errand: Errand
    made: Made | None = None
    digest: str = ""
    failure: Outcome | None = None
    may_lie: bool = False


def visit_picture(errand: Errand, now: datetime) -> Visit:
    if errand.picture.attempts > MAX_RETRIES + 1:
        # Every try before this one ended without a word: killed, or out of memory.
        return Visit(errand, failure=outcome.of_too_many_deaths())
    try:
        return _visit(errand, now)
    except FetchError as failure:
        return Visit(errand, failure=outcome.of_failure(failure))
    except Exception:
        # A full disk, a storage that is away: the picture gets a state, and another try.
        logger.exception("Could not keep %s", errand.picture.url)
        return Visit(errand, failure=outcome.of_our_mistake(), may_lie=True)


def _visit(errand: Errand, now: datetime) -> Visit:
    picture, role = errand.picture, Picture.Role(errand.picture.role)
    response = fetch(picture.url, accept=ACCEPT, max_bytes=MAX_BYTES[role])
    if not 200 <= response.status < 300:
        return Visit(errand, failure=outcome.of_status(response, now))
    if response.truncated:
        return Visit(errand, Made("large"))
    digest = hashlib.sha256(response.body).hexdigest()
    if picture.files_id and digest == picture.digest:
        return Visit(errand, digest=digest)
    made, files = _made_small(response, is_icon=role == Picture.Role.FAVICON)
    if files:
        image_store.save(errand.key, files)
    return Visit(errand, made, digest, may_lie=bool(files))


def _made_small(response: Response, *, is_icon: bool) -> tuple[Made, list[bytes]]:
    """Done in a child; what it answers is believed no further than need be."""
    head, body = _pool().ask(pack(Wish(is_icon), response.body), WAIT)
    made = thaw(Made, head)
    files = [body[start:end] for start, end in _bounds(made.lengths)]
    if not made.refusal and (len(files) != 2 or not all(map(_is_webp, files))):
        raise ValueError("This is not what was asked for.")
    return made, files


def _bounds(lengths: tuple[int, ...]) -> list[tuple[int, int]]:
    ends = [sum(lengths[: count + 1]) for count in range(len(lengths))]
    return list(zip([0, *ends], ends, strict=False))


def _is_webp(file: bytes) -> bool:
    return file[:4] == b"RIFF" and file[8:12] == b"WEBP"


def why(refusal: str) -> str:
    """In words, for the admin."""
    return {
        "foreign": _("What came is no picture that we can read."),
        "broken": _("The picture is broken."),
        "large": _("The picture is too large."),
        "small": _("The picture is too small."),
        "shape": _("The picture is a strip."),
        "blank": _("There is nothing to be seen in the picture."),
    }[refusal]


@cache
def _pool() -> Readers:
    return Readers(settings.FETCH_READERS, _PROGRAM, _MAX_FILES)


# A forked process must not talk into its parent's pipes.
os.register_at_fork(after_in_child=_pool.cache_clear)
