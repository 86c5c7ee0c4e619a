"""What staff search lists by: each kind of word by one index, told apart by how it looks.

Django's own search asks for all of its fields at once, in any case of letters: of a million rows it
reads every one.
"""

from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from bookmarks.addresses import AddressError, canonical


def by_address(rows: QuerySet[Any], words: str, path: str = "") -> QuerySet[Any] | None:
    """An address, or a site; None for what is neither. `path` leads to the link."""
    word = words.strip()
    if "/" in word:
        return rows.filter(**{f"{path}url__in": [word, _canonical(word)]})
    return rows.filter(**{f"{path}host": word.lower()}) if "." in word else None


def by_site(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Of an address or of a site; a word that is neither names no site."""
    found = by_address(rows, words)
    return rows.filter(host=words.strip()) if found is None else found


def by_person(rows: QuerySet[Any], words: str, path: str) -> QuerySet[Any]:
    return rows.filter(**{f"{path}__in": list(named(words))})


def named(words: str) -> QuerySet[User]:
    return User.objects.called(words.strip().lstrip("@"))


def _canonical(word: str) -> str:
    try:
        return canonical(word)
    except AddressError:
        return word
