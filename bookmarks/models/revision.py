"""What a person's public pages were made of, as a short text that changes with every change.

Triggers (triggers/revisions) note each change of what such a page may show. On SQLite a row a
person counts up; on PostgreSQL each statement adds a row, because transactions that count up the
same rows in different orders would lock each other out. Old rows are folded by `fold`.
"""

from django.db import connection, models, transaction
from django.db.models import Count, Max, Sum

from accounts.models import User


class RevisionQuerySet(models.QuerySet["Revision"]):
    def of(self, handle: str) -> str:
        """The present state of the pages below a person's address; "" if there is no such person.

        Rows are counted because the higher of two ids may be seen first: transactions end in
        any order.
        """
        people = User.objects.called(handle).order_by()
        found = people.annotate(
            rows=Count("revisions"), newest=Max("revisions"), changes=Sum("revisions__changes")
        ).values_list("pk", "rows", "newest", "changes")
        return "-".join(str(part or 0) for row in found for part in row)

    def fold(self, keep: int = 8) -> int:
        """Delete all but the newest of those who have many; how many rows went."""
        if connection.vendor == "sqlite":
            return 0
        many = self.values("person_id").annotate(rows=Count("pk")).filter(rows__gt=keep * 8)
        return sum(self._fold(person, keep) for person in many.values_list("person_id", flat=True))

    @transaction.atomic
    def _fold(self, person_id: int, keep: int) -> int:
        own = self.filter(person_id=person_id)
        newest = own.order_by("-pk").values_list("pk", flat=True)[:keep]
        gone, _by_model = own.exclude(pk__in=list(newest)).delete()
        # A state that was never before: the number of rows alone might have been.
        self.create(person_id=person_id)
        return gone


class Revision(models.Model):
    person = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="revisions", db_constraint=False
    )
    changes = models.BigIntegerField(default=0)

    objects = RevisionQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.person_id}: {self.pk}-{self.changes}"
