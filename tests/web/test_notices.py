"""/notices/ and the number in the header."""

import pytest
from django.urls import reverse

from bookmarks import context, moderation
from bookmarks.models import Notice
from tests.factories import NOON, BookmarkFactory, minutes_after_noon

pytestmark = pytest.mark.django_db
PAGE = "/notices/"


@pytest.fixture
def hidden(ann, moderator):
    """Two of Ann's bookmarks were hidden."""
    things = [BookmarkFactory(owner=ann, title=title) for title in ("First", "Second")]
    for n, thing in enumerate(things):
        moderation.hide(thing, by=moderator, reason="Because.", at=minutes_after_noon(n))
    return things


def test_the_newest_notice_stands_first_with_a_way_to_its_subject(client, ann, hidden):
    client.force_login(ann)
    page = client.get(PAGE).text
    assert 0 < page.index("“Second”") < page.index("“First”")
    assert hidden[0].get_absolute_url() in page


def test_nobody_reads_the_notices_of_another(client, stranger, hidden):
    client.force_login(stranger)
    assert "Second" not in client.get(PAGE).text


def test_looking_reads_nothing_and_a_button_reads_all_that_was_shown(client, ann, hidden):
    client.force_login(ann)
    client.get(PAGE)
    assert Notice.objects.for_person(ann).unread().count() == 2
    first = Notice.objects.for_person(ann).order_by("pk")[0]
    client.post(PAGE, {"upto": first.pk})
    assert Notice.objects.for_person(ann).unread().count() == 1


@pytest.mark.parametrize("upto", ["", "x", "-1", "9" * 40])
def test_a_made_up_place_is_refused(client, ann, hidden, upto):
    client.force_login(ann)
    assert client.post(PAGE, {"upto": upto}).status_code == 400
    assert client.get(f"{PAGE}?after={upto or 'x'}").status_code == 400


def test_nobody_marks_the_notices_of_another(client, ann, stranger, hidden):
    client.force_login(stranger)
    client.post(PAGE, {"upto": Notice.objects.latest("pk").pk})
    assert Notice.objects.for_person(ann).unread().count() == 2


def test_older_notices_are_on_the_next_page(client, ann, moderator):
    for n in range(31):
        thing = BookmarkFactory(owner=ann, title=f"Thing {n:02}")
        moderation.hide(thing, by=moderator, reason="", at=minutes_after_noon(n))
    client.force_login(ann)
    first = client.get(PAGE)
    assert "“Thing 00”" not in first.text
    second = client.get(PAGE + first.context["next_url"])
    assert "“Thing 00”" in second.text
    assert second.context["next_url"] == ""


def test_the_header_counts_what_is_unread_only_when_it_shows_it(
    rf, ann, nobody, hidden, django_assert_num_queries
):
    request = rf.get("/")
    request.user = ann
    with django_assert_num_queries(0):
        known = context.site(request)
    with django_assert_num_queries(1):
        assert str(known["unread_notices"]) == "2"
    request.user = nobody
    with django_assert_num_queries(0):
        assert not context.site(request)["unread_notices"]


def test_a_suspended_person_logs_in_is_told_and_keeps_their_library(client, ann, moderator):
    bookmark = BookmarkFactory(owner=ann, title="My own")
    moderation.suspend(ann, by=moderator, reason="Spam.", at=NOON)
    client.force_login(ann)
    assert "Your account is suspended" in client.get(PAGE).text
    assert "My own" in client.get(reverse("library")).text
    client.logout()
    assert client.get(bookmark.get_absolute_url()).status_code == 404
