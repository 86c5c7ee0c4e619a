"""Download my data: asked for, written by a worker, fetched by its person, deleted."""

import io
import json
import os
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone
from kombu.exceptions import OperationalError

from bookmarks.models import DataExport
from bookmarks.portability import exporting
from bookmarks.portability.tasks import tidy_exports, write_export
from bookmarks.tagging.aliases import add_alias
from tests.factories import (
    NOON,
    BookmarkFactory,
    CollectionFactory,
    FollowFactory,
    LinkFactory,
    MemberFactory,
)

PAGE = "settings-data"


@pytest.fixture
def handed_over(monkeypatch):
    """The ids that were given to the broker."""
    ids = []
    monkeypatch.setattr(write_export, "delay", ids.append)
    return ids


def ask(client):
    return client.post(reverse(PAGE))


def archive_of(export):
    export.refresh_from_db()
    return zipfile.ZipFile(io.BytesIO(export.file.read()))


def read(archive, name):
    return json.loads(archive.read(f"{name}.json"))


def test_a_request_waits_and_is_handed_to_the_worker(as_ann, ann, handed_over):
    ask(as_ann)
    assert handed_over == [DataExport.objects.get(person=ann, state="waiting").pk]
    assert "being written" in as_ann.get(reverse(PAGE)).content.decode()


def test_asking_twice_is_one_request(as_ann, ann, handed_over):
    ask(as_ann)
    ask(as_ann)
    assert DataExport.objects.count() == 1


def test_the_person_is_told_and_gets_the_file(as_ann, ann, handed_over):
    ask(as_ann)
    write_export(handed_over[0])
    assert mail.outbox[-1].to == [ann.email]
    assert reverse(PAGE) in mail.outbox[-1].body
    address = reverse("settings-data-file", args=[DataExport.objects.get().key])
    assert address in as_ann.get(reverse(PAGE)).content.decode()
    response = as_ann.get(address)
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert "no-store" in response.headers["Cache-Control"]
    assert zipfile.is_zipfile(io.BytesIO(b"".join(response.streaming_content)))


def test_nobody_else_gets_the_file(client, ann, bob, handed_over):
    export = exporting.request_export(ann, at=NOON)
    write_export(export.pk)
    address = reverse("settings-data-file", args=[export.key])
    assert client.get(address).status_code == 302
    client.force_login(bob)
    assert client.get(address).status_code == 404
    export.refresh_from_db()
    assert client.get(f"/media/{export.file.name}").status_code == 404


def test_the_file_holds_everything_of_theirs(ann, bob, stranger):
    reading = CollectionFactory(owner=ann, title="Reading")
    shared = CollectionFactory(owner=bob, title="Shared")
    add_alias(ann, "js", "javascript")
    BookmarkFactory(owner=ann, title="Mine", note="A\nnote", tags=["b", "a"], collections=[reading])
    BookmarkFactory(owner=ann, title="Thrown away", trashed_at=NOON)
    BookmarkFactory(owner=bob, title="Not mine")
    MemberFactory(collection=shared, person=ann)
    FollowFactory(follower=ann, person=bob)
    ann.blocks_made.create(blocked=stranger)
    export = exporting.request_export(ann, at=NOON)
    write_export(export.pk)
    archive = archive_of(export)
    assert read(archive, "profile")[0]["mail_addresses"][0]["email"] == ann.email
    bookmarks = {b["title"]: b for b in read(archive, "bookmarks")}
    assert sorted(bookmarks) == ["Mine", "Thrown away"]
    assert bookmarks["Mine"]["tags"] == ["a", "b"]
    assert bookmarks["Mine"]["collections"] == ["@ann/reading"]
    assert read(archive, "collections")[0]["title"] == "Reading"
    assert read(archive, "tag_aliases") == [{"name": "js", "stands_for": "javascript"}]
    assert read(archive, "memberships")[0]["collection"] == "@bob/shared"
    assert read(archive, "follows")[0]["person"] == "bob"
    assert read(archive, "blocks")[0]["person"] == "stranger"
    assert read(archive, "reports") == read(archive, "notices") == []
    assert "password" not in archive.read("profile.json").decode()


def test_browsers_can_read_the_bookmark_file(ann):
    link = LinkFactory(url="https://example.org/?a=1&b=2", title="<b>Bold</b>")
    BookmarkFactory(owner=ann, link=link, note="x < y", tags=["one"], audience="private")
    export = exporting.request_export(ann, at=NOON)
    write_export(export.pk)
    text = archive_of(export).read("bookmarks.html").decode()
    assert text.startswith("<!DOCTYPE NETSCAPE-Bookmark-file-1>")
    assert 'HREF="https://example.org/?a=1&amp;b=2"' in text
    assert 'PRIVATE="1"' in text
    assert 'TAGS="one"' in text
    assert ">&lt;b&gt;Bold&lt;/b&gt;</A>" in text
    assert "<DD>x &lt; y" in text


def test_a_request_stands_when_there_is_no_broker(as_ann, ann, monkeypatch):
    def refuse(_export_id):
        raise OperationalError

    monkeypatch.setattr(write_export, "delay", refuse)
    assert ask(as_ann).status_code == 302
    DataExport.objects.update(requested_at=timezone.now() - timedelta(minutes=6))
    tidy_exports()
    assert DataExport.objects.get().state == "ready"


def test_two_workers_answer_once(ann):
    first = exporting.request_export(ann, at=NOON)
    second = DataExport.objects.get(pk=first.pk)
    exporting.fulfil(first, at=NOON)
    exporting.fulfil(second, at=NOON)
    assert len(mail.outbox) == 1
    assert len(default_storage.listdir(exporting.FOLDER)[1]) == 1


def test_what_could_not_be_written_is_said_and_may_be_asked_for_again(as_ann, ann, monkeypatch):
    export = exporting.request_export(ann, at=NOON)
    monkeypatch.setattr(exporting, "_write_zip", lambda person, file: 1 / 0)
    write_export(export.pk)
    export.refresh_from_db()
    assert export.state == "failed"
    assert "Please ask again" in as_ann.get(reverse(PAGE)).content.decode()


def test_files_go_after_seven_days(ann):
    export = exporting.request_export(ann, at=timezone.now() - timedelta(days=8))
    exporting.fulfil(export, at=timezone.now())
    tidy_exports()
    assert not DataExport.objects.exists()
    _age_files()
    tidy_exports()
    assert default_storage.listdir(exporting.FOLDER)[1] == []


def test_files_of_today_stay(ann):
    export = exporting.request_export(ann, at=timezone.now())
    exporting.fulfil(export, at=timezone.now())
    _age_files()
    tidy_exports()
    assert len(default_storage.listdir(exporting.FOLDER)[1]) == 1


def _age_files():
    for name in default_storage.listdir(exporting.FOLDER)[1]:
        os.utime(Path(default_storage.path(f"{exporting.FOLDER}/{name}")), (0, 0))


def test_a_new_file_is_not_written_every_minute(as_ann, ann, handed_over):
    ask(as_ann)
    write_export(handed_over[0])
    page = as_ann.post(reverse(PAGE), follow=True).content.decode()
    assert DataExport.objects.count() == 1
    assert "once an hour" in page
