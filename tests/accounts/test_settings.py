"""What a person says of themselves."""

import pytest
from django.urls import reverse

from accounts.browsers import browser_and_system
from accounts.models import Block

PROFILE = {
    "name": "Ann Other",
    "bio": "I read.",
    "time_zone": "Asia/Tokyo",
    "default_audience": "private",
}


def save(client, **other):
    return client.post(reverse("settings"), PROFILE | other)


def test_the_profile_is_saved(as_ann, ann):
    save(as_ann)
    ann.refresh_from_db()
    assert (ann.name, ann.bio) == ("Ann Other", "I read.")
    assert (ann.time_zone, ann.default_audience) == ("Asia/Tokyo", "private")


def test_pages_know_the_persons_time_zone(as_ann, ann):
    save(as_ann)
    assert as_ann.get(reverse("settings")).status_code == 200


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("time_zone", "Mars/Olympus"),
        ("default_audience", "everybody"),
        ("name", "x" * 81),
        ("bio", "x" * 1001),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_is_kept(as_ann, ann, field, value):
    page = save(as_ann, **{field: value})
    ann.refresh_from_db()
    assert list(page.context["form"].errors) == [field]
    assert "I read." in page.content.decode() or field == "bio"
    assert ann.bio == ""


def test_a_name_has_no_invisible_characters(as_ann, ann):
    save(as_ann, name=" Ann\u202e \u200bOther\n")
    ann.refresh_from_db()
    assert ann.name == "Ann Other"


def test_only_the_profile_is_written(as_ann, ann):
    save(as_ann, handle="other", is_staff="on", verified_at="", email="x@example.org")
    ann.refresh_from_db()
    assert (ann.handle, ann.is_staff, ann.email) == ("ann", False, "ann@example.org")


def test_the_blocked_are_listed_with_a_way_back(as_ann, ann, bob, stranger):
    Block.objects.create(blocker=ann, blocked=bob)
    Block.objects.create(blocker=stranger, blocked=ann)
    page = as_ann.get(reverse("settings-blocked")).content.decode()
    assert reverse("person-block", args=["bob"]) in page
    assert "stranger" not in page


@pytest.mark.parametrize(
    "name",
    ["settings", "settings-handle", "settings-blocked", "settings-data", "settings-delete"],
)
def test_settings_are_for_who_is_logged_in(client, db, name):
    response = client.get(reverse(name))
    assert response.headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1", "Safari iPhone"),
        ("curl/8.5", "curl"),
        ("", ""),
    ],
)
def test_a_browser_is_named_in_words(user_agent, words):
    assert " ".join(part for part in browser_and_system(user_agent) if part) == words
