"""Many people who save, edit and delete at once: does each get an answer, and how soon?"""

import re
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count
from statistics import median

from benchmarks.client import Client, UnexpectedAnswerError

CROWDS = (8, 32)

_KEY = re.compile(rb"\r\nlocation: */b/(\w+)/", re.IGNORECASE)
_numbers = count()


@dataclass(slots=True)
class Crowd:
    failed: int = 0
    waits: list[float] = field(default_factory=list)

    def figures(self, people: int, suffix: str) -> dict[str, float]:
        return {
            f"concurrent_{people}_failed{suffix}": float(self.failed),
            f"concurrent_{people}_median_s{suffix}": round(median(self.waits), 3),
            f"concurrent_{people}_worst_s{suffix}": round(max(self.waits), 3),
        }


def crowd(port: int, sessions: Sequence[str], seconds: float) -> Crowd:
    """Each has a connection, and sends the next request when the last is answered."""
    people = [_Person(Client(port, {"sessionid": session})) for session in sessions]
    end = time.perf_counter() + seconds
    together = Crowd()
    with ThreadPoolExecutor(len(people)) as pool:
        for found in pool.map(lambda one: one.work(end), people):
            together.failed += found.failed
            together.waits += found.waits
    return together


class _Person:
    def __init__(self, client: Client) -> None:
        self._client = client
        self._token = {"csrfmiddlewaretoken": client.token("/save/")}
        self._found = Crowd()

    def work(self, end: float) -> Crowd:
        with closing(self._client):
            while time.perf_counter() < end:
                self._one_life()
        return self._found

    def _one_life(self) -> None:
        """Of a bookmark: saved, edited, put into the trash, deleted for good."""
        said = {
            **self._token,
            "url": f"https://crowd.example/{next(_numbers)}",
            "audience": "public",
            "tags": "crowd",
        }
        answer = self._post("/save/", said)
        key = _KEY.search(answer) if answer else None
        if key is None:
            return
        page = f"/b/{key[1].decode()}/"
        self._post(f"{page}edit/", said | {"title": "Another title", "tags": "crowd, edited"})
        self._post(f"{page}trash/", self._token)
        self._post(f"{page}delete/", self._token)

    def _post(self, path: str, fields: dict[str, str]) -> bytes:
        """The head of the answer; nothing where there was none that it should be."""
        self._client.cookies.pop("messages", None)  # what a browser would have shown by now
        start = time.perf_counter()
        try:
            answer = self._client.post(path, fields)
        except (OSError, UnexpectedAnswerError):
            self._client.close()
            self._found.failed += 1
            return b""
        self._found.waits.append(time.perf_counter() - start)
        if answer.status != 302:
            self._found.failed += 1
            return b""
        return answer.head
