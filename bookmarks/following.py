"""Following a collection, a person or a tag, and wanting nothing more of one."""

from datetime import datetime

from django.db import models, transaction
from django.db.models import Q

from accounts.models import Block, User, Viewer
from bookmarks.models import Collection, Follow, FollowingMark, Notice, Tag
from bookmarks.models.follow import Followed
from bookmarks.telling import take_back, tell


class NotOnYourself(ValueError):
    """Nobody follows or blocks themselves."""


def follow_collection(follower: User, collection: Collection, at: datetime) -> Follow:
    follow, is_new = Follow.objects.get_or_create(
        follower=follower, collection=collection, defaults={"created_at": at}
    )
    if is_new:
        tell(collection.owner, Notice.Kind.FOLLOWER, actor=follower, collection=collection, at=at)
    return follow


def follow_person(follower: User, person: User, at: datetime) -> Follow:
    """Raise NotOnYourself."""
    if follower == person:
        raise NotOnYourself
    follow, is_new = Follow.objects.get_or_create(
        follower=follower, person=person, defaults={"created_at": at}
    )
    if is_new:
        tell(person, Notice.Kind.FOLLOWER, actor=follower, at=at)
    return follow


def tag_named(name: str) -> Tag:
    """Made where it is new: of what only other tags lie below there may be none yet."""
    return Tag.objects.named([name])[0]


def follow_tag(follower: User, tag: Tag, at: datetime) -> Follow:
    follow, _new = Follow.objects.get_or_create(
        follower=follower, tag=tag, defaults={"created_at": at}
    )
    return follow


def followed_by(follower: User) -> models.QuerySet[Follow]:
    """What a person follows, the newest first; what they may no longer open is not named."""
    open_to_them = Q(collection__in=Collection.objects.visible_to(follower))
    named = open_to_them | Q(person__may_publish=True) | Q(tag__isnull=False)
    follows = Follow.objects.filter(named, follower=follower)
    return follows.select_related("collection__owner", "person", "tag").order_by("-pk")


def unfollow(follower: User, target: Followed) -> None:
    Follow.objects.filter(_of(target), follower=follower).delete()
    if isinstance(target, User):
        take_back(Notice.Kind.FOLLOWER, actor=follower, recipients=[target.pk])
    elif isinstance(target, Collection):
        take_back(Notice.Kind.FOLLOWER, actor=follower, collection=target)


def end_follow(follow: Follow) -> None:
    unfollow(follow.follower, follow.followed)


def mute_follow(follow: Follow, at: datetime) -> None:
    """It leads to nothing until it is heard again; nobody is told."""
    follow.muted_at = follow.muted_at or at
    follow.save(update_fields=["muted_at"])


def unmute_follow(follow: Follow) -> None:
    follow.muted_at = None
    follow.save(update_fields=["muted_at"])


@transaction.atomic
def mark_seen(person: User, place: tuple[datetime, int], at: datetime) -> None:
    """The line between new and seen; it moves to what is newer alone."""
    saved_at, bookmark = place
    fields = {"saved_at": saved_at, "bookmark_id": bookmark, "marked_at": at}
    _mark, is_new = FollowingMark.objects.get_or_create(person=person, defaults=fields)
    if not is_new:
        older = Q(saved_at__lt=saved_at) | Q(saved_at=saved_at, bookmark_id__lt=bookmark)
        FollowingMark.objects.filter(older, person=person).update(**fields)


def is_following(follower: Viewer, target: Followed) -> bool:
    follows = Follow.objects.filter(_of(target), follower=follower.pk)
    return isinstance(follower, User) and follows.exists()


def _of(target: Followed) -> Q:
    match target:
        case User():
            return Q(person=target)
        case Collection():
            return Q(collection=target)
        case Tag():
            return Q(tag=target)


@transaction.atomic
def block_person(blocker: User, blocked: User) -> None:
    """Neither sees the other's things from now on; what each follows of the other ends."""
    if blocker == blocked:
        raise NotOnYourself
    Block.objects.get_or_create(blocker=blocker, blocked=blocked)
    # In one order whoever of the two blocks: both may do so at the same moment.
    first, second = sorted((blocker, blocked), key=lambda person: person.pk)
    for follower, followed in ((first, second), (second, first)):
        of_theirs = Q(person=followed) | Q(collection__owner=followed)
        Follow.objects.filter(of_theirs, follower=follower).delete()


def unblock_person(blocker: User, blocked: User) -> None:
    Block.objects.filter(blocker=blocker, blocked=blocked).delete()
