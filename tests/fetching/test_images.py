"""From a picture's address on a link to our files, with the real client against a local site."""

import threading
from datetime import timedelta
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.core.files.storage import storages
from django.db import connection

from bookmarks.fetching import image_store, images, refresh
from bookmarks.fetching.draining import Drain
from bookmarks.fetching.image_visits import Visit
from bookmarks.fetching.offline import IN_A_ROW
from bookmarks.fetching.thumbnails import Made
from bookmarks.models import Link, Picture, PictureFiles
from tests.factories import NOON, BookmarkFactory, LinkFactory
from tests.fetching.conftest import link_to
from tests.fetching.image_life import (
    PHOTO,
    SOON,
    fetch_due,
    fetched,
    files_on_disk,
    showing,
    take,
)
from tests.fetching.picture_cases import icon, photo, saved

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(open_site, settings):
    settings.FETCH_HOST_INTERVAL = 0
    return open_site


def test_a_cover_is_fetched_made_small_and_kept(site, settings):
    picture = fetched(site.page("/a.jpg", PHOTO))
    assert (picture.state, picture.reason) == ("ok", "")
    assert (picture.width, picture.height) == (400, 250)
    assert (picture.fetched_at, picture.due_at, picture.claim) == (SOON, None, None)
    small, large = PictureFiles.names_of(picture.files_id)
    assert image_store.read(small)[8:12] == image_store.read(large)[8:12] == b"WEBP"
    assert len(files_on_disk(settings.MEDIA_ROOT)) == 2


def test_an_icon_asks_for_pictures_and_tells_nothing_of_the_page(site):
    fetched(site.page("/favicon.ico", saved(icon(), "ICO")), role="favicon")
    headers = site.requests[0].headers
    assert headers["accept"].startswith("image/")
    assert not {"referer", "cookie"} & headers.keys()


@pytest.mark.parametrize(
    ("body", "state", "word"),
    [
        (b"<h1>No such picture</h1>", "unfit", "no picture"),
        (saved(photo(728, 90)), "unfit", "strip"),
        (PHOTO + b" " * 5_000_000, "unfit", "too large"),
        (PHOTO[:900], "unfit", "broken"),
    ],
)
def test_what_is_no_picture_for_us_is_said_and_not_tried_again(site, body, state, word):
    picture = fetched(site.page("/a.jpg", body, headers={"Content-Type": "image/jpeg"}))
    assert (picture.state, picture.is_shown, picture.due_at) == (state, False, None)
    assert word in picture.reason
    assert not PictureFiles.objects.exists()


def test_the_name_and_the_type_that_a_site_gives_count_for_nothing(site):
    url = site.page("/virus.exe", PHOTO, headers={"Content-Type": "text/html"})
    assert fetched(url).state == "ok"


@pytest.mark.parametrize(("status", "tries"), [(404, 1), (403, 1), (503, 4), (429, 4)])
def test_a_failure_is_tried_again_only_where_that_may_help(site, status, tries):
    url = site.page("/a.jpg", status=status)
    picture = fetched(url)
    while picture.due_at:
        assert picture.reason.endswith("We will try again.")
        fetch_due(picture.due_at)
        picture.refresh_from_db()
    assert (picture.state, site.asked("/a.jpg")) == ("error", tries)
    assert str(status) in picture.reason


def test_an_address_of_our_own_network_is_refused_behind_a_redirect_too(site, settings):
    settings.FETCH_ALLOW = [site.authority]
    picture = fetched(site.redirect("/a.jpg", "http://127.0.0.1:8159/a.jpg"))
    assert (picture.state, picture.due_at) == ("error", None)


def test_what_the_fetcher_would_not_try_is_no_wish():
    link = showing(cover="ftp://example.org/a.png", favicon="http://[broken/")
    assert (link.cover, link.favicon, link.cover_url) == (None, None, "")
    assert not Picture.objects.exists()


def test_addresses_are_wanted_in_their_one_spelling(site):
    link = showing(cover="HTTP://Example.ORG:80/ä.png#part", favicon="/icon.png")
    assert link.cover.url == "http://example.org/%C3%A4.png"
    assert link.favicon.url == "https://example.org/icon.png"


def test_a_full_disk_is_our_trouble_and_passes(site, settings):
    url = site.page("/a.jpg", PHOTO)
    with patch.object(storages["pictures"], "save", side_effect=OSError(28, "No space left")):
        picture = fetched(url)
    assert (picture.state, "our side" in picture.reason) == ("waiting", True)
    fetch_due(picture.due_at)
    picture.refresh_from_db()
    assert picture.state == "ok"


def test_a_picture_whose_workers_all_die_is_given_up(site):
    url = site.page("/a.jpg", PHOTO)
    link = showing(cover=url)
    Picture.objects.update(attempts=4)
    fetch_due()
    assert (Link.objects.get(pk=link.pk).cover.state, site.asked("/a.jpg")) == ("error", 0)


def test_the_same_picture_again_is_not_made_again(site):
    url = site.page("/a.jpg", PHOTO)
    before = fetched(url)
    showing(cover=url)
    Picture.objects.update(due_at=SOON)
    fetch_due()
    assert site.asked("/a.jpg") == 2
    assert Picture.objects.get().files_id == before.files_id
    assert PictureFiles.objects.count() == 1


def test_a_new_picture_at_an_old_address_gets_a_new_name(site):
    before = fetched(site.page("/a.jpg", PHOTO))
    site.page("/a.jpg", saved(photo(600, 400)))
    Picture.objects.update(due_at=SOON)
    fetch_due()
    after = Picture.objects.get()
    assert (after.width, after.files_id != before.files_id) == (600, True)
    assert PictureFiles.objects.get(pk=before.files_id).kept_until == SOON + image_store.KEPT_FOR


@pytest.mark.parametrize("answer", [{"status": 404}, {"body": b"gone"}])
def test_what_can_no_longer_be_had_is_still_shown(site, answer):
    before = fetched(site.page("/a.jpg", PHOTO))
    site.page("/a.jpg", **answer)
    Picture.objects.update(due_at=SOON)
    fetch_due()
    after = Picture.objects.get()
    assert (after.state, after.files_id, after.due_at) == ("ok", before.files_id, None)
    assert after.reason


@pytest.mark.parametrize(
    ("role", "hours", "is_due"),
    [("cover", 0.9, False), ("cover", 1, True), ("favicon", 23, False), ("favicon", 24, True)],
)
def test_a_link_that_is_read_again_renews_what_is_old(role, hours, is_due):
    link = showing(**{role: "https://example.org/a.png"})
    Picture.objects.update(due_at=None, fetched_at=NOON, attempts=4)
    now = NOON + timedelta(hours=hours)
    images.want([link.pk], now)
    picture = Picture.objects.get()
    assert (picture.due_at, picture.wanted_at) == (now if is_due else None, now)


def test_a_page_with_another_picture_shows_that_one():
    link = showing(cover="https://example.org/a.png")
    Link.objects.update(cover_url="https://example.org/b.png")
    images.want([link.pk], SOON)
    link.refresh_from_db()
    assert link.cover.url == "https://example.org/b.png"


def test_links_that_lack_their_pictures_are_found_if_somebody_saved_them():
    saved_link, left = (LinkFactory(favicon_url="https://a.example/i.png") for _ in range(2))
    BookmarkFactory(link=saved_link)
    assert [images.want_missing(NOON), images.want_missing(NOON)] == [1, 0]
    assert Link.objects.get(pk=saved_link.pk).favicon
    assert not Link.objects.get(pk=left.pk).favicon


def test_what_is_taken_is_free_again_when_its_worker_is_dead(settings):
    showing(cover="https://example.org/a.png")
    assert len(take(9, uuid4())) == 1
    assert take(9, uuid4()) == []
    lapsed = SOON + timedelta(seconds=settings.FETCH_LEASE)
    assert len(take(9, uuid4(), lapsed)) == 1


def test_a_worker_whose_claim_has_lapsed_writes_nothing():
    showing(cover="https://example.org/a.png")
    claim = uuid4()
    (errand,) = take(1, claim)
    Picture.objects.update(claim=uuid4())
    late = Visit(errand, Made("", 400, 250, (1, 1)), "x", may_lie=True)
    assert images.conclude([late], claim, SOON) == 0
    assert Picture.objects.get().files_id is None
    assert PictureFiles.objects.get().pk == errand.key


@pytest.mark.django_db(transaction=True)
def test_forty_links_of_one_site_ask_for_its_icon_once(site):
    url = site.page("/favicon.ico", saved(icon()), delay=0.2)
    links = [BookmarkFactory(link=LinkFactory(favicon_url=url)).link for _ in range(40)]
    start = threading.Barrier(4)

    def work(number):
        start.wait()
        for link in links[number::4]:
            images.want([link.pk], NOON)
            fetch_due(count=1)
        connection.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert site.asked("/favicon.ico") == 1
    assert Link.objects.filter(favicon__state="ok").count() == 40


@pytest.mark.django_db(transaction=True)
def test_the_pictures_of_one_site_are_fetched_a_second_apart(site, settings):
    settings.FETCH_HOST_INTERVAL = 1
    for n in range(3):
        showing(cover=site.page(f"/{n}.jpg", PHOTO))
    assert [fetch_due(SOON + timedelta(seconds=n)) for n in range(4)] == [1, 1, 1, 0]


@pytest.mark.django_db(transaction=True)
def test_a_drain_fetches_pages_and_then_their_pictures_and_what_is_awaited_first(site):
    page = f"<title>A</title><link rel=icon href={site.page('/i.png', saved(icon()))}>"
    link_to(site.page("/page", page))
    showing(cover=site.page("/awaited.jpg", PHOTO))
    Picture.objects.update(is_awaited=True)
    assert Drain(lambda: SOON).run() == 3
    asked = [request.path for request in site.requests]
    assert sorted(asked) == ["/awaited.jpg", "/i.png", "/page"]
    assert asked.index("/page") < asked.index("/i.png")
    assert set(Picture.objects.values_list("state", "is_awaited")) == {("ok", False)}


@pytest.mark.django_db(transaction=True)
def test_a_page_that_somebody_waits_for_has_its_pictures_asked_for_at_once(site):
    link = link_to(site.page("/page", "<title>A</title><meta property=og:image content=/a.jpg>"))
    with patch.object(refresh, "_ask_for_drain") as ask:
        refresh.refresh(link.pk, SOON)
    ask.assert_called_once_with()
    cover, favicon = Picture.objects.order_by("role")
    assert (cover.url, cover.is_awaited, cover.due_at) == (site.url("/a.jpg"), True, SOON)
    assert (favicon.url, favicon.is_on_its_way) == (site.url("/favicon.ico"), True)


def test_without_a_name_server_no_picture_loses_a_try(no_name_server):
    for n in range(IN_A_ROW + 5):
        showing(cover=f"https://site-{n}.example/a.jpg")
    fetch_due()
    assert Picture.objects.filter(attempts=0, state="waiting", due_at__gt=SOON).count() >= 5
