"""What is measured: pages as a stranger and as the demo person see them, and a save."""

from collections.abc import Mapping
from itertools import count

from benchmarks.client import Client, UnexpectedAnswerError
from benchmarks.load import Ask, Clock, Subject, connections
from bookmarks.demo import login

EMPTY = "empty_view"
COLLECTION = "/@demo/archive/"
WORD = "web"  # a common one in what is made up

_numbers = count()


def subjects_of(port: int, suffix: str, clock: Clock = float, deepest: str = "") -> list[Subject]:
    """The first is the empty view, to which the others are compared.

    `deepest` is the cursor of the collection's last page.
    """
    stranger, demo = Client(port), Client(port)
    demo.log_in(login.HANDLE, login.PASSWORD)
    token = demo.token("/save/")
    demo.close()
    pages = [
        (EMPTY, _getting("/empty"), 200, stranger),
        ("collection_page", _getting(COLLECTION), 200, stranger),
        ("collection_page_fresh", _getting_fresh(COLLECTION), 200, stranger),
        ("collection_page_signed_in", _getting(COLLECTION), 200, demo),
        ("collection_page_signed_in_fresh", _getting_fresh(COLLECTION), 200, demo),
        ("library_page", _getting("/library/"), 200, demo),
        ("library_page_fresh", _getting_fresh("/library/"), 200, demo),
        ("search_page", _getting(f"/library/?q={WORD}"), 200, demo),
        ("search_page_fresh", _getting_fresh(f"/library/?q={WORD}&"), 200, demo),
        ("save", _saving(token), 302, demo),
    ]
    if deepest:
        path = f"{COLLECTION}?after={deepest}&"
        pages.append(("deepest_page_fresh", _getting_fresh(path), 200, stranger))
    subjects = [
        Subject(name + suffix, ask, status, connections(client), clock=clock)
        for name, ask, status, client in pages
    ]
    for subject in subjects:
        if subject.ask(subject.clients[0]) != subject.status:
            raise UnexpectedAnswerError(f"{subject.name} does not answer {subject.status}")
        subject.clients[0].close()
    return subjects


def following_subjects(
    port: int, sessions: Mapping[str, str], suffix: str, clock: Clock = float
) -> list[Subject]:
    """A collection's page, to which the others are compared, and what few and many follows lead to.

    `sessions`: how many things somebody follows → their session.
    """
    readers = {many: Client(port, {"sessionid": key}) for many, key in sessions.items()}
    first = next(iter(readers.values()))
    pages = [("collection_of_a_follower", _getting_fresh(COLLECTION), first)]
    pages += [(f"following_{n}", _getting_fresh("/following/"), who) for n, who in readers.items()]
    return [
        Subject(name + suffix, ask, 200, connections(client), clock=clock)
        for name, ask, client in pages
    ]


def _getting(path: str) -> Ask:
    return lambda client: client.get(path).status


def _getting_fresh(path: str) -> Ask:
    """At an address that nobody asked for before, so that no kept page answers."""
    path = path if path.endswith("&") else f"{path}?"
    return lambda client: client.get(f"{path}n={next(_numbers)}").status


def _saving(token: str) -> Ask:
    """A new address each time, from the form to its redirect. Nothing fetches: no worker runs."""
    fields = {"csrfmiddlewaretoken": token, "audience": "public", "title": "A page", "tags": "web"}

    def save(client: Client) -> int:
        address = f"https://bench.example/{next(_numbers)}"
        return client.post("/save/", fields | {"url": address}).status

    return save
