"""Following a collection or a person, and wanting nothing more of one."""

from datetime import datetime

from django.db import models, transaction
from django.db.models import Q

from accounts.models import Block, User
from bookmarks.models import Collection, Follow


class NotOnYourself(ValueError):
    """Nobody follows or blocks themselves."""


def follow_collection(follower: User, collection: Collection, at: datetime) -> Follow:
    follow, _new = Follow.objects.get_or_create(
        follower=follower, collection=collection, defaults={"created_at": at}
    )
    return follow


def follow_person(follower: User, person: User, at: datetime) -> Follow:
    """Raise NotOnYourself."""
    if follower == person:
        raise NotOnYourself
    follow, _new = Follow.objects.get_or_create(
        follower=follower, person=person, defaults={"created_at": at}
    )
    return follow


def followed_by(follower: User) -> models.QuerySet[Follow]:
    """What a person follows, the newest first; what they may no longer open is not named."""
    open_to_them = Q(collection__in=Collection.objects.visible_to(follower))
    follows = Follow.objects.filter(open_to_them | Q(person__may_publish=True), follower=follower)
    return follows.select_related("collection__owner", "person").order_by("-pk")


def unfollow(follower: User, target: Collection | User) -> None:
    follows = Follow.objects.filter(follower=follower)
    if isinstance(target, User):
        follows.filter(person=target).delete()
    else:
        follows.filter(collection=target).delete()


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
