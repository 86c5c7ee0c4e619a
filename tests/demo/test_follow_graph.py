"""People who follow each other, as `manage.py demo --people N --follows N` makes them."""

import pytest
from django.core.management import call_command

from accounts.models import User
from bookmarks.demo.made_up import follow_graph
from bookmarks.models import Collection, CollectionItem, Follow
from tests.factories import LinkFactory, PersonFactory

pytestmark = pytest.mark.django_db


def drawn():
    LinkFactory.create_batch(20)
    PersonFactory()
    for _run in range(2):  # the second finds all there
        call_command("demo", people=40, follows=100, verbosity=0)
    return User.objects.filter(handle__startswith="follower-")


def test_one_in_ten_people_gathers_and_all_are_followed_by_some():
    people = drawn()
    shelves = Collection.objects.filter(owner__in=people)
    assert (people.count(), shelves.count()) == (40, 4)
    assert CollectionItem.objects.filter(collection__in=shelves).count() > 10
    follows = Follow.objects.filter(follower__in=people)
    assert 50 < follows.count() <= 104
    assert people.exclude(followers=None).exists()
    assert follows.exclude(collection=None).exists()


def test_the_first_person_follows_very_many(monkeypatch):
    monkeypatch.setattr(follow_graph, "KEEN", 2)
    first = drawn().order_by("pk").first()
    assert first.follows.exclude(collection=None).count() >= 2
