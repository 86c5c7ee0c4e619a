"""What a newcomer reads when all of it runs."""

import json

import pytest

from bookmarks.demo import login
from linkshare.launcher.place import Address
from linkshare.launcher.programs import announcement, programs


@pytest.fixture
def announce(tmp_path):
    def announce(*, has_demo_login=True, **environment):
        (tmp_path / "prepared.json").write_text(json.dumps({"has_demo_login": has_demo_login}))
        address = Address("0.0.0.0", 8123)
        return announcement(programs(address, environment), address, tmp_path, environment)

    return announce


def test_it_names_address_log_in_mail_programs_and_logs(announce, tmp_path):
    said = announce()
    assert "linkshare is running: http://127.0.0.1:8123\n" in said
    assert f"as {login.HANDLE}, password {login.PASSWORD}\n" in said
    assert f"is kept in {tmp_path / 'mail'}, not sent\n" in said
    assert all(program in said for program in ("web (granian, ", "worker (celery, ", "beat"))
    assert f"{tmp_path / 'log'}\n" in said
    assert "Ctrl-C" in said


def test_a_password_that_opens_nothing_is_not_named(announce):
    assert login.PASSWORD not in announce(has_demo_login=False)


def test_the_password_of_the_mail_server_is_not_named(announce):
    said = announce(EMAIL_URL="smtp+tls://me:secret@mail.example:587")
    assert "is sent through mail.example:587\n" in said
    assert "secret" not in said
