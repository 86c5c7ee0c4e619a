"""`python -m benchmarks.saver PORT`: somebody who saves a page now and then and waits for it.

One line of JSON on the way out: the seconds until each excerpt was there; a minute means never.
"""

import json
import signal
import sys
import time
from itertools import count

import django

django.setup()

from django.utils import timezone  # noqa: E402 - Django must be set up first

from accounts.models import User  # noqa: E402
from benchmarks.thousand_hosts import spare_address  # noqa: E402
from bookmarks.models import Link  # noqa: E402
from bookmarks.saving import Draft, save_bookmark  # noqa: E402

PAUSE = 2.0
LONGEST = 60.0


def main(port: int) -> None:
    person = User.objects.create(handle="saver", email="saver@example.org")
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
    waits: list[float] = []
    for number in count():
        waits.append(_waited(person, f"http://{spare_address(number)}:{port}/fresh/{number}"))
        if signal.sigtimedwait([signal.SIGTERM], PAUSE):
            break
    print(json.dumps(waits), flush=True)


def _waited(person: User, url: str) -> float:
    start = time.perf_counter()
    link = save_bookmark(person, Draft(url, "private"), timezone.now()).bookmark.link_id
    while not Link.objects.filter(pk=link).exclude(excerpt="").exists():
        if time.perf_counter() - start > LONGEST:
            return LONGEST
        time.sleep(0.02)
    return time.perf_counter() - start


if __name__ == "__main__":
    main(int(sys.argv[1]))
