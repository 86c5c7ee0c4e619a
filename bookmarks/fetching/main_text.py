"""The readable main text of a page, as plain text: one block a line.

Done by Resiliparse, because every page gets it: a tenth of the time of the extractors that are a
little better (see docs/decisions/0022-main-text.md).
"""

from lxml import html
from resiliparse.extract.html2text import extract_plain_text

from bookmarks.fetching.facts import MAX_TEXT
from bookmarks.fetching.values import folded

_MAX_MARKUP = 1_500_000
# Its work grows with the square of the depth; real pages are a tenth as deep.
_DEEP = "boolean(/" + "/*" * 400 + ")"


def main_text(markup: str, tree: html.HtmlElement) -> str:
    """`tree` is the same page, parsed."""
    if len(markup) > _MAX_MARKUP or tree.xpath(_DEEP):
        return ""
    text = extract_plain_text(
        markup,
        main_content=True,
        alt_texts=False,
        comments=False,
        list_bullets=False,
        post_meta=False,
    )
    blocks = (folded(block) for block in text[: 2 * MAX_TEXT].splitlines())
    return "\n".join(filter(None, blocks))[:MAX_TEXT]
