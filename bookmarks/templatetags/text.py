"""How texts, dates and signs are shown in templates."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from zlib import crc32

from django import template
from django.conf import settings
from django.forms import BaseForm, BoundField, Textarea, TextInput
from django.utils import formats, timezone
from django.utils.html import escape, format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import pgettext
from lucide.templatetags.lucide import lucide

from bookmarks.models import Bookmark
from bookmarks.search.marking import Marker, Piece
from linkshare.kit import markdown as kit
from linkshare.kit.html_marks import mark

TINTS = 12
SHAPES = 4
# More than about eight lines of a list: such a note folds.
LONG_NOTE = 700
_KIND_ICONS = {
    "article": "file-text",
    "video": "video",
    "image": "image",
    "audio": "music",
    "document": "file",
    "book": "book-open",
    "link": "link",
}
_VIEW_ICONS = {
    "list": "list",
    "cards": "layout-grid",
    "headlines": "text-align-justify",
    "moodboard": "layout-dashboard",
}

_NOT_IN_A_BLOCK = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}

register = template.Library()


@register.filter
def markdown(text: str, top_heading: int = 3) -> SafeString:
    """Safe HTML of somebody's Markdown; the walls are in linkshare/kit/markdown.py."""
    return mark_safe(kit.render(text, top_heading=top_heading))  # noqa: S308


@register.filter
def marked(text: str, marker: Marker | None) -> SafeString | str:
    """A text with the words marked that were looked for."""
    return pieces(marker.pieces(text)) if marker else text


@register.filter
def marked_html(html: SafeString, marker: Marker | None) -> SafeString:
    return mark_safe(mark(html, marker.spans)) if marker else html  # noqa: S308


@register.filter
def pieces(cut: Iterable[Piece]) -> SafeString:
    """Pieces of a text, those that are marked in <mark>."""
    escaped = ((format_html("<mark>{}</mark>", p) if m else escape(p)) for p, m in cut)
    return mark_safe("".join(escaped))  # noqa: S308


@register.simple_tag
def plain_note(note: str, marker: Marker | None, length: int) -> SafeString | str:
    """A note's beginning as plain words; or, of a search, the place where its words stand."""
    words = " ".join(strip_tags(kit.render(note)).split()) if marker else ""
    passage = marker.passage(words, length) if marker and len(words) > length else []
    return pieces(passage) if passage else marked(plain(note, length), marker)


@register.filter
def plain(text: str, length: int = 200) -> str:
    """Markdown as one line of plain words, for meta descriptions."""
    words = " ".join(strip_tags(kit.render(text[: length * 8])).split())
    return Truncator(words).chars(length)


@register.filter
def up_to(n: int, bound: int) -> str:
    """A number, or that it is beyond what was counted: 99+."""
    return f"{bound}+" if n > bound else str(n)


@register.filter
def json_ld(data: object) -> SafeString:
    """A data block, which no text in it can end. No browser runs it, so it needs no nonce."""
    text = json.dumps(data, ensure_ascii=False).translate(_NOT_IN_A_BLOCK)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308


@register.filter
def archived(bookmark: Bookmark) -> str:
    """Where a copy may be that an archive made when the bookmark was saved; "" without archive."""
    if not settings.ARCHIVE_URL:
        return ""
    moment = bookmark.saved_at.astimezone(UTC)
    return f"{settings.ARCHIVE_URL}/{moment:%Y%m%d%H%M%S}/{bookmark.link.url}"


@register.filter(is_safe=True)
def one_line(text: str) -> str:
    """For {% filter %} round what a template spreads over lines, in a title or an attribute."""
    return " ".join(text.split())


@register.filter
def is_long(note: str) -> bool:
    return len(note) > LONG_NOTE or note.count("\n") > 12


@register.filter
def tint(host: str) -> int:
    """Which of the fixed colours a site has, always the same: for class="tint-…"."""
    return crc32(host.encode()) % TINTS


@register.filter
def shape(key: str) -> str:
    """Which of the fixed proportions a moodboard gives a cover whose size nobody knows."""
    return str(crc32(key.encode()) % SHAPES)


@register.filter
def initial(host: str) -> str:
    return host.removeprefix("www.")[:1].upper()


@register.filter
def kind_icon(kind: str) -> str:
    return _KIND_ICONS.get(kind, "link")


@register.filter
def view_icon(view: str) -> str:
    return _VIEW_ICONS[view]


@register.filter(expects_localtime=True)
def short_date(moment: datetime) -> str:
    """The day, with its year unless that is this year."""
    this_year = moment.year == timezone.localtime().year
    if this_year:
        return formats.date_format(moment, pgettext("a format: day and month", "j M"))
    return formats.date_format(moment, pgettext("a format: day, month, year", "j M Y"))


@register.simple_tag
@lru_cache(maxsize=256)
def icon(name: str, size: int = 16) -> SafeString:
    """One sign of the set, for the eye only: the words stand beside it or are visually hidden."""
    return mark_safe(lucide(name, size=size, aria_hidden="true", **{"class": "icon"}))  # noqa: S308


@register.filter
def words(text: str) -> list[str]:
    return text.split()


@register.filter
def field(form: BaseForm, name: str) -> BoundField:
    return form[name]


@register.filter
def to_type_in(field: BoundField) -> BoundField:
    """What is typed runs the way of its own script; no placeholder repeats the label."""
    widget = field.field.widget
    if isinstance(widget, TextInput | Textarea):
        widget.attrs.setdefault("dir", "auto")
    if widget.attrs.get("placeholder") == field.label:
        del widget.attrs["placeholder"]
    return field
