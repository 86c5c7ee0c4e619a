"""One canonical address, once for the whole site, with what was fetched from it."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bookmarks.addresses import host_of


class LinkQuerySet(models.QuerySet["Link"]):
    def due(self, now: datetime) -> Self:
        """Links whose fetch is due and in nobody's hands."""
        unclaimed = Q(claimed_until__isnull=True) | Q(claimed_until__lte=now)
        return self.filter(unclaimed, due_at__lte=now)


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

    url = models.CharField(_("address"), max_length=2048, unique=True)
    host = models.CharField(_("site"), max_length=255, db_index=True)
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

    state = models.CharField(_("state"), max_length=9, choices=State, default=State.QUEUED)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    # Whoever holds the claim is the one that fetches; it lapses so that a dead worker frees it.
    claim = models.UUIDField(null=True, blank=True, editable=False)
    claimed_until = models.DateTimeField(null=True, blank=True, editable=False)
    fetched_at = models.DateTimeField(_("last read"), null=True, blank=True)
    created_at = models.DateTimeField(_("first saved"))

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
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="link_due")
        ]

    def __str__(self) -> str:
        return self.url

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.QUEUED

    @classmethod
    def for_address(cls, url: str, at: datetime) -> "Link":
        """The one link of a canonical address, made and due to be fetched if it is new."""
        link, _created = cls.objects.get_or_create(
            url=url, defaults={"host": host_of(url), "created_at": at, "due_at": at}
        )
        return link
