"""Addresses of the list that a request asks for, with other words in them."""

from typing import Any

from django.http import QueryDict

PLACES = ("after", "before")


def with_words(asked: QueryDict, **words: Any) -> str:
    """This list's address; "" takes a word out. Without a place it is the first page's."""
    kept = asked.copy()
    for name in PLACES:
        kept.pop(name, None)
    for name, word in words.items():
        kept.pop(name, None)
        if word != "":
            kept[name] = str(word)
    return f"?{kept.urlencode()}"
