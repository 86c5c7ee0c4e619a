"""Which of a page's pictures could stand for it, and which of its icons for its site."""

import re
from collections.abc import Iterator

from lxml import html


def icons(tree: html.HtmlElement) -> Iterator[str]:
    """The addresses of the page's icons, the best for a list first."""
    links = tree.xpath("//link[@rel and @href]")[:200]
    return (str(icon.get("href")) for icon in sorted(filter(_is_icon, links), key=_icon_rank))


def is_stand_in(picture: str) -> bool:
    return bool(
        re.search(
            r"(^data:|blank\.(gif|png)|spacer\.gif|pixel\.(gif|png)|1x1)", picture[:500], re.I
        )
    )


def large_pictures(tree: html.HtmlElement) -> Iterator[str]:
    """Pictures in the main part of the page that say they are large."""
    for picture in tree.xpath("(//article | //main | //*[@role='main'] | //figure)//img[@src]")[
        :50
    ]:
        if _pixels(picture.get("width")) >= 240 and _pixels(picture.get("height")) >= 120:
            yield str(picture.get("src"))


def _pixels(text: str | None) -> int:
    found = re.match(r"\s*(\d{1,5})", text or "")
    return int(found[1]) if found else 0


def _is_icon(link: html.HtmlElement) -> bool:
    relations = (link.get("rel") or "").lower().split()
    is_icon = "icon" in relations or any(name.startswith("apple-touch-icon") for name in relations)
    return is_icon and "(prefers-color-scheme: dark)" not in (link.get("media") or "")


def _icon_rank(link: html.HtmlElement) -> tuple[int, int]:
    """32 to 192 pixels first, then drawings, then what is unknown, large or tiny."""
    is_touch = "apple" in (link.get("rel") or "").lower()
    sizes = [_pixels(size) for size in (link.get("sizes") or "").lower().split()]
    size = max(sizes, default=0)
    is_drawing = "svg" in (link.get("type") or "") or (link.get("href") or "").endswith(".svg")
    if 32 <= size <= 192 and not is_touch:
        return (0, size)
    if is_drawing:
        return (1, 0)
    if is_touch:
        return (3, abs(size - 180))
    return (2, 0) if not size else (4, abs(size - 32))
