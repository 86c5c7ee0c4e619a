"""`manage.py import`."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from bookmarks.models import Bookmark, Import
from bookmarks.portability import importing
from tests.factories import CollectionFactory

pytestmark = pytest.mark.django_db
FILE = """<DL><p>
<DT><H3>Folder</H3><DL><p>
<DT><A HREF="https://one.example/" ADD_DATE="1500000000">One</A>
</DL><p>
<DT><A HREF="javascript:alert(1)">A script</A>
</DL><p>
"""


@pytest.fixture(autouse=True)
def _data(settings, tmp_path, monkeypatch):
    settings.DATA_DIR = settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(importing, "publish", lambda import_id: pytest.fail("a worker was called"))


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "bookmarks.html"
    path.write_text(FILE)
    return path


def said(*arguments, **options):
    out, err = StringIO(), StringIO()
    call_command("import", *map(str, arguments), stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def test_it_says_what_it_did_and_what_it_refused(ann, file):
    out, err = said(file, "ann")
    assert "2 entries: 1 new, 0 there already, 1 refused." in out
    assert "1 bookmarks saved." in out
    assert "line 5: javascript:alert(1)" in err
    bookmark = Bookmark.objects.get(owner=ann)
    assert (bookmark.audience, bookmark.items.get().collection.title) == ("private", "Folder")


def test_it_can_be_taken_back_like_any_other(ann, file):
    said(file, "ann")
    assert ann.imports.get().state == "done"


def test_a_dry_run_saves_nothing_and_leaves_nothing(ann, file, tmp_path):
    out, _err = said(file, "ann", "--dry-run")
    assert "1 new" in out
    assert not Bookmark.objects.exists()
    assert not Import.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [file]


def test_collection_audience_and_tags_are_as_asked(ann, file):
    shelf = CollectionFactory(owner=ann, slug="shelf")
    said(file, "ann", "--collection=shelf", "--flat", "--audience=public", "--tags=a, b")
    bookmark = Bookmark.objects.get()
    assert (bookmark.audience, bookmark.tag_names) == ("public", ["a", "b"])
    assert list(bookmark.collections.all()) == [shelf]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nobody-here"], "Nobody here is called nobody-here"),
        (["ann", "--collection=none"], "ann has no collection none"),
        (["ann", f"--tags={'x' * 300}"], "has 300 letters"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_begun(ann, file, arguments, words):
    with pytest.raises(CommandError, match=words):
        said(file, *arguments)
    assert not Import.objects.exists()


def test_a_file_that_is_not_there_is_said(ann, tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        said(tmp_path / "none.html", "ann")


def test_an_archive_is_no_file_of_bookmarks(ann, tmp_path):
    path = tmp_path / "pocket.zip"
    path.write_bytes(b"PK\x03\x04\0\0")
    with pytest.raises(CommandError, match="archive"):
        said(path, "ann")
    assert not Import.objects.exists()
