"""Redis as a cache that may be away: then nothing is kept, which costs time and breaks no page.

Limits on log-ins and saves are counted there, so without it they do not hold.
"""

import logging
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis import RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

logger = logging.getLogger(__name__)

_REST = 5.0
"""Seconds for which a Redis that failed is left alone: every try may cost a time-out."""
_USUAL = {"socket_connect_timeout": 1, "socket_timeout": 2}


class OptionalRedisCache(RedisCache):
    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        # Once more, for a connection that lay open while Redis started anew.
        usual = _USUAL | {"retry": Retry(NoBackoff(), 1)}
        super().__init__(server, params | {"OPTIONS": usual | params.get("OPTIONS", {})})
        self._asked_again_at = 0.0

    # As if it had been added: allauth takes a lock so, and refuses who does not get it.
    def add(self, *args: Any, **kwargs: Any) -> Any:
        return self._tried(partial(super().add, *args, **kwargs), otherwise=True)

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._tried(partial(super().get, key, default, version), otherwise=default)

    def set(self, *args: Any, **kwargs: Any) -> Any:
        return self._tried(partial(super().set, *args, **kwargs), otherwise=None)

    def touch(self, *args: Any, **kwargs: Any) -> Any:
        return self._tried(partial(super().touch, *args, **kwargs), otherwise=False)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        return self._tried(partial(super().delete, *args, **kwargs), otherwise=False)

    def get_many(self, *args: Any, **kwargs: Any) -> Any:
        return self._tried(partial(super().get_many, *args, **kwargs), otherwise={})

    def has_key(self, *args: Any, **kwargs: Any) -> Any:
        return self._tried(partial(super().has_key, *args, **kwargs), otherwise=False)

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> Any:
        """Raises ValueError, as for any key that is not there."""
        number = self._tried(partial(super().incr, key, delta, version), otherwise=None)
        if number is None:
            raise ValueError(f"Key '{key}' not found.")
        return number

    def set_many(self, *args: Any, **kwargs: Any) -> Any:
        return self._tried(partial(super().set_many, *args, **kwargs), otherwise=[])

    def delete_many(self, *args: Any, **kwargs: Any) -> Any:
        return self._tried(partial(super().delete_many, *args, **kwargs), otherwise=None)

    def _tried(self, ask: Callable[[], Any], *, otherwise: Any) -> Any:
        if time.monotonic() < self._asked_again_at:
            return otherwise
        try:
            return ask()
        except RedisError as problem:
            logger.warning("The cache does not answer, pages are made without it: %s", problem)
            self._asked_again_at = time.monotonic() + _REST
            return otherwise
