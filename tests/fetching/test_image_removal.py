"""Files and rows go when no saved link shows them, and not before; whatever dies in between."""

import threading
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core.files.storage import storages
from django.db import connection, transaction

from bookmarks.fetching import image_store, images
from bookmarks.models import Bookmark, Link, Picture, PictureFiles
from bookmarks.saving import Draft, save_bookmark
from tests.factories import NOON
from tests.fetching.image_life import files_on_disk, showing

pytestmark = pytest.mark.django_db
URL = "https://example.org/a.png"
NEXT_DAY = NOON + timedelta(days=1)
LATER = NOON + timedelta(days=2, hours=1)


def kept(url=URL, role="cover", **fields):
    """A link that shows a picture with files."""
    link = showing(**{role: url}, **fields)
    (key,) = image_store.new_names(1, NOON)
    image_store.save(key, [b"small", b"large"])
    Picture.objects.filter(url=url).update(state="ok", files=key, due_at=None, fetched_at=NOON)
    return link


@pytest.fixture
def on_disk(settings):
    return lambda: len(files_on_disk(settings.MEDIA_ROOT))


def remove(*days):
    for day in days:
        image_store.remove_unused(day)


@pytest.mark.parametrize("role", ["cover", "favicon"])
def test_what_a_saved_link_shows_stays(on_disk, role):
    kept(role=role)
    remove(NEXT_DAY, LATER)
    assert (Picture.objects.count(), on_disk()) == (1, 2)


def test_what_only_the_trash_shows_stays(on_disk):
    kept()
    Bookmark.objects.update(trashed_at=NOON)
    remove(NEXT_DAY, LATER)
    assert on_disk() == 2


def test_what_nobody_has_saved_any_more_goes_row_and_files(on_disk):
    link = kept()
    Bookmark.objects.all().delete()
    remove(NEXT_DAY)
    assert (Picture.objects.count(), on_disk()) == (0, 2)
    remove(LATER)
    assert (PictureFiles.objects.count(), on_disk()) == (0, 0)
    assert Link.objects.get(pk=link.pk).cover_url == URL


def test_what_one_of_two_links_shows_stays(on_disk):
    kept()
    other = showing(cover=URL)
    other.bookmarks.all().delete()
    remove(NEXT_DAY, LATER)
    assert (Picture.objects.count(), on_disk()) == (1, 2)


def test_the_cover_that_a_page_had_before_goes(on_disk):
    link = kept()
    Link.objects.update(cover_url="https://example.org/b.png")
    images.want([link.pk], NOON)
    remove(NEXT_DAY, LATER)
    assert list(Picture.objects.values_list("url", flat=True)) == ["https://example.org/b.png"]
    assert on_disk() == 0


def test_a_link_that_is_saved_again_asks_again(ann):
    link = kept()
    Bookmark.objects.all().delete()
    remove(NEXT_DAY)
    assert not Picture.objects.exists()
    save_bookmark(ann, Draft(link.url, "public"), LATER)
    picture = Picture.objects.get()
    assert (picture.due_at, picture.is_awaited) == (LATER, True)
    assert Link.objects.get(pk=link.pk).cover == picture


def test_files_that_a_dead_worker_left_go_after_a_day(on_disk):
    (key,) = image_store.new_names(1, NOON)
    image_store.save(key, [b"small", b"large"])
    remove(NOON + timedelta(hours=23))
    assert on_disk() == 2
    remove(NEXT_DAY)
    assert (PictureFiles.objects.count(), on_disk()) == (0, 0)


def test_a_name_outlives_a_storage_that_fails(on_disk):
    image_store.new_names(1, NOON)
    away = patch.object(storages["pictures"], "delete", side_effect=ConnectionError)
    with away, pytest.raises(ConnectionError):
        remove(NEXT_DAY)
    assert PictureFiles.objects.count() == 1
    remove(NEXT_DAY)
    assert PictureFiles.objects.count() == 0


def test_half_written_files_go_too(on_disk):
    (key,) = image_store.new_names(1, NOON)
    with pytest.raises(ValueError, match="shorter"):
        image_store.save(key, [b"small"])
    remove(NEXT_DAY)
    assert on_disk() == 0


@pytest.mark.django_db(transaction=True)
def test_a_picture_that_is_wanted_while_it_is_removed_is_there_afterwards():
    """Whoever comes first: the wish keeps it, or makes it anew."""
    link = kept()
    Link.objects.update(cover=None)
    wanted, removed = threading.Event(), threading.Event()

    def remove_meanwhile():
        wanted.wait(10)
        image_store.remove_unused(LATER)
        removed.set()
        connection.close()

    thread = threading.Thread(target=remove_meanwhile)
    thread.start()
    with transaction.atomic():
        images.want([link.pk], LATER)
        wanted.set()
        # On SQLite the remover waits for our commit; on PostgreSQL it passes the locked row by.
        removed.wait(0 if connection.vendor == "sqlite" else 10)
    thread.join()
    link.refresh_from_db()
    assert link.cover.url == URL
    assert link.cover.files_id


@pytest.mark.django_db(transaction=True)
def test_a_wish_that_comes_while_a_picture_is_being_removed_makes_it_anew():
    link = kept()
    Link.objects.update(cover=None)
    thread = threading.Thread(target=lambda: (images.want([link.pk], LATER), connection.close()))
    delete = Picture.objects.filter(url=URL).delete
    with transaction.atomic():
        list(Picture.objects.select_for_update())
        thread.start()
        thread.join(0.2)
        delete()
    thread.join()
    link.refresh_from_db()
    assert (link.cover.url, link.cover.due_at) == (URL, LATER)
