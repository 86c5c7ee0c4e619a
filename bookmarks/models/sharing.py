"""Collections that several people fill: invitations, what happened there, and where they were."""

import secrets
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from bookmarks.models.bookmark import Bookmark
from bookmarks.models.collection import SLUG_MAX, Collection


def new_key() -> str:
    """128 bits: whoever has it was given it."""
    return secrets.token_urlsafe(16)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, at: datetime) -> Self:
        """Neither answered nor too old, of an owner who is still the owner and may publish."""
        is_theirs = Q(inviter=models.F("collection__owner"), inviter__may_publish=True)
        return self.filter(
            is_theirs,
            state=Invitation.State.WAITING,
            expires_at__gt=at,
            collection__hidden_at__isnull=True,
        )

    def to_people(self) -> Self:
        """Not those that a link holds for whoever has it."""
        return self.exclude(person=None, email="")


class Invitation(models.Model):
    """To join a collection, or to own it: of one person, of whoever gets a mail, or has a link."""

    class Role(models.TextChoices):
        EDITOR = "editor", _("May add and order")
        VIEWER = "viewer", _("May look")
        OWNER = "owner", _("Owns it from then on")

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for an answer")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        REVOKED = "revoked", _("taken back")

    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="invitations")
    inviter = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations_made")
    role = models.CharField(_("role"), max_length=6, choices=Role, default=Role.VIEWER)
    person = models.ForeignKey(
        User, null=True, on_delete=models.CASCADE, related_name="invitations"
    )
    email = models.EmailField(_("mail address"), blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "person"],
                condition=Q(state="waiting", person__isnull=False),
                name="one_invitation_waits_for_a_person",
            ),
            models.UniqueConstraint(
                fields=["collection", "email"],
                condition=Q(state="waiting") & ~Q(email=""),
                name="one_invitation_waits_for_an_address",
            ),
            models.UniqueConstraint(
                fields=["collection", "role"],
                condition=Q(state="waiting", person__isnull=True, email=""),
                name="one_link_a_role",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(email=""), name="an_invitation_goes_one_way"
            ),
            models.CheckConstraint(
                condition=Q(role__in=["editor", "viewer"]) | Q(role="owner", person__isnull=False),
                name="only_a_person_is_made_owner",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "accepted", "declined", "revoked"]),
                name="invitation_state_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.collection_id}: {self.person_id or self.email or 'link'}"

    def get_absolute_url(self) -> str:
        return reverse("invitation", args=[self.key])

    @property
    def title(self) -> str:
        """Of what it invites to: whoever is invited may know."""
        return self.collection.title

    @property
    def is_link(self) -> bool:
        return self.person_id is None and not self.email


class CollectionEvent(models.Model):
    """What happened in a collection that has members."""

    class Kind(models.TextChoices):
        JOINED = "joined", _("joined")
        LEFT = "left", _("left")
        REMOVED = "removed", _("was removed")
        OWNER = "owner", _("became the owner")
        ADDED = "added", _("added")

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="events")
    # Who joined, left, added.
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=7, choices=Kind)
    bookmark = models.ForeignKey(Bookmark, null=True, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="added", bookmark__isnull=False)
                | Q(kind__in=["joined", "left", "removed", "owner"], bookmark__isnull=True),
                name="what_was_added_is_named",
            )
        ]
        indexes = [models.Index(fields=["collection", "-id"], name="event_newest")]

    def __str__(self) -> str:
        return f"{self.collection_id}: {self.person_id} {self.kind}"


class FormerAddress(models.Model):
    """Where a collection was before it was handed over: the address leads to it still."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    slug = models.CharField(max_length=SLUG_MAX)
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "slug"], name="a_former_address_once")
        ]

    def __str__(self) -> str:
        return f"{self.owner_id}/{self.slug} → {self.collection_id}"
