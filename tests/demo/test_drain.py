"""The drain of `make bench`, with few links. Nothing here asserts a time."""

import pytest

from benchmarks.drain import Drained, NotDrainedError, _judge, drain
from benchmarks.processes import memory_of, processor_time_of, tree_of
from benchmarks.thousand_hosts import HOSTS_MOST, addresses, spare_address


def test_links_are_drained_while_somebody_saves():
    """Real programs, real sockets: each page once, or `drain` raises."""
    found = drain(40).figures("")
    assert found["drain_links_per_s"] > 0
    assert found["drain_rss_mb"] > found["drain_memory_mb"] > 50
    assert found["fresh_save_excerpt_s"] < 60


def test_a_page_that_was_asked_for_twice_spoils_the_measurement():
    _judge({"/1": 1})
    with pytest.raises(NotDrainedError, match="1 pages"):
        _judge({"/1": 1, "/2": 2})


def test_figures_carry_their_database_last():
    figures = Drained(100, seconds=2, work=1, waits=[0.1, 0.5, 0.2]).figures("_pg")
    assert figures["drain_links_per_s_pg"] == 50
    assert (figures["drain_work_ms_pg"], figures["fresh_save_excerpt_s_pg"]) == (10, 0.2)
    assert figures["fresh_save_excerpt_worst_s_pg"] == 0.5


def test_sites_have_an_address_each():
    everybody = addresses(HOSTS_MOST) + [spare_address(number) for number in range(200)]
    assert len(set(everybody)) == HOSTS_MOST + 200


def test_what_a_process_takes_is_read_from_the_kernel():
    (me, *_) = family = tree_of(1)
    assert me == 1
    assert len(family) > 1
    memory = memory_of(family)
    assert memory.shared_each >= memory.shared_once > 10
    assert processor_time_of(family) > 0
