"""What administrators set without a deploy, and the history of it."""

import importlib
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import SettingChange, SignUpCode, SiteSettings
from accounts.site_settings import change_settings
from tests.factories import NOON, PASSWORD
from tests.web.pages import soup, words

pytestmark = pytest.mark.django_db
PAGE = "/admin/accounts/sitesettings/1/change/"


@pytest.fixture
def desk(client, admin):
    client.force_login(admin)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def sent(desk, **fields):
    form = desk.get(PAGE).context["adminform"].form
    return {name: form[name].value() for name in form.fields} | fields


def test_without_a_word_the_code_has_its_own(db):
    assert SiteSettings.current().sign_up == "open"
    assert not SiteSettings.objects.exists()


def test_what_is_set_holds_at_once_and_its_history_says_who(desk, admin):
    answer = desk.post(PAGE, sent(desk, sign_up="closed", new_links_a_day=7))
    assert answer.status_code == 302
    assert SiteSettings.current().sign_up == "closed"
    assert SiteSettings.current().new_links_a_day == 7
    changes = SettingChange.objects.values_list("name", "before", "after", "by")
    assert set(changes) == {
        ("sign_up", "open", "closed", admin.pk),
        ("new_links_a_day", "20", "7", admin.pk),
    }
    page = desk.get("/admin/accounts/settingchange/")
    assert "closed" in words(soup(page).main or soup(page))


def test_nonsense_is_explained_and_changes_nothing(desk):
    answer = desk.post(PAGE, sent(desk, new_for_days=9999))
    assert "365" in answer.text
    assert not SettingChange.objects.exists()


def test_what_another_set_meanwhile_stays(admin):
    stale = SiteSettings.current()
    change_settings(SiteSettings(pk=1, new_for_days=3), ["new_for_days"], by=admin, at=NOON)
    stale.burst_people = 9
    change_settings(stale, ["burst_people"], by=admin, at=NOON)
    current = SiteSettings.current()
    assert (current.new_for_days, current.burst_people) == (3, 9)


def test_the_history_is_not_rewritten(admin):
    change_settings(SiteSettings(pk=1, new_for_days=3), ["new_for_days"], by=admin, at=NOON)
    for rewrite in (
        lambda rows: rows.update(after="2"),
        lambda rows: rows.delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rewrite(SettingChange.objects.all())


def test_moderators_who_are_no_administrators_set_nothing(client, moderator):
    client.force_login(moderator)
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"sign_up": "closed"}).status_code == 403


def test_the_group_of_administrators_sets_them_and_invites(client, ann):
    migrations = Path(apps.get_app_config("bookmarks").path, "migrations")
    (name,) = (path.stem for path in migrations.glob("*_administrators.py"))
    importlib.import_module(f"bookmarks.migrations.{name}").grant(apps, None)
    ann.is_staff = True
    ann.save()
    ann.groups.add(Group.objects.get(name="Administrators"))
    client.force_login(ann)
    assert client.get(PAGE).status_code == 200
    assert client.post("/admin/accounts/signupcode/add/", {"note": "Bob", "uses": 1}).url
    assert SignUpCode.objects.get().made_by == ann
