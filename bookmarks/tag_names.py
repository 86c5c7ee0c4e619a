"""How tags are spelled: which spellings are one tag, and which tag lies below which. Pure.

A slash nests: dev/python lies below dev, and whoever asks for dev is shown it, too.
"""

import unicodedata
from hashlib import blake2b

TAG_MAX = 255
# A letter may be folded into several: "ﬃ" into three.
FOLDED_MAX = TAG_MAX * 3

SLASH = "/"
AFTER_SLASH = chr(ord(SLASH) + 1)
# No tag has this character (it is white space), and it sorts before all that one may have: so what
# lies below a tag follows it at once.
_FIRST = "\x1f"
_DOTS = {".", ".."}
# They turn round what stands after them, or show nothing at all. Joiners stay: emoji and the
# writing of India and Persia need them.
_UNSEEN = dict.fromkeys(
    [0xAD, 0x61C, 0x200B, 0x200E, 0x200F, 0xFEFF, *range(0x202A, 0x202F), *range(0x2060, 0x2070)]
)


def folded(name: str) -> str:
    """What two spellings of one tag share: compatibility forms, case and white space folded."""
    cased = unicodedata.normalize("NFKC", name).casefold()
    return spelled(unicodedata.normalize("NFKC", cased))


def spelled(name: str) -> str:
    """The name with one space for any white space, nothing unseen, and no part of it empty."""
    parts = " ".join(name.translate(_UNSEEN).split()).split(SLASH)
    return SLASH.join(filter(None, (part.strip() for part in parts)))


def has_address(name: str) -> bool:
    """Browsers take a part that is one dot or two for a step in a path, however it is written."""
    return _DOTS.isdisjoint(folded(name).split(SLASH))


def above(slug: str) -> list[str]:
    """What it lies below, the topmost first: dev and dev/python for dev/python/django."""
    parts = slug.split(SLASH)
    return [SLASH.join(parts[:n]) for n in range(1, len(parts))]


def is_below(slug: str, top: str) -> bool:
    """Or the same."""
    return f"{slug}{SLASH}".startswith(f"{top}{SLASH}")


def path_of(slug: str) -> str:
    """By which tags are sorted as a tree."""
    return slug.replace(SLASH, _FIRST)


def slug_of(path: str) -> str:
    return path.replace(_FIRST, SLASH)


def paths_below(slug: str) -> tuple[str, str]:
    """The paths from the first to before the second lie below it."""
    path = path_of(slug)
    return f"{path}{_FIRST}", f"{path}{chr(ord(_FIRST) + 1)}"


def branch_token(slug: str) -> str:
    """What the index of searching has for the tag and whatever lies below; short, however long
    its name. A digest, since names have letters that are no part of words."""
    return f"#{blake2b(slug.encode(), digest_size=8).hexdigest()}"


def top_of(name: str, top: str) -> str:
    """What the name calls a tag that it lies below."""
    return SLASH.join(name.split(SLASH)[: top.count(SLASH) + 1])
