"""`python -m benchmarks.followers`: readers who follow few and very many; JSON of their sessions.

Beside what is there already come many collections with a few bookmarks each.
"""

import json
import sys

import django

django.setup()

from django.utils import timezone  # noqa: E402 - Django must be set up first

from accounts.models import User  # noqa: E402
from benchmarks.people import session_of  # noqa: E402
from bookmarks.demo.made_up.follow_graph import KEEN, draw  # noqa: E402
from bookmarks.models import Collection, Follow  # noqa: E402

PEOPLE = 100_000
FEW = 5


def main(follows: int) -> None:
    draw(min(PEOPLE, follows), follows, seed=7)
    shelves = Collection.objects.filter(slug="shelf").order_by("pk")
    sessions = {}
    for many in (FEW, KEEN):
        session, reader = session_of(f"reader-{many}")
        Follow.objects.bulk_create(_follows(reader, list(shelves[:many])), ignore_conflicts=True)
        sessions[str(many)] = session
    print(json.dumps(sessions))


def _follows(reader: User, shelves: list[Collection]) -> list[Follow]:
    at = timezone.now()
    return [Follow(follower=reader, collection=shelf, created_at=at) for shelf in shelves]


if __name__ == "__main__":
    main(int(sys.argv[1]))
