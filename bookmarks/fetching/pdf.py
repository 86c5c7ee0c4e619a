"""Facts of a PDF: its stated title and author, else what stands largest on its first page."""

import logging
import re
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from bookmarks.fetching import speech
from bookmarks.fetching.facts import MAX_TEXT
from bookmarks.fetching.passage import is_prose
from bookmarks.fetching.values import cut, folded

_MOST_PAGES = 12
_MEANINGLESS = re.compile(
    r"^(untitled|microsoft (word|powerpoint) - .*|(slide|document|doc|title|layout) ?\d*|"
    r"[\w.\- ]*\.(docx?|pptx?|tex|dvi|indd|qxd|pdf|ps|rtf|fm)|\W*)$",
    re.I,
)
_NOBODY = re.compile(
    r"^(admin\w*|user|owner|author|unknown|\w*\\\w*|.*(acrobat|latex|word).*)$", re.I
)
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft"})
_HYPHEN = re.compile(r"(?<=[a-z])-\n(?=[a-z])")
_PARAGRAPH = re.compile(r"\n\s*\n|(?<=[.!?])\n(?=[A-Z“\"])")
# What pypdf may raise on a broken file, besides its own errors.
_BROKEN = (ValueError, KeyError, TypeError, IndexError, AttributeError, ArithmeticError,
           AssertionError, RecursionError, NotImplementedError, StopIteration, OSError)  # fmt: skip

# Every broken file would fill the log with what is wrong with it.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def facts_of_pdf(body: bytes) -> dict[str, Any]:
    """Keyword arguments of `Facts`; without any where the file is broken or locked."""
    # Half as much again as all else that the reader loads, and few answers are PDFs.
    from pypdf import PdfReader  # noqa: PLC0415
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    try:
        reader = PdfReader(BytesIO(body))
    except (PyPdfError, *_BROKEN):
        return {}
    found: dict[str, Any] = {}
    for part in (_stated, _written):
        try:
            said = part(reader)
        except (PyPdfError, *_BROKEN):
            continue
        found = {name: value for name, value in said.items() if value} | found
    return found


def _stated(reader: Any) -> dict[str, Any]:
    about = reader.metadata or {}
    title = folded(str(about.get("/Title") or ""), 300)
    author = folded(str(about.get("/Author") or ""), 120)
    return {
        "title": "" if _MEANINGLESS.match(title) else title,
        "author": "" if _NOBODY.match(author) else author,
        "published_at": _moment(about),
        "language": speech.declared([str(reader.root_object.get("/Lang") or "")]),
    }


def _moment(about: Any) -> datetime | None:
    try:
        found: datetime | None = about.creation_date
    except _BROKEN:
        return None
    if not found or not 1980 <= found.year < 2200:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _written(reader: Any) -> dict[str, Any]:
    lines: list[tuple[float, str]] = []

    def see(text: str, _cm: Any, matrix: list[float], _font: Any, size: float) -> None:
        if text.strip():
            lines.append((round(abs(size * (matrix[3] or matrix[1] or 1)), 1), text))

    pages = [reader.pages[0].extract_text(visitor_text=see)]
    pages += [page.extract_text() for page in reader.pages[1:_MOST_PAGES]]
    text = _HYPHEN.sub("", "\n\n".join(pages).translate(_LIGATURES))[:MAX_TEXT]
    blocks = [block for block in map(folded, _PARAGRAPH.split(text)) if block]
    title = _largest(lines)
    said = (block.removeprefix(title).strip() for block in blocks)
    return {
        "title": title,
        "excerpt": cut(next(filter(is_prose, said), ""), 500),
        "language": speech.heard(text),
        "text": "\n".join(blocks),
    }


def _largest(lines: list[tuple[float, str]]) -> str:
    """The lines of the first page in its largest letters, if they are few and stand together."""
    sizes = [size for size, text in lines if sum(map(str.isalpha, text)) > 3]
    if not sizes or max(sizes) < 1.1 * sorted(sizes)[len(sizes) // 2]:
        return ""
    title = folded(" ".join(text for size, text in lines if size == max(sizes)))
    title = title.translate(_LIGATURES)
    return title if 3 < len(title) <= 250 and not _MEANINGLESS.match(title) else ""
