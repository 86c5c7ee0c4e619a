"""What a person's pages were made of, as a short text that changes with every change.

Those that all may see and those that the person alone is shown. Triggers (triggers/revisions) note
each change of what such a page may show. On SQLite a row a person counts up; on PostgreSQL each
transaction adds a row, because transactions that count up the same rows in different orders would
lock each other out. Old rows are folded by `fold`.
"""

from django.db import connection, models, transaction
from django.db.models import Count, Sum

from accounts.models import User
from linkshare.kit.prepared import prepared

LAST_SEEN = 1000


class RevisionQuerySet(models.QuerySet["Revision"]):
    def of(self, handle: str | None, reader: int | None = None) -> str:
        """The state of the pages below a person's address, if one is named, and of a reader's.

        Empty if there is nobody of that handle.
        """
        owner = handle.lower() if handle is not None else None
        states = _states(owner, reader)
        is_there = owner is None or any(whose == owner for whose, _state in states)
        return " ".join(state for _whose, state in states) if is_there else ""

    def of_site(self) -> str:
        """The state of all that anybody shows.

        On SQLite each person's row counts up; on PostgreSQL rows come, and of two that come at
        once the higher may be seen first, so more than the last one is looked at.
        """
        rows = self.order_by("-pk")
        seen = self if connection.vendor == "sqlite" else rows[:LAST_SEEN]
        sums = seen.aggregate(n=Count("pk"), ids=Sum("pk"), changes=Sum("changes"))
        return "-".join(str(part or 0) for part in sums.values())

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
        User,
        on_delete=models.CASCADE,
        related_name="revisions",
        db_constraint=False,
        db_index=False,  # below
    )
    changes = models.BigIntegerField(default=0)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        indexes = (models.Index("person", models.F("id").desc(), name="revision_newest"),)

    def __str__(self) -> str:
        return f"{self.person_id}: {self.pk}-{self.changes}"


def _states(handle: str | None, reader: int | None) -> list[tuple[str, str]]:
    """By handle. Rows are counted, because of two ids the higher may be seen first.

    In SQL: every kept page asks this, and to compile it anew took longer than all the rest.
    """
    wanted = {"lower(person.handle) = %s": handle, "person.id = %s": reader}
    wanted = {condition: value for condition, value in wanted.items() if value is not None}
    sql = f"""
        SELECT lower(person.handle), person.id, (
            SELECT count(*) || '-' || max(r.id) || '-' || sum(r.changes)
            FROM bookmarks_revision r WHERE r.person_id = person.id
        )
        FROM accounts_user person WHERE {" OR ".join(wanted)} ORDER BY person.id
    """  # noqa: S608 - the conditions are those above
    with prepared(), connection.cursor() as cursor:
        cursor.execute(sql, list(wanted.values()))
        rows = cursor.fetchall()
    return [(handle, f"{pk}-{changes or 0}") for handle, pk, changes in rows]
