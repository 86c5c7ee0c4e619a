"""What public pages say of themselves to machines, in the words of https://schema.org."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings

from accounts.models import User
from bookmarks.listing import Entry
from bookmarks.models import Collection
from bookmarks.templatetags.text import plain
from bookmarks.views.lists import ListPage

Thing = dict[str, Any]
Crumbs = Sequence[tuple[str, str]]


def of_collection(collection: Collection, description: str, above: Crumbs, page: ListPage) -> Thing:
    """`above`: titles and paths of the collections round it, the outermost first."""
    url = _whole(collection.get_absolute_url())
    owner = collection.owner
    trail = [(owner.display_name, owner.get_absolute_url()), *above]
    return _graph(
        {
            "@type": "CollectionPage",
            "@id": url,
            "url": url,
            "name": collection.title,
            "description": description,
            "dateCreated": collection.created_at.isoformat(),
            "author": _person(owner),
            "mainEntity": _list_of(page),
        },
        _trail([*trail, (collection.title, collection.get_absolute_url())]),
    )


def of_person(person: User, page: ListPage) -> Thing:
    url = _whole(person.get_absolute_url())
    return _graph(
        {
            "@type": "ProfilePage",
            "@id": url,
            "url": url,
            "dateCreated": person.date_joined.isoformat(),
            "mainEntity": {**_person(person), "identifier": person.handle},
            "hasPart": _list_of(page),
        },
    )


def _graph(*things: Thing) -> Thing:
    return {"@context": "https://schema.org", "@graph": list(things)}


def _person(person: User) -> Thing:
    said = {
        "@type": "Person",
        "name": person.display_name,
        "alternateName": f"@{person.handle}",
        "url": _whole(person.get_absolute_url()),
    }
    return {**said, "description": plain(person.bio)} if person.bio else said


def _list_of(page: ListPage) -> Thing:
    said = {"@type": "ItemList", "itemListElement": list(map(_place, range(1, 51), page.entries))}
    return {**said, "numberOfItems": page.count} if page.count is not None else said


def _place(position: int, entry: Entry) -> Thing:
    bookmark = entry.bookmark
    return {
        "@type": "ListItem",
        "position": position,
        "name": bookmark.public_title,
        "url": _whole(bookmark.get_absolute_url()) if bookmark.sensitive_at else bookmark.link.url,
    }


def _trail(crumbs: Crumbs) -> Thing:
    steps = [
        {"@type": "ListItem", "position": n, "name": name, "item": _whole(path)}
        for n, (name, path) in enumerate(crumbs, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps}


def _whole(path: str) -> str:
    return f"{settings.SITE_URL}{path}"
