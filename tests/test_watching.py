"""Words and addresses that are watched, and pages that many new accounts save at once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import SiteSettings
from bookmarks.models import Case, Watched
from bookmarks.moderation.watching import report_bursts
from bookmarks.saving import Draft, edit_bookmark, save_bookmark
from bookmarks.screening.watching import NoPattern, matcher_of
from tests.factories import NOON, PASSWORD, BookmarkFactory, LinkFactory, PersonFactory
from tests.web.pages import soup, words

NEW = "/admin/bookmarks/watched/add/"


@pytest.mark.parametrize(
    ("kind", "pattern", "found", "free"),
    [
        ("words", "cheap watches", "Buy CHEAP\n watches!", "cheap wristwatches"),
        ("words", "c++", "c++ for all", "c"),
        ("words", "größe", "Die GRÖßE.", "Vergrößerung"),
        ("text", r"\bcasino\d+", "Casino77", "casino"),
        ("address", r"//bit\.ly/", "https://bit.ly/x", "https://habit.ly/"),
    ],
)
def test_what_is_watched_for_is_found(kind, pattern, found, free):
    matcher = matcher_of(kind, pattern)
    assert matcher.search(found)
    assert not matcher.search(free)


def test_no_pattern_is_slow():
    assert not matcher_of("text", r"(a+)+$").search("a" * 20_000 + "b")


@pytest.mark.parametrize("pattern", ["(", r"(?=a)", r"(a)\1", "a{9999}"])
def test_what_re2_does_not_take_is_refused(pattern):
    with pytest.raises(NoPattern):
        matcher_of("text", pattern)


@pytest.mark.django_db
def test_what_is_saved_with_it_waits_and_what_is_private_does_not(ann):
    Watched.objects.create(pattern="watches", state="live", made_at=NOON)
    Watched.objects.create(pattern="tea", state="ready", made_at=NOON)
    spam = Draft("https://a.example/", "public", note="Cheap watches")
    held = save_bookmark(ann, spam, NOON).bookmark
    assert (held.is_held, held.hold.rule) == (True, "watches")
    private = Draft("https://b.example/", "private", title="Watches")
    tea = Draft("https://c.example/", "public", title="Tea", tags=("green",))
    fine = [save_bookmark(ann, draft, NOON).bookmark for draft in (private, tea)]
    assert not any(each.is_held for each in fine)
    edit_bookmark(fine[1], Draft(tea.url, "public", title="Watches"), NOON, by=ann)
    assert fine[1].is_held


@pytest.mark.django_db
def test_an_administrator_tries_it_first_lets_it_go_live_and_takes_it_back(client, admin, ann):
    for title in ("Cheap watches", "Tea", "Watches again"):
        BookmarkFactory(owner=ann, title=title)
    BookmarkFactory(owner=ann, title="My watches", audience="private")
    client.force_login(admin)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    answer = client.post(NEW, {"kind": "words", "pattern": "watches"})
    text = words(soup(client.get(answer.url)))
    assert "Found in 2 of the newest 3 public bookmarks." in text
    assert "My watches" not in text
    for act, state in (("begin", "live"), ("end", "ended")):
        client.post(answer.url, {"act": act})
        assert Watched.objects.get().state == state
    answer = client.post(NEW, {"kind": "text", "pattern": "("})
    assert answer.status_code == 422
    assert "This is no pattern" in answer.text


@pytest.mark.django_db
def test_one_page_of_many_new_accounts_is_one_case(db):
    SiteSettings.objects.create(pk=1, burst_people=3)
    link = LinkFactory()
    for n in range(4):
        new = PersonFactory(date_joined=NOON - timedelta(days=1))
        BookmarkFactory(owner=new, link=link, saved_at=NOON + timedelta(minutes=n))
        report_bursts(NOON + timedelta(minutes=n))
    case = Case.objects.get()
    assert case.reports.get().rule == "burst"
    assert "3 new accounts" in case.reports.get().note


@pytest.mark.django_db
def test_too_much_in_an_hour_is_refused_and_nothing_is_lost(client, ann):
    SiteSettings.objects.create(pk=1, person_saves_an_hour=1)
    client.force_login(ann)
    form = {"url": "https://a.example/", "audience": "public", "note": "Long words"}
    assert client.post("/save/", form).status_code == 302
    answer = client.post("/save/", form | {"url": "https://b.example/"})
    assert answer.status_code == 429
    assert "Long words" in answer.text
    assert ann.bookmarks.count() == 1
    assert timezone.now() > NOON
