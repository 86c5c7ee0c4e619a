"""Names in addresses: taken, changed, given up, taken back."""

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.handles import CHANGES_A_MONTH, find_person, is_taken, moved_path, rename
from accounts.models import HandleChange, User
from tests.factories import NOON, PersonFactory


def test_a_person_is_found_whatever_the_case(ann):
    assert find_person("ANN") == ann
    assert find_person("annie") is None


def test_names_that_differ_only_in_case_cannot_both_exist(ann):
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonFactory(handle="Ann", email="other@example.org")


def test_the_old_address_leads_to_the_new_one_with_what_lies_below(ann):
    rename(ann, "annie", at=NOON)
    assert moved_path("/@ann/") == "/@annie/"
    assert moved_path("/@ANN") == "/@annie/"
    assert moved_path("/@ann/reading/list/") == "/@annie/reading/list/"
    assert moved_path("/@annie/") is None
    assert moved_path("/tags/ann/") is None


def test_all_earlier_names_lead_to_the_present_one(ann):
    rename(ann, "annie", at=NOON)
    rename(ann, "anna", at=NOON)
    assert moved_path("/@ann/") == moved_path("/@annie/") == "/@anna/"


def test_a_name_that_leads_somewhere_is_taken(ann, bob):
    rename(ann, "annie", at=NOON)
    assert is_taken("Ann")
    assert is_taken("ann", by_other_than=bob)
    assert not is_taken("ann", by_other_than=ann)


def test_the_database_refuses_somebody_elses_old_name(ann, bob):
    rename(ann, "annie", at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=bob.pk).update(handle="Ann")
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonFactory(handle="ANN")
    with pytest.raises(ValidationError, match="Somebody already has this name"):
        rename(bob, "ann", at=NOON)


def test_a_person_takes_their_own_old_name_back(ann):
    rename(ann, "annie", at=NOON)
    rename(ann, "Ann", at=NOON)
    assert User.objects.get(pk=ann.pk).handle == "Ann"
    assert moved_path("/@annie/") == "/@Ann/"
    assert moved_path("/@ann/") is None


def test_a_change_of_case_alone_leaves_no_old_name(ann):
    rename(ann, "Ann", at=NOON)
    assert not HandleChange.objects.exists()


def test_nobody_gathers_names_by_changing_often(ann):
    for number in range(CHANGES_A_MONTH):
        rename(ann, f"ann-{number}", at=NOON)
    with pytest.raises(ValidationError, match="within 30 days"):
        rename(ann, "one-more", at=NOON + timedelta(days=29))
    rename(ann, "one-more", at=NOON + timedelta(days=31))


def test_the_names_of_who_asked_for_deletion_lead_nowhere_and_stay_taken(ann):
    rename(ann, "annie", at=NOON)
    User.objects.filter(pk=ann.pk).update(is_active=False)
    assert moved_path("/@ann/") is None
    assert is_taken("ann")


def test_the_old_address_redirects_for_good_with_its_query(client, ann):
    rename(ann, "annie", at=NOON)
    response = client.get("/@ann/reading/?sort=oldest")
    assert response.status_code == 301
    assert response.headers["Location"] == "/@annie/reading/?sort=oldest"


def test_a_name_is_changed_on_its_page(as_ann, ann):
    response = as_ann.post(reverse("settings-handle"), {"handle": "annie"}, follow=True)
    ann.refresh_from_db()
    assert ann.handle == "annie"
    assert "@ann" in response.content.decode()


@pytest.mark.parametrize("handle", ["admin", "BOB", "a b", "ä", "-ann", "x" * 31, ""])
def test_a_name_that_cannot_be_is_said_beside_its_field(as_ann, ann, bob, handle):
    response = as_ann.post(reverse("settings-handle"), {"handle": handle})
    ann.refresh_from_db()
    assert ann.handle == "ann"
    assert response.context["form"].errors["handle"]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_a_name_at_once_one_gets_it(ann, bob):
    outcomes = []

    def take(person):
        try:
            rename(person, "wanted", at=NOON)
            outcomes.append("taken")
        except ValidationError:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=[person]) for person in (ann, bob)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["refused", "taken"]


@pytest.mark.django_db(transaction=True)
def test_giving_a_name_up_while_another_takes_it_never_gives_it_to_both(ann):
    def give_up():
        rename(ann, "annie", at=NOON)
        connection.close()

    def sign_up():
        data = {"username": "ann", "email": "new@example.org", "password1": "x8-Kq2-long"}
        Client().post(reverse("account_signup"), data)
        connection.close()

    threads = [threading.Thread(target=give_up), threading.Thread(target=sign_up)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert find_person("ann") is None
    assert moved_path("/@ann/") == "/@annie/"
