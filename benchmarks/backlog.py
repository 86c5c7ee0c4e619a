"""`python -m benchmarks.backlog`: `fill COUNT HOSTS PORT` makes due links, `watch` counts them.

`watch` writes a line a second: how many are left; the last line says how many were read well.
"""

import sys
import time

import django

MINUTE = 60.0

django.setup()

from django.db import connection  # noqa: E402 - Django must be set up first
from django.utils import timezone  # noqa: E402 - Django must be set up first

from accounts.models import User  # noqa: E402
from benchmarks.thousand_hosts import addresses  # noqa: E402
from bookmarks.models import Bookmark, Link  # noqa: E402
from bookmarks.search import indexing  # noqa: E402


def fill(number: int, hosts: int, port: int) -> None:
    """As an import leaves them: saved by one person, in the index, and due."""
    now, names = timezone.now(), addresses(hosts)
    owner = User.objects.create(handle="importer", email="importer@example.org")
    links = (
        Link(
            url=f"http://{names[each % hosts]}:{port}/{each}",
            host=names[each % hosts],
            created_at=now,
            due_at=now,
        )
        for each in range(number)
    )
    made = Link.objects.bulk_create(links, batch_size=1_000)
    saved = (Bookmark(owner=owner, link=link, saved_at=now, changed_at=now) for link in made)
    Bookmark.objects.bulk_create(saved, batch_size=1_000)
    while indexing.pending():
        indexing.sweep()
    tidy()


def watch() -> None:
    tidied = time.monotonic()
    due = Link.objects.filter(due_at__isnull=False, is_awaited=False)
    while left := due.count():
        print(left, flush=True)
        time.sleep(1)
        if time.monotonic() - tidied > MINUTE:
            tidy()
            tidied = time.monotonic()
    print(0, flush=True)
    print(Link.objects.filter(state=Link.State.OK).count(), flush=True)


def tidy() -> None:
    """What a PostgreSQL in earnest does by itself; test machines switch it off."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")


if __name__ == "__main__":
    if sys.argv[1] == "fill":
        fill(*map(int, sys.argv[2:]))
    else:
        watch()
