"""Many requests at one moment, each in a thread and on a connection of its own."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection
from django.test import Client

PATIENCE = 120


def at_once(acts: Sequence[Callable[[], Any]]) -> list[Any]:
    """What each act returned, in their order; the first exception of any is raised."""
    start = threading.Barrier(len(acts))

    def run(act):
        try:
            start.wait(PATIENCE)
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return [running.result(PATIENCE) for running in [threads.submit(run, act) for act in acts]]


def browser(person) -> Client:
    """Somebody's, signed in."""
    client = Client()
    client.force_login(person)
    return client


def sent(clients: Sequence[Client], path: str, forms: Sequence[dict[str, Any]]) -> list[int]:
    """All send their form at once; the statuses of the answers."""
    acts = [
        lambda client=client, form=form: client.post(path, form).status_code
        for client, form in zip(clients, forms, strict=True)
    ]
    return at_once(acts)
