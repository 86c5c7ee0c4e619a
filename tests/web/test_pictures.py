"""Covers and icons as browsers get them."""

import pytest

from bookmarks.fetching import image_store
from bookmarks.models import PictureFiles
from tests.factories import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def key():
    (key,) = image_store.new_names(1, NOON)
    image_store.save(key, [b"the small one", b"the large one"])
    return key


@pytest.fixture
def address(key):
    return "/media/" + PictureFiles.names_of(key)[1]


def test_a_picture_is_kept_by_browsers_and_does_nothing_by_itself(client, address):
    answer = client.get(address)
    assert (answer.status_code, answer.content) == (200, b"the large one")
    assert answer.headers["Content-Type"] == "image/webp"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; sandbox")
    assert not {"Vary", "Set-Cookie"} & answer.headers.keys()


def test_a_browser_that_has_it_is_told_so(client, address):
    etag = client.get(address).headers["ETag"]
    again = client.get(address, headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Cache-Control"].endswith("immutable")
    assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_picture_costs_no_query_also_for_those_who_are_signed_in(
    client, ann, address, django_assert_num_queries
):
    client.force_login(ann)
    with django_assert_num_queries(0):
        assert client.get(address).status_code == 200


def test_nothing_is_sent_to_it(client, address):
    assert client.post(address).status_code == 405
    head = client.head(address)
    assert (head.status_code, head.content, head.headers["Content-Length"]) == (200, b"", "13")


@pytest.mark.parametrize(
    "path",
    [
        "",
        "pictures/",
        "pictures/ab/",
        "exports/secret.zip",
        "../db.sqlite3",
        "%2e%2e/db.sqlite3",
        "pictures/ab/../../exports/secret.zip",
        "pictures/ab/%2e%2e%2f%2e%2e%2fexports%2fsecret.zip",
        f"pictures/00/{'0' * 32}-large.webp",
        f"pictures/00/{'0' * 32}-large.webp%00.png",
        f"pictures//00/{'0' * 32}-large.webp",
    ],
)
def test_nothing_else_is_served_and_nothing_listed(client, settings, key, path):
    for name in ("db.sqlite3", "media/exports/secret.zip"):
        secret = settings.MEDIA_ROOT.parent / name
        secret.parent.mkdir(parents=True, exist_ok=True)
        secret.write_text("secret")
    answer = client.get(f"/media/{path}")
    assert (answer.status_code, answer.content) == (404, b"")


def test_an_empty_file_is_none(client, key, address, settings):
    (settings.MEDIA_ROOT / PictureFiles.names_of(key)[1]).write_bytes(b"")
    assert client.get(address).status_code == 404
