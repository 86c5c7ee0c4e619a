"""Who follows a person or a collection."""

import pytest

from bookmarks.following import block_person
from tests.factories import CollectionFactory, FollowFactory
from tests.web.pages import soup, words

pytestmark = pytest.mark.django_db
PAGES = ["/@ann/followers/", "/@ann/shelf/followers/"]


@pytest.fixture
def shelf(ann, bob, suspended):
    """It and Ann are followed by Bob, and by somebody who was suspended."""
    shelf = CollectionFactory(owner=ann, title="Shelf")
    for follower in (bob, suspended):
        FollowFactory(follower=follower, person=ann)
        FollowFactory(follower=follower, collection=shelf)
    return shelf


def named(client, path):
    return [words(row) for row in soup(client.get(path)).select(".row")]


@pytest.mark.parametrize("path", PAGES)
def test_followers_are_named_if_their_own_pages_open(client, shelf, stranger, bob, path):
    assert named(client, path) == ["Bob @bob"]
    client.force_login(stranger)
    block_person(stranger, bob)
    assert named(client, path) == []


@pytest.mark.parametrize("path", PAGES)
def test_who_keeps_the_list_to_themselves_sees_it_alone(client, ann, shelf, path):
    ann.shows_followers = False
    ann.save()
    assert client.get(path).status_code == 404
    assert path not in client.get(path.removesuffix("followers/")).text
    client.force_login(ann)
    assert named(client, path) == ["Bob @bob"]
