"""The folder that carries messages where there is no Redis."""

import shutil
import threading
from queue import Empty

import pytest
from kombu import Connection, Queue

import linkshare.celery  # noqa: F401 - puts our transport in the place of kombu's


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "deep" / "broker"


@pytest.fixture
def queue(folder):
    with connected(folder) as connection:
        yield connection.SimpleQueue(directly("words"))


def connected(folder):
    folders = ("data_folder_in", "data_folder_out", "control_folder")
    return Connection("filesystem://", transport_options=dict.fromkeys(folders, str(folder)))


def directly(name):
    """A queue reached by its name alone, as Celery reaches its own."""
    return Queue(name, routing_key=name)


def test_messages_come_out_in_the_order_they_went_in(queue):
    for word in "abc":
        queue.put(word)
    assert [queue.get(timeout=1).payload for _ in "abc"] == ["a", "b", "c"]


def test_a_folder_that_is_deleted_comes_back_for_reader_and_writer(queue, folder):
    shutil.rmtree(folder)
    with pytest.raises(Empty):
        queue.get(timeout=0.01)
    shutil.rmtree(folder)
    queue.put("a")
    assert queue.get(timeout=1).payload == "a"


def test_what_is_no_message_is_dropped_and_the_next_is_read(queue, folder):
    (folder / "0_x.words.msg").write_text("{half a mess")
    queue.put("a")
    assert queue.qsize() == 2
    assert queue.get(timeout=1).payload == "a"


def test_two_readers_never_get_the_same_message(queue, folder):
    for number in range(200):
        queue.put(number)
    got = []

    def read():
        with connected(folder) as connection:
            mine = connection.SimpleQueue(directly("words"))
            while mine.qsize():
                try:
                    message = mine.get(timeout=0.01)
                except Empty:
                    continue
                got.append(message.payload)
                message.ack()

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == list(range(200))


def test_a_queue_is_emptied_without_touching_another(queue, folder):
    with connected(folder) as connection:
        other = connection.SimpleQueue(directly("other.words"))
        other.put("kept")
        queue.put("gone")
        assert queue.clear() == 1
        assert other.qsize() == 1


def test_an_event_loop_is_given_all_that_waits_at_every_turn(folder):
    got, turns = [], []

    class Loop:
        def call_repeatedly(self, _seconds, turn, *arguments):
            turns.append(lambda: turn(*arguments))

    with connected(folder) as connection:
        for word in "ab":
            connection.SimpleQueue(directly("words")).put(word)
        channel = connection.channel()
        consumer = connection.Consumer(
            directly("words"),
            channel=channel,
            no_ack=True,
            callbacks=[lambda word, _: got.append(word)],
        )
        consumer.consume()
        connection.transport.register_with_event_loop(connection.connection, Loop())
        [turn] = turns
        turn()
    assert got == ["a", "b"]
