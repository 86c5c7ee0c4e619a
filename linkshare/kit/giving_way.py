"""Transactions of background work, which give way to people.

On PostgreSQL two transactions may wait for each other; the database then ends one of them, after a
second. Background work ends itself before: it waits for a lock less long than that, and tries
again. So it is never a person's request that fails.
"""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import OperationalError, connection, transaction

Result = TypeVar("Result")
TRIES = 25
_SET = "SET LOCAL lock_timeout = '400ms'"


@contextmanager
def giving_way() -> Iterator[None]:
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(_SET)
        yield


def again_until_done(act: Callable[[], Result], tries: int = TRIES) -> Result:
    """Do what may have to give way, until it had not. Raise OperationalError when it never ends."""
    for left in range(tries, 0, -1):
        try:
            return act()
        except OperationalError:
            if left == 1:
                raise
            time.sleep(random.uniform(0.05, 0.4))  # noqa: S311 - not to meet the other again
    raise AssertionError
