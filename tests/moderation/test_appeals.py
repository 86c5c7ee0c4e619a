"""Appeals against decisions."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bookmarks import moderation
from bookmarks.models import Appeal, Notice
from tests.at_once import at_once
from tests.factories import BookmarkFactory, make_moderator
from tests.web.pages import soup, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def hidden(ann, moderator):
    """The decision about a bookmark of Ann's."""
    thing = BookmarkFactory(owner=ann, title="Tea")
    return moderation.hide(thing, by=moderator, reason="Spam.", at=timezone.now())


@pytest.fixture
def other():
    return make_moderator(handle="the-other")


@pytest.fixture
def filed(hidden, ann):
    return moderation.appeal(hidden, "It is tea.", by=ann, at=timezone.now())


def test_the_notice_leads_to_the_appeal_which_is_made_once(client, ann, hidden):
    client.force_login(ann)
    path = soup(client.get("/notices/")).find("a", string="Appeal")["href"]
    assert client.post(path, {"text": ""}).status_code == 422
    client.post(path, {"text": "It is tea."})
    client.post(path, {"text": "Again."})
    assert [each.text for each in Appeal.objects.all()] == ["It is tea."]
    assert "has not decided about it yet" in client.get(path).text
    assert not soup(client.get("/notices/")).find("a", string="Appeal")


def test_another_moderator_grants_it_and_all_is_as_before(client, ann, filed, other):
    client.force_login(other)
    page = f"/admin/bookmarks/appeal/{filed.pk}/change/"
    assert "It is tea." in client.get(page).text
    assert client.post(page, {"answer": "grant", "reason": ""}).status_code == 422
    client.post(page, {"answer": "grant", "reason": "True."})
    thing = ann.bookmarks.get()
    assert thing.hidden_at is None
    filed.refresh_from_db()
    assert filed.answer.undoes == filed.entry
    assert "withdrawn" in Notice.objects.for_person(ann).newest_first()[0].text


def test_it_is_rejected_with_a_reason_and_the_decision_stands(client, ann, filed, other):
    moderation.reject(filed, by=other, reason="No tea.", at=timezone.now())
    assert ann.bookmarks.get().hidden_at
    client.force_login(ann)
    page = words(soup(client.get(f"/moderation/appeal/{filed.entry.pk}/")).main)
    assert "The decision stands. No tea." in page
    assert "upheld on appeal: a bookmark (@ann) No tea." in words(
        soup(client.get("/moderation/")).main
    )


def test_who_decided_does_not_hear_the_appeal_unless_alone(filed, moderator):
    other = make_moderator(handle="the-other")
    with pytest.raises(moderation.NotAllowed):
        moderation.grant(filed, by=moderator, reason="x", at=timezone.now())
    other.delete()
    assert moderation.grant(filed, by=moderator, reason="x", at=timezone.now())


@pytest.mark.parametrize("when", ["late", "withdrawn", "not theirs", "dismissed"])
def test_there_is_nothing_to_appeal(client, ann, bob, hidden, moderator, when):
    person, now = ann, timezone.now()
    if when == "late":
        now += moderation.appealing.WITHIN + timedelta(days=1)
    if when == "withdrawn":
        moderation.undo(hidden, by=moderator, reason="", at=now)
    if when == "not theirs":
        person = bob
    if when == "dismissed":
        hidden = moderation.hide(BookmarkFactory(owner=ann), by=moderator, reason="", at=now)
        hidden.action = "dismiss"
    with pytest.raises(moderation.NotAllowed):
        moderation.appeal(hidden, "x", by=person, at=now)


@pytest.mark.django_db(transaction=True)
def test_two_moderators_at_once_decide_once(filed, other):
    third = make_moderator(handle="the-third")

    def decide(by):
        try:
            return moderation.grant(filed, by=by, reason="x", at=timezone.now()).pk
        except moderation.AlreadyDecided:
            return None

    answers = at_once([lambda: decide(other), lambda: decide(third)])
    assert sorted(answer is None for answer in answers) == [False, True]
