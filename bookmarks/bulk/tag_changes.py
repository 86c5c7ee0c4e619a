"""Renaming, merging and deleting tags: proposed as a change of all bookmarks that have them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from accounts.models import User
from bookmarks.bulk.choosing import keep
from bookmarks.models import BulkChange, Tag, Tagging
from bookmarks.models.tag import at_or_below
from bookmarks.tag_names import FOLDED_MAX, SLASH, TAG_MAX, folded, is_below
from linkshare.kit.these import these

Action = BulkChange.Action
NAMED = 5
"""Tags that a headline has room for."""


class TooLong(ValueError):
    """A tag below the renamed one would have too long a name."""


def tags_at_or_below(person: User, slugs: Sequence[str]) -> list[Tag]:
    """Of the person's own bookmarks, those in the trash too."""
    own = Tag.objects.filter(at_or_below(slugs), taggings__content_object__owner=person)
    return list(Tag.objects.filter(pk__in=own.values("pk")).order_by("slug"))


def propose_rename(
    person: User, slugs: Sequence[str], name: str, at: datetime, origin: str
) -> BulkChange:
    """Of one tag, or of several that become one. What lies below goes along. Raise TooLong."""
    becomes = {}
    for tag in tags_at_or_below(person, slugs):
        top = max((slug for slug in slugs if is_below(tag.slug, slug)), key=len)
        rest = tag.name.split(SLASH)[top.count(SLASH) + 1 :]
        becomes[tag] = SLASH.join((name, *rest))
    if any(len(new) > TAG_MAX or len(folded(new)) > FOLDED_MAX for new in becomes.values()):
        raise TooLong
    becomes = {tag: new for tag, new in becomes.items() if folded(new) != tag.slug}
    about = f"{_some_of(list(becomes))} → {name}"
    return _propose(person, Action.RETAG, becomes, at, origin, about)


def propose_deletion(
    person: User, slugs: Sequence[str], at: datetime, origin: str, *, with_below: bool
) -> BulkChange:
    tags = tags_at_or_below(person, slugs)
    gone = {tag: "" for tag in tags if with_below or tag.slug in slugs}
    return _propose(person, Action.DROP_TAGS, gone, at, origin, _some_of(list(gone)))


def _propose(
    person: User, action: str, becomes: Mapping[Tag, str], at: datetime, origin: str, about: str
) -> BulkChange:
    pairs = [[tag.slug, new] for tag, new in becomes.items()]
    change = BulkChange(
        person=person, requested_at=at, origin=origin, action=action, tags=pairs, about=about[:500]
    )
    uses = Tagging.objects.filter(tag__in=these([tag.pk for tag in becomes]))
    ids = uses.filter(content_object__owner=person).values_list("content_object_id", flat=True)
    return keep(change, sorted(set(ids), reverse=True))


def _some_of(tags: Sequence[Tag]) -> str:
    names = ", ".join(tag.name for tag in tags[:NAMED])
    return f"{names} …" if len(tags) > NAMED else names
