"""One person's saving of a link, and the one rule of who sees it."""

import secrets
import string
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, JSONObject, NullIf
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from accounts.models import User, Viewer
from accounts.models.block import not_blocked
from accounts.models.user import Audience
from bookmarks.models.collection import Collection, CollectionItem
from bookmarks.models.link import Link
from bookmarks.models.sorting import SortTitleField
from linkshare.kit.capped import CappedCount
from linkshare.kit.gathered import Gathered

if TYPE_CHECKING:
    from bookmarks.models.tag import Tag

TITLE_MAX = 500
NOTE_MAX = 100_000
KEY_LENGTH = 11
SAVERS_SHOWN = 99
"""Beyond it a list says 99+: the rows that it looks at stay few, however many save a page."""
_LETTERS = string.ascii_letters + string.digits


def new_key() -> str:
    """65 bits that nobody can guess: an unlisted bookmark's address gives no other away."""
    number = secrets.randbelow(len(_LETTERS) ** KEY_LENGTH)
    letters = []
    for _place in range(KEY_LENGTH):
        number, letter = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[letter])
    return "".join(letters)


class Reach(models.IntegerChoices):
    """How far a bookmark reaches by its audience, once the trash and moderators have spoken."""

    OWNER = 0, _("its owner")
    COLLECTIONS = 1, _("those who may open one of its collections")
    EVERYONE = 2, _("everyone")


class BookmarkQuerySet(models.QuerySet["Bookmark"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """What the viewer may see. The only statement of this rule (docs: design, ARCHITECTURE).

        Their own always; of others what reaches everyone or, where it reaches collections, lies
        in one that they may open, of an active, verified, unsuspended owner, with no block
        between the two.
        """
        # The reach first: SQLite looks at them in this order, and at a collection is dear to look.
        in_theirs = Q(reach=Reach.COLLECTIONS) & Q(_in_a_collection_open_to(viewer))
        others = Q(owner__may_publish=True) & (Q(reach=Reach.EVERYONE) | in_theirs)
        if not isinstance(viewer, User):
            return self.filter(others)
        return self.filter(Q(owner=viewer) | (others & not_blocked(viewer)))

    def editable_by(self, user: Viewer) -> Self:
        """What the user may change: their own, wherever it lies."""
        return self.filter(owner=user) if isinstance(user, User) else self.none()

    def listed(self) -> Self:
        """What is for everyone: "collections" is seen in its collections only."""
        return self.filter(reach=Reach.EVERYONE)

    def listed_to(self, viewer: Viewer) -> Self:
        """What lists of the whole site show the viewer: not what is of somebody limited.

        Of `visible_to(viewer).listed()`, without a word of collections: those decide nothing here.
        Where many rows are asked about, the question itself is a third as long.
        """
        return self.listed().filter(_of_owners(Q(owner__may_be_listed=True), viewer))

    def listed_by(self, person: User, viewer: Viewer) -> Self:
        """What the person's own page shows the viewer."""
        theirs = self.listed().saved_by(person)
        return theirs.filter(_of_owners(Q(owner__may_publish=True), viewer))

    def kept(self) -> Self:
        return self.filter(trashed_at__isnull=True)

    def trashed(self) -> Self:
        return self.filter(trashed_at__isnull=False)

    def tagged(self, tag: "Tag") -> Self:
        return self.filter(taggings__tag=tag)

    def saved_by(self, person: User) -> Self:
        return self.filter(owner=person)

    def with_savers(self, viewer: Viewer) -> Self:
        """With `savers`: how many people list the same link to the viewer, up to a bound."""
        same = Bookmark.objects.listed_to(viewer).filter(link=OuterRef("link"))
        return self.annotate(savers=CappedCount(same.values("pk")[: SAVERS_SHOWN + 1]))

    def with_credit(self, viewer: Viewer) -> Self:
        """With `credit`: of the bookmark that it was saved from, if that is listed to the viewer,
        the key and its owner's name."""
        listed = Bookmark.objects.listed_to(viewer).filter(pk=OuterRef("via"))
        name = Coalesce(NullIf("owner__name", Value("")), "owner__handle")
        shown = listed.annotate(shown=JSONObject(key="key", name=name)).values("shown")
        return self.annotate(credit=Subquery(shown))

    def with_own(self, viewer: Viewer) -> Self:
        """With `own`: the key of the viewer's bookmark of the same link."""
        if not isinstance(viewer, User):
            return self
        own = Bookmark.objects.editable_by(viewer).filter(link=OuterRef("link"))
        return self.annotate(own=Subquery(own.values("key")[:1]))

    def as_seen_by(self, viewer: Viewer) -> Self:
        """With all that lies between an entry and its reader, in the query that brings it."""
        return self.with_savers(viewer).with_credit(viewer).with_own(viewer)

    def for_cards(self) -> Self:
        """With all that an entry of a list shows, in one query."""
        shown = self.select_related("link__cover", "link__favicon", "owner")
        uses = apps.get_model("bookmarks", "Tagging").objects.filter(content_object=OuterRef("pk"))
        return shown.annotate(names_of_tags=Gathered(uses, "tag__name"))


def _of_owners(others: Q, viewer: Viewer) -> Q:
    if not isinstance(viewer, User):
        return others
    return Q(owner=viewer) | (others & not_blocked(viewer))


def _in_a_collection_open_to(viewer: Viewer) -> Exists:
    items = CollectionItem.objects.filter(
        bookmark=OuterRef("pk"), collection__in=Collection.objects.visible_to(viewer)
    )
    return Exists(items)


class Bookmark(models.Model):  # type: ignore[django-manager-missing]  # taggit has no types
    key = models.CharField(max_length=11, unique=True, default=new_key, editable=False)
    owner = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="bookmarks", db_index=False
    )
    link = models.ForeignKey(
        Link, on_delete=models.PROTECT, related_name="bookmarks", db_index=False
    )
    collections: "models.ManyToManyField[Collection, models.Model]" = models.ManyToManyField(
        Collection, through="bookmarks.CollectionItem", related_name="bookmarks"
    )
    # Somebody else's, from which it was saved. Shown to whom that one is: see `with_credit`.
    via = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    title = models.CharField(_("title"), max_length=TITLE_MAX, blank=True)
    note = models.TextField(_("note"), max_length=NOTE_MAX, blank=True)
    audience = models.CharField(
        _("who sees it"), max_length=12, choices=Audience, default=Audience.PUBLIC
    )
    is_favorite = models.BooleanField(_("favourite"), default=False)
    is_to_read = models.BooleanField(_("to read"), default=False)
    saved_at = models.DateTimeField(_("saved"))
    changed_at = models.DateTimeField(_("changed"))
    trashed_at = models.DateTimeField(_("in the trash since"), null=True, blank=True)
    hidden_at = models.DateTimeField(_("hidden by moderation since"), null=True, blank=True)
    # By a rule about its site (bookmarks/models/domain_rule.py).
    is_blocked = models.BooleanField(_("site blocked"), default=False, db_default=False)
    # Until a moderator has looked at it, or its owner is no longer new.
    is_held = models.BooleanField(_("waits for a look"), default=False, db_default=False)
    sensitive_at = models.DateTimeField(_("covered by moderation since"), null=True, blank=True)
    # Made by the database, which counts by it too (triggers/counts).
    reach = models.GeneratedField(
        expression=Case(
            When(
                Q(trashed_at__isnull=False)
                | Q(hidden_at__isnull=False)
                | Q(is_blocked=True)
                | Q(is_held=True),
                then=Reach.OWNER,
            ),
            When(audience=Audience.PUBLIC, then=Reach.EVERYONE),
            When(audience=Audience.COLLECTIONS, then=Reach.COLLECTIONS),
            default=Reach.OWNER,
        ),
        output_field=models.PositiveSmallIntegerField(choices=Reach),
        db_persist=True,
    )

    # What A–Z goes by (see `models/sorting.py`).
    sort_title = SortTitleField()

    tags = TaggableManager(through="bookmarks.Tagging", blank=True)
    objects = BookmarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("bookmark")
        verbose_name_plural = _("bookmarks")
        constraints = [
            models.UniqueConstraint(fields=["owner", "link"], name="a_person_saves_a_link_once"),
            models.CheckConstraint(
                condition=Q(audience__in=Audience.values), name="bookmark_audience_known"
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "-saved_at", "-id"], name="bookmark_owner_newest"),
            models.Index(fields=["owner", "sort_title", "id"], name="bookmark_owner_a_z"),
            # A person's page is as fast with a million private ones beside it.
            models.Index(
                fields=["owner", "-saved_at", "-id"],
                condition=Q(reach=Reach.EVERYONE),
                name="bookmark_listed_newest",
            ),
            models.Index(
                fields=["owner", "sort_title", "id"],
                condition=Q(reach=Reach.EVERYONE),
                name="bookmark_listed_a_z",
            ),
            models.Index(fields=["link", "-id"], name="bookmark_of_link"),
            models.Index(
                fields=["saved_at"], condition=Q(reach=Reach.EVERYONE), name="bookmark_lately"
            ),
            models.Index(
                fields=["link", "-id"],
                condition=Q(reach=Reach.EVERYONE) & ~Q(note=""),
                name="bookmark_note_of_link",
            ),
            models.Index(fields=["via"], condition=Q(via__isnull=False), name="bookmark_via"),
            models.Index(
                fields=["owner", "-trashed_at"],
                condition=Q(trashed_at__isnull=False),
                name="bookmark_trash",
            ),
        ]

    def __str__(self) -> str:
        return self.shown_title

    def get_absolute_url(self) -> str:
        return reverse("bookmark", args=[self.key])

    @property
    def shown_title(self) -> str:
        """The person's own title, else the page's, else its address."""
        return self.title or self.link.title or self.link.url

    @property
    def public_title(self) -> str:
        """For where nothing can be covered: feeds, frames, mails."""
        return str(_("Covered as sensitive")) if self.sensitive_at else self.shown_title

    @property
    def tag_names(self) -> list[str]:
        """Sorted; served from what `for_cards` brings."""
        if "names_of_tags" in self.__dict__:
            return sorted(self.__dict__["names_of_tags"] or ())
        return sorted(self.taggings.values_list("tag__name", flat=True))

    def trash(self, at: datetime) -> None:
        self.trashed_at = at
        self.save(update_fields=["trashed_at"])

    def restore(self) -> None:
        self.trashed_at = None
        self.save(update_fields=["trashed_at"])
