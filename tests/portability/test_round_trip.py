"""What is exported and imported again is the same."""

import re
from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile

from bookmarks.models import Bookmark, Collection, CollectionItem
from bookmarks.portability import importing, writing
from bookmarks.portability.checking import check
from bookmarks.portability.tasks import work_on_import
from bookmarks.search.indexing import sweep
from tests.factories import BookmarkFactory, CollectionFactory, LinkFactory, place

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
NOTE = "# A *note*\r\nof two  \nlines <DT><b>&amp;</b>\n\n    code"


@pytest.fixture(autouse=True)
def _data(settings, tmp_path, monkeypatch):
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(importing, "publish", lambda import_id: None)


@pytest.fixture
def library(ann):
    """Of each thing that a file of ours says, at least one."""
    reading = CollectionFactory(
        owner=ann, title='Rea"d & <b>', description="Two  \nlines", audience="unlisted", icon="📚"
    )
    inner = CollectionFactory(
        owner=ann, title="Inner", parent=reading, default_view="cards", default_sort="custom"
    )
    CollectionFactory(owner=ann, title="Empty", audience="private")
    CollectionFactory(owner=ann, title="Smart", parent=inner, query='#"web design" OR "a <b>"')
    page = LinkFactory(url="https://page.example/?a=1&b=%22", title="The page's <own> title")
    first = BookmarkFactory(
        owner=ann,
        link=page,
        title="",
        audience="collections",
        note=NOTE,
        tags=["web design", "日本語"],
    )
    second = BookmarkFactory(owner=ann, title="Two  spaces & “quotes”", is_favorite=True)
    third = BookmarkFactory(owner=ann, title="To read", audience="private", is_to_read=True)
    BookmarkFactory(owner=ann, title="In none", link=LinkFactory(title=""))
    place(second, reading)
    for bookmark in (third, first, second):
        place(bookmark, inner)
    return ann


def exported(person):
    return "".join(writing.library(person))


def brought_to(person, text, **choices):
    source = importing.receive(person, ContentFile(text.encode()), "bookmarks.html", NOW)
    check(source, NOW)
    usual = {"collection": None, "makes_collections": True, "audience": "file", "tags": []}
    importing.choose(source, usual | choices)
    work_on_import(source.pk)
    source.refresh_from_db()
    assert (source.state, source.refused) == ("done", 0)


def without_the_days_of_folders(text):
    return re.sub(r'(<DT><H3) ADD_DATE="\d+" LAST_MODIFIED="\d+"', r"\1", text)


def test_a_library_brought_to_another_person_is_the_same(library, bob):
    brought_to(bob, exported(library))
    one, other = exported(library), exported(bob)
    assert without_the_days_of_folders(one) == without_the_days_of_folders(other)


def test_every_field_of_a_bookmark_comes_back(library, bob):
    brought_to(bob, exported(library))
    fields = ("link", "title", "note", "audience", "is_favorite", "is_to_read", "saved_at")
    of_each = [
        list(Bookmark.objects.saved_by(person).order_by("saved_at").values(*fields))
        for person in (library, bob)
    ]
    assert of_each[0] == of_each[1]
    assert len(of_each[0]) == 4


def test_the_order_by_hand_comes_back(library, bob):
    brought_to(bob, exported(library))
    orders = [
        list(
            CollectionItem.objects.filter(collection__owner=person, collection__title="Inner")
            .order_by("-position")
            .values_list("bookmark__link", flat=True)
        )
        for person in (library, bob)
    ]
    assert orders[0] == orders[1]


def test_collections_come_back_with_what_they_are(library, bob):
    brought_to(bob, exported(library))
    fields = ("title", "description", "icon", "audience", "default_view", "default_sort", "query")
    of_each = [
        list(Collection.objects.filter(owner=person).order_by("title").values(*fields))
        for person in (library, bob)
    ]
    assert of_each[0] == of_each[1]
    assert len(of_each[0]) == 4


def test_a_search_is_brought_once_and_one_with_a_mistake_not_at_all(library, bob):
    text = exported(library)
    for file in (text, text, text.replace("DATA-QUERY=", "DATA-QUERY=is:lost DATA-X=")):
        brought_to(bob, file)
    assert Collection.objects.managed_by(bob).smart().count() == 1


def test_entries_of_a_folder_with_the_name_of_a_smart_collection_come_beside_it(ann):
    CollectionFactory(owner=ann, title="Tea", query="tea")
    brought_to(ann, '<DL><DT><H3>Tea</H3><DL><DT><A HREF="https://tea.example/">T</A></DL></DL>')
    assert CollectionItem.objects.get().collection.query == ""


def test_a_smart_collection_alone_is_taken_away_as_what_it_holds(library, bob):
    smart = Collection.objects.smart().get()
    while sweep():
        pass
    text = "".join(writing.collection(smart, bob))
    assert (text.count("<A "), "web design" in text, "QUERY" in text) == (0, False, False)
    text = "".join(writing.collection(smart, library))
    assert (text.count("<A "), "QUERY" in text) == (1, False)


def test_what_is_private_stays_so_unless_the_file_is_asked(library, bob):
    brought_to(bob, exported(library), audience="private")
    assert set(Bookmark.objects.saved_by(bob).values_list("audience", flat=True)) == {"private"}
    audiences = Collection.objects.filter(owner=bob).values_list("audience", flat=True)
    assert set(audiences) == {"private"}


def test_a_library_brought_to_its_own_person_changes_nothing(library):
    before = exported(library)
    brought_to(library, before)
    assert exported(library) == before


def test_a_chunk_leads_to_the_next(ann, monkeypatch):
    monkeypatch.setattr(writing, "CHUNK", 2)
    for number in range(5):
        BookmarkFactory(owner=ann, title=f"Number {number}")
    found = re.findall(r"Number \d", exported(ann))
    assert found == [f"Number {number}" for number in (4, 3, 2, 1, 0)]


def test_a_chunk_costs_two_queries(ann, django_assert_num_queries):
    for _ in range(20):
        BookmarkFactory(owner=ann, tags=["web"])
    with django_assert_num_queries(4):  # the tree; bookmarks and their tags; no more bookmarks
        exported(ann)
