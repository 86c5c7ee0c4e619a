"""Links that were given up: where staff see them, and let them be tried again."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bookmarks.models import Link
from linkshare.kit import read_only_admin
from tests.factories import NOON, BookmarkFactory, LinkFactory

PAGE = "/admin/bookmarks/givenuplink/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, admin):
    client.force_login(admin)
    return client


@pytest.fixture
def letters():
    """Given up one after another; and one that is well."""
    LinkFactory(url="https://fine.example/")
    facts = [
        ("https://gone.example/", "gone", "status", "The site has no such page (404)."),
        ("https://dead.example/", "error", "no-name", "There is no site by this name."),
        ("https://slow.example/", "error", "no-answer", "The site did not answer in time."),
    ]
    return [
        LinkFactory(
            url=url, state=state, cause=cause, reason=reason, gave_up_at=NOON + timedelta(hours=n)
        )
        for n, (url, state, cause, reason) in enumerate(facts)
    ]


def listed(desk, **query):
    return [link.host for link in desk.get(PAGE, query).context["cl"].result_list]


def test_they_are_listed_the_newest_first_with_their_reasons(desk, letters):
    assert listed(desk) == ["slow.example", "dead.example", "gone.example"]
    assert "There is no site by this name." in desk.get(PAGE).text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"state__exact": "error"}, ["slow.example", "dead.example"]),
        ({"cause__exact": "no-name"}, ["dead.example"]),
        ({"q": "gone.example"}, ["gone.example"]),
        ({"q": "https://dead.example/"}, ["dead.example"]),
        ({"q": "fine.example"}, []),
    ],
)
def test_they_are_told_apart_by_state_cause_and_site(desk, letters, query, expected):
    assert listed(desk, **query) == expected


def test_some_or_all_are_tried_again(desk, letters):
    chosen = {"action": "try_again", "_selected_action": [link.pk for link in letters[:2]]}
    answer = desk.post(PAGE, chosen, follow=True)
    assert "2 links are tried again." in answer.text
    assert listed(desk) == ["slow.example"]
    link = Link.objects.get(pk=letters[0].pk)
    assert (link.state, link.reason, link.is_awaited) == ("queued", "", False)
    assert link.due_at is not None
    desk.post(PAGE, chosen | {"select_across": "1", "_selected_action": [letters[2].pk]})
    assert listed(desk) == []


def test_no_more_are_tried_at_once_than_the_list_counts(desk, letters, monkeypatch):
    monkeypatch.setattr("bookmarks.admin.links.COUNTED", 2)
    everything = {"action": "try_again", "select_across": "1", "_selected_action": [letters[0].pk]}
    desk.post(PAGE, everything)
    assert len(listed(desk)) == 1


def test_what_is_being_tried_is_left_to_it(desk, letters):
    Link.objects.filter(pk=letters[0].pk).update(due_at=NOON, attempts=2)
    desk.post(PAGE, {"action": "try_again", "_selected_action": [letters[0].pk]})
    assert Link.objects.get(pk=letters[0].pk).attempts == 2


def test_no_list_of_millions_is_counted_to_its_end(desk, letters, monkeypatch):
    monkeypatch.setattr(read_only_admin, "COUNTED", 2)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        page = desk.get(PAGE)
    counts = [one["sql"] for one in captured if "COUNT(*)" in one["sql"] and "_link" in one["sql"]]
    assert counts
    assert all("LIMIT 2" in sql for sql in counts)
    assert page.context["cl"].result_count == 2


def test_they_are_no_business_of_moderators(client, moderator, ann):
    BookmarkFactory(owner=ann, link__gave_up_at=NOON)
    client.force_login(moderator)
    assert client.get(PAGE).status_code == 403
