"""The life of pictures in tests: links that name them, and a worker's steps one after the other."""

from datetime import timedelta
from uuid import uuid4

from bookmarks.fetching import images
from bookmarks.fetching.image_visits import visit_picture
from bookmarks.models import Picture, PictureFiles
from tests.factories import NOON, BookmarkFactory, LinkFactory
from tests.fetching.picture_cases import photo, saved

SOON = NOON + timedelta(seconds=1)
PHOTO = saved(photo(), "JPEG")


def showing(cover="", favicon="", **fields):
    """A saved link whose page named these."""
    link = LinkFactory(cover_url=cover, favicon_url=favicon, fetched_at=NOON, **fields)
    BookmarkFactory(link=link)
    images.want([link.pk], NOON)
    link.refresh_from_db()
    return link


def take(count, claim, now=SOON):
    return images.take(Picture.objects.due(now), count, claim, now)


def fetch_due(now=SOON, count=100):
    """As a worker does; how many it wrote."""
    claim = uuid4()
    visits = [visit_picture(errand, now) for errand in take(count, claim, now)]
    return images.conclude(visits, claim, now)


def fetched(url, now=SOON, role="cover"):
    """The picture of an address that a link shows, once a worker was there."""
    showing(**{role: url})
    fetch_due(now)
    return Picture.objects.get(url=url, role=role)


def files_on_disk(media):
    return sorted(path.name for path in media.rglob("*.webp"))


def stored_names():
    return {name for row in PictureFiles.objects.all() for name in PictureFiles.names_of(row.key)}
