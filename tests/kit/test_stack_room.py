"""Deep calls ask the system for memory once, not at every turn of a loop."""

import resource
from concurrent.futures import ThreadPoolExecutor

from linkshare.kit.stack_room import with_room

TURNS = 200
DEEPEST = 300


def test_a_loop_at_any_depth_takes_no_new_pages():
    assert with_room(most_pages)() < TURNS


def test_without_room_a_loop_at_some_depth_takes_one_each_turn():
    """What the module is for: once CPython does better, it can go."""
    with ThreadPoolExecutor(1) as elsewhere:  # this test itself was called with room
        assert elsewhere.submit(most_pages).result() >= TURNS


def test_what_is_called_gets_its_arguments_and_is_heard():
    assert with_room(divmod)(7, 2) == (3, 1)
    assert with_room(sorted)([1, 2], reverse=True) == [2, 1]


def most_pages() -> int:
    """That one loop took, of loops at every depth."""
    return max(pages_at(depth) for depth in range(DEEPEST))


def pages_at(depth: int) -> int:
    if depth:
        return pages_at(depth - 1)
    before = resource.getrusage(resource.RUSAGE_THREAD).ru_minflt
    for _ in range(TURNS):
        nothing()
    return resource.getrusage(resource.RUSAGE_THREAD).ru_minflt - before


def nothing() -> None:
    pass


# Larger than the other's frame, so that some depth has room for the one and not for the other.
nothing.__code__ = nothing.__code__.replace(co_stacksize=100)
