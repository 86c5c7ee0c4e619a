"""A page as a tree, and the text of an element as a reader sees it."""

from lxml import etree, html

from bookmarks.fetching.values import address

_BREAKS = frozenset("br p div li tr h1 h2 h3 h4 h5 h6 blockquote section".split())
_UNSEEN = frozenset("script style template".split())


def tree_of(text: str) -> html.HtmlElement:
    parser = html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    data = text.replace("\0", "").encode("utf-8", "replace")
    try:
        return html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError):
        return html.Element("html")


def base_of(tree: html.HtmlElement, url: str) -> str:
    """What the page's own addresses are relative to."""
    return address(next(iter(tree.xpath("//base/@href")), ""), url) or url


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
