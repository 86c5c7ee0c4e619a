"""A worker's processes killed in the middle of a fetch, with somebody looking on."""

import os
import signal
import threading
from pathlib import Path

from tests.launcher.site import processes_on

EXCERPT = "It arrived after all, as it should."
PAGE = f"<title>Found</title><meta name=description content='{EXCERPT}'>"


def test_kill_9_in_the_middle_of_a_fetch_costs_only_time(meet, site, other_site):
    ann, page = meet("ann"), CutOff()
    ann.signs_up()
    ann.saves(other_site.route("/cut-off", page))
    assert page.is_asked.wait(30)
    for pid in processes_of_the_worker(site):
        os.kill(pid, signal.SIGKILL)
    page.is_killed.set()
    ann.sees(EXCERPT)
    assert other_site.asked("/cut-off") == 2, "the one that was cut off, and one more"
    assert page.most_at_once == 1


class CutOff:
    """Answers from the second time on; counts who asks at the same time."""

    def __init__(self):
        self.is_asked = threading.Event()
        self.is_killed = threading.Event()
        self.most_at_once = 0
        self._at_once = 0

    def __call__(self, handler):
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        if self.is_asked.is_set():
            self._answer(handler)
        else:
            self.is_asked.set()
            self.is_killed.wait(30)
        self._at_once -= 1

    def _answer(self, handler):
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html; charset=utf-8")
        handler.end_headers()
        handler.wfile.write(PAGE.encode())


def processes_of_the_worker(site):
    """The children that do its tasks."""
    is_worker = {pid: b"linkshare worker" in line for pid, line in processes_on(site.data).items()}
    found = [pid for pid, is_one in is_worker.items() if is_one and is_worker.get(parent_of(pid))]
    assert found
    return found


def parent_of(pid):
    after_the_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2]
    return int(after_the_name.split()[1])
