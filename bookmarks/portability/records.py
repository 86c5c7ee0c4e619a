"""A person's data as plain records: what "everything" is in "download my data"."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.db.models import F

from accounts.models import FirstAddress, User
from bookmarks.models import Bookmark, Case, Collection, CollectionItem, TagAlias
from bookmarks.muting import mutes_of

Record = Mapping[str, object]
CHUNK = 1000


def everything_of(person: User) -> Iterator[tuple[str, Iterable[Record]]]:
    """Pairs of a file's name and its records, in the order of the archive."""
    yield "profile", [_profile(person)]
    yield "bookmarks", _bookmarks(person)
    yield "tag_aliases", _tag_aliases(person)
    yield "collections", _collections(person)
    yield "memberships", _memberships(person)
    yield "follows", _follows(person)
    yield "blocks", _blocks(person)
    yield "mutes", _mutes(person)
    yield "reports", _reports(person)
    yield "notices", person.notices.order_by("pk").values("kind", "text", "created_at", "read_at")


def _profile(person: User) -> Record:
    addresses = EmailAddress.objects.filter(user=person).order_by("pk")
    elsewhere = SocialAccount.objects.filter(user=person).order_by("pk")
    return {
        "handle": person.handle,
        "earlier_handles": list(_earlier_handles(person)),
        "name": person.name,
        "about": person.bio,
        "mail_addresses": list(addresses.values("email", "verified", "primary")),
        "connected_accounts": list(elsewhere.values("provider", "uid", "date_joined")),
        "time_zone": person.time_zone,
        "default_audience": person.default_audience,
        "joined": person.date_joined,
        "joined_from": _first_address(person),
        "verified": person.verified_at,
        "suspended": person.suspended_at,
        "suspended_until": person.suspended_until,
        "banned": person.banned_at,
        "limited": person.limited_at,
    }


def _first_address(person: User) -> str | None:
    """None once it is no longer kept."""
    noted = FirstAddress.objects.filter(person=person).first()
    return str(noted) if noted else None


def _earlier_handles(person: User) -> Iterable[Record]:
    return person.handle_changes.order_by("pk").values("old_handle", "changed_at")


def _bookmarks(person: User) -> Iterator[Record]:
    own = Bookmark.objects.visible_to(person).saved_by(person).for_cards()
    own = own.prefetch_related("items").order_by("pk")
    addresses = _addresses(person, CollectionItem.objects.filter(bookmark__owner=person))
    for bookmark in own.iterator(chunk_size=CHUNK):
        yield {
            "key": bookmark.key,
            "url": bookmark.link.url,
            "title": bookmark.title,
            "title_of_the_page": bookmark.link.title,
            "excerpt": bookmark.link.excerpt,
            "note": bookmark.note,
            "tags": bookmark.tag_names,
            "audience": bookmark.audience,
            "collections": _present(
                addresses.get(item.collection_id) for item in bookmark.items.all()
            ),
            "favourite": bookmark.is_favorite,
            "to_read": bookmark.is_to_read,
            "saved": bookmark.saved_at,
            "changed": bookmark.changed_at,
            "in_the_trash_since": bookmark.trashed_at,
            "hidden_by_moderation_since": bookmark.hidden_at,
            "site_is_blocked": bookmark.is_blocked,
            "waits_for_a_look": bookmark.is_held,
            "covered_by_moderation_since": bookmark.sensitive_at,
        }


def _tag_aliases(person: User) -> Iterable[Record]:
    own = TagAlias.objects.of(person).order_by("slug")
    return own.values("name", stands_for=F("tag__name"))


def _collections(person: User) -> Iterator[Record]:
    own = Collection.objects.managed_by(person).select_related("owner", "parent__owner")
    for collection in own.prefetch_related("members__person").order_by("pk"):
        yield {
            "address": _address(collection),
            "title": collection.title,
            "description": collection.description,
            "search": collection.query,
            "inside": _address(collection.parent) if collection.parent else None,
            "audience": collection.audience,
            "members": {m.person.handle: m.role for m in collection.members.all()},
            "on_profile": collection.is_on_profile,
            "view": collection.default_view,
            "sort": collection.default_sort,
            "made": collection.created_at,
            "changed": collection.changed_at,
        }


def _memberships(person: User) -> Iterator[Record]:
    addresses = _addresses(person, person.memberships)
    for member in person.memberships.order_by("pk"):
        yield {
            "collection": addresses.get(member.collection_id),
            "role": member.role,
            "since": member.added_at,
        }


def _follows(person: User) -> Iterator[Record]:
    addresses = _addresses(person, person.follows)
    for follow in person.follows.select_related("person", "tag").order_by("pk"):
        yield {
            "collection": addresses.get(follow.collection_id),
            "person": follow.person.handle if follow.person else None,
            "tag": follow.tag.name if follow.tag else None,
            "since": follow.created_at,
            "muted": follow.muted_at,
        }


def _blocks(person: User) -> Iterator[Record]:
    for block in person.blocks_made.select_related("blocked").order_by("pk"):
        yield {"person": block.blocked.handle, "since": block.created_at}


def _mutes(person: User) -> Iterator[Record]:
    for mute in mutes_of(person):
        yield {
            "person": mute.person.handle if mute.person else None,
            "tag": mute.tag.name if mute.tag else None,
            "site": mute.host,
            "since": mute.created_at,
        }


def _reports(person: User) -> Iterator[Record]:
    reported = Case.objects.filter(reports__reporter=person)
    addresses = _addresses(person, reported)
    seen = Bookmark.objects.visible_to(person).filter(pk__in=reported.values("bookmark"))
    urls: dict[int | None, str] = dict(seen.values_list("pk", "link__url"))
    for report in person.reports.select_related("case__person", "case__tag").order_by("pk"):
        case = report.case
        yield {
            "kind": case.kind,
            "bookmark": urls.get(case.bookmark_id),
            "collection": addresses.get(case.collection_id),
            "person": case.person.handle if case.person else None,
            "tag": case.tag.name if case.tag else None,
            "site": case.host if case.kind == Case.Kind.SITE else None,
            "reason": report.reason,
            "note": report.note,
            "reported": report.created_at,
            "answered": report.entry_id is not None,
        }


def _addresses(person: User, rows: Any) -> dict[int | None, str]:
    """Of the collections of these rows, by id, as far as the person may open them.

    What others have made private since, its address included, is not the person's to take away.
    """
    seen = Collection.objects.visible_to(person).filter(pk__in=rows.values("collection"))
    return {collection.pk: _address(collection) for collection in seen.select_related("owner")}


def _present(addresses: Iterable[str | None]) -> list[str]:
    return [address for address in addresses if address]


def _address(collection: Collection) -> str:
    return f"@{collection.owner.handle}/{collection.slug}"
