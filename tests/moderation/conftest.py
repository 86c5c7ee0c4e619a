"""What the tests of moderation share."""

import pytest

from tests.factories import BookmarkFactory, CollectionFactory, ReportFactory, make_moderator


@pytest.fixture
def other_moderator(db):
    return make_moderator(handle="other-moderator")


@pytest.fixture
def spam(ann):
    """A public bookmark of Ann's."""
    return BookmarkFactory(owner=ann, title="Cheap watches")


@pytest.fixture
def shelf(ann):
    """A public collection of Ann's."""
    return CollectionFactory(owner=ann, title="Watches")


@pytest.fixture
def report(spam, bob):
    """Bob's, of the bookmark."""
    return ReportFactory(target=spam, reporter=bob)
