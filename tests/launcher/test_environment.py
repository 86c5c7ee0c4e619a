"""The environment that make keeps: built whole, once, and anew when its lock changes."""

import subprocess
import sys

from tests.launcher.site import ROOT


def make_it_hold(lock, venv):
    """What the script says. A lock without a package needs no network."""
    command = [sys.executable, "scripts/environment.py", venv, lock]
    done = subprocess.run(command, cwd=ROOT, check=True, stderr=subprocess.PIPE, text=True)
    return done.stderr


def test_what_was_cut_off_is_built_afresh_and_what_stands_is_left_until_its_lock_changes(tmp_path):
    lock, venv = tmp_path / "lock.txt", tmp_path / "venv"
    lock.write_text("# nothing\n")
    (venv / "bin").mkdir(parents=True)
    (venv / "bin/python").touch()  # as an interrupted start left it: no stamp
    assert "Making the environment" in make_it_hold(lock, venv)
    assert (venv / "bin/pip").exists()
    assert make_it_hold(lock, venv) == ""
    lock.write_text("# nothing else\n")
    assert "Installing what lock.txt lock" in make_it_hold(lock, venv)
    assert make_it_hold(lock, venv) == ""
    shared = tmp_path / "shared"
    shared.symlink_to(venv)  # seen through a link it is no other one, to be emptied and built
    assert make_it_hold(lock, shared) == ""
    assert (venv / "bin/python").exists()
