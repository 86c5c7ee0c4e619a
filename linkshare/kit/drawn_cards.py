"""A card with a title on it, as a PNG: what other sites show beside a link to a page."""

from collections.abc import Iterator
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

import font_lato
from PIL import Image, ImageDraw, ImageFont

Font = ImageFont.FreeTypeFont

WIDTH, HEIGHT = 1200, 630
_MARGIN, _TITLE_LINES = 90, 3
_PAPER, _SHEET, _INK, _SOFT, _RULE, _RED = (
    "#f4f6f5", "#ffffff", "#1a1e23", "#474f59", "#cfdce8", "#b92b1c"
)  # fmt: skip

# One that always comes along; it has the letters of western Europe. Then those that a machine may
# have, looked for by their names where the system keeps its fonts.
_OURS = Path(font_lato.font_directory, "Lato-Bold.ttf")
_OTHERS = (
    "NotoSans-Bold.ttf",
    "DejaVuSans-Bold.ttf",
    "LiberationSans-Bold.ttf",
    "NotoSansCJK-Bold.ttc",
    "NotoSerifCJK-Bold.ttc",
    "wqy-zenhei.ttc",
)
_IN_NO_FONT = "\U0010ffff"


def draw(title: str, line: str, foot: str, *, instead: str) -> bytes:
    """`instead` is in ASCII: it stands for a title or a line whose letters no font has."""
    card = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    pen = ImageDraw.Draw(card)
    pen.rectangle((40, 40, WIDTH - 40, HEIGHT - 40), fill=_SHEET, outline=_RULE, width=2)
    pen.rectangle((40, 40, WIDTH - 40, 52), fill=_RED)
    _write_title(pen, *_with_font(title, instead, 84))
    for text, place in ((line, HEIGHT - 200), (foot, HEIGHT - 130)):
        words, font = _with_font(text, instead, 40)
        pen.text((_MARGIN, place), _fitted(words, font), font=font, fill=_SOFT)
    written = BytesIO()
    card.save(written, "PNG", optimize=True)
    return written.getvalue()


def _write_title(pen: ImageDraw.ImageDraw, title: str, font: Font) -> None:
    for n, line in enumerate(_lines(title, font)):
        pen.text((_MARGIN, 100 + n * 102), line, font=font, fill=_INK)


def _with_font(text: str, instead: str, size: int) -> tuple[str, Font]:
    """Signs that no font has, emoji above all, are left out; letters never are."""
    for name in (str(_OURS), *_OTHERS):
        font = _font(name, size)
        if font and all(_has(name, sign) for sign in text if sign.isalnum()):
            shown = "".join(sign for sign in text if sign == " " or _has(name, sign))
            return " ".join(shown.split()) or instead, font
    return instead, ImageFont.truetype(str(_OURS), size)


@cache
def _font(name: str, size: int) -> Font | None:
    try:
        return ImageFont.truetype(name, size)
    except OSError:
        return None


@lru_cache(maxsize=4096)
def _has(name: str, sign: str) -> bool:
    """A font draws one sign for all that it does not have."""
    font = _font(name, 40)
    return font is not None and sign.isprintable() and _shape(font, sign) != _unknown(name)


@cache
def _unknown(name: str) -> bytes:
    font = _font(name, 40)
    return _shape(font, _IN_NO_FONT) if font else b""


def _shape(font: Font, sign: str) -> bytes:
    return bytes(font.getmask(sign))


def _lines(text: str, font: Font) -> Iterator[str]:
    """At most three; the last says by its dots that there is more."""
    for n in range(1, _TITLE_LINES + 1):
        line = text if n == _TITLE_LINES else _beginning(text, font)
        yield _fitted(line, font)
        text = text[len(line) :].lstrip()
        if not text:
            return


def _beginning(text: str, font: Font) -> str:
    """As many whole words as fit; of a word that is too long, as much as does."""
    end = len(text)
    while not _fits(text[:end], font):
        space = text.rfind(" ", 0, end)
        end = space if space > 0 else end - 1
    return text[:end]


def _fitted(text: str, font: Font) -> str:
    if _fits(text, font):
        return text
    end = len(text) - 1
    while not _fits(text[:end] + "…", font):
        end -= 1
    return text[:end].rstrip() + "…"


def _fits(text: str, font: Font) -> bool:
    return len(text) < 2 or font.getlength(text) <= WIDTH - 2 * _MARGIN
