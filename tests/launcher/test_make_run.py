"""`make run` where the environment is built already, as at every start but the first."""

import hashlib
import json
import os
import signal
import sys

import pytest

from tests.launcher.site import ROOT, Site, processes_on, until


class MadeSite(Site):
    """Started and stopped as on a terminal, where Ctrl-C reaches make and what it started."""

    command = ("make", "run", f"PYTHON={sys.executable}")
    is_own_group = True

    def ends(self, by=None):
        if by:
            os.killpg(self.process.pid, by)
        return super().ends()


@pytest.fixture
def site(data):
    pretend_to_have_installed(data / "venv")
    site = MadeSite(data)
    yield site
    site.clean_up()


def pretend_to_have_installed(venv):
    (venv / "bin").mkdir(parents=True, exist_ok=True)
    (venv / "bin/python").write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    (venv / "bin/python").chmod(0o755)
    lock = hashlib.sha256((ROOT / "requirements.txt").read_bytes()).hexdigest()
    stamp = {"python": sys.version, "place": str(venv), "locks": {"requirements.txt": lock}}
    (venv / "installed.json").write_text(json.dumps(stamp))


def test_it_installs_nothing_anew_and_ctrl_c_ends_all(site, data):
    site.start_and_wait()
    assert "nstalling" not in site.said()
    site.ends(by=signal.SIGINT)
    until(lambda: not processes_on(data))
    assert site.says("Everything has stopped.")


def test_kill_9_of_make_leaves_nothing_behind(site, data):
    site.start_and_wait()
    site.process.kill()
    until(lambda: not processes_on(data))
