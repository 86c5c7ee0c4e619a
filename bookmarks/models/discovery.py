"""In what order the site shows what is there for everybody: ranks, made anew by beat.

They say what comes first, never what may be seen: whoever lists them passes the door.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bookmarks.models.collection import Collection
from bookmarks.models.link import Link


class PopularLink(models.Model):
    """How many people have saved a link within the last while; only of those whom many saved."""

    class Period(models.TextChoices):
        DAY = "day", _("Day")
        WEEK = "week", _("Week")
        MONTH = "month", _("Month")
        YEAR = "year", _("Year")

    period = models.CharField(max_length=5, choices=Period)
    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="+")
    people = models.PositiveIntegerField()
    # When it came in: what a feed goes by.
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["period", "link"], name="a_link_once_a_period"),
            models.CheckConstraint(
                condition=Q(period__in=["day", "week", "month", "year"]), name="period_known"
            ),
        ]
        indexes = [models.Index(fields=["period", "-people", "-link"], name="popular_first")]

    def __str__(self) -> str:
        return f"{self.link_id} in a {self.period}: {self.people}"


class RankedCollection(models.Model):
    """A public collection: when something was added, by how many it is followed.

    `newest`: the item that was added last. `words`: its title without case, to look for.
    """

    collection = models.OneToOneField(
        Collection, primary_key=True, on_delete=models.CASCADE, related_name="rank"
    )
    active_at = models.DateTimeField()
    newest = models.BigIntegerField(default=0)
    followers = models.PositiveIntegerField(default=0)
    words = models.CharField(max_length=360)

    class Meta:
        indexes = [
            models.Index(fields=["-active_at", "-collection"], name="collections_active"),
            models.Index(fields=["-followers", "-collection"], name="collections_followed"),
        ]

    def __str__(self) -> str:
        return f"{self.collection_id}: {self.followers}"
