"""`verified_at` follows the mail address on every path, and pages say when it is missing."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.mail import get_connection
from django.urls import reverse

from accounts.models import User
from accounts.verification import vouch_for
from tests.factories import NOON, PASSWORD, PersonFactory


def verified_at(person):
    return User.objects.get(pk=person.pk).verified_at


def test_a_verified_address_verifies_its_person(unverified):
    EmailAddress.objects.get(user=unverified).set_verified()
    assert verified_at(unverified) is not None


def test_the_moment_of_the_first_verification_stays(ann):
    EmailAddress.objects.create(user=ann, email="second@example.org", verified=True)
    assert verified_at(ann) == NOON


def test_who_loses_the_last_verified_address_is_not_verified(ann):
    EmailAddress.objects.get(user=ann).delete()
    assert verified_at(ann) is None


def test_an_address_marked_unverified_in_the_admin_counts(ann):
    address = EmailAddress.objects.get(user=ann)
    address.verified = False
    address.save()
    assert verified_at(ann) is None


def test_a_second_address_that_waits_takes_nothing_away(ann):
    EmailAddress.objects.create(user=ann, email="second@example.org")
    assert verified_at(ann) == NOON


def test_the_admins_edits_pass_the_same_way(client, admin, unverified):
    client.force_login(admin)
    address = EmailAddress.objects.get(user=unverified)
    action = {"action": "make_verified", "_selected_action": [address.pk]}
    client.post(reverse("admin:account_emailaddress_changelist"), action)
    assert verified_at(unverified) is not None


@pytest.mark.django_db
def test_a_superuser_made_on_the_command_line_is_verified_and_stays_so(client):
    root = User.objects.create_superuser("root-person", "root@example.org", PASSWORD)
    client.force_login(root)
    client.get(reverse("account_email"))
    assert verified_at(root) is not None


def test_a_command_can_vouch_for_a_person(unverified):
    vouch_for(unverified, at=NOON)
    assert verified_at(unverified) == NOON
    assert EmailAddress.objects.get(user=unverified).verified


def test_a_changed_address_counts_from_its_link_on(confirmed_as_ann, ann, link_in_mail):
    change = {"action_add": "", "email": "ann@new.example.org"}
    confirmed_as_ann.post(reverse("account_email"), change)
    assert User.objects.get(pk=ann.pk).email == "ann@example.org"
    assert verified_at(ann) == NOON
    confirmed_as_ann.post(link_in_mail())
    ann.refresh_from_db()
    assert (ann.email, ann.verified_at) == ("ann@new.example.org", NOON)
    assert list(EmailAddress.objects.values_list("email", flat=True)) == ["ann@new.example.org"]


def test_the_old_address_is_told_of_the_change(confirmed_as_ann, link_in_mail):
    change = {"action_add": "", "email": "ann@new.example.org"}
    confirmed_as_ann.post(reverse("account_email"), change)
    confirmed_as_ann.post(link_in_mail())
    assert mail.outbox[-1].to == ["ann@example.org"]
    assert "from ann@example.org to ann@new.example.org" in mail.outbox[-1].body


def test_the_banner_tells_the_unverified_and_sends_again(client, unverified):
    client.force_login(unverified)
    page = client.get(reverse("settings")).content.decode()
    assert "unverified@example.org" in page
    response = client.post(reverse("settings-verify"), {"next": "/settings/blocked/"})
    assert response.headers["Location"] == "/settings/blocked/"
    assert mail.outbox[-1].to == ["unverified@example.org"]


def test_the_banner_is_not_for_the_verified(as_ann):
    assert reverse("settings-verify") not in as_ann.get(reverse("settings")).content.decode()
    as_ann.post(reverse("settings-verify"))
    assert mail.outbox == []


def test_a_second_mail_within_three_minutes_is_held_back_with_a_word(client, unverified):
    client.force_login(unverified)
    client.post(reverse("settings-verify"))
    page = client.post(reverse("settings-verify"), follow=True)
    assert len(mail.outbox) == 1
    assert "Give it three minutes" in page.content.decode()


def test_sending_again_leads_to_no_other_site(client, unverified):
    client.force_login(unverified)
    response = client.post(reverse("settings-verify"), {"next": "https://evil.example/"})
    assert response.headers["Location"] == reverse("settings")


def test_a_mail_server_that_is_down_is_said_and_breaks_nothing(client, unverified, settings):
    settings.EMAIL_BACKEND = "tests.accounts.test_verification.DeadServer"
    client.force_login(unverified)
    page = client.post(reverse("settings-verify"), follow=True).content.decode()
    assert "could not be sent" in page
    assert "on its way" not in page


class DeadServer:
    def __init__(self, **options):
        pass

    def send_messages(self, messages):
        raise ConnectionRefusedError


def test_somebody_elses_verified_address_cannot_be_confirmed_twice(client, link_in_mail, ann):
    thief = PersonFactory(handle="thief", verified_at=None)
    EmailAddress.objects.filter(user=thief).update(email=ann.email)
    client.force_login(thief)
    client.post(reverse("settings-verify"))
    client.post(link_in_mail())
    assert verified_at(thief) is None


def test_a_mail_server_that_says_nothing_holds_nobody_up():
    smtp = get_connection("django.core.mail.backends.smtp.EmailBackend")
    assert 0 < smtp.timeout <= 10
