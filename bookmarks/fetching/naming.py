"""A page's title and its site's name, which pages write into one another: "A story | Paper"."""

import re
from collections.abc import Collection, Iterator
from urllib.parse import urlsplit

_BETWEEN = re.compile(
    r"\s+(?:[|\-–—―·•»«/~>]+|::|--)\s+|\s*[｜‖]\s*|\s*[»«]\s*|\s+:\s+|：\s*|[-_](?=[\u3040-\u9fff\uac00-\ud7af])"
)
_FRONT_END = re.compile(r"^[^|\-–—·•:»]{2,40}\s*[|\-–—·•:»]\s+$")
_AFTER_SITE = re.compile(r"\s*:\s+")
# What only ever parts a title from what it belongs to; a dash may as well be within a sentence.
_STRONG = re.compile(r"^\s*(?:\||｜|»|::|‖)\s*$")
# What WordPress put between its own name and a title, for years.
_BLOG_ARCHIVE = re.compile(r"^.*?\s*»\s*blog archive\s*»\s*(?=\S)", re.I)
_LONGEST_NAME = 60
_MOST_PARTS = 8
_NOTHING = frozenset(
    "untitled document|untitled|untitled page|home|homepage|home page|index|new page 1|document|"
    "loading|loading...|react app|vite app|welcome|page title|title|no title|blog|start".split("|")
)


def says_nothing(title: str) -> bool:
    """Whether a title is a tool's, not an author's."""
    return title.casefold().strip(" .…") in _NOTHING


def bare_title(
    title: str, site_name: str, names: Collection[str], headings: Collection[str], url: str
) -> str:
    """`title` without the name of its site at its end or its front.

    `names` and `headings` are what else the page calls itself: where one of them is the rest of
    the title, no doubt is left. Only a heading may be the site's own.
    """
    if is_front_page(url) or _letters(title) == _letters(site_name):
        return title
    title = _BLOG_ARCHIVE.sub("", title)
    sure = {_letters(name) for name in names} - {"", _letters(site_name)}
    likely = {_letters(heading) for heading in headings} - {"", _letters(site_name)}
    for shorter in _shorter(title):
        is_most = len(shorter) * 2 >= len(title)
        is_some = len(shorter) * 3 >= len(title)
        if (is_some and _letters(shorter) in sure) or (is_most and _letters(shorter) in likely):
            return shorter
    site = _names_of_site(site_name, url)
    return _without_front(_without_end(title, site), site)


def without_last_part(title: str) -> str:
    """`title` without what seems to be its site's name, where nothing else tells."""
    return _parted(title)[0]


def last_part(title: str) -> str:
    """What `without_last_part` leaves out."""
    return _parted(title)[1]


def site_by_host(title: str, url: str) -> str:
    """The first or last part of a title that the host is named after ("Bread - Wikipedia")."""
    host = _host_letters(url)
    parts = _BETWEEN.split(title)
    for part in (parts[-1], parts[0]) if len(parts) > 1 else ():
        name = _letters(part.partition(",")[0])
        if name and name in host and len(part) <= _LONGEST_NAME:
            return part.partition(",")[0].strip()
    return ""


def site_by_difference(title: str, named: str) -> str:
    """What `<title>` says beyond the name that the page gives itself elsewhere."""
    if not named or len(title) == len(named):
        return ""
    if title.endswith(named):
        front = title.removesuffix(named)
        # Some pages have their title in their first heading, some their site's name.
        names = sorted((front.rstrip(" |-–—·•:»"), named), key=len)
        return names[0] if _FRONT_END.search(front) else ""
    if not title.startswith(named):
        return ""
    found = _BETWEEN.match(title, len(named))
    last = _BETWEEN.split(title[found.end() :])[-1] if found else ""
    return last if len(last) <= _LONGEST_NAME else ""


def is_front_page(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def _shorter(title: str) -> Iterator[str]:
    """What is left of the title without its last parts, or without its first ones."""
    places = list(_BETWEEN.finditer(title))[:_MOST_PARTS]
    yield from (title[: place.start()].strip() for place in reversed(places))
    yield from (title[place.end() :].strip() for place in places)
    if front := _AFTER_SITE.search(title):
        yield title[front.end() :]


def _parted(title: str) -> tuple[str, str]:
    """A title that is long enough without its last part, and that part."""
    places = list(_BETWEEN.finditer(title))
    head, tail = _cut_at(title, places[-1]) if places else (title, "")
    # A longer row of parts is the way to the page: "Title - Section - Part of the site - Site".
    for place in places[-2::-1] if tail and len(places) > 2 else ():
        head, _section = _cut_at(head, place)
    return head, tail


def _cut_at(title: str, place: re.Match[str]) -> tuple[str, str]:
    head, tail = title[: place.start()], title[place.end() :]
    enough = 1 if _STRONG.match(place[0]) else 4
    is_name = bool(tail) and _words(tail) <= 5 and not tail[0].islower()
    return (head, tail) if is_name and _words(head) > enough else (title, "")


def _without_end(title: str, names: set[str]) -> str:
    for between in list(_BETWEEN.finditer(title))[:-_MOST_PARTS:-1]:
        head, tail = title[: between.start()].strip(), title[between.end() :]
        if _letters(head) and _is_site(tail, names):
            return head
    return title


def _without_front(title: str, names: Collection[str]) -> str:
    for between in filter(None, (_BETWEEN.search(title), _AFTER_SITE.search(title))):
        head, tail = title[: between.start()], title[between.end() :].strip()
        if _letters(tail) and _letters(head) in names:
            return tail
    return title


def _is_site(tail: str, names: set[str]) -> bool:
    """Whether this is the site's name, or begins with it ("CNN Politics")."""
    whole = _letters(tail)
    if whole in names:
        return True
    if not len(whole) >= 3 or len(tail) > _LONGEST_NAME:
        return False
    first = {_letters(" ".join(tail.split()[:count])) for count in (1, 2, 3)}
    first |= {whole[: len(name)] for name in names} if whole[-1] > "\u2e7f" else set()
    is_section = bool(first & names) and len(tail.split()) <= 5
    return is_section or any(name.startswith(whole) and len(name) > 3 for name in names)


def _names_of_site(site_name: str, url: str) -> set[str]:
    names = {_letters(site_name), _letters(_BETWEEN.split(site_name)[0])}
    names |= {name for name in _host_letters(url) if len(name) > 2}
    return names - {""}


def _host_letters(url: str) -> set[str]:
    """How a host may be written as a name: "example", "examplecom", "blogexample"."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    labels = host.split(".")
    names = {"".join(labels), "".join(labels[:-1]), "".join(labels[-2:]), *labels[:-1]}
    return {_letters(name) for name in names} - {"", "com", "co", "www"}


def _words(text: str) -> int:
    """Words; of languages that write none, as many as the letters would make."""
    wide = sum(1 for letter in text if letter > "\u2e7f")
    return len(text.split()) + wide * 2 // 3


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()
