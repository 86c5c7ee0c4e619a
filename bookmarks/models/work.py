"""Work that goes on for a while, in batches, whoever does it.

All that must not be lost is in the row: its state says what is to be done, `position` how far it
is. Each batch moves the position in the transaction that does it, so a killed worker's batch is
done again or not at all, and of two workers at once one finds that it is too late.
"""

from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

LEASE = timedelta(seconds=60)


class TooLate(Exception):
    """Another worker has done this batch: what this one wrote is to be rolled back."""


class WorkQuerySet(models.QuerySet[Any]):
    def stale(self, at: datetime) -> Self:
        """Work whose worker must be gone."""
        working = self.filter(state__in=self.model.WORKING)
        return working.filter(
            Q(worked_at__lte=at - LEASE) | Q(worked_at=None, requested_at__lte=at - LEASE)
        )


class Work(models.Model):
    """Whoever inherits has `state`, `found` (how many there are) and `requested_at` as well."""

    WORKING: ClassVar[tuple[str, ...]]
    found: "models.PositiveIntegerField[int, int]"
    state: "models.CharField[str, str]"

    # How far it is, and who is at it.
    position = models.PositiveIntegerField(default=0)
    worked_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_at_work(self) -> bool:
        return self.state in self.WORKING

    @property
    def percent(self) -> int:
        return min(100, self.position * 100 // self.found) if self.found else 0

    def hold(self, at: datetime) -> bool:
        """Whether this worker may go on: no other has said a word for a minute."""
        free = Q(worked_at__isnull=True) | Q(worked_at__lte=at - LEASE)
        rows = type(self)._default_manager.filter(free, pk=self.pk)
        return bool(rows.update(worked_at=at))

    def advance(self, count: int, at: datetime, **numbers: Any) -> None:
        """To be called in the transaction of the batch. Raise TooLate where it was done before."""
        rows: models.Manager[Any] = type(self)._default_manager
        there = rows.filter(pk=self.pk, state=self.state, position=self.position)
        moved = {"position": self.position + count, **numbers}
        if not there.update(worked_at=at, **moved):
            raise TooLate
        for name, value in moved.items():
            setattr(self, name, value)
