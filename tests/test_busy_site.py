"""Everybody does everything at once on the same few things; no answer is an error page."""

from collections.abc import Iterator
from random import Random

import pytest
from django.urls import reverse

from bookmarks.counting import recount
from bookmarks.fetching import refresh
from bookmarks.models import Bookmark, Collection
from tests.at_once import at_once, browser
from tests.factories import CollectionFactory, MemberFactory, PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 8
ACTS = 4


@pytest.fixture
def editors(ann, monkeypatch):
    """People who share three collections, one inside the other, and save the same few pages."""
    monkeypatch.setattr(refresh, "_publish", lambda *_: None)
    people = [ann, *[PersonFactory() for _ in range(PEOPLE - 1)]]
    above = None
    for name in ("one", "two", "three"):
        above = CollectionFactory(owner=ann, title=name, parent=above)
        for person in people[1:]:
            MemberFactory(collection=above, person=person, role="editor")
    return people


def acts(person, chance: Random) -> Iterator[tuple[str, dict[str, object]]]:
    """Addresses and forms, as a person in a hurry would send them."""
    for _ in range(ACTS):
        url = f"https://example.org/{chance.randrange(4)}"
        shelves = list(Collection.objects.editable_by(person).values_list("pk", flat=True))
        own = list(Bookmark.objects.saved_by(person).values_list("key", flat=True))
        said = {
            "url": url,
            "audience": chance.choice(["public", "collections", "private"]),
            "tags": ", ".join(chance.sample(["a", "b", "c", "d", "e"], 3)),
            "collections": chance.sample(shelves, min(2, len(shelves))),
        }
        yield reverse("save"), said
        if own:
            key = chance.choice(own)
            yield reverse("bookmark-edit", args=[key]), said
            verb = chance.choice(["trash", "restore", "delete", "favorite"])
            yield reverse(f"bookmark-{verb}", args=[key]), {"favorite": "yes"}
            order = reverse("collection-order", args=["ann", chance.choice(["one", "three"])])
            yield order, {"bookmark": key, "to": chance.choice(["up", "top", "bottom"])}
        follow = reverse("collection-follow", args=["ann", chance.choice(["one", "two"])])
        yield follow, {"action": chance.choice(["follow", "unfollow"])}


def a_day_of(person, seed: int):
    tab = browser(person)

    def live():
        return {tab.post(*act).status_code for act in acts(person, Random(seed))}

    return live


def test_a_busy_site_has_no_error_page_and_true_numbers(editors):
    days = [a_day_of(person, n) for n, person in enumerate(editors)]
    statuses = set().union(*at_once(days))
    assert statuses <= {200, 302, 404, 422}
    assert {200, 302, 404} <= statuses
    assert not any(recount().values())
