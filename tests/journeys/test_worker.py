"""The worker's own processes killed, with somebody waiting for what they do."""

import os
import signal
from pathlib import Path

from tests.launcher.site import processes_on, until


def test_kill_9_of_the_workers_processes_stops_no_later_work(meet, site):
    ann = meet("ann")
    ann.signs_up()
    for pid in processes_of_the_worker(site):
        os.kill(pid, signal.SIGKILL)
    ann.opens("/settings/data/")
    ann.presses("Write my file")
    file = ann.page.get_by_role("link", name="Download my file")
    until(lambda: ann.page.reload() and file.count())


def processes_of_the_worker(site):
    """The children that do its tasks."""
    is_worker = {
        pid: b" -n worker@" in line or b"ForkPoolWorker" in line
        for pid, line in processes_on(site.data).items()
    }
    found = [pid for pid, is_one in is_worker.items() if is_one and is_worker.get(parent_of(pid))]
    assert found
    return found


def parent_of(pid):
    after_the_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2]
    return int(after_the_name.split()[1])
