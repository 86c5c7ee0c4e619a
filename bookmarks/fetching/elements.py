"""The text of an element as a reader sees it."""

from lxml import etree, html

_BREAKS = frozenset("br p div li tr h1 h2 h3 h4 h5 h6 blockquote section".split())
_UNSEEN = frozenset("script style template".split())


def spaced_text(element: html.HtmlElement) -> str:
    """The text below `element`; where a line or a block begins or ends there is a space."""
    pieces: list[str] = []
    for event, part in etree.iterwalk(element, events=("start", "end")):
        is_seen = isinstance(part.tag, str) and part.tag not in _UNSEEN
        pieces.append(" " if part.tag in _BREAKS else "")
        if event == "start":
            pieces.append(part.text or "" if is_seen else "")
        elif part is not element:
            pieces.append(part.tail or "")
    return "".join(pieces)
