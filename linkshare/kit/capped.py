"""Numbers that cost the same however high they are."""

from django.db.models import IntegerField, Subquery


class CappedCount(Subquery):
    """How many rows a queryset has, up to where it is sliced."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()
