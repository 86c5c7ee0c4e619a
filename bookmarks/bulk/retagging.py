"""Tags that become others on some hundred bookmarks of one person, and back."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from bookmarks.bulk.holding import hold
from bookmarks.bulk.outcomes import Done, Undone
from bookmarks.models import Tag, Tagging
from bookmarks.models.bookmark import BookmarkQuerySet
from bookmarks.tag_names import folded
from linkshare.kit.mass_insert import insert_rows
from linkshare.kit.these import these

Use = tuple[int, int]
"""A tag on a bookmark."""


@dataclass(frozen=True, slots=True)
class Retag:
    """All at once: a tag may become what another was.

    `before`: what was taken and what was given, as tag → ids of the bookmarks.
    """

    own: BookmarkQuerySet
    becomes: Mapping[str, str]
    """By the slug of a tag, the name of what it becomes; "": nothing."""

    def same(self) -> Q:
        return Q(pk__in=[])

    def do(self, ids: Sequence[int], at: datetime) -> Done:
        there = _uses_on(hold(self.own, ids))
        old = _tags(self.becomes)
        new = {tag.slug: tag for tag in Tag.objects.named(filter(None, self.becomes.values()))}
        goals = {tag.pk: new.get(folded(self.becomes[slug])) for slug, tag in old.items()}
        meant = [use for use in there if use[0] in goals]
        given = {(goal.pk, pk) for tag, pk in meant if (goal := goals[tag])}
        taken = set(meant) - given
        given -= there.keys()
        _swap(there, taken, given)
        names = {tag.pk: tag.name for tag in (*old.values(), *new.values())}
        before = {"taken": _by_name(taken, names), "given": _by_name(given, names)}
        return Done(before, len({pk for _tag, pk in taken | given}))

    def undo(self, before: Any, at: datetime) -> Undone:
        """Of bookmarks that still have what they were given; the others were changed since."""
        tags = _tags(folded(name) for part in before.values() for name in part)
        taken, given = (_by_tag(before[part], tags) for part in ("taken", "given"))
        here = hold(self.own, sorted({pk for _tag, pk in taken | given}))
        there = _uses_on(here)
        ours = set(here) - {pk for _tag, pk in given - there.keys()}
        taken, given = ({use for use in uses if use[1] in ours} for uses in (taken, given))
        _swap(there, given, taken - there.keys())
        return Undone(len(ours), len(here) - len(ours))


def _uses_on(bookmarks: Sequence[int]) -> dict[Use, int]:
    """With the key of each row."""
    uses = Tagging.objects.filter(content_object__in=these(bookmarks))
    rows = uses.values_list("tag_id", "content_object_id", "pk")
    return {(tag, bookmark): pk for tag, bookmark, pk in rows}


def _tags(slugs: Iterable[str]) -> dict[str, Tag]:
    return {tag.slug: tag for tag in Tag.objects.filter(slug__in=set(slugs))}


def _swap(there: Mapping[Use, int], taken: Iterable[Use], given: Iterable[Use]) -> None:
    Tagging.objects.filter(pk__in=these([there[use] for use in taken])).delete()
    insert_rows(Tagging, ("tag_id", "content_object_id"), sorted(given))


def _by_name(uses: Iterable[Use], names: Mapping[int, str]) -> dict[str, list[int]]:
    by_name: dict[str, list[int]] = defaultdict(list)
    for tag, bookmark in sorted(uses):
        by_name[names[tag]].append(bookmark)
    return by_name


def _by_tag(by_name: Mapping[str, Sequence[int]], tags: Mapping[str, Tag]) -> set[Use]:
    known = ((tags.get(folded(name)), ids) for name, ids in by_name.items())
    return {(tag.pk, bookmark) for tag, ids in known if tag for bookmark in ids}
