"""The values of a query's one column, as a list in another query's row."""

from typing import Any

from django.db.models import F, JSONField, QuerySet, Subquery


class Gathered(Subquery):
    """In no order; None for none at all."""

    output_field = JSONField()

    def __init__(self, rows: QuerySet[Any], column: str) -> None:
        # Named as no field is.
        super().__init__(rows.order_by().values(one_value=F(column)))

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = "(SELECT json_group_array(one_value) FROM (%(subquery)s))"
        return self.as_sql(compiler, connection, template=template, **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = "(SELECT jsonb_agg(one_value) FROM (%(subquery)s) AS rows)"
        return self.as_sql(compiler, connection, template=template, **extra)
