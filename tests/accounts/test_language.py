"""The site speaks as its reader does, or as they choose."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import caches

from bookmarks.mailing.letters import send

pytestmark = pytest.mark.django_db

GERMAN = {"accept-language": "de-AT,de;q=0.9,en;q=0.5"}


def language_of(answer) -> str:
    return answer.text.partition('<html lang="')[2].partition('"')[0]


def test_it_speaks_the_first_language_of_the_browser_that_it_knows(client):
    assert language_of(client.get("/")) == "en"
    assert language_of(client.get("/", headers=GERMAN)) == "de"
    assert language_of(client.get("/", headers={"accept-language": "tlh, ja"})) == "ja"
    assert language_of(client.get("/", headers={"accept-language": "tlh"})) == "en"


def test_a_page_that_is_kept_is_kept_once_a_language(client, ann):
    """Shared caches are told by which header they differ."""
    for language in ("de", "en", "de"):
        answer = client.get("/@ann/", headers={"accept-language": language})
        assert language_of(answer) == language
        assert "Accept-Language" in answer["Vary"]


def test_a_visitor_chooses_and_comes_back_to_the_page(client):
    answer = client.post("/settings/language/", {"language": "ja", "next": "/explore/"})
    assert answer["Location"] == "/explore/"
    assert language_of(client.get("/", headers=GERMAN)) == "ja"


def test_nobody_is_led_to_another_site(client):
    answer = client.post("/settings/language/", {"language": "ja", "next": "https://evil.example/"})
    assert answer["Location"] == "/"


def test_what_a_person_chose_holds_on_their_other_devices_and_for_mails(client, ann):
    client.force_login(ann)
    client.post("/settings/language/", {"language": "de", "next": "/"})
    client.cookies.clear()
    client.force_login(ann)
    assert language_of(client.get("/library/")) == "de"
    caches["default"].clear()
    ann.refresh_from_db()
    send("notices", ann, "news", {"groups": [], "site_url": "http://testserver"})
    [letter] = mail.outbox
    assert '<html lang="de">' in letter.alternatives[0].content


def test_an_unknown_language_changes_nothing(client, ann):
    client.force_login(ann)
    client.post("/settings/language/", {"language": "tlh", "next": "/"})
    ann.refresh_from_db()
    assert ann.language == ""
    assert language_of(client.get("/library/")) == "en"


@pytest.mark.parametrize("language", ["de", "ja"])
def test_each_text_of_a_language_is_there(language):
    catalogue = Path(settings.BASE_DIR, "locale", language, "LC_MESSAGES", "django.po")
    _heading, *entries = catalogue.read_text().split("\n\n")
    assert len(entries) > 1500
    assert [entry for entry in entries if re.search(r'msgstr(\[\d\])? ""\Z', entry)] == []


def test_pages_read_as_a_german_and_a_japanese_reader_would_write_them(client, ann):
    client.force_login(ann)
    assert "Bibliothek" in client.get("/library/", headers={"accept-language": "de"}).text
    assert "ライブラリ" in client.get("/library/", headers={"accept-language": "ja"}).text
