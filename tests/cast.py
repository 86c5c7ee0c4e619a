"""The people of the tests; a name says what the person may do."""

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.factories import NOON, PersonFactory, make_moderator


@pytest.fixture
def ann(db):
    """Owns what the test is about."""
    return PersonFactory(handle="ann", name="Ann")


@pytest.fixture
def bob(db):
    """Another ordinary person."""
    return PersonFactory(handle="bob", name="Bob")


@pytest.fixture
def stranger(db):
    """Signed in, verified, and nothing to anybody."""
    return PersonFactory(handle="stranger")


@pytest.fixture
def unverified(db):
    """Has not followed the link in the mail: may save, not publish."""
    return PersonFactory(handle="unverified", verified_at=None)


@pytest.fixture
def suspended(db):
    """Was suspended by a moderator."""
    return PersonFactory(handle="suspended", suspended_at=NOON)


@pytest.fixture
def admin(db):
    """May do everything in the admin."""
    return PersonFactory(handle="the-admin", is_staff=True, is_superuser=True)


@pytest.fixture
def moderator(db):
    """Decides reports; a member of the group Moderators, not an administrator."""
    return make_moderator(handle="the-moderator")


@pytest.fixture
def nobody():
    """Signed out."""
    return AnonymousUser()
