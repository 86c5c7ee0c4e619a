"""Addresses of the list that a request asks for, with other words in them."""

from typing import Any

from django.http import QueryDict

PLACES = ("after", "before", "at")


def with_words(asked: QueryDict, **words: Any) -> str:
    """This list's address, from its first page on; "" takes a word out."""
    return in_place_with(asked, **dict.fromkeys(PLACES, "") | words)


def in_place_with(asked: QueryDict, **words: Any) -> str:
    """The same, of the page that is asked for."""
    kept = asked.copy()
    for name, word in words.items():
        kept.pop(name, None)
        if word != "":
            kept[name] = str(word)
    return f"?{kept.urlencode()}"
