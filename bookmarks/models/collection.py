"""Named, ordered gatherings of bookmarks, in a tree, with an audience and members."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User, Viewer
from accounts.models.block import not_blocked
from bookmarks.models.sorting import SortTitleField

if TYPE_CHECKING:
    from bookmarks.models.bookmark import Bookmark

SLUG_MAX = 80
TITLE_MAX = 120
DESCRIPTION_MAX = 5000
ICON_MAX = 16
QUERY_MAX = 1000


class CollectionQuerySet(models.QuerySet["Collection"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """What the viewer may open: the twin of `Bookmark.objects.visible_to`.

        Their own always; of others what is not hidden by moderation, of an owner who may
        publish, with no block between the two, and public, unlisted or shared with them.
        """
        others = Q(hidden_at__isnull=True, owner__may_publish=True)
        if not isinstance(viewer, User):
            return self.filter(others, audience__in=Collection.OPEN)
        shared = Q(pk__in=CollectionMember.objects.filter(person=viewer).values("collection_id"))
        others &= not_blocked(viewer) & (Q(audience__in=Collection.OPEN) | shared)
        return self.filter(Q(owner=viewer) | others)

    def listed_to(self, viewer: Viewer) -> Self:
        """What lists may name: `visible_to` less what is only for those with its address."""
        seen = self.visible_to(viewer)
        listed = Q(audience=Collection.Audience.PUBLIC)
        if not isinstance(viewer, User):
            return seen.filter(listed)
        shared = Q(pk__in=CollectionMember.objects.filter(person=viewer).values("collection_id"))
        return seen.filter(listed | Q(owner=viewer) | shared)

    def managed_by(self, user: Viewer) -> Self:
        """Whose title, audience, members and place the user may change."""
        return self.filter(owner=user) if isinstance(user, User) else self.none()

    def editable_by(self, user: Viewer) -> Self:
        """To which the user may add, and whose order they may change: no smart one.

        While they are suspended, their own alone.
        """
        if not isinstance(user, User):
            return self.none()
        by_hand = self.filter(query="")
        if user.suspended_at:
            return by_hand.managed_by(user)
        edits = CollectionMember.objects.filter(person=user, role=CollectionMember.Role.EDITOR)
        shared = Q(pk__in=edits.values("collection_id"))
        return by_hand.visible_to(user).filter(Q(owner=user) | shared)

    def public(self) -> Self:
        """Those that lists of the whole site may name: not those of somebody limited."""
        return self.filter(audience=Collection.Audience.PUBLIC, owner__may_be_listed=True)

    def smart(self) -> Self:
        """Those that a search fills."""
        return self.exclude(query="")

    def hold(self, collections: "Iterable[Collection]") -> list[int]:
        """Lock what they hold until the transaction ends; the ids of those that still exist.

        Always in one order, so that two who hold several do not wait for each other. What was
        read before may be out of date: look again.
        """
        found = self.filter(pk__in=[collection.pk for collection in collections])
        locked = found.order_by("pk").select_for_update(no_key=True)
        return list(locked.values_list("pk", flat=True))


class Collection(models.Model):
    class Audience(models.TextChoices):
        PUBLIC = "public", _("Everyone")
        UNLISTED = "unlisted", _("Anyone with its address")
        PRIVATE = "private", _("Its members")

    OPEN = ("public", "unlisted")

    class View(models.TextChoices):
        LIST = "list", _("List")
        CARDS = "cards", _("Cards")
        HEADLINES = "headlines", _("Headlines")
        MOODBOARD = "moodboard", _("Moodboard")

    class Sort(models.TextChoices):
        NEWEST = "newest", _("Newest")
        OLDEST = "oldest", _("Oldest")
        AZ = "a-z", _("A–Z")
        ZA = "z-a", _("Z–A")
        CUSTOM = "custom", _("Custom order")

    HIDEABLE = {
        "cover": _("Cover"),
        "excerpt": _("Excerpt"),
        "note": _("Note"),
        "tags": _("Tags"),
        "info": _("Site and date"),
    }

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="collections")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="children"
    )
    title = models.CharField(_("title"), max_length=TITLE_MAX)
    slug = models.CharField(
        _("address"),
        max_length=SLUG_MAX,
        validators=[RegexValidator(r"^[a-z0-9]+(?:-[a-z0-9]+)*\Z", _("Use a–z, 0–9 and -."))],
    )
    description = models.TextField(_("description"), max_length=DESCRIPTION_MAX, blank=True)
    icon = models.CharField(_("icon"), max_length=ICON_MAX, blank=True)
    # A smart collection holds what this finds of its owner's bookmarks, and nothing else; "" is one
    # that is filled by hand. It stays what it was made as (triggers/smart).
    query = models.CharField(_("search"), max_length=QUERY_MAX, blank=True)
    audience = models.CharField(
        _("who sees it"), max_length=8, choices=Audience, default=Audience.PUBLIC
    )
    is_on_profile = models.BooleanField(_("listed on my page"), default=True)
    default_view = models.CharField(_("view"), max_length=9, choices=View, default=View.LIST)
    default_sort = models.CharField(_("sort"), max_length=6, choices=Sort, default=Sort.NEWEST)
    # View → what it does not show, as {"cards": ["note"]}; keys of HIDEABLE.
    hidden_fields = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(_("made"))
    changed_at = models.DateTimeField(_("changed"))
    hidden_at = models.DateTimeField(_("hidden by moderation since"), null=True, blank=True)
    # The audience that moderators took from it; "" where they did not.
    unpublished_from = models.CharField(max_length=8, blank=True)

    people = models.ManyToManyField(
        User, through="bookmarks.CollectionMember", related_name="shared_collections"
    )
    objects = CollectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("collection")
        verbose_name_plural = _("collections")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "slug"],
                name="a_collection_address_once_a_person",
                violation_error_message=_("You have a collection at this address already."),
            ),
            models.CheckConstraint(condition=~Q(title=""), name="collection_has_a_title"),
            # Longer circles are refused by a trigger (triggers/tree).
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="no_collection_inside_itself",
            ),
            models.CheckConstraint(
                condition=Q(audience__in=["public", "unlisted", "private"]),
                name="collection_audience_known",
            ),
            models.CheckConstraint(
                condition=Q(unpublished_from="")
                | Q(unpublished_from__in=["public", "unlisted"], audience="private"),
                name="what_is_unpublished_is_private",
                violation_error_message=_("Moderators unpublished this collection."),
            ),
            models.CheckConstraint(
                condition=Q(query="") | ~Q(default_sort="custom"),
                name="no_custom_order_of_what_is_found",
            ),
        ]
        indexes = [
            models.Index(fields=["owner"], condition=~Q(query=""), name="collection_smart"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("collection", args=[self.owner.handle, self.slug])

    @property
    def is_smart(self) -> bool:
        return bool(self.query)

    @property
    def is_public(self) -> bool:
        return self.audience == self.Audience.PUBLIC

    def hidden_in(self, view: str) -> frozenset[str]:
        """What this view does not show, by the owner's choice."""
        return frozenset(self.hidden_fields.get(view, ()))


class CollectionMember(models.Model):
    """A person with whom the owner shares a collection."""

    class Role(models.TextChoices):
        EDITOR = "editor", _("May add and order")
        VIEWER = "viewer", _("May look")

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=6, choices=Role, default=Role.VIEWER)
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("member")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "collection"], name="one_membership_a_person"
            ),
            models.CheckConstraint(
                condition=Q(role__in=["editor", "viewer"]), name="member_role_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.collection_id}"


class CollectionItem(models.Model):
    """A bookmark's place in a collection.

    `position` falls from the top of the custom order to its end, in wide steps, so that a move
    writes one row. `saved_at` and `sort_title` repeat the bookmark's, so that one index serves the
    newest first, and one A–Z.
    """

    STEP = 1 << 20

    collection = models.ForeignKey(
        Collection, on_delete=models.CASCADE, related_name="items", db_index=False
    )
    bookmark: "models.ForeignKey[Bookmark]" = models.ForeignKey(
        "bookmarks.Bookmark", on_delete=models.CASCADE, related_name="items"
    )
    position = models.BigIntegerField()
    saved_at = models.DateTimeField()
    added_at = models.DateTimeField()
    sort_title = SortTitleField()

    class Meta:
        verbose_name = _("place in a collection")
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "bookmark"], name="a_bookmark_once_a_collection"
            )
        ]
        indexes = [
            models.Index(fields=["collection", "-saved_at", "-bookmark"], name="item_newest"),
            models.Index(fields=["collection", "-position", "-bookmark"], name="item_custom"),
            models.Index(fields=["collection", "sort_title", "bookmark"], name="item_a_z"),
        ]

    def __str__(self) -> str:
        return f"{self.bookmark_id} in {self.collection_id}"

    @classmethod
    def top_of(cls, collection_id: int) -> int:
        """The position just above all that the collection holds."""
        top = cls.objects.filter(collection_id=collection_id).aggregate(models.Max("position"))
        return int(top["position__max"] or 0) + cls.STEP
