"""Pictures of the web, once for the site however many links show them, and their files."""

from datetime import datetime
from secrets import token_hex
from typing import Self
from urllib.parse import urljoin

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


def new_key() -> str:
    return token_hex(16)


class PictureFiles(models.Model):
    """A name under which files of a picture lie, or may: it comes before them and goes after them.

    So however a worker ends, no file is without a row, and what no picture names can be deleted.
    """

    key = models.CharField(max_length=32, primary_key=True, default=new_key)
    # Not deleted before; pages that were opened or cached before their end still show them.
    kept_until = models.DateTimeField(_("kept until"), db_index=True)

    def __str__(self) -> str:
        return self.key

    @staticmethod
    def names_of(key: str) -> tuple[str, str]:
        """Of the smaller and the larger file. Nobody can guess them."""
        return f"pictures/{key[:2]}/{key}-small.webp", f"pictures/{key[:2]}/{key}-large.webp"


class PictureQuerySet(models.QuerySet["Picture"]):
    def due(self, now: datetime) -> Self:
        """Pictures whose fetch is due and that nobody is at."""
        unclaimed = Q(claim__isnull=True) | Q(claimed_until__lte=now)
        return self.filter(unclaimed, due_at__lte=now)

    def awaited(self) -> Self:
        return self.filter(is_awaited=True, due_at__isnull=False)


class Picture(models.Model):
    """A cover or an icon at an address. `url` is canonical.

    `files` may be older than the last fetch: what can no longer be had is still shown.
    """

    class Role(models.TextChoices):
        COVER = "cover", _("Cover")
        FAVICON = "favicon", _("Icon")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        OK = "ok", _("Kept")
        UNFIT = "unfit", _("None for us")
        ERROR = "error", _("Could not be fetched")

    role = models.CharField(_("role"), max_length=7, choices=Role)
    url = models.CharField(_("address"), max_length=2048)
    host = models.CharField(_("site"), max_length=255)
    state = models.CharField(_("state"), max_length=7, choices=State, default=State.WAITING)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    files = models.OneToOneField(
        PictureFiles, on_delete=models.PROTECT, null=True, blank=True, related_name="picture"
    )
    # Of the larger file; the smaller one has its shape.
    width = models.PositiveSmallIntegerField(_("width"), default=0)
    height = models.PositiveSmallIntegerField(_("height"), default=0)
    # Of what was fetched: the same again is not made again.
    digest = models.CharField(max_length=64, blank=True, editable=False)

    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    is_awaited = models.BooleanField(_("somebody waits for it"), default=False)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    claim = models.UUIDField(null=True, blank=True, editable=False)
    claimed_until = models.DateTimeField(null=True, blank=True, editable=False)
    fetched_at = models.DateTimeField(_("last fetched"), null=True, blank=True)
    # When a link last said that it shows this one.
    wanted_at = models.DateTimeField(_("wanted"))

    objects = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        constraints = [
            models.UniqueConstraint(fields=["url", "role"], name="a_picture_an_address_and_role"),
            models.CheckConstraint(
                condition=Q(role__in=["cover", "favicon"]), name="picture_role_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "ok", "unfit", "error"]),
                name="picture_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="ok") | Q(files__isnull=False), name="a_kept_picture_has_files"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"], condition=Q(due_at__isnull=False), name="picture_due"
            ),
            models.Index(
                fields=["due_at", "id"],
                condition=Q(is_awaited=True, due_at__isnull=False),
                name="picture_awaited",
            ),
        ]

    def __str__(self) -> str:
        return self.url

    @property
    def is_shown(self) -> bool:
        return self.files_id is not None

    @property
    def is_on_its_way(self) -> bool:
        """Asked for, and nothing has gone wrong so far."""
        return self.state == self.State.WAITING and not (self.files_id or self.reason)

    @property
    def small_url(self) -> str:
        return self._url_of(0)

    @property
    def large_url(self) -> str:
        return self._url_of(1)

    @property
    def small_width(self) -> int:
        return min(self.width, 320)

    @property
    def shared_url(self) -> str:
        """Its whole address, for other sites; empty while there is none."""
        return urljoin(f"{settings.SITE_URL}/", self.large_url) if self.files_id else ""

    def _url_of(self, which: int) -> str:
        assert self.files_id
        return f"{settings.MEDIA_URL}{PictureFiles.names_of(self.files_id)[which]}"
