"""Each error of each form stands beside its field and in the summary on top, which leads there."""

import pytest

from tests.factories import BookmarkFactory, CollectionFactory
from tests.web.pages import soup, words

OUT = ["/accounts/signup/", "/accounts/login/", "/accounts/password/reset/"]
IN = {
    "/save/": {"url": "no address"},
    "/b/{key}/edit/": {"url": "no address", "tags": "x" * 300},
    "/b/{key}/send/": {},
    "/collections/new/": {"slug": "!"},
    "/@ann/shelf/edit/": {"slug": "!"},
    "/settings/": {"time_zone": "Nowhere"},
    "/settings/address/": {"handle": "!"},
    "/settings/mail/": {"digest": "hourly"},
    "/accounts/email/": {"action_add": "", "email": "no address"},
    "/accounts/password/change/": {},
    "/accounts/reauthenticate/": {},
    "/import/": {},
    "/@ann/shelf/members/": {"action": "invite"},
}


def assert_each_error_is_said_twice(answer, path):
    page = soup(answer)
    summary = page.select_one(".error-summary")
    assert summary, path
    assert summary["role"] == "alert"
    said = [words(line) for line in summary.select("li")]
    assert said
    for link in summary.select("a"):
        field = page.find(id=link["href"].removeprefix("#")).find_parent(class_="field")
        beside = tuple(words(line) for line in field.select(".errorlist li"))
        assert words(link).endswith(beside), path


@pytest.mark.django_db
@pytest.mark.parametrize("path", OUT)
def test_the_forms_of_the_way_in(client, path):
    assert_each_error_is_said_twice(client.post(path, {}), path)


def test_the_forms_of_who_is_signed_in(client, ann, bob):
    shelf = CollectionFactory(owner=ann, slug="shelf")
    bookmark = BookmarkFactory(owner=ann, collections=[shelf])
    client.force_login(ann)
    for path, typed in IN.items():
        address = path.format(key=bookmark.key)
        assert_each_error_is_said_twice(client.post(address, typed), path)
