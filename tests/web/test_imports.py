"""Bringing bookmarks in, as a person without JavaScript does it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bookmarks.models import Bookmark, Import
from bookmarks.portability import importing
from bookmarks.portability.tasks import work_on_import
from tests.factories import PASSWORD, CollectionFactory
from tests.portability.test_importing import FILE
from tests.web.pages import soup

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _data(settings, tmp_path, monkeypatch):
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(importing, "publish", lambda import_id: None)


@pytest.fixture
def as_ann(client, ann):
    client.login(username="ann", password=PASSWORD)
    return client


def uploaded(client, text=FILE):
    file = SimpleUploadedFile("bookmarks.html", text.encode(), "text/html")
    response = client.post("/import/", {"file": file})
    assert response.status_code == 302
    return response["Location"]


def worked():
    work_on_import(Import.objects.get().pk)


def test_from_the_file_to_the_library_and_back(as_ann):
    page = uploaded(as_ann)
    assert "We look through the file" in as_ann.get(page).content.decode()
    worked()
    preview = as_ann.get(page).content.decode()
    assert "Newest" in preview
    assert "then only you see them" in preview
    assert "runs a script" in preview
    assert not Bookmark.objects.exists()
    as_ann.post(page, {"audience": "private", "makes_collections": "on"})
    assert "0 of 4" in as_ann.get(page).content.decode()
    worked()
    assert "2 bookmarks saved." in as_ann.get(page).content.decode()
    as_ann.post(f"{page}undo/")
    worked()
    assert "Taken back." in as_ann.get(page).content.decode()
    assert not Bookmark.objects.exists()


def test_what_was_refused_can_be_downloaded(as_ann):
    page = uploaded(as_ann)
    worked()
    response = as_ann.get(f"{page}refused.csv")
    lines = b"".join(response.streaming_content).decode().splitlines()
    assert lines[1].startswith("8,javascript:alert(1),")


def test_a_cell_cannot_be_a_formula(as_ann):
    page = uploaded(as_ann, '<DT><A HREF="=cmd()">A</A>')
    worked()
    lines = b"".join(as_ann.get(f"{page}refused.csv").streaming_content).decode()
    assert "'=cmd()" in lines


def test_nothing_at_all_is_said_to_be_nothing(as_ann):
    response = as_ann.post("/import/", {"addresses": " "})
    assert response.status_code == 422
    assert "Choose a file, or paste some addresses." in response.content.decode()


def test_pasted_addresses_are_looked_at_as_well(as_ann):
    as_ann.post("/import/", {"addresses": "https://one.example\nhttps://two.example"})
    worked()
    assert Import.objects.get().new == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"PK\x03\x04\0\0", "Unpack it"), (b"SQLite format 3\0", "This is no file of text.")],
)
def test_a_file_that_cannot_be_read_is_refused_at_once(as_ann, content, words):
    response = as_ann.post("/import/", {"file": SimpleUploadedFile("places", content)})
    assert response.status_code == 422
    assert words in response.content.decode()


@pytest.mark.parametrize("text", ["<p>Nothing here</p>", '{"a": ', "Dear diary\n"])
def test_where_no_bookmark_is_found_it_says_what_can_be_read(as_ann, text):
    page = uploaded(as_ann, text)
    worked()
    words = as_ann.get(page).content.decode()
    assert "one address a line" in words
    assert 'type="submit">Import<' not in words


def test_an_import_is_its_persons_alone(as_ann, client, bob):
    page = uploaded(as_ann)
    client.logout()
    client.login(username="bob", password=PASSWORD)
    assert client.get(page).status_code == 404
    assert client.get(f"{page}refused.csv").status_code == 404
    assert client.post(f"{page}undo/").status_code == 404


def test_collections_of_one_name_are_told_apart_by_their_way(as_ann, ann):
    page = uploaded(as_ann)
    worked()
    work = CollectionFactory(owner=ann, title="Work")
    for parent in (None, work):
        slug = "inner" if parent else "outer"
        CollectionFactory(owner=ann, title="Links", slug=slug, parent=parent)
    shown = [option.text for option in soup(as_ann.get(page)).select("#id_collection option")]
    assert shown == ["— no collection —", "Links", "Work", "Work / Links"]


def test_a_collection_of_somebody_else_cannot_be_chosen(as_ann, bob):
    page = uploaded(as_ann)
    worked()
    foreign = CollectionFactory(owner=bob)
    response = as_ann.post(page, {"audience": "private", "collection": foreign.pk})
    assert response.status_code == 422
    assert Import.objects.get().state == "ready"
