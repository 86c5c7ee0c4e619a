"""One world for all tests of a file that ask who sees what."""

from copy import deepcopy

import pytest
from django.db import transaction

from tests.factories import BookmarkFactory
from tests.web.privacy_world import World


@pytest.fixture(scope="module")
def whole_world(django_db_setup, django_db_blocker):
    """Made once: it lies in a transaction around those of the tests, which only go back to it."""
    BookmarkFactory.reset_sequence()
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


@pytest.fixture
def world(whole_world):
    """A test's own, so that what it does to a person or a bookmark does not outlive it."""
    return deepcopy(whole_world)
