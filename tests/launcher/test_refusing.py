"""What stands in the way of a start is said in a sentence with a way out."""

import socket

import pytest

from tests.launcher.site import Site, processes_on


def test_a_busy_port_is_named_with_another_to_take(site):
    with socket.socket() as other:
        other.bind(("127.0.0.1", site.port))
        other.listen()
        assert site.start().ends() == 2
    assert site.says(f"Port {site.port} on 127.0.0.1 is taken")
    assert site.says("PORT=")
    assert processes_on(site.data) == {}


@pytest.mark.parametrize("port", ["http", "0", "65536"])
def test_a_port_that_is_none_is_refused(data, port):
    site = Site(data, port)
    assert site.start().ends() == 2
    assert site.says(f"PORT must be a number from 1 to 65535, not '{port}'")


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path):
    (tmp_path / "file").touch()
    site = Site(tmp_path / "file" / "data")
    site.output = tmp_path / "output.txt"
    assert site.start().ends() == 2
    assert site.says(f"The data folder {site.data} cannot be written to")
    assert site.says("LINKSHARE_DATA_DIR=")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SITE_URL", "http://links.example", "SITE_URL must begin with https://"),
        ("LOG_LEVEL", "loud", "LOG_LEVEL: give one of DEBUG"),
        ("FETCH_ALLOW", "a:b:c", "FETCH_ALLOW: 'a:b:c' is neither a host nor a network"),
        ("TIME_ZONE", "Mars/North", "Incorrect timezone setting: Mars/North"),
    ],
)
def test_a_setting_that_is_not_right_is_named(tmp_path, monkeypatch, name, value, said):
    monkeypatch.setenv(name, value)
    site = Site(tmp_path / "data")
    assert site.start().ends() == 2
    assert site.says(f"A setting is not right: {said}")
    assert not site.says("Traceback")
