"""The health page of the admin: every number as a picture, and as a table."""

from base64 import b64decode
from datetime import timedelta

import pytest
from django.utils import timezone
from lxml import etree

from bookmarks import moderation
from tests.factories import BookmarkFactory, LinkFactory, ReportFactory
from tests.web.pages import soup, words

pytestmark = pytest.mark.django_db
PAGE = "/admin/bookmarks/health/"


def tables(page) -> dict[str, list[list[str]]]:
    """By title, the rows of each table."""
    found = {}
    for table in page.find_all("table"):
        rows = [[words(cell) for cell in row.find_all(["th", "td"])] for row in table("tr")]
        found[words(table.caption)] = rows
    return found


def test_what_waits_what_was_done_and_what_failed_is_there_in_numbers(client, moderator, ann):
    now = timezone.now()
    spam = BookmarkFactory(owner=ann, link__host="shop.example", saved_at=now)
    ReportFactory(target=spam)
    moderation.hide(spam, by=moderator, reason="Spam.", at=now)
    ReportFactory(target=BookmarkFactory(owner=ann, link__host="b.example", saved_at=now))
    LinkFactory(gave_up_at=now - timedelta(hours=1), cause="no-answer", state="error")
    client.force_login(moderator)
    page = soup(client.get(PAGE))
    found = tables(page)
    assert found["What moderators did"][0][1:] == ["hid"]
    assert found["What moderators did"][-1][1] == "1"
    assert found["Reports that were right"][-1][1] == "100"
    assert found["Pages that could not be read"][1] == ["No answer in time", "1"]
    assert found["Dead letters"][-1][1] == "1"
    assert found["Sites saved most"][1:] == [["b.example", "1"]]
    assert len(page.find_all("picture")) == 6  # nothing is nought


def test_each_picture_is_whole_and_runs_nothing(client, moderator, ann):
    BookmarkFactory(owner=ann, saved_at=timezone.now(), link__host="</text><script>x</script>")
    client.force_login(moderator)
    for picture in soup(client.get(PAGE)).find_all("img"):
        svg = etree.fromstring(b64decode(picture["src"].partition(",")[2]))
        assert svg.tag.endswith("svg")
        assert not svg.xpath("//*[local-name()='script']")


def test_it_is_for_those_who_moderate(client, ann):
    client.force_login(ann)
    assert client.get(PAGE).status_code in {302, 403}


def test_it_costs_the_same_however_much_there_is(
    client, moderator, ann, django_assert_max_num_queries
):
    for n in range(10):
        BookmarkFactory(owner=ann, saved_at=timezone.now(), link__host=f"{n}.example")
    client.force_login(moderator)
    with django_assert_max_num_queries(18):
        client.get(PAGE)
