"""From a file to a library, and back."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.base import ContentFile

from bookmarks.counting import recount
from bookmarks.models import Bookmark, Collection, CollectionItem, Import, Link, Tag
from bookmarks.portability import bringing_in, importing
from bookmarks.portability.checking import check, spool_of
from bookmarks.portability.tasks import tidy_imports, work_on_import
from tests.factories import BookmarkFactory, CollectionFactory, LinkFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
CHOICES = {"collection": None, "makes_collections": True, "audience": "private", "tags": []}
FILE = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
<DL><p>
<DT><A HREF="https://new.example/?utm_source=x" ADD_DATE="1700000300" TAGS="x,y">Newest</A>
<DD>Its note
<DT><H3>Folder</H3>
<DL><p>
<DT><A HREF="https://old.example/" ADD_DATE="1500000000">Oldest</A>
<DT><A HREF="javascript:alert(1)">A script</A>
<DT><H3>Inner</H3>
<DL><p>
<DT><A HREF="https://new.example/" ADD_DATE="1700000300">Newest again</A>
</DL><p>
</DL><p>
</DL><p>
"""


@pytest.fixture(autouse=True)
def _data(settings, tmp_path, monkeypatch):
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(importing, "publish", lambda import_id: None)


def looked_at(person, text=FILE):
    source = importing.receive(person, ContentFile(text.encode()), "bookmarks.html", NOW)
    check(source, NOW)
    source.refresh_from_db()
    return source


def brought_in(person, text=FILE, **choices):
    source = looked_at(person, text)
    assert importing.choose(source, CHOICES | choices)
    return finished(source)


def finished(source):
    work_on_import(source.pk)
    source.refresh_from_db()
    return source


def test_the_look_says_what_would_happen_and_saves_nothing(ann):
    BookmarkFactory(owner=ann, link=LinkFactory(url="https://old.example/"))
    source = looked_at(ann)
    assert source.state == "ready"
    counts = (source.found, source.new, source.known, source.refused, source.folders)
    assert counts == (4, 1, 2, 1, 2)
    assert source.sample[0]["title"] == "Newest"
    refusal = source.refusals.get()
    assert (refusal.line, refusal.address) == (8, "javascript:alert(1)")
    assert "runs a script" in refusal.reason
    assert Bookmark.objects.count() == 1


def test_what_is_brought_in_is_as_the_file_says_and_private(ann):
    source = brought_in(ann, tags=["mine"])
    assert (source.state, source.saved, source.position) == ("done", 2, 3)
    newest = Bookmark.objects.get(link__url="https://new.example/")
    assert (newest.title, newest.note, newest.audience) == ("Newest", "Its note", "private")
    assert newest.tag_names == ["mine", "x", "y"]
    assert newest.saved_at == datetime(2023, 11, 14, 22, 18, 20, tzinfo=UTC)
    homes = newest.items.values_list("collection__title", "collection__parent__title")
    assert list(homes) == [("Inner", "Folder")]


def test_the_oldest_is_saved_first_so_that_ids_follow_time(ann):
    brought_in(ann)
    assert list(Bookmark.objects.order_by("pk").values_list("title", flat=True)) == [
        "Oldest",
        "Newest",
    ]


def test_every_new_link_is_due_to_be_read(ann):
    brought_in(ann)
    assert Link.objects.filter(due_at__isnull=False).count() == 2


def test_the_same_file_again_changes_nothing(ann):
    brought_in(ann)
    Bookmark.objects.update(title="My own words")
    source = brought_in(ann)
    assert (source.saved, Bookmark.objects.count()) == (0, 2)
    assert set(Bookmark.objects.values_list("title", flat=True)) == {"My own words"}
    assert Collection.objects.count() == 2


def test_folders_may_be_left_out_for_one_collection(ann):
    shelf = CollectionFactory(owner=ann)
    brought_in(ann, collection=shelf, makes_collections=False)
    assert shelf.items.count() == 2
    assert Collection.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "audience"), [('PRIVATE="0"', "public"), ('PRIVATE="1"', "private"), ("", "private")]
)
def test_only_what_the_file_calls_public_becomes_public(ann, said, audience):
    brought_in(ann, f'<DT><A HREF="https://a.example" {said}>A</A>', audience="file")
    assert Bookmark.objects.get().audience == audience


@pytest.mark.parametrize("batch", [1, 10])
def test_an_address_that_stands_several_times_loses_nothing(ann, monkeypatch, batch):
    monkeypatch.setattr(bringing_in, "BATCH", batch)
    brought_in(
        ann,
        """<DT><A HREF="https://a.example" ADD_DATE="1600000300" TAGS="new">Newest</A>
        <DT><A HREF="https://a.example/" ADD_DATE="1600000000" TAGS="old" TOREAD="1">Oldest</A>
        <DD>A note""",
    )
    bookmark = Bookmark.objects.get()
    assert (bookmark.title, bookmark.note, bookmark.is_to_read) == ("Newest", "A note", True)
    assert bookmark.tag_names == ["new", "old"]
    assert bookmark.saved_at.timestamp() == 1600000000


def test_undoing_leaves_all_as_it_was(ann):
    there = BookmarkFactory(owner=ann, link=LinkFactory(url="https://old.example/"))
    source = brought_in(ann)
    assert there.items.count() == 1
    importing.ask_to_undo(source)
    assert finished(source).state == "undone"
    assert list(Bookmark.objects.all()) == [there]
    assert not CollectionItem.objects.exists()
    assert not Collection.objects.exists()
    assert not any(recount().values())


def test_undoing_keeps_what_was_changed_since(ann):
    source = brought_in(ann)
    Bookmark.objects.filter(title="Oldest").update(changed_at=NOW + timedelta(days=1))
    importing.ask_to_undo(source)
    assert finished(source).saved == 1
    assert Bookmark.objects.get().title == "Oldest"


def many(count):
    entries = (
        f'<DT><A HREF="https://{n}.example" ADD_DATE="{1500000000 + n}">{n}</A>\n'
        for n in range(count)
    )
    return f"<DL><p>{''.join(entries)}</DL>"


def test_a_worker_that_died_half_way_is_followed_by_another_without_doubles(ann, monkeypatch):
    monkeypatch.setattr(bringing_in, "BATCH", 10)
    source = looked_at(ann, many(35))
    importing.choose(source, CHOICES)
    source = Import.objects.get(pk=source.pk)
    for _ in range(2):
        bringing_in.bring_in(source, NOW)
    spool_of(source).remove()  # and its machine is gone too
    Import.objects.update(worked_at=None)
    assert finished(source).saved == 35
    assert Bookmark.objects.count() == 35


def test_of_two_workers_at_once_one_finds_that_it_is_too_late(ann, monkeypatch):
    monkeypatch.setattr(bringing_in, "BATCH", 10)
    source = looked_at(ann, many(15))
    importing.choose(source, CHOICES)
    one, other = (Import.objects.get(pk=source.pk) for _ in range(2))
    assert bringing_in.bring_in(one, NOW)
    assert not bringing_in.bring_in(other, NOW)
    assert Bookmark.objects.count() == 10


def test_a_second_worker_leaves_what_the_first_is_at(ann):
    source = looked_at(ann)
    importing.choose(source, CHOICES)
    assert source.hold(NOW)
    assert not source.hold(NOW + timedelta(seconds=5))
    assert source.hold(NOW + timedelta(seconds=61))


def test_beat_sends_again_for_an_import_that_nobody_is_at(ann, monkeypatch):
    source = importing.receive(ann, ContentFile(FILE.encode()), "f.html", NOW - timedelta(hours=1))
    sent = []
    monkeypatch.setattr(importing, "publish", sent.append)
    tidy_imports()
    assert sent == [source.pk]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('<DT><A HREF="place:sort=8">Recent</A>', "begin with http"),
        (f'<DT><A HREF="https://a.example/{"x" * 3000}">A</A>', "characters long"),
    ],
)
def test_an_entry_that_cannot_be_saved_is_refused_with_the_reason(ann, text, words):
    source = looked_at(ann, text)
    assert (source.found, source.refused) == (1, 1)
    assert words in source.refusals.get().reason


def test_an_address_in_place_of_a_title_is_no_title(ann):
    brought_in(ann, '<ul><li><a href="https://a.example">https://a.example</a></li></ul>')
    assert Bookmark.objects.get().title == ""


def test_a_list_of_addresses_is_enough(ann):
    text = "https://one.example  The first\n\n- https://two.example\nnot an address\n"
    source = brought_in(ann, text)
    assert (source.saved, source.refused) == (2, 1)
    titles = Bookmark.objects.order_by("-saved_at", "-pk").values_list("title", flat=True)
    assert list(titles) == ["The first", ""]


def test_a_title_that_is_too_long_goes_on_in_the_note(ann):
    brought_in(ann, f'<DT><A HREF="https://a.example">{"word " * 200}</A>')
    bookmark = Bookmark.objects.get()
    assert len(bookmark.title) == 500
    assert bookmark.note == ("word " * 200).strip()


def test_what_cannot_be_a_tag_stands_in_the_note(ann):
    tags = ["good", "t" * 300, "..", *(f"tag {n}" for n in range(100))]
    text = f'<DT><A HREF="https://a.example" TAGS="{",".join(tags)}">A</A><DD>Mine'
    brought_in(ann, text)
    bookmark = Bookmark.objects.get()
    assert bookmark.note == f"Mine\n\n{'t' * 300}, .., tag 99"
    assert len(bookmark.tag_names) == 100


def test_tags_of_one_name_in_several_spellings_are_one(ann):
    brought_in(ann, '<DT><A HREF="https://a.example" TAGS="Django,django,DJANGO">A</A>')
    assert Tag.objects.count() == 1
