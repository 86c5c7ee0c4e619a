"""From a stranger to a person who may publish."""

import threading

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import User

GOOD = {"username": "Newcomer", "email": "New@Example.org", "password1": "x8-Kq2-long"}


def sign_up(client, **other):
    return client.post(reverse("account_signup"), GOOD | other)


@pytest.mark.django_db
def test_a_newcomer_signs_up_and_is_signed_in(client):
    response = sign_up(client)
    person = User.objects.get()
    assert response.status_code == 302
    assert (person.handle, person.email) == ("Newcomer", "new@example.org")
    assert client.session["_auth_user_id"] == str(person.pk)
    assert person.verified_at is None
    assert not person.may_publish


@pytest.mark.django_db
def test_the_link_in_the_mail_lets_them_publish(client, link_in_mail):
    sign_up(client)
    assert mail.outbox[-1].to == ["new@example.org"]
    page = client.get(link_in_mail())
    assert page.status_code == 200
    assert User.objects.get().verified_at is None, "a link that is only looked at changes nothing"
    client.post(link_in_mail())
    person = User.objects.get()
    assert person.verified_at is not None
    assert person.may_publish


@pytest.mark.django_db
def test_the_mail_is_written_for_people(client):
    sign_up(client)
    message = mail.outbox[-1]
    assert message.subject == "Welcome to linkshare: please confirm your address"
    assert message.body.startswith("Hello Newcomer,\n")
    assert "example.com" not in message.body
    assert "&" not in message.body.replace("&nbsp", "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("username", "admin"),
        ("username", "Settings"),
        ("username", "x"),
        ("username", "with space"),
        ("username", "müller"),
        ("username", "-dash"),
        ("username", "a/b"),
        ("username", "x" * 31),
        ("username", ""),
        ("email", "not-an-address"),
        ("email", ""),
        ("password1", "short"),
        ("password1", "1234567890"),
        ("password1", "password"),
        ("password1", "Newcomer"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_the_rest_is_kept(client, field, value):
    page = sign_up(client, **{field: value})
    assert not User.objects.exists()
    assert list(page.context["form"].errors) == [field]
    typed = {name: text for name, text in GOOD.items() if name not in {field, "password1"}}
    for text in typed.values():
        assert f'value="{text}"' in page.content.decode()


def test_a_name_is_taken_whatever_its_case(client, ann):
    page = sign_up(client, username="ANN")
    assert page.context["form"].errors["username"] == ["Somebody already has this name."]


def test_an_address_with_an_account_is_not_used_twice(client, ann):
    page = sign_up(client, email="ANN@example.org")
    assert "There is an account with this address" in str(page.context["form"].errors["email"])


@pytest.mark.django_db
def test_who_is_signed_up_may_not_take_the_rank_of_staff_along(client):
    sign_up(client, is_staff="on", is_superuser="on", verified_at="2020-01-01")
    person = User.objects.get()
    assert not person.is_staff
    assert not person.is_superuser
    assert person.verified_at is None


@pytest.mark.django_db(transaction=True)
def test_of_many_who_take_one_name_at_once_one_gets_it_and_none_an_error(settings):
    settings.ACCOUNT_RATE_LIMITS = False
    codes = []

    def take(number):
        codes.append(
            sign_up(Client(), username="wanted", email=f"{number}@example.org").status_code
        )
        connection.close()

    threads = [threading.Thread(target=take, args=[number]) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) == [200] * 5 + [302]
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_too_many_sign_ups_from_one_address_get_a_friendly_page(client):
    for _number in range(21):
        page = sign_up(client, username="")
    assert page.status_code == 429
    assert "Wait five minutes" in page.content.decode()
