"""Rules about sites: in the admin, where one saves, and in the public list."""

import pytest
from django.urls import reverse

from bookmarks.models import Bookmark, DomainRule
from tests.factories import NOON, PASSWORD, BookmarkFactory
from tests.web.pages import soup, words

pytestmark = pytest.mark.django_db
NEW = "/admin/bookmarks/domainrule/add/"


@pytest.fixture
def desk(client, admin):
    client.force_login(admin)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def page_of(rule):
    return reverse("admin:bookmarks_domainrule_change", args=[rule.pk])


def drafted(desk, area="spam.example", action="block", **fields):
    answer = desk.post(NEW, {"area": area, "action": action, **fields})
    assert answer.status_code == 302, answer.context["form"].errors
    return DomainRule.objects.latest("pk")


def live(**fields):
    said = {"domain": "spam.example", "action": "block", "state": "live"}
    return DomainRule.objects.create(**said | {"requested_at": NOON, "live_at": NOON} | fields)


def test_an_administrator_sees_the_numbers_first_then_lets_it_go_live_and_takes_it_back(desk, ann):
    spam = BookmarkFactory(owner=ann, title="Watches", link__url="https://shop.spam.example/")
    rule = drafted(desk, "https://www.spam.example/")
    text = words(soup(desk.get(page_of(rule))))
    assert "1 bookmark would be hidden, of 1 person." in text
    assert "Watches" in text
    for act, is_blocked in (("begin", True), ("end", False)):
        desk.post(page_of(rule), {"act": act})
        assert Bookmark.objects.get(pk=spam.pk).is_blocked is is_blocked
    assert "Taken back" in desk.get(page_of(rule)).text
    log = words(soup(desk.get("/moderation/")).main)
    assert "undid: spam.example" in log
    assert "blocked: spam.example" in log


def test_one_that_is_discarded_leaves_nothing(desk):
    desk.post(page_of(drafted(desk)), {"act": "discard"})
    assert not DomainRule.objects.exists()


@pytest.mark.parametrize(("area", "said"), [("spam.example", "already"), ("a b", "address")])
def test_what_is_wrong_is_said_at_its_field(desk, area, said):
    drafted(desk)
    answer = desk.post(NEW, {"area": area, "action": "block"})
    assert answer.status_code == 422
    assert said in str(answer.context["form"].errors["area"])


def test_its_progress_is_shown_while_a_worker_is_at_it(desk):
    rule = live(state="beginning", found=10_000, position=2_500)
    page = soup(desk.get(page_of(rule)))
    assert "2,500 of 10,000" in words(page)
    assert page.find("progress")["value"] == "25"


def test_moderators_read_rules_and_make_none(client, moderator):
    client.force_login(moderator)
    rule = live()
    assert client.get(page_of(rule)).status_code == 200
    assert client.get(NEW).status_code == 403
    assert client.post(page_of(rule), {"act": "end"}).status_code == 403
    assert DomainRule.objects.get().state == "live"


def test_who_saves_is_told_and_may_save_it_in_private(client, ann):
    live(public_comment="Nothing but watches.")
    client.force_login(ann)
    form = {"url": "https://spam.example/x", "audience": "public", "note": "Long words"}
    answer = client.post("/save/", form)
    assert answer.status_code == 422
    text = words(soup(answer).main)
    assert "blocked here" in text
    assert "Nothing but watches." in text
    assert "Long words" in answer.text
    assert client.post("/save/", form | {"audience": "private"}).status_code == 302
    assert ann.bookmarks.get().audience == "private"


def test_what_was_blocked_later_may_still_be_edited(client, ann):
    spam = BookmarkFactory(owner=ann, link__url="https://spam.example/x")
    live()
    client.force_login(ann)
    form = {"url": spam.link.url, "audience": "public", "title": "Mine"}
    assert client.post(f"/b/{spam.key}/edit/", form).status_code == 302


def test_everybody_reads_which_sites_are_blocked_and_why(client):
    live(public_comment="Nothing but watches.", private_comment="Told by Bob.")
    live(domain="odd.example", action="review", public_comment="Odd.")
    live(domain="late.example", state="ready")
    live(domain="gone.example", state="ended")
    text = words(soup(client.get("/moderation/domains/")).main)
    assert "spam.example" in text
    assert "Nothing but watches." in text
    for word in ("odd.example", "late.example", "gone.example", "Bob"):
        assert word not in text
