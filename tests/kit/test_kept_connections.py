"""A database that was started anew costs nobody a page."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept():
    """A connection that an earlier request left open."""
    kept = connection.copy()
    kept.settings_dict = {**connection.settings_dict, "CONN_HEALTH_CHECKS": True}
    kept.connect()
    yield kept
    kept.close()


def ask(connection):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone()


def begin_request(connection):
    connection.close_if_unusable_or_obsolete()
    connection.health_check_enabled = connection.settings_dict["CONN_HEALTH_CHECKS"]
    connection.health_check_done = False


def end_at_the_server(kept):
    """SQLite has no server that could end one."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(%s, 9000)", [kept.connection.info.backend_pid]
            )
            assert cursor.fetchone() == (True,)


def test_a_connection_that_the_server_ended_is_made_anew(kept):
    begin_request(kept)
    assert ask(kept) == (1,)
    end_at_the_server(kept)
    begin_request(kept)
    assert ask(kept) == (1,)


def test_a_connection_that_still_stands_is_used_on(kept):
    begin_request(kept)
    before = kept.connection
    assert ask(kept) == (1,)
    begin_request(kept)
    assert ask(kept) == (1,)
    assert kept.connection is before
