"""Each act beyond hiding: what it does, how it ends, and that its undo brings all back."""

from datetime import timedelta

import pytest
from django.urls import reverse

from bookmarks import moderation
from bookmarks.bulk.retagging import Retag
from bookmarks.models import Bookmark, Case, Collection, ModerationEntry, Notice, Tag
from bookmarks.moderation.ending import end_suspensions
from tests.factories import NOON, BookmarkFactory, CollectionFactory, ReportFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def order(action, by, at=NOON, **more):
    return moderation.Order(action, by=by, reason="Because.", at=at, **more)


def sees(viewer, thing) -> bool:
    return type(thing).objects.visible_to(viewer).filter(pk=thing.pk).exists()


def told(person) -> str:
    return Notice.objects.for_person(person).order_by("pk").last().text


def test_an_unpublished_collection_is_its_members_alone_until_that_is_undone(
    ann, stranger, moderator
):
    shelf = CollectionFactory(owner=ann, audience="unlisted")
    entry = moderation.act(shelf, order("unpublish", moderator))
    assert not sees(stranger, shelf)
    assert "only its members" in told(ann)
    moderation.undo(entry, by=moderator, reason="", at=NOON)
    shelf.refresh_from_db()
    assert (shelf.audience, shelf.unpublished_from) == ("unlisted", "")
    assert sees(stranger, shelf)


def test_what_is_private_already_is_not_unpublished(ann, moderator):
    shelf = CollectionFactory(owner=ann, audience="private")
    ReportFactory(target=shelf)
    with pytest.raises(moderation.NotAllowed):
        moderation.act(shelf, order("unpublish", moderator))
    assert not ModerationEntry.objects.exists()


def test_a_tag_is_taken_away_and_comes_back(ann, moderator):
    thing = BookmarkFactory(owner=ann, tags=["tea", "spam"])
    tag = Tag.objects.get(slug="spam")
    entry = moderation.act(thing, order("untag", moderator, tag=tag))
    assert [tagging.tag.name for tagging in thing.taggings.all()] == ["tea"]
    assert "tag “spam”" in told(ann)
    moderation.undo(entry, by=moderator, reason="", at=NOON)
    assert thing.taggings.count() == 2


def test_a_tag_that_was_taken_away_is_not_added_again_while_that_stands(client, ann, moderator):
    thing = BookmarkFactory(owner=ann, tags=["tea", "spam"])
    entry = moderation.act(thing, order("untag", moderator, tag=Tag.objects.get(slug="spam")))
    client.force_login(ann)
    address = reverse("bookmark-edit", args=[thing.key])
    form = {"url": thing.link.url, "audience": thing.audience, "tags": "tea, SPAM, hot"}
    answer = client.post(address, form)
    assert answer.status_code == 422
    assert "Moderators took the tag “spam” from this link." in answer.text
    client.post(reverse("bookmark-tags-add", args=[thing.key]), {"tags": "spam"})
    Retag(Bookmark.objects.filter(owner=ann), {"tea": "spam"}).do([thing.pk], NOON)
    assert not thing.taggings.filter(tag__slug="spam").exists()
    moderation.undo(entry, by=moderator, reason="", at=NOON)
    client.post(address, form)
    assert [tagging.tag.name for tagging in thing.taggings.order_by("tag__name")] == [
        "hot",
        "spam",
        "tea",
    ]


def test_a_tag_that_it_does_not_have_is_not_taken_away(ann, moderator):
    thing = BookmarkFactory(owner=ann)
    for tag in (None, Tag.objects.named(["tea"])[0]):
        with pytest.raises(moderation.NotAllowed):
            moderation.act(thing, order("untag", moderator, tag=tag))


def test_a_suspension_until_a_day_ends_by_itself(spam, ann, stranger, moderator):
    moderation.act(spam, order("suspend", moderator, until=NOON + DAY))
    assert not sees(stranger, spam)
    assert "ends by itself" in told(ann)
    assert end_suspensions(NOON + DAY - timedelta(seconds=1)) == 0
    assert end_suspensions(NOON + DAY) == 1
    assert sees(stranger, spam)
    assert end_suspensions(NOON + DAY) == 0


def test_the_longest_of_several_suspensions_counts(spam, ann, moderator):
    longer = moderation.act(ann, order("suspend", moderator, until=NOON + 3 * DAY))
    moderation.act(ann, order("suspend", moderator, until=NOON + DAY))
    ann.refresh_from_db()
    assert ann.suspended_until == NOON + 3 * DAY
    moderation.undo(longer, by=moderator, reason="", at=NOON)
    ann.refresh_from_db()
    assert ann.suspended_until == NOON + DAY
    moderation.act(ann, order("suspend", moderator))
    ann.refresh_from_db()
    assert ann.suspended_until is None
    assert ann.suspended_at


def test_a_suspension_does_not_end_in_the_past(ann, moderator):
    with pytest.raises(moderation.NotAllowed):
        moderation.act(ann, order("suspend", moderator, until=NOON))


def test_a_ban_outlasts_a_suspension_and_is_undone(spam, ann, stranger, moderator):
    moderation.act(ann, order("suspend", moderator, until=NOON + DAY))
    entry = moderation.act(ann, order("ban", moderator))
    ann.refresh_from_db()
    assert ann.banned_at
    assert end_suspensions(NOON + 2 * DAY) == 0
    moderation.undo(entry, by=moderator, reason="", at=NOON + 2 * DAY)
    ann.refresh_from_db()
    assert (ann.banned_at, ann.suspended_at) == (None, None)
    assert sees(stranger, spam)


@pytest.mark.parametrize(("action", "field"), [("sensitive", "sensitive_at"), ("warn", None)])
def test_a_bookmark_stays_public_after_a_milder_act(action, field, spam, ann, stranger, moderator):
    entry = moderation.act(spam, order(action, moderator))
    spam.refresh_from_db()
    assert sees(stranger, spam)
    assert field is None or getattr(spam, field) == NOON
    moderation.undo(entry, by=moderator, reason="", at=NOON)
    spam.refresh_from_db()
    assert field is None or getattr(spam, field) is None
    assert "withdrawn" in told(ann)


def test_a_strike_is_each_act_against_somebody_that_stands(spam, ann, moderator):
    moderation.act(spam, order("warn", moderator))
    hidden = moderation.act(spam, order("hide", moderator))
    strikes = ModerationEntry.objects.filter(person=ann).strikes()
    assert strikes.count() == 2
    moderation.undo(hidden, by=moderator, reason="", at=NOON)
    assert strikes.count() == 1


def test_to_limit_from_one_case_answers_that_and_leaves_the_others(report, spam, ann, moderator):
    other = ReportFactory(target__owner=ann)
    moderation.act(spam, order("limit", moderator))
    states = Case.objects.in_bulk([report.case_id, other.case_id])
    assert states[report.case_id].state == "decided"
    assert states[other.case_id].state == "open"
    assert states[other.case_id].version == 1  # whoever reads it is to look again


@pytest.mark.parametrize(
    ("action", "kind"),
    [("hide", "person"), ("unpublish", "bookmark"), ("untag", "collection"), ("ban", "site")],
)
def test_what_makes_no_sense_is_refused(action, kind, spam, ann, moderator):
    target = {
        "person": ann,
        "bookmark": spam,
        "collection": Collection(owner=ann, pk=1),
        "site": moderation.Site("a.example"),
    }[kind]
    with pytest.raises(moderation.NotAllowed):
        moderation.act(target, order(action, moderator))
