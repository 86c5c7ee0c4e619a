"""What a page says of itself. Apart from what reads it, for those who only write it down."""

from dataclasses import dataclass
from datetime import datetime

MAX_TEXT = 200_000
"""Letters of a page's text that are kept: a long chapter."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Empty text and None stand for what the page does not say."""

    title: str = ""
    excerpt: str = ""
    site_name: str = ""
    author: str = ""
    language: str = ""
    kind: str = "link"
    published_at: datetime | None = None
    canonical_url: str = ""
    cover_url: str = ""
    favicon_url: str = ""
    text: str = ""
    """The readable main text, one block a line."""
