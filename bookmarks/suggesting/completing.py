"""Tags that begin with what is typed: one's own by how often they are used, then others'."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Case, Exists, Q, When
from django.db.models.functions import Length

from accounts.models import User
from bookmarks.models import Tag, TagAlias, TagTally
from bookmarks.suggesting.popularity import listed_uses
from bookmarks.tag_names import SLASH, folded, path_of

AT_MOST = 8
LETTERS = 2
"""So many must be typed before others' tags are looked at."""

LOOKED_AT = 300
_LAST = chr(0x10FFFF)


@dataclass(frozen=True, slots=True)
class Completion:
    name: str
    kept: int = 0
    """Bookmarks that the person has with it."""

    alias: str = ""
    """What they call it, where they began to type that."""


def complete(person: User, typed: str, *, without: Collection[str] = ()) -> list[Completion]:
    begun = folded(typed)
    if not begun:
        return []
    taken = {folded(name) for name in without}
    own = {each.name: each for each in (*_meant(person, begun), *_own(person, begun))}
    found = [each for name, each in own.items() if folded(name) not in taken][:AT_MOST]
    taken |= {folded(each.name) for each in found}
    if len(found) < AT_MOST and len(begun) >= LETTERS:
        others = [name for name in _others(person, begun) if folded(name) not in taken]
        found += map(Completion, others)
    return found[:AT_MOST]


def _meant(person: User, begun: str) -> list[Completion]:
    aliases = TagAlias.objects.of(person).filter(slug__gte=begun, slug__lt=begun + _LAST)
    rows = aliases.order_by("slug").values_list("tag__name", "name")[:AT_MOST]
    return [Completion(name, alias=alias) for name, alias in rows]


def _own(person: User, begun: str) -> list[Completion]:
    """What begins so, then what has a part or word that does."""
    path = path_of(begun)
    at_start = Q(path__gte=path, path__lt=path + _LAST)
    inside = Q(path__contains=path_of(SLASH) + path) | Q(path__contains=f" {path}")
    own = TagTally.objects.of(person).filter(at_start | inside)
    ranked = own.annotate(begins=Case(When(at_start, then=1), default=0))
    rows = ranked.order_by("-begins", "-kept", "path").values_list("tag__name", "kept")
    return [Completion(*row) for row in rows[: 2 * AT_MOST]]


def _others(person: User, begun: str) -> list[str]:
    """That anybody lists for them: those of many people first, then the shorter."""
    near = Tag.objects.filter(slug__gte=begun, slug__lt=begun + _LAST).order_by("slug")
    tags = Tag.objects.filter(pk__in=near.values("pk")[:LOOKED_AT])
    listed = tags.filter(Exists(listed_uses(person)))
    many = listed.annotate(is_popular=Exists(listed_uses(person, many=True)))
    ranked = many.order_by("-is_popular", Length("slug"), "slug")
    return list(ranked.values_list("name", flat=True)[: 2 * AT_MOST])
