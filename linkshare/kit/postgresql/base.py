"""Where Django looks for a backend, by its name."""

import select
from typing import Any

from django.db.backends.postgresql import base, operations


class PreparingCursor(base.ServerBindingCursor):
    """Of `linkshare.kit.prepared`."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        # Savepoints have no parameters, and another name each.
        is_prepared = params is not None
        # The stubs know only Django's half of its cursors, not the driver's.
        return super().execute(query, params, prepare=is_prepared, **options)  # type: ignore[misc]


class DatabaseOperations(operations.DatabaseOperations):
    def last_executed_query(self, cursor: Any, sql: str, params: Any) -> str:
        """Of what was prepared, the driver keeps no text with its values."""
        return super().last_executed_query(cursor, sql, params) or sql


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations

    def get_connection_params(self) -> dict[str, Any]:
        """With None, Django's default, the driver prepares nothing, even where it is asked to."""
        return {**super().get_connection_params(), "prepare_threshold": 0}

    def is_usable(self) -> bool:
        """Asked before each request of a kept connection: see CONN_HEALTH_CHECKS.

        A server that ends a connection says so, or closes it, and either lies in the socket to be
        read. So the server itself is asked only where something lies there or something failed: its
        answer took a quarter as long as a whole kept page.
        """
        if self.errors_occurred or self.connection is None or self.connection.closed:
            return bool(super().is_usable())
        idle = select.poll()
        idle.register(self.connection.fileno(), select.POLLIN)
        return not idle.poll(0) or bool(super().is_usable())
