"""Tags and people whose names begin with what is typed, as far as the viewer may be told of them.

Each is looked up by the range of an index.
"""

from django.db.models import QuerySet
from django.db.models.functions import Lower

from accounts.models import User, Viewer
from bookmarks.models import PersonTally, Tag
from bookmarks.tag_names import folded

_END = "\U0010ffff"


def tags_beginning(word: str, viewer: Viewer, most: int) -> "QuerySet[Tag]":
    """One's own, the most used first; a visitor's are those that anybody lists."""
    if isinstance(viewer, User):
        own = Tag.objects.known_to(viewer).filter(tallies__owner=viewer, tallies__kept__gt=0)
        tags = own.order_by("-tallies__kept", "slug")
    else:
        tags = Tag.objects.seen_by(viewer).order_by("slug")
    begin = folded(word)
    return tags.filter(slug__gte=begin, slug__lt=f"{begin}{_END}")[:most]


def people_beginning(word: str, viewer: Viewer, most: int) -> "QuerySet[PersonTally, str]":
    """Handles of who lists anything."""
    begin = word.lower()
    return (
        PersonTally.objects.listed_to(viewer)
        .filter(listed__gt=0)
        .alias(lower=Lower("owner__handle"))
        .filter(lower__gte=begin, lower__lt=f"{begin}{_END}", lower__startswith=begin)
        .order_by("lower")
        .values_list("owner__handle", flat=True)[:most]
    )
