"""A real worker, killed in the middle of a picture: the cover still comes, and no file is left."""

import threading
import time

import pytest
from django.utils import timezone

from bookmarks.fetching import image_store
from bookmarks.models import Link
from tests.factories import BookmarkFactory
from tests.fetching.image_life import PHOTO, files_on_disk, stored_names
from tests.fetching.picture_cases import icon, saved
from tests.fetching.site import Site
from tests.fetching.workers import due_link, environment_for, kill, worker

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "<title>A</title><link rel=icon href=/i.png><meta property=og:image content=/a.jpg>"


@pytest.fixture
def site():
    with Site() as site:
        yield site


def both_come(link, within=30.0):
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        shown = Link.objects.select_related("cover", "favicon").get(pk=link.pk)
        if all(one and one.state == "ok" for one in (shown.cover, shown.favicon)):
            return True
        time.sleep(0.05)
    return False


@pytest.fixture
def cover(site):
    """Answers the first who asks when they are dead, all others at once."""
    return Cover(site)


class Cover:
    def __init__(self, site):
        self.is_asked_for, self.is_free = threading.Event(), threading.Event()
        self.url = site.route("/a.jpg", self._answer)

    def _answer(self, handler):
        if not self.is_asked_for.is_set():
            self.is_asked_for.set()
            self.is_free.wait(20)
            return
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(PHOTO)


def test_a_worker_killed_in_the_middle_of_a_picture_costs_only_time(
    site, cover, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path / "media"
    site.page("/i.png", saved(icon()))
    link = BookmarkFactory(link=due_link(site.page("/", PAGE))).link
    environment = environment_for(site, tmp_path) | {"FETCH_HOST_INTERVAL": "0"}
    with worker(environment) as first:
        assert cover.is_asked_for.wait(20)
        kill(first)
        cover.is_free.set()
    with worker(environment):
        assert both_come(link)
    assert [site.asked("/"), site.asked("/a.jpg")] == [1, 2]
    image_store.remove_unused(timezone.now() + image_store.KEPT_FOR)
    names = {name.rpartition("/")[2] for name in stored_names()}
    assert set(files_on_disk(settings.MEDIA_ROOT)) == names
    assert len(names) == 4
