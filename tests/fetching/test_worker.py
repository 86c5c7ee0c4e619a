"""A real worker process, killed and robbed: the excerpt still arrives, the page is read once."""

import shutil
import threading
from datetime import timedelta
from pathlib import Path

import pytest
import redis
from django.conf import settings
from django.utils import timezone

from tests.fetching.site import Site
from tests.fetching.workers import (
    HAS_FOLDER_BROKER,
    PAGE,
    arrives,
    due_link,
    environment_for,
    kill,
    worker,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site():
    with Site() as site:
        yield site


@pytest.fixture
def environment(site, tmp_path):
    return environment_for(site, tmp_path)


def test_a_worker_killed_in_the_middle_of_a_fetch_costs_only_time(site, environment):
    asked, killed, answered = threading.Event(), threading.Event(), []

    def answer(handler):
        if not asked.is_set():
            asked.set()
            killed.wait(20)
            return
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html; charset=utf-8")
        handler.end_headers()
        handler.wfile.write(PAGE)
        answered.append(timezone.now())

    link = due_link(site.route("/slow", answer))
    with worker(environment) as first:
        assert asked.wait(20)
        kill(first)
        killed.set()
    with worker(environment):
        assert arrives(link)
    assert (site.asked("/slow"), len(answered)) == (2, 1)


def test_a_broker_that_is_emptied_while_it_runs_heals(site, environment):
    pages = [site.page(f"/{n}", PAGE) for n in range(3)]
    rob(environment)
    with worker(environment):
        assert arrives(due_link(pages[0]))
        rob(environment)
        assert arrives(due_link(pages[1]))
        assert arrives(due_link(pages[2]), within=3)
    assert [site.asked(f"/{n}") for n in range(3)] == [1, 1, 1]


def rob(environment):
    """Delete the broker's folder, or what Redis keeps for it."""
    if HAS_FOLDER_BROKER:
        shutil.rmtree(Path(environment["LINKSHARE_DATA_DIR"]) / "broker", ignore_errors=True)
    else:
        server = redis.Redis.from_url(settings.CELERY_BROKER_URL)
        queue = environment["TASK_QUEUE"]
        server.delete(queue, f"_kombu.binding.{queue}")


def test_a_worker_does_not_fetch_what_another_holds(site, environment):
    free, held = due_link(site.page("/free", PAGE)), due_link(site.page("/held", PAGE))
    type(held).objects.filter(pk=held.pk).update(
        claim="0" * 32, claimed_until=timezone.now() + timedelta(minutes=5)
    )
    with worker(environment):
        assert arrives(free)
    assert site.asked("/held") == 0
