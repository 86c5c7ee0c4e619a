"""What is wrong with a page's HTML, whatever it says."""

from collections import Counter
from collections.abc import Iterator

from bs4 import BeautifulSoup
from tinyhtml5.parser import HTMLParser

# Attributes that name elements by their ids.
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list", "form")


def faults(content: bytes) -> list[str]:
    page = BeautifulSoup(content, "lxml")
    return [
        *_against_the_standard(content),
        *_of_the_frame(page),
        *_of_ids(page),
        *_of_fields(page),
        *_of_names(page),
    ]


def _against_the_standard(content: bytes) -> Iterator[str]:
    """Parse errors of the WHATWG HTML Standard, section 13.2.2."""
    parser = HTMLParser()
    parser.parse(content, transport_encoding="utf-8")
    for (line, column), error, details in parser.errors:
        yield f"line {line}, column {column}: {error} {details or ''}"


def _of_the_frame(page: BeautifulSoup) -> Iterator[str]:
    if not (page.html.get("lang") and page.html.get("dir")):
        yield "no language or direction"
    for name in ("h1", "main", "title"):
        if len(page.select(f"{name}:not(svg {name})")) != 1:
            yield f"not one {name}"
    if not page.title or not page.title.text.strip():
        yield "no title"
    if not (page.find("link", rel="canonical") or page.find("meta", attrs={"name": "robots"})):
        yield "neither an address of its own nor kept from search engines"


def _of_ids(page: BeautifulSoup) -> Iterator[str]:
    ids = Counter(tag["id"] for tag in page.find_all(id=True))
    yield from (f"id {name} twice" for name, n in ids.items() if n > 1)
    for attribute in REFERENCES:
        for tag in page.find_all(attrs={attribute: True}):
            for name in set(tag[attribute].split()) - ids.keys():
                yield f"{attribute}={name} names nothing"
    for link in page.select("a[href^='#']"):
        if link["href"][1:] and link["href"][1:] not in ids:
            yield f"{link['href']} leads nowhere"


def _of_fields(page: BeautifulSoup) -> Iterator[str]:
    hidden = {"hidden", "submit", "button"}
    for field in page.select("input, select, textarea"):
        if field.get("type") in hidden or field.get("aria-label"):
            continue
        is_labelled = page.find("label", attrs={"for": field.get("id") or "?"})
        if not (is_labelled or field.find_parent("label") or field.get("aria-labelledby")):
            yield f"no label: {field}"


def _of_names(page: BeautifulSoup) -> Iterator[str]:
    for tag in page.select("a[href], button, summary, h1, h2, h3, legend, label"):
        is_unseen = tag.get("aria-hidden") == "true" or tag.has_attr("hidden")
        picture = tag.find("img", alt=True)
        is_named = tag.get_text(strip=True) or (picture and picture["alt"])
        # What makes the target larger than a field that says its own name.
        is_margin = tag.name == "label" and tag.select("input[aria-label]")
        if not (is_unseen or is_named or is_margin):
            yield f"no name: {tag}"
    yield from (f"no alt: {image}" for image in page.select("img:not([alt])"))
    yield from (f"no destination: {link}" for link in page.select("a[href=''], form[action='']"))
