"""Who wrote a page."""

import re
from collections.abc import Iterable, Iterator

from lxml import html

from bookmarks.fetching.metas import Metas
from bookmarks.fetching.structured import Items
from bookmarks.fetching.values import cut, folded

_LONGEST = 120
_MOST = 5
_BY = re.compile(
    r"^(?:(?:written|post(?:ed)?|published|reported|story)\s+)?(?:by|von|par|por|di|door|av)[\s:]+",
    re.I,
)
# What stands round a name in a byline: dates, "Follow", the number of its comments.
_AFTER = re.compile(
    r"\s*(?:[|•·@»]|\s[-–—]\s|\d{1,2}[:./]\d|\b(?:19|20)\d\d\b|\b(?:updated|posted|published|follow)\b|"
    r"\b(?:on|in|am)\s+(?:[A-Z]|\d)|,?\s*\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b).*$",
    re.I | re.S,
)
_NOBODY = frozenset(
    "admin|administrator|author|editor|staff|user|root|guest|null|none|undefined|unknown|anonymous|by".split(
        "|"
    )
)
# The page's own author comes first; those of other stories further down.
_BYLINES = (
    '//*[contains(concat(" ", @rel, " "), " author ")]',
    '//*[@itemprop="author"]',
    '//body//*[contains(@class, "byline") or contains(@class, "by-line")]',
    '//body//*[contains(concat(" ", @class, " "), " p-author ")]',
    '//body//*[contains(@class, "author-name") or contains(@class, "author__name")]',
    '//body//*[contains(@class, "author")]',
)


def authors_of(tree: html.HtmlElement, metas: Metas, items: tuple[Items, ...]) -> str:
    for names in _sources(tree, metas, items):
        if found := ", ".join(_people(names)):
            return cut(found, _LONGEST)
    return ""


def _sources(
    tree: html.HtmlElement, metas: Metas, items: tuple[Items, ...]
) -> Iterator[Iterable[str]]:
    yield metas.of(
        "article:author",
        "og:article:author",
        "book:author",
        "music:musician",
        "music:musician_description",
    )
    for each in items:
        yield each.texts(
            "author", "creator", "byArtist", "actor" if each.kind == "person" else "author"
        )
    # Bibliographies write "Ferris, Nora".
    yield map(_first_name_first, metas.of("citation_author", "citation_authors"))
    for name in ("author", "parsely-author", "dc.creator", "dcterms.creator", "sailthru.author",
                 "byl", "article.author", "og:author", "rbauthors", "itemprop:author"):  # fmt: skip
        yield metas.of(name)
    yield metas.labelled(
        "written by", "by$", "author", "geschrieben von", "écrit par", "verfasst von"
    )
    for path in _BYLINES:
        yield map(_byline, tree.xpath(path)[:1])


def _people(names: Iterable[str]) -> list[str]:
    found = (_BY.sub("", folded(name)).strip(" ,;") for name in names)
    return [name for name in dict.fromkeys(found) if _is_person(name)][:_MOST]


def _is_person(name: str) -> bool:
    is_address = (
        "://" in name or name.startswith(("@", "www.")) or "@" in name.strip("@").split(" ")[0]
    )
    is_short = len(name) <= _LONGEST and len(name.split()) <= 14
    return bool(
        is_short
        and not is_address
        and name.casefold() not in _NOBODY
        and any(map(str.isalpha, name))
    )


def _byline(element: html.HtmlElement) -> str:
    inner = element.xpath('.//*[@itemprop="name" or @rel="author"]')
    text = folded(" ".join((inner[0] if inner else element).itertext()))
    return _AFTER.sub("", _BY.sub("", text)) if len(text) <= _LONGEST else ""


def _first_name_first(name: str) -> str:
    last, _, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if first and not set(",;") & set(first) else name
