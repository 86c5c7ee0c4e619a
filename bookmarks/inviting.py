"""Inviting people to a collection, what they answer, and handing it over."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Block, User
from bookmarks.collecting import free_slug, record, share
from bookmarks.models import (
    Case,
    Collection,
    CollectionEvent,
    Follow,
    FormerAddress,
    Invitation,
    Notice,
)
from bookmarks.telling import tell

VALID_FOR = timedelta(days=30)
A_DAY = 50
"""Invitations of people and addresses that one person may send in a day."""

Kind = CollectionEvent.Kind
Role = Invitation.Role
State = Invitation.State


class NotInvited(ValueError):
    """Its text says why, for the person who invites."""


class NotOpen(ValueError):
    """The invitation was answered or taken back meanwhile, or is too old."""


@transaction.atomic
def invite(collection: Collection, person: User, role: str, at: datetime) -> Invitation:
    """Ask a person; to ask again changes the role. Raise NotInvited."""
    owner = collection.owner
    _refuse_flood(owner, at)
    if Block.objects.filter(blocker=person, blocked=owner).exists():
        raise NotInvited(_("This person does not want to hear from you."))
    invitation, _new = Invitation.objects.update_or_create(
        collection=collection,
        person=person,
        state=State.WAITING,
        defaults=_times(at) | {"role": role, "inviter": owner},
    )
    tell(person, Notice.Kind.INVITATION, actor=owner, collection=collection, at=at, again=True)
    return invitation


@transaction.atomic
def invite_address(collection: Collection, email: str, role: str, at: datetime) -> Invitation:
    """Raise NotInvited. The mail is the caller's to send."""
    _refuse_flood(collection.owner, at)
    invitation, _new = Invitation.objects.update_or_create(
        collection=collection,
        email=email.lower(),
        state=State.WAITING,
        defaults=_times(at) | {"role": role, "inviter": collection.owner},
    )
    return invitation


def link_of(collection: Collection, role: str, at: datetime) -> Invitation:
    """What lets in everybody who has it, until it is taken back."""
    link, _new = Invitation.objects.update_or_create(
        collection=collection,
        role=role,
        person=None,
        email="",
        state=State.WAITING,
        defaults=_times(at) | {"inviter": collection.owner},
    )
    return link


def revoke(invitation: Invitation) -> None:
    waiting = Invitation.objects.filter(pk=invitation.pk, state=State.WAITING)
    waiting.update(state=State.REVOKED)


@transaction.atomic
def accept(invitation: Invitation, by: User, at: datetime) -> None:
    """Raise NotOpen. Whoever is a member already keeps the larger role."""
    held = Invitation.objects.select_for_update(of=("self",)).open(at)
    current = held.filter(pk=invitation.pk).select_related("collection__owner").first()
    if current is None or current.person_id not in {None, by.pk}:
        raise NotOpen
    if not current.is_link:
        Invitation.objects.filter(pk=current.pk).update(state=State.ACCEPTED)
    collection = current.collection
    if current.role == Role.OWNER:
        _hand_over(collection, by, at)
    elif collection.owner != by:
        _join(collection, by, current.role, at)


def decline(invitation: Invitation) -> None:
    if not invitation.is_link:
        waiting = Invitation.objects.filter(pk=invitation.pk, state=State.WAITING)
        waiting.update(state=State.DECLINED)


def _join(collection: Collection, person: User, role: str, at: datetime) -> None:
    before = collection.members.filter(person=person).values_list("role", flat=True).first()
    if before == Role.EDITOR:
        return
    share(collection, person, role, at)
    if before is None:
        record(collection, person, Kind.JOINED, at)


def _hand_over(collection: Collection, to: User, at: datetime) -> None:
    """What lay inside stays with the one who gave it; what they added to it stays in it."""
    giver = collection.owner
    both = User.objects.filter(pk__in=[giver.pk, to.pk]).order_by("pk")
    list(both.select_for_update(no_key=True))
    Collection.objects.filter(parent=collection).update(parent=collection.parent)
    FormerAddress.objects.update_or_create(
        owner=giver, slug=collection.slug, defaults={"collection": collection}
    )
    collection.slug = free_slug(to, collection.title)
    collection.owner, collection.parent, collection.changed_at = to, None, at
    collection.save(update_fields=["owner", "slug", "parent", "changed_at"])
    Case.objects.filter(collection=collection).update(author=to)
    collection.members.filter(person=to).delete()
    Follow.objects.filter(follower=to, collection=collection).delete()
    Invitation.objects.filter(collection=collection, state=State.WAITING).update(
        state=State.REVOKED
    )
    share(collection, giver, Role.EDITOR, at)
    record(collection, to, Kind.OWNER, at)


def _refuse_flood(owner: User, at: datetime) -> None:
    if not owner.may_publish:
        raise NotInvited(_("First verify your mail address: its link is in your mail."))
    sent = Invitation.objects.filter(inviter=owner, created_at__gt=at - timedelta(days=1))
    if sent.to_people()[:A_DAY].count() == A_DAY:
        raise NotInvited(_("That is enough for one day: please go on tomorrow."))


def _times(at: datetime) -> dict[str, datetime]:
    return {"created_at": at, "expires_at": at + VALID_FOR}
