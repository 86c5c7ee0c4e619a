"""The launcher and its children live and die together."""

import os
import signal
import urllib.request

import pytest

from tests.launcher.site import Site, files_written_by, processes_on, until


def test_a_running_site_answers_and_ctrl_c_leaves_nothing_behind(site, data):
    site.start_and_wait()
    with urllib.request.urlopen(f"http://127.0.0.1:{site.port}/healthz") as answer:
        assert answer.status == 200
    second = Site(data).start()
    assert second.ends() == 2
    assert second.says(f"already runs on {data}")
    assert site.ends(by=signal.SIGINT) == 0
    assert processes_on(data) == {}


def test_a_start_skips_what_is_done_and_writes_in_its_folder_alone(site, data):
    site.start_and_wait()
    assert site.says("database: up to date")
    assert site.says("static files: up to date")
    written = files_written_by(processes_on(data)) - {site.output}
    assert written
    assert all(path.is_relative_to(data) for path in written), written


@pytest.mark.parametrize("name", ["web", "worker", "fetcher", "beat"])
def test_the_death_of_a_child_ends_all_with_the_reason(site, data, name):
    site.start_and_wait()
    os.kill(_child(name, data), signal.SIGKILL)
    assert site.ends() == 1
    assert site.says(f"{name} was killed by SIGKILL, so everything ends")
    assert processes_on(data) == {}


def test_kill_9_of_the_launcher_leaves_nothing_behind(site, data):
    site.start_and_wait()
    assert len(processes_on(data)) > 5
    assert site.ends(by=signal.SIGKILL) == -signal.SIGKILL
    until(lambda: not processes_on(data))


def _child(name, data):
    """The oldest process of a program: the launcher's own child."""
    marks = {"web": " granian ", "beat": " linkshare beat "}
    mark = marks.get(name, f" -n {name}@").encode()
    return min(pid for pid, command in processes_on(data).items() if mark in command)
