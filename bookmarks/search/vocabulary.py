"""What names, states and kinds are called in a query, here and on other sites. Pure."""

from bookmarks.search.tree import FIELDS, KINDS

FAVORITES = ("favorite", "favourite", "favorites", "favourites")
"""They mean the state even where they stand alone."""
SPELLINGS = {
    **dict.fromkeys(FAVORITES, "favorite"),
    **dict.fromkeys(("starred", "important"), "favorite"),
    **dict.fromkeys(("toread", "to-read", "unread"), "toread"),
    **dict.fromkeys(("untagged", "notag"), "untagged"),
    **dict.fromkeys(("broken", "dead"), "broken"),
    **dict.fromkeys(("duplicate", "duplicates"), "duplicate"),
    "private": "private",
}
"""Every spelling of a state, its own first."""

# Of states.
OPPOSITES = {"read": "toread", "tagged": "untagged"}
SIGNS_OF_DATES = {"before": "<", "after": ">", "since": ">=", "until": "<="}
INFO = ("title", "excerpt", "note")
NAMES = (
    *(*FIELDS, "site", "by", "in", "type", "created", "is", "match", "tag", "info"),
    *SIGNS_OF_DATES,
)
SYNONYMS = {
    **dict.fromkeys(("url", "inurl"), "link"),
    "intitle": "title",
    **dict.fromkeys(("description", "desc"), "excerpt"),
    **dict.fromkeys(("tags", "label"), "tag"),
    **dict.fromkeys(("host", "domain"), "site"),
    "user": "by",
    **dict.fromkeys(("collection", "folder"), "in"),
    **dict.fromkeys(("kind", "filetype"), "type"),
    **dict.fromkeys(("date", "added", "saved"), "created"),
}
# Known elsewhere, with nothing here that means the same, and what comes closest.
CLOSE = dict.fromkeys(("lastupdate", "updated", "modified"), "created") | {"file": "type"}
HEARTS = {"❤", "❤️", "♥", "♥️"}
TRUTH = {"true": True, "false": False}
SPELLINGS_OF_KINDS = {
    **{kind: kind for kind in KINDS},
    **{f"{kind}s": kind for kind in KINDS},
    **dict.fromkeys(("photo", "photos", "picture", "pictures"), "image"),
    **dict.fromkeys(("pdf", "pdfs"), "document"),
    **dict.fromkeys(("music", "podcast", "podcasts"), "audio"),
}
