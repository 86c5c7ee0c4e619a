"""What of a bookmark is indexed, as both engines take it.

Words stand as they are; what is no word of the bookmark's own texts has a sign before it, so that
one index holds all of it and nothing is found by mistake:

    :word         of a title, again       =article =favorite …  what it is
    _word         of tags and names,      @12 &56               ids of its owner, collections
                  again                   #name                 it has this tag, or one below
                                          =any                  every bookmark
    /word         of the address
    %word %host   of the site
    ^word         of the page's text

Titles, tags and names stand twice: to look for a word in titles only would mean to look at all rows
that have it anywhere.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from bookmarks.search.words import Stem, fold, split, words_of
from bookmarks.tag_names import above, branch_token, folded

LIMITS = {"title": 800, "note": 7_000, "excerpt": 300, "about": 1_500, "rest": 6_000}
"""Columns, and their words that count: PostgreSQL knows 16,383 places in a document."""

ANY = "=any"

SIGNS = {"title": ":", "about": "_", "link": "/", "site": "%", "text": "^"}
"""Where a word is looked for: the sign before it."""


@dataclass(frozen=True, slots=True)
class Source:
    """All that is known of a bookmark: by its owner, then by its page."""

    owner_id: int
    title: str
    note: str
    audience: str
    is_favorite: bool
    is_to_read: bool
    tags: Sequence[str]
    collections: Sequence[int]
    url: str
    host: str
    page_title: str
    excerpt: str
    site_name: str
    author: str
    kind: str
    page_text: str


@dataclass(slots=True)
class Column:
    """A phrase lies inside one of the `runs`; it never reaches from one into the next."""

    room: int
    runs: list[list[str]] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)
    """Words that are part of no phrase."""

    def add(self, text: str, stem: Stem, sign: str = "") -> None:
        words = words_of(text, stem, self.room)
        self.room -= len(words.stems) + len(words.forms)
        if words.stems:
            self.runs.append([sign + word for word in words.stems])
            self.loose += [sign + word for word in words.forms]


Document = dict[str, Column]


def document_of(source: Source, stem: Stem) -> Document:
    document = {name: Column(room) for name, room in LIMITS.items()}
    rest = document["rest"]
    rest.loose += [*_facts(source), *host_tokens(source.host)]
    for text in (source.title, source.page_title):
        document["title"].add(text, stem)
        rest.add(text, stem, SIGNS["title"])
    document["note"].add(source.note, stem)
    document["excerpt"].add(source.excerpt, stem)
    address = _readable(source.url)
    for text in _about(source, address):
        document["about"].add(text, stem)
        rest.add(text, stem, SIGNS["about"])
    rest.add(address, stem, SIGNS["link"])
    rest.add(source.host, stem, SIGNS["site"])
    rest.add(source.site_name, stem, SIGNS["site"])
    rest.add(source.page_text, stem, SIGNS["text"])
    return document


def host_token(name: str) -> str:
    """What all bookmarks of this site have, and of the sites below it."""
    return "%" + _NO_HOST_SIGN.sub("_", fold(name))[:100]


def host_tokens(host: str) -> list[str]:
    """For git.example.org: itself and example.org."""
    labels = host.split(".")
    return [host_token(".".join(labels[at:])) for at in range(max(1, len(labels) - 1))]


_NO_HOST_SIGN = re.compile(r"[^\w.:-]")


def _about(source: Source, address: str) -> Iterator[str]:
    yield from source.tags
    yield source.site_name
    yield source.author
    yield source.host
    # Numbers and keys in an address are nothing that somebody looks for by chance.
    path = urlsplit(f"//{address}").path
    yield " ".join(word for word in split(path) if word.isalpha())


def _readable(url: str) -> str:
    """The address without its scheme, in the letters that it stands for."""
    return unquote(url.partition("://")[2], errors="replace")


def _facts(source: Source) -> Iterator[str]:
    yield ANY
    yield f"@{source.owner_id}"
    yield f"={source.kind}"
    yield f"={source.audience}"
    slugs = [slug for name in source.tags for slug in (*above(folded(name)), folded(name))]
    yield from map(branch_token, dict.fromkeys(slugs))
    yield from (f"&{pk}" for pk in source.collections)
    if source.is_favorite:
        yield "=favorite"
    if source.is_to_read:
        yield "=toread"
    if not source.tags:
        yield "=untagged"
