"""What staff see in the admin, and that they change nothing round the domain's verbs."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin as django_admin
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import SignUpCode, SiteSettings
from bookmarks import moderation
from bookmarks.models import (
    Bookmark,
    DomainRule,
    Link,
    ModerationEntry,
    Picture,
    PresetReason,
    TagAlias,
    Watched,
)
from tests.factories import (
    NOON,
    PASSWORD,
    BookmarkFactory,
    CollectionFactory,
    FollowFactory,
    LinkFactory,
    PersonFactory,
    PictureFactory,
    ReportFactory,
)

pytestmark = pytest.mark.django_db
NOT_MODERATED = {DomainRule, PresetReason, SignUpCode, TagAlias, Watched}
QUEUE = "/admin/bookmarks/case/"


def case_of(thing) -> str:
    return reverse("admin:bookmarks_case", args=[thing._meta.model_name, thing.pk])


def sent(page, action, **fields):
    return {"seen": page.context["seen"], "action": action, "reason": "Because.", **fields}


@pytest.fixture
def desk(moderator):
    """A moderator's browser."""
    client = Client()
    client.force_login(moderator)
    return client


@pytest.fixture
def spam(ann):
    return BookmarkFactory(owner=ann, title="Cheap watches", note="Buy *now*", link__title="Shop")


@pytest.fixture
def report(spam, bob):
    return ReportFactory(target=spam, reporter=bob, note="He sells watches.")


# --- Who may ---------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["nobody", "ann", "staff"])
def test_the_queue_and_the_cases_are_for_moderators(who, client, report, spam, ann):
    staff = PersonFactory(handle="clerk", is_staff=True)
    if who != "nobody":
        client.force_login({"ann": ann, "staff": staff}[who])
    for address in (QUEUE, case_of(spam)):
        assert client.get(address).status_code in {302, 403}
        assert client.post(address, {"action": "hide", "seen": 0, "reason": "x"}).status_code in {
            302,
            403,
        }
    assert not ModerationEntry.objects.exists()


def test_the_admin_uses_the_sites_own_log_in(client):
    answer = client.get("/admin/login/")
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))


def test_nothing_in_the_admin_adds_changes_or_deletes_what_is_moderated(rf, admin):
    request = rf.get("/")
    request.user = admin
    moderated = [
        model_admin
        for model, model_admin in django_admin.site._registry.items()
        if model._meta.app_label in {"bookmarks", "accounts"} and model not in NOT_MODERATED
    ]
    assert len(moderated) >= 8
    for model_admin in moderated:
        assert not model_admin.has_add_permission(request)
        assert not model_admin.has_delete_permission(request)
        assert "delete_selected" not in model_admin.get_actions(request)


def test_moderators_see_public_bookmarks_and_hidden_ones_and_no_others(desk, ann, moderator):
    for title, fields in {
        "open": {},
        "concealed": {"hidden_at": NOON},
        "secret": {"audience": "private"},
        "binned": {"trashed_at": NOON},
        "private-and-hidden": {"audience": "private", "hidden_at": NOON},
    }.items():
        BookmarkFactory(owner=ann, title=title, link__url=f"https://{title}.example.org/", **fields)
    pages = [desk.get(f"/admin/bookmarks/{name}/").text for name in ("bookmark", "link")]
    for page in pages:
        assert [word in page for word in ("open", "concealed")] == [True, True]
        assert not any(word in page for word in ("secret", "binned", "private-and-hidden"))
    secret = Bookmark.objects.get(title="secret")
    assert desk.get(f"/admin/bookmarks/bookmark/{secret.pk}/change/").status_code == 302


def test_moderators_do_not_read_mail_addresses_blocks_or_follows(desk, ann):
    assert "ann@example.org" not in desk.get(f"/admin/accounts/user/{ann.pk}/change/").text
    assert desk.get("/admin/accounts/block/").status_code == 403
    assert desk.get("/admin/bookmarks/follow/").status_code == 403


def test_an_administrator_appoints_a_moderator(client, admin, moderator, ann):
    client.force_login(admin)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    group = moderator.groups.get()
    address = f"/admin/accounts/user/{ann.pk}/change/"
    assert client.get(address).status_code == 200
    client.post(address, {"is_staff": "on", "groups": [group.pk]})
    ann = type(ann).objects.get(pk=ann.pk)
    assert ann.is_staff
    assert ann.has_perm(moderation.MODERATE)


# --- Every list ------------------------------------------------------------------------------

LISTS = sorted(
    f"{model._meta.app_label}/{model._meta.model_name}"
    for model in django_admin.site._registry
    if model is not SiteSettings  # is one row
)
SEARCHED = [
    "accounts/block",
    "accounts/user",
    "bookmarks/bookmark",
    "bookmarks/case",
    "bookmarks/collection",
    "bookmarks/follow",
    "bookmarks/givenuplink",
    "bookmarks/link",
    "bookmarks/moderationentry",
    "bookmarks/picture",
    "bookmarks/tag",
]


def make_rows(n: int, moderator) -> None:
    for number in range(n):
        given_up = LinkFactory(gave_up_at=NOON, cover=PictureFactory())
        thing = BookmarkFactory(tags=[f"tag {number} of {n}"], link=given_up)
        shelf = CollectionFactory(owner=thing.owner)
        follower = FollowFactory(collection=shelf).follower
        follower.blocks_made.create(blocked=thing.owner)
        hidden = BookmarkFactory()
        ReportFactory(target=thing)
        ReportFactory(target=shelf)
        entry = moderation.hide(hidden, by=moderator, reason="", at=NOON)
        moderation.appeal(entry, "No.", by=hidden.owner, at=NOON)
        PresetReason.objects.create(label=f"{number} of {n}", text="Not here.")


def test_every_list_of_twenty_costs_what_one_of_two_costs_and_none_counts_all_rows(
    client, admin, moderator, django_assert_max_num_queries
):
    client.force_login(admin)
    # The first page of a session writes that there is one; a list of addresses, that it was read.
    for name in ("", "account/emailaddress/", "accounts/signup/"):
        client.get(f"/admin/{name}")
    costs: dict[str, list[int]] = {name: [] for name in LISTS}
    counting = set()
    for n in (2, 18):
        make_rows(n, moderator)
        for name, cost in costs.items():
            with django_assert_max_num_queries(30) as captured:
                client.get(f"/admin/{name}/", follow=True)
            cost.append(len(captured))
            asked = [query["sql"] for query in captured.captured_queries]
            counting |= {name for sql in asked if "COUNT(*)" in sql and "LIMIT" not in sql}
    assert {name: cost for name, cost in costs.items() if cost[0] != cost[1]} == {}
    assert counting == set()


@pytest.mark.parametrize("name", SEARCHED)
def test_each_list_opens_its_rows_and_searches(name, client, admin, moderator):
    client.force_login(admin)
    make_rows(1, moderator)
    page = client.get(f"/admin/{name}/?q=a")
    assert page.status_code == 200
    row = client.get(f"/admin/{name}/").context["cl"].result_list[0]
    assert client.get(f"/admin/{name}/{row.pk}/change/").status_code in {200, 302}


def test_a_bookmark_is_found_by_its_person_site_address_or_key(desk, ann, bob):
    tea = BookmarkFactory(owner=ann, title="Tea", link__url="https://tea.example/green")
    BookmarkFactory(owner=bob, title="Coffee", link__url="https://coffee.example/")
    for words in ("ANN", "@ann", "tea.example", "https://TEA.example/green", tea.key):
        rows = desk.get("/admin/bookmarks/bookmark/", {"q": words}).context["cl"].result_list
        assert [row.title for row in rows] == ["Tea"], words
    for name, words in (("link", "tea.example"), ("tag", "nothing")):
        page = desk.get(f"/admin/bookmarks/{name}/", {"q": words})
        assert len(page.context["cl"].result_list) == (name == "link")


@pytest.mark.parametrize("state", ["queued", "partial", "blocked", "challenge", "gone", "error"])
def test_links_in_a_seldom_state_are_found_by_an_index_of_their_own(state):
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    rows = Link.objects.filter(state=state).order_by("-id")
    assert f"link_{state}" in rows[:50].explain()
    if connection.vendor == "sqlite":  # without figures the other would choose this one always
        assert "link_host" in rows.filter(host="a.example").explain()


def test_administrators_find_people_by_their_network_address_and_the_log_says_that_they_looked(
    client, admin, ann
):
    UserSession.objects.create(
        user=ann, ip="203.0.113.7", user_agent="", session_key="k", last_seen_at=NOON
    )
    client.force_login(admin)
    found = client.get("/admin/accounts/user/?q=203.0.113.7").context["cl"].result_list
    assert list(found) == [ann]
    entry = ModerationEntry.objects.get()
    assert (entry.action, entry.subject) == ("read", "people at one network address")


@pytest.mark.parametrize("name", ["account/emailaddress", "accounts/signup"])
def test_who_reads_a_list_of_mail_addresses_is_in_the_log_once_an_hour(name, client, admin):
    client.force_login(admin)
    for _again in range(2):
        client.get(f"/admin/{name}/")
    assert ModerationEntry.objects.get().action == "read"


def test_the_secret_of_a_second_factor_is_not_shown_but_a_lost_one_is_taken_away(
    client, admin, ann
):
    factor = Authenticator.objects.create(user=ann, type="totp", data={"secret": "my-secret"})
    client.force_login(admin)
    page = client.get(f"/admin/mfa/authenticator/{factor.pk}/change/")
    assert page.status_code == 200
    assert "my-secret" not in page.text
    client.post(f"/admin/mfa/authenticator/{factor.pk}/delete/", {"post": "yes"})
    assert not Authenticator.objects.exists()


def test_the_log_outlives_those_it_speaks_of(client, admin, moderator):
    make_rows(1, moderator)
    entry = ModerationEntry.objects.get()
    entry.bookmark.delete()
    entry.person.delete()
    moderator.delete()
    client.force_login(admin)
    assert entry.subject in client.get("/admin/bookmarks/moderationentry/").text
    address = f"/admin/bookmarks/moderationentry/{entry.pk}/change/"
    assert entry.subject in client.get(address).text


def test_pictures_are_seen_and_fetched_again_by_administrators_alone(client, admin, desk):
    kept, failed = PictureFactory(), PictureFactory(files=None, state="error", reason="Gone.")
    client.force_login(admin)
    address = "/admin/bookmarks/picture/"
    assert kept.small_url in client.get(f"{address}{kept.pk}/change/").text
    chosen = {"action": "fetch_again", "_selected_action": [kept.pk, failed.pk]}
    assert "2 pictures are asked for." in client.post(address, chosen, follow=True).text
    assert Picture.objects.due(timezone.now()).count() == 2
    assert set(Picture.objects.values_list("state", "reason")) == {("ok", ""), ("waiting", "")}
    assert desk.get(address).status_code == 403


def test_links_are_fetched_again_from_their_list(client, admin):
    link = BookmarkFactory(link__fetched_at=NOON).link
    client.force_login(admin)
    answer = client.post(
        "/admin/bookmarks/link/",
        {"action": "fetch_again", "_selected_action": [link.pk]},
        follow=True,
    )
    link.refresh_from_db()
    assert "1 link is asked for." in answer.text
    assert link.due_at is not None
