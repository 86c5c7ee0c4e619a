"""What moderators read: what is public, and what would be if they had not acted."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q

from accounts.models.user import Audience
from bookmarks.models import Bookmark, Collection, CollectionItem, Tag
from bookmarks.models.bookmark import BookmarkQuerySet
from bookmarks.models.collection import CollectionQuerySet
from bookmarks.models.moderation import Target

_OF_THE_SUSPENDED = Q(owner__suspended_at__isnull=False)
_AUTHOR_IS_THERE = Q(owner__is_active=True, owner__verified_at__isnull=False)
_WITHHELD = (Q(hidden_at__isnull=False) | _OF_THE_SUSPENDED) & _AUTHOR_IS_THERE
_BOOKMARK_WITHHELD = (
    Q(hidden_at__isnull=False) | Q(is_blocked=True) | Q(is_held=True) | _OF_THE_SUSPENDED
) & _AUTHOR_IS_THERE


def readable_bookmarks() -> BookmarkQuerySet:
    """What anybody may see, and what nothing but moderation keeps from them."""
    in_an_open_collection = Exists(
        CollectionItem.objects.filter(
            Q(collection__audience__in=Collection.OPEN) | ~Q(collection__unpublished_from=""),
            bookmark=OuterRef("pk"),
        )
    )
    is_open = Q(audience=Audience.PUBLIC) | (
        Q(audience=Audience.COLLECTIONS) & in_an_open_collection
    )
    withheld = Bookmark.objects.filter(_BOOKMARK_WITHHELD, is_open, trashed_at__isnull=True)
    return Bookmark.objects.visible_to(AnonymousUser()) | withheld


def readable_collections() -> CollectionQuerySet:
    """The twin of `readable_bookmarks`."""
    is_withheld = Q(_WITHHELD, audience__in=Collection.OPEN) | Q(
        ~Q(unpublished_from=""), owner__is_active=True, owner__verified_at__isnull=False
    )
    return Collection.objects.visible_to(AnonymousUser()) | Collection.objects.filter(is_withheld)


def is_readable(target: Target) -> bool:
    if isinstance(target, Bookmark):
        return readable_bookmarks().filter(pk=target.pk).exists()
    if isinstance(target, Collection):
        return readable_collections().filter(pk=target.pk).exists()
    if isinstance(target, Tag):
        return readable_bookmarks().filter(taggings__tag=target).exists()
    return True


def public_bookmarks() -> BookmarkQuerySet:
    """What everybody sees today."""
    return Bookmark.objects.visible_to(AnonymousUser()).listed()


def public_collections() -> CollectionQuerySet:
    return Collection.objects.listed_to(AnonymousUser())
