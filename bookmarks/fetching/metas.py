"""What a page says in its meta elements, whichever attribute names them."""

import re
from collections.abc import Iterator

from lxml import html

_MOST = 600
_ATTRIBUTES = ("property", "name", "http-equiv", "itemprop")


# "dc:title", "DCTERMS.title", "dcterm:title"; "og.title", "twitter-title".
_SPELLINGS = (
    (re.compile(r"^dc[:-]"), "dc."),
    (re.compile(r"^dcterms?[:.-]"), "dcterms."),
    (re.compile(r"^(og|twitter|article)[.-](?=[a-z]+$)"), r"\1:"),
)


class Metas:
    def __init__(self, tree: html.HtmlElement) -> None:
        self._found: dict[str, list[str]] = {}
        for meta in tree.xpath("//meta[@content or @value]")[:_MOST]:
            self._add(meta)

    def of(self, *names: str) -> Iterator[str]:
        """All contents of the first name, in the order of the page, then of the next one."""
        return (value for name in names for value in self._found.get(name, ()))

    def first(self, *names: str) -> str:
        return next(self.of(*names), "")

    def named_like(self, pattern: re.Pattern[str]) -> Iterator[str]:
        for name, values in self._found.items():
            if pattern.search(name):
                yield from values

    def labelled(self, *labels: str) -> Iterator[str]:
        """Values that Twitter's cards carry in pairs ("Written by", "Ann")."""
        for number in ("1", "2", "3"):
            label = self.first(f"twitter:label{number}")
            if re.match("|".join(labels), label.strip(), re.I):
                yield from self.of(f"twitter:data{number}")

    def _add(self, meta: html.HtmlElement) -> None:
        value = str(meta.get("content") or meta.get("value") or "").strip()
        if not value:
            return
        for attribute in _ATTRIBUTES:
            prefix = "itemprop:" if attribute == "itemprop" else ""
            for name in (meta.get(attribute) or "").lower().split()[:3]:
                values = self._found.setdefault(prefix + _usual(name), [])
                if value not in values:
                    values.append(value)


def _usual(name: str) -> str:
    for pattern, spelling in _SPELLINGS:
        name = pattern.sub(spelling, name)
    return name
