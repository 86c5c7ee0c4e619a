"""What a change costs does not grow with the number of people, whenever statistics were made."""

from collections.abc import Callable

import pytest
from django.db import connection

from accounts.models import User
from bookmarks.models import Revision
from bookmarks.tagging.aliases import add_alias
from linkshare.kit.statistics import refresh_statistics
from tests.factories import (
    BookmarkFactory,
    CollectionFactory,
    FollowFactory,
    PersonFactory,
    place,
)

pytestmark = pytest.mark.django_db

MANY = 3_000


def _follow() -> object:
    return FollowFactory(collection=CollectionFactory())


def _save() -> object:
    return place(BookmarkFactory(), CollectionFactory())


def _alias() -> object:
    person = PersonFactory()
    BookmarkFactory(owner=person).tags.add("javascript")
    return add_alias(person, "js", "javascript")


@pytest.mark.parametrize("change", [_follow, _save, _alias])
def test_a_change_costs_the_same_among_many_as_among_few(change: Callable[[], object]) -> None:
    change()
    refresh_statistics()
    among_few = _work_of(change)

    _crowd()

    assert _work_of(change) < 2 * among_few


def _crowd() -> None:
    people = [
        User(handle=f"one-{n}", email=f"one-{n}@example.org", password="!") for n in range(MANY)
    ]
    User.objects.bulk_create(people)
    Revision.objects.bulk_create(Revision(person=one) for one in people)


def _work_of(change: Callable[[], object]) -> int:
    """Steps of SQLite's machine, or rows that PostgreSQL walked through."""
    if connection.vendor == "postgresql":
        before = _rows_walked()
        change()
        return _rows_walked() - before + MANY // 10
    steps = [0]

    def count() -> None:
        steps[0] += 1

    connection.connection.set_progress_handler(count, 1)
    try:
        change()
    finally:
        connection.connection.set_progress_handler(None, 0)
    return steps[0]


def _rows_walked() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(seq_tup_read) FROM pg_stat_xact_user_tables")
        return int(cursor.fetchone()[0])
