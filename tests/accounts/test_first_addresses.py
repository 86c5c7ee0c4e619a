"""From where an account was made: noted, found by staff, told to its person, dropped in time."""

from datetime import timedelta
from ipaddress import ip_address

import pytest

from accounts import deletion, first_addresses
from accounts.first_addresses import network_of
from accounts.models import FirstAddress, SiteSettings, User
from accounts.models.first_address import packed_of
from accounts.tasks import drop_first_addresses
from bookmarks.models import ModerationEntry
from bookmarks.portability.records import everything_of
from tests.factories import NOON, PersonFactory

pytestmark = pytest.mark.django_db
PEOPLE = "/admin/accounts/user/"


def sign_up(client, handle="eve", **headers):
    form = {"username": handle, "email": f"{handle}@example.org"}
    client.post("/accounts/signup/", form | {"password1": "correct horse battery"}, **headers)
    return User.objects.get(handle=handle)


def made_from(address, at=NOON):
    person = PersonFactory()
    first_addresses.note(person, address, at)
    return person


def found(client, words):
    return set(client.get(PEOPLE, {"q": words}).context["cl"].result_list)


@pytest.fixture
def desk(client, admin):
    client.force_login(admin)
    return client


def test_the_address_of_who_signs_up_is_noted(client):
    eve = sign_up(client, REMOTE_ADDR="203.0.113.7")
    assert str(eve.first_address) == "203.0.113.7"


def test_behind_a_proxy_it_is_what_the_proxy_says_and_not_what_the_visitor_says(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    claimed = "198.51.100.1, 2001:db8::7"
    eve = sign_up(client, REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR=claimed)
    assert str(eve.first_address) == "2001:db8::7"


def test_nothing_is_noted_where_the_settings_say_so(client):
    SiteSettings.objects.create(pk=1, first_address_days=0)
    sign_up(client)
    assert not FirstAddress.objects.exists()


def test_it_is_dropped_after_the_days_that_are_set(ann):
    for days in (9, 11):
        made_from("203.0.113.7", NOON - timedelta(days=days))
    SiteSettings.objects.create(pk=1, first_address_days=10)
    assert first_addresses.drop_old(NOON) == 1
    drop_first_addresses()
    assert not FirstAddress.objects.exists()


def test_it_goes_with_the_account(ann):
    first_addresses.note(ann, "203.0.113.7", NOON)
    deletion.ask(ann, at=NOON)
    assert deletion.delete_for_good(ann, at=NOON + timedelta(days=30))
    assert not FirstAddress.objects.exists()


def test_who_downloads_their_data_reads_it(ann, bob):
    first_addresses.note(ann, "203.0.113.7", NOON)
    profiles = [dict(everything_of(person))["profile"][0] for person in (ann, bob)]
    assert [profile["joined_from"] for profile in profiles] == ["203.0.113.7", None]


@pytest.mark.parametrize(
    ("words", "n"),
    [
        ("203.0.113.7", 1),
        (" 203.0.113.0/24 ", 2),
        ("203.0.113.", 2),
        ("203.0.112.0/22", 2),
        ("203.", 3),
        ("0.0.0.0/0", 3),
        ("2001:db8::/32", 1),
        ("2001:DB8:0::1", 1),
        ("::ffff:203.0.113.7", 1),
        ("198.51.100.0/24", 0),
    ],
)
def test_administrators_find_who_came_from_an_address_or_a_network(desk, words, n):
    for address in ("203.0.113.7", "203.0.113.255", "203.0.116.0", "2001:db8::1"):
        made_from(address)
    assert len(found(desk, words)) == n


def test_the_log_says_that_somebody_looked_and_not_for_what(desk):
    found(desk, "203.0.113.0/24")
    entry = ModerationEntry.objects.get()
    assert (entry.action, entry.subject) == ("read", "people at one network address")


def test_the_page_of_a_person_shows_it_to_administrators_and_the_log_says_so(desk, ann):
    first_addresses.note(ann, "203.0.113.7", NOON)
    assert "203.0.113.7" in desk.get(f"{PEOPLE}{ann.pk}/change/").text
    assert ModerationEntry.objects.get().person == ann


def test_moderators_neither_search_by_it_nor_read_it(client, moderator, ann):
    first_addresses.note(ann, "203.0.113.7", NOON)
    client.force_login(moderator)
    assert found(client, "203.0.113.7") == set()
    assert "203.0.113.7" not in client.get(f"{PEOPLE}{ann.pk}/change/").text


def test_addresses_are_kept_in_their_order_so_that_a_network_is_a_range_of_the_index():
    assert packed_of(ip_address("9.0.0.0")) < packed_of(ip_address("10.0.0.0"))


@pytest.mark.parametrize("words", ["ann", "@ann", "12345", "1.2.3.4.", ".", "ann.", "10.0.0.0/33"])
def test_other_words_are_no_network(words):
    assert network_of(words) is None
