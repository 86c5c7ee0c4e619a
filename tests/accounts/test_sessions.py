"""A session ends when it should: it is read by a statement of our own."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(client, ann):
    client.force_login(ann)
    assert client.get("/library/").status_code == 200
    return Session.objects.all()


def is_logged_in(client):
    return client.get("/library/").status_code == 200


def test_a_session_that_has_run_out_is_none(client, session):
    session.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert not is_logged_in(client)


def test_a_session_that_was_ended_elsewhere_is_none(client, session):
    session.delete()
    assert not is_logged_in(client)


def test_a_session_that_somebody_changed_is_none(client, session):
    session.update(session_data="e30:forged:signature")
    assert not is_logged_in(client)


def test_a_new_password_ends_the_other_sessions(client, ann, session):
    ann.set_password("another horse battery")
    ann.save(update_fields=["password"])
    assert not is_logged_in(client)


def test_who_is_deactivated_is_out_at_once(client, ann, session):
    ann.is_active = False
    ann.save(update_fields=["is_active"])
    assert not is_logged_in(client)
