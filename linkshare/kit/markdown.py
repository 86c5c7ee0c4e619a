"""Markdown that people write → HTML that is safe to show: two walls, each enough alone.

CommonMark with raw HTML off never emits a tag that somebody typed; nh3 then lets through only
what is listed here, whatever the renderer did.
"""

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

LINK_REL = "nofollow noopener noreferrer ugc"
_SCHEMES = frozenset({"http", "https", "mailto"})
_LOWEST_HEADING = 6
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TAGS = _HEADINGS | set(
    "a blockquote br code em hr img li ol p pre strong ul".split()  # what CommonMark makes
)
_ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt", "title"}, "ol": {"start"}}
# A picture in a note loads late and does not tell its server which page shows it.
_FIXED = {"img": {"loading": "lazy", "decoding": "async", "referrerpolicy": "no-referrer"}}


# The same notes are shown again and again, and an article takes some 4 ms.
@lru_cache(maxsize=64)
def render(text: str, *, top_heading: int = 3) -> str:
    """HTML of a CommonMark text; its headings begin at `top_heading` and keep their steps."""
    html = _RENDERER.render(text, {"top_heading": top_heading})
    return nh3.clean(
        html,
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        set_tag_attribute_values=_FIXED,
        url_schemes=set(_SCHEMES),
        link_rel=LINK_REL,
    )


def _renderer() -> MarkdownIt:
    renderer = MarkdownIt("commonmark", {"html": False, "linkify": False})
    renderer.core.ruler.push("lower_headings", _lower_headings)
    renderer.validateLink = _is_an_outside_link  # type: ignore[method-assign]
    return renderer


def _lower_headings(state: StateCore) -> None:
    """A page has one outline: a note's headings stand below those of the page around it."""
    down = int(state.env.get("top_heading", 1)) - 1
    for token in state.tokens:
        if token.tag in _HEADINGS:
            token.tag = f"h{min(int(token.tag[1]) + down, _LOWEST_HEADING)}"


def _is_an_outside_link(url: str) -> bool:
    """Only whole web and mail addresses: a relative one would speak for this site."""
    scheme, colon, _rest = url.partition(":")
    return bool(colon) and scheme.lower() in _SCHEMES


_RENDERER = _renderer()
