"""Delete my account: asked for, taken back, done for good."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import deletion
from accounts.models import User
from accounts.tasks import delete_due_accounts
from bookmarks.models import Bookmark, Collection, Link, ModerationEntry, Report
from tests.factories import (
    NOON,
    PASSWORD,
    BookmarkFactory,
    CollectionFactory,
    FollowFactory,
    MemberFactory,
    PersonFactory,
    ReportFactory,
    place,
)

LATER = timedelta(days=30)


def confirm_deletion(client):
    return client.post(reverse("settings-delete"), {"handle": "ann"})


def sign_in(client, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": "ann", "password": password})


def test_the_page_says_what_goes_and_what_stays(as_ann):
    page = as_ann.get(reverse("settings-delete")).content.decode()
    assert "What goes" in page
    assert "What stays" in page
    assert "14 days" in page


def test_deleting_asks_for_the_password_and_then_goes_on(as_ann, ann):
    response = confirm_deletion(as_ann)
    assert response.headers["Location"].startswith(reverse("account_reauthenticate"))
    ann.refresh_from_db()
    assert ann.is_active
    response = as_ann.post(response.headers["Location"], {"password": PASSWORD})
    ann.refresh_from_db()
    assert deletion.is_asked(ann)
    assert response.headers["Location"] == reverse("settings-deleted")


def test_a_wrong_name_deletes_nothing(confirmed_as_ann, ann):
    page = confirmed_as_ann.post(reverse("settings-delete"), {"handle": "bob"})
    ann.refresh_from_db()
    assert page.context["form"].errors["handle"]
    assert ann.is_active


def test_everything_disappears_at_once_for_others(confirmed_as_ann, ann, nobody):
    bookmark = BookmarkFactory(owner=ann)
    CollectionFactory(owner=ann)
    confirm_deletion(confirmed_as_ann)
    assert not Bookmark.objects.visible_to(nobody).filter(pk=bookmark.pk).exists()
    assert not Collection.objects.visible_to(nobody).exists()
    assert Client().get("/@ann/").status_code == 404


def test_every_session_ends_and_a_mail_says_until_when(confirmed_as_ann, ann):
    other = Client()
    sign_in(other)
    confirm_deletion(confirmed_as_ann)
    assert other.get(reverse("settings")).status_code == 302
    assert confirmed_as_ann.get(reverse("settings")).status_code == 302
    assert mail.outbox[-1].subject == "Your account will be deleted"


def test_signing_in_offers_to_take_it_back(ann):
    deletion.ask(ann, at=timezone.now())
    client = Client()
    page = sign_in(client)
    assert page.headers["Location"] == reverse("settings-undelete")
    assert client.get(reverse("settings")).status_code == 302, "nobody is signed in yet"
    client.post(reverse("settings-undelete"))
    ann.refresh_from_db()
    assert (ann.is_active, ann.delete_after) == (True, None)
    assert client.get(reverse("settings")).status_code == 200


def test_nobody_else_takes_it_back(client, ann):
    deletion.ask(ann, at=timezone.now())
    sign_in(client, "wrong")
    response = client.post(reverse("settings-undelete"))
    ann.refresh_from_db()
    assert response.headers["Location"] == reverse("account_login")
    assert not ann.is_active


def test_who_forgot_the_password_can_still_come_back(client, ann, link_in_mail):
    deletion.ask(ann, at=timezone.now())
    client.post(reverse("account_reset_password"), {"email": ann.email})
    form = client.get(link_in_mail(), follow=True)
    new = {"password1": "y7-Zz9-other", "password2": "y7-Zz9-other"}
    client.post(form.request["PATH_INFO"], new)
    response = sign_in(client, "y7-Zz9-other")
    assert response.headers["Location"] == reverse("settings-undelete")


def test_who_was_shut_out_by_the_staff_is_not_let_in_by_this_way(client, ann):
    User.objects.filter(pk=ann.pk).update(is_active=False)
    assert sign_in(client).headers["Location"] == reverse("account_inactive")


def test_after_the_last_day_it_is_too_late(ann):
    deletion.ask(ann, at=NOON)
    assert not deletion.take_back(ann, at=NOON + LATER)
    assert not deletion.take_back(ann, at=ann.delete_after)
    assert deletion.take_back(ann, at=ann.delete_after - timedelta(seconds=1))


def test_nothing_is_deleted_before_its_day(ann):
    deletion.ask(ann, at=timezone.now())
    delete_due_accounts()
    assert not deletion.delete_for_good(ann, at=timezone.now())
    assert User.objects.filter(pk=ann.pk).exists()


def test_who_took_it_back_is_never_deleted(ann):
    deletion.ask(ann, at=NOON)
    deletion.take_back(ann, at=NOON + timedelta(days=1))
    assert not deletion.delete_for_good(ann, at=NOON + LATER)
    assert not deletion.due(NOON + LATER).exists()


@pytest.fixture
def full_life(ann, bob, stranger):
    """Ann with everything that may point at a person."""
    mine, shared = CollectionFactory(owner=ann), CollectionFactory(owner=bob)
    child = CollectionFactory(owner=ann, parent=mine)
    bookmark = BookmarkFactory(owner=ann, tags=["django"], collections=[mine, child])
    place(bookmark, shared)
    place(BookmarkFactory(owner=bob), mine)
    MemberFactory(collection=shared, person=ann)
    FollowFactory(follower=ann, person=bob)
    FollowFactory(follower=bob, collection=mine)
    ann.blocks_made.create(blocked=stranger)
    ReportFactory(reporter=stranger, target=bookmark)
    ModerationEntry.objects.create(
        action="hide", moderator=ann, bookmark=bookmark, person=ann, subject="it", created_at=NOON
    )
    return ann


def test_all_of_theirs_goes_and_what_others_made_stays(full_life, bob):
    deletion.ask(full_life, at=NOON)
    mail.outbox.clear()
    delete_due_accounts()
    assert not User.objects.filter(handle="ann").exists()
    assert list(Bookmark.objects.values_list("owner__handle", flat=True)) == ["bob"]
    assert list(Collection.objects.values_list("owner__handle", flat=True)) == ["bob"]
    assert not Report.objects.exists()
    assert Link.objects.count() == 2
    assert ModerationEntry.objects.get().subject == "it"
    assert [message.subject for message in mail.outbox] == ["Your account has been deleted"]


def test_deleting_twice_is_once(full_life):
    deletion.ask(full_life, at=NOON)
    assert deletion.delete_for_good(full_life, at=NOON + LATER)
    again = User(pk=full_life.pk or 1, handle="ann", email="ann@example.org")
    assert not deletion.delete_for_good(again, at=NOON + LATER)


def test_a_large_account_goes_in_small_steps(ann, monkeypatch):
    monkeypatch.setattr(deletion, "BATCH", 10)
    for _number in range(25):
        BookmarkFactory(owner=ann, tags=["one", "two"])
    deletion.ask(ann, at=NOON)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert deletion.delete_for_good(ann, at=NOON + LATER)
    deletes = [q["sql"] for q in queries if q["sql"].startswith('DELETE FROM "bookmarks_bookmark"')]
    assert len(deletes) == 3


def test_a_deletion_that_was_cut_short_is_finished_by_the_next_run(full_life, monkeypatch):
    deletion.ask(full_life, at=NOON)
    done = []

    def die_after_the_second(relation, person):
        done.append(relation)
        if len(done) == 2:
            raise KeyboardInterrupt
        return real(relation, person)

    real = deletion._delete_some
    monkeypatch.setattr(deletion, "_delete_some", die_after_the_second)
    with pytest.raises(KeyboardInterrupt):
        delete_due_accounts()
    assert User.objects.filter(handle="ann").exists()
    monkeypatch.setattr(deletion, "_delete_some", real)
    delete_due_accounts()
    assert not User.objects.filter(handle="ann").exists()


def test_a_freed_name_may_be_taken_again(ann):
    deletion.ask(ann, at=NOON)
    delete_due_accounts()
    PersonFactory(handle="Ann")
