"""/moderation/mine/: what was decided about me; and what is left to whom was banned."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bookmarks import moderation
from tests.factories import BookmarkFactory
from tests.web.pages import soup, words

pytestmark = pytest.mark.django_db
PAGE = "/moderation/mine/"


@pytest.fixture
def act(moderator):
    def done(action, target, **more):
        said = {"by": moderator, "reason": f"Because of {action}.", "at": timezone.now()}
        return moderation.act(target, moderation.Order(action, **said, **more))

    return done


def test_it_says_what_happened_why_and_how_to_appeal(client, ann, act):
    tea = BookmarkFactory(owner=ann, title="Tea")
    hidden = act("hide", tea)
    act("suspend", ann, until=timezone.now() + timedelta(days=2))
    client.force_login(ann)
    page = soup(client.get(PAGE))
    assert "2 decisions against you stand." in words(page.main)
    assert "Because of hide." in words(page.main)
    assert page.find("a", href=tea.get_absolute_url())
    assert page.find("a", href=f"/moderation/appeal/{hidden.pk}/")


def test_it_shows_nobody_elses(client, ann, bob, act):
    act("hide", BookmarkFactory(owner=ann, title="Tea"))
    client.force_login(bob)
    assert "Nothing. That is how it should be." in client.get(PAGE).text


def test_who_is_banned_may_read_why_appeal_and_take_their_data_along(client, ann, act, moderator):
    client.force_login(ann)
    entry = act("ban", ann)
    for path in ("/library/", "/save/", "/", "/settings/", "/nonsense/"):
        assert client.get(path).url == PAGE
    for path in (PAGE, f"/moderation/appeal/{entry.pk}/", "/settings/data/", "/moderation/"):
        assert client.get(path).status_code == 200
    moderation.undo(entry, by=moderator, reason="", at=timezone.now())
    assert client.get("/library/").status_code == 200


def test_it_costs_the_same_for_one_decision_and_twenty(
    client, ann, act, django_assert_max_num_queries
):
    client.force_login(ann)
    client.get(PAGE)
    counts = []
    for n in (2, 18):
        for _ in range(n):
            act("hide", BookmarkFactory(owner=ann))
        with django_assert_max_num_queries(12) as captured:
            client.get(PAGE)
        counts.append(len(captured))
    assert counts[0] == counts[1]
