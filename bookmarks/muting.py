"""What a reader does not want to meet: left out of lists of the whole site, of nothing else.

No part of who sees what: a collection, a person's page or a bookmark that somebody opens shows
all that it holds. So a page that is kept for them need not know of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User, Viewer
from bookmarks.models import Mute, Tag, Tagging
from bookmarks.models.bookmark import BookmarkQuerySet
from bookmarks.models.tag import at_or_below
from bookmarks.tag_names import is_below

MUTES_MAX = 200
"""Each is a condition on whatever a list shows."""

Muted = User | Tag | str
"""A person, a tag, or the host of a site."""


class TooManyMutes(ValueError):
    """MUTES_MAX are there already."""


@transaction.atomic
def mute(owner: User, what: Muted, at: datetime) -> None:
    """Raise TooManyMutes."""
    own = Mute.objects.filter(owner=owner)
    if not own.filter(**_of(what)).exists() and own.count() >= MUTES_MAX:
        raise TooManyMutes
    Mute.objects.get_or_create(owner=owner, **_of(what), defaults={"created_at": at})


def unmute(owner: User, what: Muted) -> None:
    Mute.objects.filter(owner=owner, **_of(what)).delete()


def mutes_of(owner: User) -> QuerySet[Mute]:
    """The newest first, with what is muted."""
    return Mute.objects.filter(owner=owner).select_related("person", "tag").order_by("-pk")


def muted_tag(owner: User, slug: str) -> Tag | None:
    mute = mutes_of(owner).filter(tag__slug=slug).first()
    return mute.tag if mute else None


def without_muted_people(rows: BookmarkQuerySet, owner: Viewer) -> BookmarkQuerySet:
    """Of a page that somebody opened: what lies on a muted site is what they want to see."""
    people = Mute.objects.filter(owner=owner.pk).exclude(person=None).values("person")
    return rows.exclude(owner__in=people)


def is_muted(owner: Viewer, what: Muted) -> bool:
    return isinstance(owner, User) and Mute.objects.filter(owner=owner, **_of(what)).exists()


def _of(what: Muted) -> dict[str, Muted]:
    match what:
        case User():
            return {"person": what}
        case Tag():
            return {"tag": what}
        case _:
            return {"host": what}


@dataclass(frozen=True, slots=True)
class Mutes:
    """All of one reader's; looked up once for a list."""

    owner: Viewer
    people: Sequence[int] = ()
    slugs: Sequence[str] = ()
    hosts: Sequence[str] = ()

    @classmethod
    def of(cls, owner: Viewer) -> Self:
        if not isinstance(owner, User):
            return cls(owner)
        rows = Mute.objects.filter(owner=owner).values_list("person", "tag__slug", "host")
        people, slugs, hosts = zip(*rows, strict=True) if rows else ((), (), ())
        return cls(
            owner,
            [pk for pk in people if pk],
            [slug for slug in slugs if slug],
            [host for host in hosts if host],
        )

    def but(self, slugs: Sequence[str]) -> Self:
        """Whoever opens the page of a tag wants to see it."""
        kept = [one for one in self.slugs if not any(is_below(slug, one) for slug in slugs)]
        return replace(self, slugs=kept)

    def heard(self, rows: BookmarkQuerySet) -> BookmarkQuerySet:
        """What is not muted; one's own never is."""
        muted = self._muted()
        return rows.filter(~muted | Q(owner=self.owner)) if muted else rows

    def _muted(self) -> Q:
        muted = Q()
        if self.people:
            muted |= Q(owner__in=self.people)
        if self.slugs:
            uses = Tagging.objects.filter(content_object=OuterRef("pk"))
            muted |= Q(Exists(uses.filter(at_or_below(self.slugs, "tag__"))))
        for host in self.hosts:
            muted |= Q(link__host=host) | Q(link__host__endswith=f".{host}")
        return muted
