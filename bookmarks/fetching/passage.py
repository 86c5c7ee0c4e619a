"""The first paragraph that reads like one, for pages that do not describe themselves."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml import html

from bookmarks.fetching.values import folded

_OUTSIDE_TAGS = frozenset(
    "nav footer aside header form button figure figcaption noscript template dialog select label "
    "script style iframe svg head menu".split()
)
_OUTSIDE_NAMES = re.compile(
    r"(^|[\s_-])(nav|navbar|menu|breadcrumbs?|cookies?|consent|gdpr|newsletter|subscri\w*|sign-?up|log-?in|"
    r"comments?|footer|sidebar|related|share|social|promo|advert\w*|ads?|banner|popup|modal|paywall|caption|"
    r"byline|dateline|meta|toc|disqus|hidden|sr-only|visually-hidden|skip-link|copyright|widget|hatnote|"
    r"infobox|navbox)($|[\s_-])",
    re.I,
)
# What banners and walls say; a recipe for cookies says none of it.
_FURNITURE = re.compile(
    r"\b(we|our|site|website|service|partners)\b.{0,60}\b(use|uses|using|store|set|need)\b.{0,30}\bcookies\b|"
    r"\b(accept|accepting|enable|allow|manage|reject|disable)\b.{0,20}\bcookies\b|"
    r"\bcookies?\b.{0,60}\b(consent|policy|preferences|settings|essential|third[- ]party|device)\b|"
    r"\b(verwende[nt]|nutz(en|t)|utilis\w+|usa(mos)?|utiliza(mos)?|gebruik\w*)\b.{0,40}\bcookies\b|"
    r"\b(enable|requires?|turn on|without|activate) javascript\b|"
    r"\bjavascript is (disabled|required)\b|"
    r"\bbrowser\b.{0,60}\b(not supported|outdated|unsupported|does(n.t| not) support)\b|"
    r"^(sign in|log in|share this|click here)\b|^(©|copyright\b)|"
    r"^(posted|published|updated|written) (on|by)\b|\bprivacy policy\b.{0,60}\bterms\b",
    re.I,
)
# What a page may say of itself, but what is no beginning of its text.
_NOT_PROSE = re.compile(
    r"^(subscribe|sign up|register|follow us|read more|thanks for reading|all rights reserved)\b|"
    r"^(this article is about|not to be confused with|for other uses)\b|all rights reserved",
    re.I,
)
# Thai, Lao, Burmese and Khmer write no full stops.
_SENTENCE_END = re.compile(r"[.!?:…。！？؟।։።\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_BYLINE = re.compile(r"(?:by|von|par|por|autor\w*|text|photos?|fotos?)\b[:\s].{0,110}$", re.I)
_BLOCKS = frozenset(
    "p div section article main td th li dd dt blockquote pre table ul ol dl h1 h2 h3 h4 h5 h6 hr "
    "form nav header footer aside figure font center".split()
)
_MAX_LOOKED_AT = 400
_ENOUGH = 40


def first_passage(tree: html.HtmlElement, main_text: str = "") -> str:
    """A paragraph of prose from the main part of the page, or nothing.

    The page's markup tells paragraphs best; its main text, which of them are the page's own.
    """
    found = _marked_passage(tree)
    if found and (not main_text or _letters(found)[:_ENOUGH] in _letters(main_text)):
        return found
    return next(filter(_is_own_prose, main_text.splitlines()), "") or found


def _marked_passage(tree: html.HtmlElement) -> str:
    for where in (
        '//*[@itemprop="articleBody"]//p',
        "//article//p",
        '//main//p | //*[@role="main"]//p',
        "//p",
    ):
        for text in map(_paragraph, tree.xpath(where)[:_MAX_LOOKED_AT]):
            if text:
                return text
    return next(filter(None, map(_loose_text, _loose_blocks(tree))), "")


def is_prose(text: str) -> bool:
    """Long enough to say something, and said by the page rather than by its furniture."""
    wide = len(_WIDE.findall(text))
    if len(text) + 2 * wide < 60 or is_furniture(text) or _NOT_PROSE.search(text[:300]):
        return False
    return bool(_SENTENCE_END.search(text))


def is_furniture(text: str) -> bool:
    """Whether this is what surrounds a page, even where the page says it of itself."""
    return bool(_FURNITURE.search(text[:300]))


def _is_own_prose(text: str) -> bool:
    return is_prose(text) and not _BYLINE.match(text)


def _letters(text: str) -> str:
    """Without digits, too: notes have them."""
    return "".join(filter(str.isalpha, text)).casefold()


def _paragraph(element: html.HtmlElement) -> str:
    text = folded("".join(_texts(element)))
    if not is_prose(text) or _is_outside(element) or _is_mostly_links(element, len(text)):
        return ""
    return text


def _texts(element: html.HtmlElement) -> Iterator[str]:
    """The text below `element`, without scripts and footnote marks."""
    if element.tag in ("script", "style", "noscript", "sup", "template"):
        return
    yield element.text or ""
    for child in element.iterchildren():
        if isinstance(child.tag, str):
            if child.tag == "br":
                yield " "
            elif child.tag not in ("script", "style", "noscript", "template") and not _is_note(
                child
            ):
                yield from child.itertext()
        yield child.tail or ""


def _is_note(element: html.HtmlElement) -> bool:
    return element.tag == "sup" and "".join(element.itertext()).strip("[]() ").isdigit()


def _is_outside(element: html.HtmlElement) -> bool:
    for one in (element, *element.iterancestors()):
        if one.tag in ("article", "main", "body"):
            return False
        if one.tag in _OUTSIDE_TAGS or one.get("hidden") is not None:
            return True
        if _OUTSIDE_NAMES.search(f"{one.get('class', '')[:200]} {one.get('id', '')[:100]}"):
            return True
    return False


def _is_mostly_links(element: html.HtmlElement, length: int) -> bool:
    linked = sum(len("".join(link.itertext())) for link in element.iter("a"))
    return linked > length * 0.6


def _loose_blocks(tree: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """Elements of pages that write no paragraphs: text straight in a cell or a box."""
    boxes = ("body", "div", "td", "section", "article", "main", "blockquote", "dd", "font", "pre")
    return islice(tree.iter(*boxes), _MAX_LOOKED_AT * 5)


def _loose_text(element: html.HtmlElement) -> str:
    parts = [element.text or ""]
    for child in element.iterchildren():
        is_inline = isinstance(child.tag, str) and child.tag not in _BLOCKS | _OUTSIDE_TAGS
        if child.tag == "br" and is_prose(folded("".join(parts))):
            break
        parts.append(
            "".join(islice(child.itertext(), 200)) if is_inline and child.tag != "br" else " "
        )
        parts.append(child.tail or "")
    text = folded("".join(parts))
    if not is_prose(text) or _is_outside(element) or _is_mostly_links(element, len(text)):
        return ""
    return text
