"""What kind of thing a page is or shows."""

from lxml import html

from bookmarks.fetching.metas import Metas
from bookmarks.fetching.structured import Items

# OpenGraph's types, and those that large sites made up, by their first word.
_TYPES = {
    "article": "article blog post news story recipe blogpost",
    "video": "video movie film tv_show episode tvshow clip",
    "audio": "music song album playlist soundcloud podcast audio radio musician",
    "image": "image photo picture photograph flickr_photos photos instapp",
    "book": "book books",
}
_KINDS = {name: kind for kind, names in _TYPES.items() for name in names.split()}


def kind_of(tree: html.HtmlElement, metas: Metas, items: tuple[Items, ...]) -> str:
    stated = _KINDS.get(_first_word(metas.first("og:type")), "")
    told = next((each.kind for each in items if each.kind not in ("", "link")), "")
    # A page about a song is often called a video, and an article by default.
    if stated == "article" and told in ("video", "audio", "book"):
        return told
    return stated or told or _of_signs(tree, metas)


def _of_signs(tree: html.HtmlElement, metas: Metas) -> str:
    if "player" in metas.of("twitter:card"):
        return "audio" if metas.first("og:audio") and not metas.first("og:video") else "video"
    if metas.first("article:published_time", "citation_title", "citation_date", "parsely-pub-date"):
        return "article"
    is_post = tree.xpath("count(//article)") == 1 and tree.xpath("//article//time")
    return "article" if is_post else "link"


def _first_word(kind: str) -> str:
    words = kind.lower().replace(":", " ").replace(".", " ").replace("/", " ").split()
    return words[0] if words else ""
