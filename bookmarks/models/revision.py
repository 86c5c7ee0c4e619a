"""What a person's pages were made of, as a short text that changes with every change.

Those that all may see and those that the person alone is shown. Triggers (triggers/revisions) note
each change of what such a page may show. On SQLite a row a
person counts up; on PostgreSQL each statement adds a row, because transactions that count up the
same rows in different orders would lock each other out. Old rows are folded by `fold`.
"""

from django.db import connection, models, transaction
from django.db.models import Count, Max, Sum

from accounts.models import User


class RevisionQuerySet(models.QuerySet["Revision"]):
    def of(self, handle: str) -> str:
        """The state of the pages below a person's address; "" if there is no such person."""
        return _state(User.objects.called(handle))

    def of_person(self, person: User) -> str:
        return _state(User.objects.filter(pk=person.pk))

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


def _state(people: models.QuerySet[User]) -> str:
    """Rows are counted, because of two ids the higher may be seen first."""
    found = people.order_by().annotate(
        rows=Count("revisions"), newest=Max("revisions"), changes=Sum("revisions__changes")
    )
    state = found.values_list("pk", "rows", "newest", "changes")
    return "-".join(str(part or 0) for row in state for part in row)
