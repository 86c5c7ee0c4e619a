"""The demo account and its two neighbours, read from `content/*.toml`.

Made once, in one transaction. From then on they are the people's own: a second run leaves all as
it is, whatever was changed or deleted.
"""

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from bookmarks.addresses import host_of
from bookmarks.demo.login import HANDLE
from bookmarks.demo.people import demo_password, demo_person, mail_address, make_person
from bookmarks.models import Bookmark, Collection, CollectionItem, Follow, Link, Tag, Tagging

CONTENT = Path(__file__).parent / "content"
NEIGHBOURS = ("ann", "ben")
JOINED = datetime(2026, 1, 5, 9, tzinfo=UTC)

Account = dict[str, Any]


def is_seeded() -> bool:
    """Nobody can log in as a neighbour, so their accounts say whether the seed was made."""
    return User.objects.filter(email__in=map(mail_address, NEIGHBOURS)).exists()


def sow() -> str:
    """Make the content and return the demo person's password; "" if they were there before."""
    accounts = [read(handle) for handle in (HANDLE, *NEIGHBOURS)]
    with transaction.atomic():
        password = make_demo_person()
        people = {HANDLE: _demo_person()} | {
            account["person"]["handle"]: _make_neighbour(account["person"])
            for account in accounts[1:]
        }
        collections = _make_collections(accounts, people)
        _make_bookmarks(accounts, people, collections)
        _make_follows(accounts, people, collections)
    return password


def read(handle: str) -> Account:
    return tomllib.loads((CONTENT / f"{handle}.toml").read_text(encoding="utf-8"))


def make_demo_person() -> str:
    """Make them if there is no such person; return the password if so, else ""."""
    if demo_person():
        return ""
    password = demo_password()
    about = read(HANDLE)["person"]
    make_person(HANDLE, JOINED, password, name=about["name"], bio=about["bio"])
    return password


def _demo_person() -> User:
    person = demo_person()
    assert person is not None
    return person


def _make_neighbour(about: dict[str, Any]) -> User:
    return make_person(about["handle"], JOINED, name=about["name"], bio=about["bio"])


def _make_collections(
    accounts: list[Account], people: dict[str, User]
) -> dict[tuple[str, str], Collection]:
    """(handle, slug) → collection. A parent stands before its children in the file."""
    made: dict[tuple[str, str], Collection] = {}
    for account in accounts:
        handle = account["person"]["handle"]
        for fields in account["collections"]:
            parent = made[handle, fields["parent"]] if "parent" in fields else None
            made[handle, fields["slug"]] = Collection.objects.create(
                owner=people[handle],
                **fields | {"parent": parent},
                created_at=JOINED,
                changed_at=JOINED,
            )
    return made


def _make_bookmarks(
    accounts: list[Account],
    people: dict[str, User],
    collections: dict[tuple[str, str], Collection],
) -> None:
    """Oldest first, whoever's they are: ids follow time."""
    found = [
        (fields["saved_at"], account["person"]["handle"], fields)
        for account in accounts
        for fields in account["bookmarks"]
    ]
    facts: dict[str, dict[str, Any]] = {}
    for _at, _handle, fields in found:
        facts.setdefault(fields["url"], fields)
    for _at, handle, fields in sorted(found, key=lambda one: one[0]):
        bookmark = _make_bookmark(people[handle], _link(facts[fields["url"]]), fields)
        for slug in fields["collections"]:
            _put(bookmark, collections[handle, slug])


def _link(facts: dict[str, Any]) -> Link:
    """With its facts already read and no fetch due: these pages are shown, never visited."""
    link, _created = Link.objects.get_or_create(
        url=facts["url"],
        defaults={
            "host": host_of(facts["url"]),
            "title": facts["title"],
            "excerpt": facts.get("excerpt", ""),
            "kind": Link.Kind.ARTICLE,
            "state": Link.State.OK,
            "language": "en",
            "fetched_at": facts["saved_at"],
            "created_at": facts["saved_at"],
        },
    )
    return link


def _make_bookmark(owner: User, link: Link, fields: dict[str, Any]) -> Bookmark:
    bookmark = Bookmark.objects.create(
        owner=owner,
        link=link,
        note=fields.get("note", "").strip(),
        is_favorite=fields.get("favorite", False),
        is_to_read=fields.get("to_read", False),
        saved_at=fields["saved_at"],
        changed_at=fields["saved_at"],
    )
    tags = Tag.objects.named(fields["tags"])
    Tagging.objects.bulk_create(Tagging(tag=tag, content_object=bookmark) for tag in tags)
    return bookmark


def _put(bookmark: Bookmark, collection: Collection) -> None:
    CollectionItem.objects.create(
        collection=collection,
        bookmark=bookmark,
        position=CollectionItem.top_of(collection.pk),
        saved_at=bookmark.saved_at,
        added_at=bookmark.saved_at,
    )


def _make_follows(
    accounts: list[Account],
    people: dict[str, User],
    collections: dict[tuple[str, str], Collection],
) -> None:
    """`follows` names a person as "@ann", a collection as "@ann/slow-web"."""
    for account in accounts:
        follower = people[account["person"]["handle"]]
        for name in account["person"]["follows"]:
            handle, _, slug = name.removeprefix("@").partition("/")
            Follow.objects.create(
                follower=follower,
                person=None if slug else people[handle],
                collection=collections[handle, slug] if slug else None,
                created_at=timezone.now(),
            )
