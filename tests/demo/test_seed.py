"""The demo content beside the page that it repeats."""

import re

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command
from django.forms.models import model_to_dict

from accounts.models import User
from bookmarks.addresses import canonical
from bookmarks.demo import people
from bookmarks.demo.login import PASSWORD
from bookmarks.models import Bookmark, Collection, CollectionItem, Follow, Link, Tagging
from bookmarks.search.indexing import is_behind
from tests.demo.seed_page import ENTRIES, PAGE
from tests.factories import PersonFactory


def shown():
    items = CollectionItem.objects.filter(
        collection__owner__handle="demo", collection__slug="link-sharing"
    ).select_related("bookmark__link")
    return [item.bookmark for item in items.order_by("-saved_at", "-bookmark")]


def plain(note):
    """What a Markdown note reads as: its marks of structure left out."""
    return re.sub(r"(?m)^(#+|-) |^<|>$", "", note).split()


def rows():
    models = (User, Link, Bookmark, Collection, CollectionItem, Follow, Tagging)
    return {model: list(model.objects.order_by("pk").values()) for model in models}


@pytest.fixture
def sown(db):
    call_command("demo")


def test_the_page_has_eight_entries():
    assert len(ENTRIES) == 8


@pytest.mark.usefixtures("sown")
def test_the_collection_is_called_as_the_page_is():
    collection = Collection.objects.get(owner__handle="demo", slug="link-sharing")
    assert collection.title == PAGE.splitlines()[0]
    assert collection.audience == Collection.Audience.PUBLIC
    assert collection.default_sort == Collection.Sort.NEWEST


@pytest.mark.usefixtures("sown")
def test_every_entry_stands_in_the_order_of_the_page():
    assert [bookmark.shown_title for bookmark in shown()] == [title for title, _, _ in ENTRIES]


@pytest.mark.usefixtures("sown")
def test_every_entry_has_its_excerpt_or_note_word_for_word():
    texts = [plain(bookmark.note) or bookmark.link.excerpt.split() for bookmark in shown()]
    assert texts == [text for _, text, _ in ENTRIES]


@pytest.mark.usefixtures("sown")
def test_every_entry_names_its_site():
    assert [bookmark.link.host for bookmark in shown()] == [host for _, _, host in ENTRIES]


@pytest.mark.usefixtures("sown")
def test_addresses_that_the_page_gives_are_used_and_all_are_canonical():
    given = set(re.findall(r"https://\S+", PAGE))
    urls = list(Link.objects.values_list("url", flat=True))
    assert given <= set(urls)
    assert [canonical(url) for url in urls] == urls


@pytest.mark.usefixtures("sown")
def test_no_page_of_the_demo_content_is_due_to_be_fetched():
    assert not Link.objects.exclude(due_at=None, state=Link.State.OK).exists()


@pytest.mark.usefixtures("sown")
def test_nothing_waits_to_be_indexed(client):
    assert not is_behind()
    assert "<mark>Addiction</mark>" in client.get("/search/?q=title:addiction").text


@pytest.mark.usefixtures("sown")
def test_ids_follow_time():
    dates = list(Bookmark.objects.order_by("pk").values_list("saved_at", flat=True))
    assert dates == sorted(dates)


@pytest.mark.usefixtures("sown")
def test_everybody_is_verified_and_only_demo_can_log_in():
    assert all(person.may_publish for person in User.objects.all())
    assert User.objects.get(handle="demo").check_password(PASSWORD)
    others = User.objects.exclude(handle="demo")
    assert others
    assert not any(person.has_usable_password() for person in others)


@pytest.mark.usefixtures("sown")
def test_following_tags_and_shared_links_have_life():
    demo = User.objects.get(handle="demo")
    assert demo.follows.count() == 2
    assert Link.objects.filter(bookmarks__owner=demo).filter(bookmarks__owner__handle="ann")
    assert Tagging.objects.filter(tag__name="security").count() > 2


@pytest.mark.usefixtures("sown")
def test_a_second_run_changes_nothing_and_says_so(capsys):
    before = rows()
    call_command("demo")
    assert "nothing was changed" in capsys.readouterr().out
    assert rows() == before


@pytest.mark.usefixtures("sown")
def test_what_a_user_changed_or_deleted_stays_so():
    Bookmark.objects.filter(owner__handle="demo").first().delete()
    User.objects.filter(handle="demo").update(name="Mine now", handle="mine")
    before = rows()
    call_command("demo")
    assert rows() == before


def test_a_name_that_somebody_has_is_not_taken_from_them(db):
    somebody = PersonFactory(handle="Ann")
    before = model_to_dict(somebody)
    with pytest.raises(CommandError, match="ann"):
        call_command("demo")
    somebody.refresh_from_db()
    assert model_to_dict(somebody) == before
    assert not User.objects.exclude(pk=somebody.pk).exists()


def test_outside_the_loopback_nobody_knows_the_password(db, settings, capsys):
    settings.SITE_HOST = "links.example"
    call_command("demo", verbosity=0)
    drawn = capsys.readouterr().out.split()[-1]
    demo = people.demo_person()
    assert demo.check_password(drawn)
    assert not demo.check_password(PASSWORD)


@pytest.mark.usefixtures("sown")
def test_the_public_page_shows_every_entry(client):
    page = BeautifulSoup(client.get("/@demo/link-sharing/").content, "lxml").main
    shown_words = " ".join(page.get_text(" ").split())
    assert "8 bookmarks" in shown_words
    assert "Newest" in shown_words
    for entry, (title, text, host) in zip(page.select("article"), ENTRIES, strict=True):
        words = entry.get_text(" ").split()
        assert title in " ".join(words)
        assert "".join(text) in "".join(words)
        assert host in words
