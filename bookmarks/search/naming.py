"""What the names in a query stand for: three look-ups at most, however many there are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from django.db.models import Q
from django.db.models.functions import Lower

from accounts.models import User, Viewer
from bookmarks.models import Collection, TagAlias
from bookmarks.models.tag_alias import Sense
from bookmarks.search import tree
from bookmarks.search.terms import Condition, any_token
from bookmarks.tag_names import branch_token, folded

ME = "me"

Ids = Mapping[str, list[int]]


@dataclass(frozen=True, slots=True)
class Names:
    """Name as typed → ids; none where the viewer is to know nothing of that name."""

    tags: Mapping[str, Sequence[str]]
    """Of tags not ids but what the index has: the names of those below need not be known."""
    people: Ids
    collections: Ids
    owners: Mapping[int, int] = field(default_factory=dict)
    """Whose each of the collections is."""
    said: Mapping[int, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    """Tags as each of the speakers means them."""

    @classmethod
    def of(cls, root: tree.Node, viewer: Viewer, speakers: Iterable[int] = ()) -> Self:
        """`speakers` are people whose own words these are, too: see `meant_by`."""
        tags: set[str] = set()
        handles: set[str] = set()
        collections: set[str] = set()
        for leaf in tree.leaves(root):
            match leaf:
                case tree.Tag(name):
                    tags.add(name)
                case tree.By(handle):
                    handles.add(handle)
                case tree.In(collection):
                    collections.add(collection)
        speakers = set(speakers)
        return cls(
            _tags(tags, viewer) if tags and not speakers else {},
            _people(handles, viewer) if handles else {},
            *(_collections(collections, viewer) if collections else ({}, {})),
            said=_said(tags, speakers) if speakers else {},
        )

    def meant_by(self, person_id: int) -> Self:
        """As a speaker's own words, whoever reads them: `by:me` is they, `in:` is theirs."""
        theirs = {
            name: [pk for pk in ids if self.owners[pk] == person_id]
            for name, ids in self.collections.items()
        }
        people = {
            name: [person_id] if name.lower() == ME else ids for name, ids in self.people.items()
        }
        return replace(self, tags=self.said[person_id], collections=theirs, people=people)


def _tags(names: set[str], viewer: Viewer) -> dict[str, list[str]]:
    """With all that means the same to the viewer. #dev is also what lies below, as dev/python."""
    senses = TagAlias.objects.known_to(viewer).senses(map(folded, names))
    return _marks(names, senses)


def _said(names: set[str], speakers: set[int]) -> dict[int, dict[str, list[str]]]:
    senses = TagAlias.objects.senses_of(speakers, map(folded, names))
    return {pk: _marks(names, senses[pk]) for pk in speakers}


def _marks(names: set[str], senses: Mapping[str, Sense]) -> dict[str, list[str]]:
    return {name: list(map(branch_token, senses[folded(name)].slugs)) for name in names}


def tag_condition(slugs: Sequence[str]) -> Condition:
    """On the index: to have one of these tags, or one below."""
    return any_token(map(branch_token, slugs))


def _people(handles: set[str], viewer: Viewer) -> Ids:
    lower = Lower("handle")
    known = User.objects.alias(lower=lower).filter(lower__in={h.lower() for h in handles})
    ids = {handle.lower(): [pk] for pk, handle in known.values_list("pk", "handle")}
    if isinstance(viewer, User):
        ids[ME] = [viewer.pk]
    return {handle: ids.get(handle.lower(), []) for handle in handles}


def _collections(names: set[str], viewer: Viewer) -> tuple[Ids, Mapping[int, int]]:
    """By title or by the last part of the address; only what lists name to the viewer."""
    asked = Q(slug__in={name.lower() for name in names})
    for name in names:
        asked |= Q(title__iexact=name)
    listed = Collection.objects.listed_to(viewer).filter(asked)
    known = list(listed.values_list("pk", "slug", "title", "owner_id"))
    ids = {
        name: [
            pk
            for pk, slug, title, _owner in known
            if name.lower() == slug or name.casefold() == title.casefold()
        ]
        for name in names
    }
    return ids, {pk: owner for pk, _slug, _title, owner in known}
