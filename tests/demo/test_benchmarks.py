"""The parts of `make bench`. Nothing here asserts a time."""

import json
import socket
import threading
from contextlib import closing
from itertools import count

import pytest
from django.core.management import call_command

from benchmarks import report
from benchmarks.client import Client, UnexpectedAnswerError
from benchmarks.load import Round, Subject, measure
from benchmarks.site import running_site
from benchmarks.subjects import subjects_of


@pytest.fixture
def port_that_answers():
    """A server that sends each of these pieces on its own, then hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve(*pieces):
            def answer():
                connection, _ = server.accept()
                with connection:
                    connection.recv(10_000)
                    for piece in pieces:
                        connection.sendall(piece)

            threading.Thread(target=answer, daemon=True).start()
            return server.getsockname()[1]

        yield serve


def subject_with(name, *rates):
    rounds = [Round(rate, [0.001, 0.003]) for rate in rates]
    return Subject(name, lambda _client: 200, 200, [], rounds)


def test_an_answer_in_pieces_is_read_whole(port_that_answers):
    port = port_that_answers(
        b"HTTP/1.1 200 OK\r\nSet-Cookie: a=b; Path=/\r\n", b"Content-Length: 4\r\n\r\nab", b"cd"
    )
    with closing(Client(port)) as client:
        answer = client.get("/")
        assert (answer.status, answer.body) == (200, b"abcd")
        assert client.cookies == {"a": "b"}


def test_a_server_that_hangs_up_is_an_error(port_that_answers):
    port = port_that_answers(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nab")
    with closing(Client(port)) as client, pytest.raises(UnexpectedAnswerError, match="hung up"):
        client.get("/")


def test_a_ratio_is_taken_round_by_round():
    """A machine that is busy in one round slows both, which leaves their ratio as it was."""
    empty, page = subject_with("empty_view", 100, 10, 80), subject_with("page", 50, 5, 40)
    assert page.versus(empty) == 0.5


def test_work_is_counted_an_answer():
    subject = Subject("page", lambda _client: 200, 200, [])
    subject.rounds = [Round(1, [0.1] * 4, work=0.2), Round(1, [0.1] * 2, work=0.1)]
    assert subject.work == 50
    assert subject.answers == 6


def test_the_work_of_a_round_is_what_the_clock_went_on():
    hours = count(1)
    subject = Subject("page", lambda _client: 200, 200, [Client(1)], clock=lambda: next(hours))
    measure([subject], seconds=0.01, rounds=2)
    assert [one.work for one in subject.rounds] == [1, 1]


def test_the_99th_of_few_waits_is_not_longer_than_the_longest():
    subject = subject_with("page", 10)
    subject.rounds = [Round(10, [0.001, 0.002, 0.009])]
    assert subject.percentiles() == (2, pytest.approx(8.86))


def test_an_unexpected_answer_stops_the_measurement():
    subject = Subject("page", lambda _client: 500, 200, [Client(1)])
    with pytest.raises(UnexpectedAnswerError, match="page answered 500"):
        measure([subject], seconds=0.01, rounds=1)


def test_figures_are_flat_and_the_database_comes_last():
    groups = [
        [subject_with("empty_view", 100), subject_with("save", 50)],
        [subject_with("empty_view_pg", 100), subject_with("save_pg", 25)],
    ]
    found = report.figures(groups)
    assert (found["empty_view_rps"], found["save_vs_empty"]) == (100, 0.5)
    assert (found["empty_view_rps_pg"], found["save_vs_empty_pg"]) == (100, 0.25)
    assert "save_pg" in report.table(groups)


def test_figures_are_kept_in_the_data_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("LINKSHARE_DATA_DIR", str(tmp_path))
    path = report.keep({"empty_view_rps": 1.0})
    assert path == tmp_path / "bench.json"
    assert json.loads(path.read_text()) == {"empty_view_rps": 1.0}


def test_the_empty_view_passes_through_the_same_middleware(settings, client):
    settings.ROOT_URLCONF = "benchmarks.urls"
    answer = client.get("/empty")
    assert answer.content == b"ok"
    assert "Content-Security-Policy" in answer.headers


def test_every_subject_answers_as_expected(settings, live_server, transactional_db):
    settings.ROOT_URLCONF = "benchmarks.urls"
    call_command("demo", bookmarks=40, verbosity=0)
    subjects = subjects_of(live_server.thread.port, "")
    measure(subjects, seconds=0.05, rounds=1)
    found = report.figures([subjects])
    assert {
        "empty_view_rps",
        "collection_page_vs_empty",
        "collection_page_fresh_vs_empty",
        "collection_page_signed_in_vs_empty",
        "collection_page_signed_in_fresh_work_times_empty",
        "library_page_vs_empty",
        "save_vs_empty",
    } <= found.keys()


def test_the_site_that_is_measured_runs_on_its_own_data():
    with running_site(20) as site, closing(Client(site.port)) as client:
        before = site.work()
        assert client.get("/empty").body == b"ok"
        assert b"20" in client.get("/@demo/archive/").body
        assert site.work() > before > 0
