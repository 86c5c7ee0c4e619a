"""Markdown that people write → HTML that is safe to show: two walls, each enough alone.

CommonMark with raw HTML off never emits a tag that somebody typed; nh3 then lets through only
what is listed here, whatever the renderer did.
"""

from collections.abc import Iterator
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

LINK_REL = "nofollow noopener noreferrer ugc"
_SCHEMES = frozenset({"http", "https", "mailto"})
_LOWEST_HEADING = 6
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TAGS = _HEADINGS | set(
    "a blockquote br code em hr li ol p pre strong ul".split()  # what is left of CommonMark
)
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}


# The same notes are shown again and again, and an article takes some 4 ms.
@lru_cache(maxsize=64)
def render(text: str, *, top_heading: int = 3) -> str:
    """HTML of a CommonMark text: its highest heading becomes `top_heading`, the steps stay."""
    html = _RENDERER.render(text, {"top_heading": top_heading})
    return nh3.clean(
        html,
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        url_schemes=set(_SCHEMES),
        link_rel=LINK_REL,
    )


def _renderer() -> MarkdownIt:
    renderer = MarkdownIt("commonmark", {"html": False, "linkify": False})
    renderer.core.ruler.push("lower_headings", _lower_headings)
    renderer.core.ruler.push("link_pictures", _link_pictures)
    renderer.validateLink = _is_an_outside_link  # type: ignore[method-assign]
    return renderer


def _lower_headings(state: StateCore) -> None:
    """A page has one outline: a note's headings stand below those of the page around it."""
    headings = [token for token in state.tokens if token.tag in _HEADINGS]
    highest = min((int(token.tag[1]) for token in headings), default=1)
    down = int(state.env.get("top_heading", 1)) - highest
    for token in headings:
        token.tag = f"h{min(int(token.tag[1]) + down, _LOWEST_HEADING)}"


def _link_pictures(state: StateCore) -> None:
    """A picture becomes a link to it: who reads a note tells no other site that they do."""
    for token in state.tokens:
        if any(child.type == "image" for child in token.children or ()):
            token.children = list(_with_links(token.children or []))


def _with_links(children: list[Token]) -> Iterator[Token]:
    depth = 0
    for child in children:
        depth += {"link_open": 1, "link_close": -1}.get(child.type, 0)
        if child.type != "image":
            yield child
        elif depth:  # it is the words of the link round it
            yield _words_of(child)
        else:
            yield Token("link_open", "a", 1, attrs={"href": child.attrs["src"]})
            yield _words_of(child)
            yield Token("link_close", "a", -1)


def _words_of(picture: Token) -> Token:
    words = "".join(part.content for part in picture.children or ())
    return Token("text", "", 0, content=words or str(picture.attrs["src"]))


def _is_an_outside_link(url: str) -> bool:
    """Only whole web and mail addresses: a relative one would speak for this site."""
    scheme, colon, _rest = url.partition(":")
    return bool(colon) and scheme.lower() in _SCHEMES


_RENDERER = _renderer()
