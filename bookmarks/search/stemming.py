"""Stems of the site's language."""

from functools import cache, lru_cache
from threading import Lock

import snowballstemmer

from bookmarks.search.words import Stem

# Languages as Django codes them → snowball's names. Any other language is searched without stems.
ALGORITHMS = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}


@cache
def stemmer(language_code: str) -> Stem:
    """Words are used over and over: each is cut once. Safe for threads."""
    name = ALGORITHMS.get(language_code.partition("-")[0].lower())
    if name is None:
        return str
    snowball, lock = snowballstemmer.stemmer(name), Lock()

    @lru_cache(maxsize=100_000)
    def stem(word: str) -> str:
        if not word.isalpha():
            return word
        with lock:
            cut: str = snowball.stemWord(word)
        return cut

    return stem
