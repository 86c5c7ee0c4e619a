"""What the programs are told of the place where they run."""

import pytest

from linkshare.launcher import place
from linkshare.launcher.place import Address, site_environment

EVERYWHERE = "0.0.0.0"


@pytest.fixture(autouse=True)
def _a_network(monkeypatch):
    monkeypatch.setattr(place, "network_address", lambda: "192.0.2.7")


def _environment(folder, host, **outer):
    return site_environment(outer, folder, Address(host, 8001))


def test_a_site_for_the_network_answers_under_the_address_that_it_prints(tmp_path):
    assert Address(EVERYWHERE, 8001).network_url == "http://192.0.2.7:8001"
    assert "192.0.2.7" in _environment(tmp_path, EVERYWHERE)["ALLOWED_HOSTS"].split(",")


def test_a_site_for_this_machine_answers_under_no_other_name(tmp_path):
    assert Address("127.0.0.1", 8001).network_url == ""
    assert "ALLOWED_HOSTS" not in _environment(tmp_path, "127.0.0.1")


def test_without_a_network_no_host_is_empty(tmp_path, monkeypatch):
    monkeypatch.setattr(place, "network_address", lambda: "")
    assert Address(EVERYWHERE, 8001).network_url == ""
    assert "" not in _environment(tmp_path, EVERYWHERE)["ALLOWED_HOSTS"].split(",")


def test_what_the_caller_set_stands(tmp_path):
    found = _environment(tmp_path, EVERYWHERE, ALLOWED_HOSTS="links.lan", SECRET_KEY="k")
    assert (found["ALLOWED_HOSTS"], found["SECRET_KEY"]) == ("links.lan", "k")


def test_a_secret_key_is_made_once_and_for_its_owner_only(tmp_path):
    first = _environment(tmp_path, "127.0.0.1")["SECRET_KEY"]
    assert len(first) >= 40
    assert _environment(tmp_path, "127.0.0.1")["SECRET_KEY"] == first
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600
