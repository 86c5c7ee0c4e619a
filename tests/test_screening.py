"""What new people save: shown at once, or after a look."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import SiteSettings, User
from bookmarks import moderation
from bookmarks.bulk.acts import act_of
from bookmarks.counting import recount
from bookmarks.mass_saving import Dated, save_many
from bookmarks.models import Bookmark, BulkChange, DomainRule, Hold, Notice
from bookmarks.moderation import holds, sites
from bookmarks.saving import Draft, edit_bookmark, save_bookmark
from bookmarks.screening.holding import end_by_age
from tests.factories import NOON, PASSWORD, BookmarkFactory, PersonFactory
from tests.web.pages import soup, words

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=8)


@pytest.fixture
def newcomer(db):
    """Signed up an hour ago, and has verified the address."""
    return PersonFactory(handle="newcomer", date_joined=NOON - timedelta(hours=1))


@pytest.fixture
def limits(db):
    """Two links a day, one of them to a site that is new here."""
    return SiteSettings.objects.create(
        pk=1, new_links_a_day=2, new_sites_a_day=1, approvals_to_trust=2
    )


@pytest.fixture
def known_site(ann):
    BookmarkFactory(owner=ann, link__url="https://known.example/")


def saved(person, url, audience="public", at=NOON, **said):
    return save_bookmark(person, Draft(url, audience, **said), at).bookmark


def cause(bookmark) -> str:
    return "".join(Hold.objects.filter(bookmark=bookmark).values_list("cause", flat=True))


def test_beyond_so_many_links_a_day_the_next_wait(newcomer, limits, known_site, nobody):
    made = [saved(newcomer, f"https://known.example/{n}") for n in range(3)]
    assert [(one.is_held, cause(one)) for one in made] == [
        (False, ""),
        (False, ""),
        (True, "many"),
    ]
    tomorrow = saved(newcomer, "https://known.example/9", at=NOON + timedelta(days=1, minutes=1))
    assert not tomorrow.is_held
    assert not any(recount().values())


def test_beyond_so_many_to_sites_that_are_new_here_the_next_wait(newcomer, limits):
    first, second = (saved(newcomer, f"https://{n}.unseen.example/") for n in range(2))
    assert (first.is_held, cause(second)) == (False, "unseen")


def test_many_new_accounts_at_one_site_wait(newcomer, limits, known_site):
    SiteSettings.objects.update(site_saves_an_hour=1)
    other = PersonFactory(date_joined=NOON - timedelta(hours=2))
    saved(other, "https://known.example/1")
    assert cause(saved(newcomer, "https://known.example/2")) == "crowded"


def test_private_ones_and_those_of_known_people_never_wait(newcomer, ann, limits):
    for n in range(4):
        assert not saved(newcomer, f"https://{n}.unseen.example/", "private").is_held
        assert not saved(ann, f"https://{n}.other.example/").is_held


def test_to_publish_later_is_no_way_round(newcomer, limits):
    hidden = [saved(newcomer, f"https://{n}.unseen.example/", "private") for n in range(3)]
    edit_bookmark(hidden[0], Draft(hidden[0].link.url, "public"), NOON, by=newcomer)
    edit_bookmark(hidden[1], Draft(hidden[1].link.url, "public"), NOON, by=newcomer)
    assert [one.is_held for one in hidden] == [False, True, False]
    change = BulkChange(person=newcomer, action="audience", audience="public", requested_at=NOON)
    act_of(change).do([hidden[2].pk], NOON)
    assert cause(hidden[2]) == "many"
    drafts = [Dated(Draft("https://a.unseen.example/", "public"), NOON, NOON)]
    save_many(newcomer, drafts, NOON)
    assert newcomer.bookmarks.get(link__url="https://a.unseen.example/").is_held


def test_an_edit_of_what_is_shown_does_not_hide_it(newcomer, limits, known_site):
    first, _second = (saved(newcomer, f"https://known.example/{n}") for n in range(2))
    edit_bookmark(first, Draft(first.link.url, "public", title="New"), NOON, by=newcomer)
    assert not first.is_held


def test_approved_it_is_shown_and_enough_of_that_makes_trusted(
    newcomer, limits, moderator, stranger
):
    waiting = [saved(newcomer, f"https://{n}.unseen.example/") for n in range(4)][1:]
    rows = list(Hold.objects.order_by("pk"))
    assert holds.approve(rows[:1], by=moderator, at=NOON) == 1
    assert holds.approve(rows[:1], by=moderator, at=NOON) == 0
    assert Hold.objects.waiting().count() == 2
    holds.approve(rows[1:2], by=moderator, at=NOON)
    assert list(Hold.objects.order_by("pk").values_list("state", flat=True)) == [
        "approved",
        "approved",
        "over",
    ]
    assert (
        stranger.bookmarks.model.objects.visible_to(stranger)
        .filter(pk__in=[one.pk for one in waiting])
        .count()
        == 3
    )


def test_an_approval_is_told_to_its_author_in_their_language_and_is_in_the_public_log(
    client, newcomer, limits, known_site, moderator
):
    User.objects.filter(pk=newcomer.pk).update(language="de")
    for n in range(3):
        saved(newcomer, f"https://known.example/{n}", title="Tea")
    holds.approve(Hold.objects.select_related("owner"), by=moderator, at=NOON)
    notice = Notice.objects.get(recipient=newcomer)
    assert notice.text == "Wir haben „Tea“ angesehen: Es wartet nicht mehr."
    assert notice.mail_due_at
    assert "approved: Tea (@newcomer)" in words(soup(client.get("/moderation/?action=approve")))


def test_all_that_an_import_of_a_new_person_left_waiting_is_seen_in_numbers_and_shown_in_one_act(
    client, newcomer, limits, moderator
):
    drafts = [Draft(f"https://blog.example/{n}", "public", title=f"Post {n}") for n in range(30)]
    save_many(newcomer, [Dated(draft, NOON, NOON) for draft in drafts], NOON)
    saved(newcomer, "https://blog.example/mine", audience="private")
    client.force_login(moderator)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = reverse("admin:bookmarks_hold_of", args=[newcomer.pk])
    assert page in client.get("/admin/bookmarks/hold/").text
    assert "30 links wait" in (shown := words(soup(client.get(page))))
    assert "blog.example (30)" in shown
    assert "30 links are shown." in client.post(page, follow=True).text
    assert not Bookmark.objects.filter(is_held=True).exists()
    assert "approved: 30 links (@newcomer)" in words(soup(client.get("/moderation/")))
    assert Notice.objects.filter(recipient=newcomer).count() == 1
    assert not any(recount().values())


def test_refused_it_is_hidden_with_an_entry_and_ends_not_by_age(newcomer, limits, moderator):
    for n in range(3):
        saved(newcomer, f"https://{n}.unseen.example/")
    first = Hold.objects.order_by("pk").select_related("owner")[:1]
    assert holds.refuse(list(first), by=moderator, reason="Spam.", at=NOON) == 1
    assert newcomer.bookmarks.filter(hidden_at__isnull=False).count() == 1
    assert end_by_age(LATER) == 0


def test_who_is_no_longer_new_waits_no_longer(newcomer, limits):
    for n in range(2):
        saved(newcomer, f"https://{n}.unseen.example/")
    assert (end_by_age(NOON), end_by_age(LATER)) == (0, 1)
    assert not newcomer.bookmarks.filter(is_held=True).exists()


def test_what_is_under_review_waits_whoever_saves_it(ann, admin):
    rule = DomainRule.objects.create(domain="odd.example", action="review", requested_at=NOON)
    sites.begin(rule, by=admin, at=NOON)
    odd = saved(ann, "https://odd.example/")
    assert (odd.is_held, odd.hold.cause, odd.hold.rule) == (True, "site", "odd.example")
    assert not saved(ann, "https://odd.example/2", "private").is_held


def test_the_newest_may_not_report_in_their_first_day(newcomer, ann):
    spam = BookmarkFactory(owner=ann)
    source = moderation.Source(reporter=newcomer)
    with pytest.raises(moderation.NotAllowed):
        moderation.file_report(spam, source, reason="spam", note="", at=NOON)
    day_later = NOON + timedelta(days=1)
    assert moderation.file_report(spam, source, reason="spam", note="", at=day_later)[1]


def test_who_saves_is_told_and_a_moderator_finds_it_in_the_queue(client, moderator):
    SiteSettings.objects.create(pk=1, new_sites_a_day=0)
    person = PersonFactory(date_joined=timezone.now())
    client.force_login(person)
    form = {"url": "https://unseen.example/", "audience": "public", "note": "Long words"}
    page = words(soup(client.post("/save/", form, follow=True)).body)
    assert "Saved; public after a look by a moderator." in page
    assert "Long words" in page
    client.force_login(moderator)
    queue = "/admin/bookmarks/hold/"
    assert "https://unseen.example/" in client.get(queue).text
    hold = Hold.objects.get()
    act = {"_selected_action": [hold.pk], "action": "refuse"}
    assert "Please say why" in client.post(queue, act, follow=True).text
    client.post(queue, {**act, "action": "approve"})
    assert not person.bookmarks.get().is_held


def test_a_report_of_the_newest_is_answered_with_when_to_come_back(client, ann):
    spam = BookmarkFactory(owner=ann)
    client.force_login(PersonFactory(date_joined=timezone.now()))
    answer = client.post(f"/b/{spam.key}/report/", {"reason": "spam", "note": "Long words"})
    assert answer.status_code == 422
    assert "Your account is new" in answer.text
    assert "Long words" in answer.text
