"""One canonical address, once for the whole site, with what was fetched from it."""

from datetime import datetime
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Viewer
from bookmarks.addresses import host_of, key_of
from bookmarks.addresses.keys import KEY_LENGTH
from bookmarks.addresses.sites import SITE_KEY_LENGTH, domain_key, site_key
from bookmarks.models.byte_ordered import ByteOrderedField
from bookmarks.models.picture import Picture
from linkshare.kit.capped import CappedCount
from linkshare.kit.look_up import LookUp

AFTER_DOT = chr(ord(".") + 1)
LACKS_A_PICTURE = Q(cover__isnull=True, cover_url__gt="") | Q(
    favicon__isnull=True, favicon_url__gt=""
)
# All but what most links are in, so that the newest in each are found without walking through
# the others. One index for all of them SQLite does not take, or takes where another serves better.
SELDOM = ("queued", "partial", "blocked", "challenge", "gone", "error")


class AddressKeyField(models.CharField):  # type: ignore[type-arg]
    """The key of the link's address, written with it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options | {"max_length": KEY_LENGTH, "editable": False})

    def pre_save(self, link: "models.Model", add: bool) -> str:  # noqa: FBT001 - Django's
        key = key_of(getattr(link, "url"))  # noqa: B009 - any model, to the types
        setattr(link, self.attname, key)
        return key

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        for fixed in ("max_length", "editable"):
            options.pop(fixed, None)
        return name, path, args, options


class SiteKeyField(ByteOrderedField):
    """The site of the link's address, so that all below a domain is one range."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options | {"max_length": SITE_KEY_LENGTH, "editable": False})

    def pre_save(self, link: "models.Model", add: bool) -> str:  # noqa: FBT001 - Django's
        key = site_key(getattr(link, "url"))  # noqa: B009 - any model, to the types
        setattr(link, self.attname, key)
        return key

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        for fixed in ("max_length", "editable"):
            options.pop(fixed, None)
        return name, path, args, options


class LinkQuerySet(models.QuerySet["Link"]):
    def below(self, domain: str) -> Self:
        """Of the domain and all that lie in it."""
        first = domain_key(domain)
        return self.filter(site_key__gte=first, site_key__lt=first[:-1] + AFTER_DOT)

    def listed_to(self, viewer: Viewer) -> Self:
        """Links of at least one listed bookmark that the viewer may see."""
        bookmarks = apps.get_model("bookmarks", "Bookmark").objects
        listed = bookmarks.listed_to(viewer).filter(link=OuterRef("pk"))
        return self.filter(Exists(listed))

    def with_savers(self, viewer: Viewer, most: int) -> Self:
        """With `savers`: how many people list it to the viewer, counted up to `most`."""
        bookmarks = apps.get_model("bookmarks", "Bookmark").objects
        listed = bookmarks.listed_to(viewer).filter(link=OuterRef("pk"))
        return self.annotate(savers=CappedCount(listed.values("pk")[:most]))

    def with_own(self, viewer: Viewer) -> Self:
        """With `own`: the key of the viewer's bookmark of it."""
        bookmarks = apps.get_model("bookmarks", "Bookmark").objects
        own = bookmarks.editable_by(viewer).filter(link=OuterRef("pk"))
        return self.annotate(own=Subquery(own.values("key")[:1]))

    def due(self, now: datetime) -> Self:
        """Links whose fetch is due and in nobody's hands."""
        return self._free(now).filter(due_at__lte=now)

    def due_by_message(self, now: datetime) -> Self:
        """Links whose fetch is due and that nobody is at, though a message may be on its way."""
        unclaimed = Q(claim__isnull=True) | Q(claimed_until__lte=now)
        return self.filter(unclaimed, due_at__lte=now)

    def on_their_way(self, now: datetime) -> Self:
        """Links of which a message has told the workers, and that none of them has yet."""
        return self.awaited().filter(claim__isnull=True, claimed_until__gt=now)

    def to_check(self, now: datetime) -> Self:
        """Links that nobody asked for, but whose turn it is to be looked after."""
        return self._free(now).filter(check_at__lte=now, due_at__isnull=True)

    def awaited(self) -> Self:
        """Links whose page somebody has just saved or asked for."""
        return self.filter(is_awaited=True, due_at__isnull=False)

    def given_up(self) -> Self:
        return self.filter(gave_up_at__isnull=False)

    def without_pictures(self) -> Self:
        """Links whose page names a cover or an icon of which we know nothing."""
        return self.filter(LACKS_A_PICTURE)

    def _free(self, now: datetime) -> Self:
        return self.filter(Q(claimed_until__isnull=True) | Q(claimed_until__lte=now))


class Link(models.Model):
    class Kind(models.TextChoices):
        ARTICLE = "article", _("Article")
        VIDEO = "video", _("Video")
        IMAGE = "image", _("Image")
        AUDIO = "audio", _("Audio")
        DOCUMENT = "document", _("Document")
        BOOK = "book", _("Book")
        LINK = "link", _("Link")

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting to be read")
        OK = "ok", _("Read")
        PARTIAL = "partial", _("Read in part")
        BLOCKED = "blocked", _("Not open to us")
        CHALLENGE = "challenge", _("Behind a check for robots")
        GONE = "gone", _("Gone")
        ERROR = "error", _("Could not be read")

    class Cause(models.TextChoices):
        """Why the last fetch failed; the reason says it in words."""

        LOOK_UP = "look-up", _("Name not looked up")
        NO_NAME = "no-name", _("No such name")
        NO_ANSWER = "no-answer", _("No answer in time")
        CONNECTION = "connection", _("No connection")
        INSECURE = "insecure", _("No secure connection")
        REFUSED = "refused", _("Not on the public web")
        NONSENSE = "nonsense", _("Not understood")
        READING = "reading", _("Too hard to read")
        STATUS = "status", _("Refused by the site")
        CHALLENGE = "challenge", _("Check for robots")
        OURS = "ours", _("Our own mistake")

    url = models.CharField(_("address"), max_length=2048, unique=True)
    # In the address of its page. A number would tell before whom somebody saved it, if in private.
    key = AddressKeyField(unique=True)
    host = models.CharField(_("site"), max_length=255, db_index=True)
    site_key = SiteKeyField()
    title = models.CharField(_("title"), max_length=500, blank=True)
    excerpt = models.CharField(_("excerpt"), max_length=500, blank=True)
    site_name = models.CharField(_("name of the site"), max_length=200, blank=True)
    author = models.CharField(_("author"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=35, blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.LINK)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    canonical_url = models.CharField(_("canonical address"), max_length=2048, blank=True)
    cover_url = models.CharField(_("cover"), max_length=2048, blank=True)
    favicon_url = models.CharField(_("icon"), max_length=2048, blank=True)
    # What became of them; set by `bookmarks.fetching.images` alone.
    cover = models.ForeignKey(
        Picture, on_delete=models.SET_NULL, null=True, blank=True, related_name="cover_of"
    )
    favicon = models.ForeignKey(
        Picture, on_delete=models.SET_NULL, null=True, blank=True, related_name="favicon_of"
    )

    state = models.CharField(_("state"), max_length=9, choices=State, default=State.QUEUED)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    cause = models.CharField(_("cause"), max_length=10, choices=Cause, blank=True)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    is_awaited = models.BooleanField(_("somebody waits for it"), default=False)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    # Whoever holds the claim is the one that fetches; it lapses so that a dead worker frees it.
    claim = models.UUIDField(null=True, blank=True, editable=False)
    claimed_until = models.DateTimeField(null=True, blank=True, editable=False)
    fetched_at = models.DateTimeField(_("last read"), null=True, blank=True)
    gave_up_at = models.DateTimeField(_("given up"), null=True, blank=True)
    created_at = models.DateTimeField(_("first saved"))

    # How the page fares after it was read: see `bookmarks.fetching.health`.
    etag = models.CharField(max_length=200, blank=True, editable=False)
    last_modified = models.CharField(max_length=200, blank=True, editable=False)
    moved_to = models.CharField(_("moved to"), max_length=2048, blank=True)
    check_at = models.DateTimeField(_("next look"), null=True, blank=True)
    failures = models.PositiveSmallIntegerField(_("failed looks"), default=0)
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True)
    broken_at = models.DateTimeField(_("broken since"), null=True, blank=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link")
        constraints = [
            models.CheckConstraint(condition=~Q(url=""), name="link_has_an_address"),
            models.CheckConstraint(
                condition=Q(url__startswith="https://") | Q(url__startswith="http://"),
                name="link_is_a_web_address",
            ),
        ]
        indexes = [
            models.Index(fields=["site_key", "id"], name="link_of_site"),
            models.Index(
                fields=["due_at", "id"], condition=Q(due_at__isnull=False), name="link_due"
            ),
            models.Index(
                fields=["due_at", "id"],
                condition=Q(is_awaited=True, due_at__isnull=False),
                name="link_awaited",
            ),
            models.Index(
                fields=["check_at", "id"], condition=Q(check_at__isnull=False), name="link_check"
            ),
            models.Index(
                fields=["-gave_up_at", "-id"],
                condition=Q(gave_up_at__isnull=False),
                name="link_given_up",
            ),
            models.Index(
                fields=["broken_at"], condition=Q(broken_at__isnull=False), name="link_broken"
            ),
            *(
                models.Index(fields=["id"], condition=Q(state=state), name=f"link_{state}")
                for state in SELDOM
            ),
            models.Index(fields=["id"], condition=LACKS_A_PICTURE, name="link_lacks_a_picture"),
        ]

    def __str__(self) -> str:
        return self.url

    def get_absolute_url(self) -> str:
        return reverse("link", args=[self.key])

    @property
    def shown_title(self) -> str:
        return self.title or self.url

    @property
    def lacks_a_picture(self) -> bool:
        return bool(self.cover_url and not self.cover_id) or bool(
            self.favicon_url and not self.favicon_id
        )

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.QUEUED

    @property
    def is_dead(self) -> bool:
        """Whether a copy elsewhere is the best that a reader may hope for."""
        return self.state == self.State.GONE or self.broken_at is not None

    @classmethod
    def for_address(cls, url: str, at: datetime) -> "Link":
        """The one link of a canonical address, made and due to be fetched if it is new."""
        new = cls(url=url, host=host_of(url), created_at=at, due_at=at, is_awaited=True)
        link, _is_new = _at_address.or_insert(url, new=new)
        return link


_at_address = LookUp(Link, "url")


class GivenUpLink(Link):
    """The dead letters of fetching have a list of their own in the admin."""

    class Meta:
        proxy = True
        verbose_name = _("link that was given up")
        verbose_name_plural = _("links that were given up")
