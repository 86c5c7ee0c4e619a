"""What every answer tells a browser about itself."""

import pytest

from tests.factories import BookmarkFactory, CollectionFactory

pytestmark = pytest.mark.django_db


def policy(answer):
    parts = (part.split() for part in answer["Content-Security-Policy"].split(";"))
    return {name: values for name, *values in parts}


@pytest.mark.parametrize(
    "path", ["/", "/accounts/login/", "/nowhere/", "/accounts/2fa/authenticate/"]
)
def test_no_page_lets_anything_unsafe_run(client, path):
    said = policy(client.get(path, follow=True))
    assert not [value for values in said.values() for value in values if "unsafe" in value]
    assert said["script-src"] == ["'self'"]
    assert said["require-trusted-types-for"] == ["'script'"]
    assert said["trusted-types"] == ["default"]


def test_a_page_is_its_own_sites_alone(client):
    page = client.get("/")
    assert page["Referrer-Policy"] == "same-origin"
    assert page["Cross-Origin-Opener-Policy"] == "same-origin"
    assert page["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=()" in page["Permissions-Policy"]
    assert "publickey-credentials-get=(self)" in page["Permissions-Policy"]


def test_frames_and_pictures_may_be_taken_by_other_sites(client, ann):
    BookmarkFactory(owner=ann, collections=[CollectionFactory(owner=ann, slug="shelf")])
    for path in ("/embed/@ann/shelf/", "/@ann/shelf/qr.svg", "/@ann/shelf/card.png"):
        assert client.get(path)["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_the_admin_writes_html_as_its_framework_does(client, admin):
    client.force_login(admin)
    said = policy(client.get("/admin/"))
    assert "require-trusted-types-for" not in said
    assert said["script-src"] == ["'self'"]
