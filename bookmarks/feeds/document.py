"""What a feed says, whatever it is written as.

Its texts are what XML 1.0 can hold: people's titles may have characters in them that no document
may, however they are escaped. What a page's wrong charset left behind is not in them either, since
validators take both for a feed's own mistake.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\u007f\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UNREADABLE = "\N{REPLACEMENT CHARACTER}"


def cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return _NOT_IN_XML.sub("", value).replace(_UNREADABLE, "?")
    return [cleaned(each) for each in value] if isinstance(value, list) else value


class _Clean:
    def __post_init__(self) -> None:
        for each in fields(self):  # type: ignore[arg-type]
            object.__setattr__(self, each.name, cleaned(getattr(self, each.name)))


@dataclass(frozen=True)
class Author(_Clean):
    name: str
    url: str


@dataclass(frozen=True)
class Item(_Clean):
    """One bookmark. `url` is the page that was saved, `permalink` the bookmark's own."""

    id: str
    url: str
    permalink: str
    title: str
    html: str
    excerpt: str
    image: str
    categories: Sequence[str]
    author: Author
    published: datetime
    updated: datetime


@dataclass(frozen=True)
class Feed(_Clean):
    """`links`: relation → address, of those that its pages have: self, first, previous, next.

    `updated` is when it last changed.
    """

    id: str
    title: str
    description: str
    page_url: str
    author: Author
    language: str
    icon: str
    updated: datetime
    links: Mapping[str, str]
    entries: Sequence[Item] = field(default_factory=list)
    hub: str = ""

    @property
    def relations(self) -> dict[str, str]:
        """All but the feed itself, as Atom names them."""
        found = {rel: url for rel, url in self.links.items() if rel != "self"}
        return found | ({"hub": self.hub} if self.hub else {})
