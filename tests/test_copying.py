"""Somebody's whole collection becomes one's own, and goes again."""

import pytest

from bookmarks.bulk import choosing, working
from bookmarks.counting import recount
from bookmarks.models import Bookmark, BulkChange, Collection, CollectionItem
from tests.factories import BookmarkFactory, CollectionFactory, MemberFactory
from tests.web.pages import soup, titles, words

pytestmark = pytest.mark.django_db

COPY = "/@bob/oaks/copy/"


@pytest.fixture
def oaks(bob):
    """Three of Bob's that Ann sees, one that she does not."""
    shelf = CollectionFactory(owner=bob, title="Oaks")
    for title in ("Old", "Red", "White"):
        BookmarkFactory(
            owner=bob, title=title, note="Bob's words", tags=["tree"], collections=[shelf]
        )
    BookmarkFactory(owner=bob, title="Secret", audience="private", collections=[shelf])
    return shelf


@pytest.fixture
def client(client, ann, oaks):
    client.force_login(ann)
    return client


def asked(client, **said):
    """The preview that the form leads to."""
    return client.post(COPY, {"audience": "public", **said}).url


def own(ann):
    return Bookmark.objects.filter(owner=ann)


def work():
    working.work_on(BulkChange.objects.select_related("person").get())


def test_all_that_one_sees_is_copied_into_a_new_private_collection(client, ann):
    address = asked(client)
    preview = soup(client.get(address))
    assert "Will be copied 3" in words(preview.select_one(".import-numbers"))
    assert own(ann).count() == 0
    client.post(address)
    made = Collection.objects.get(owner=ann)
    assert (made.title, made.audience) == ("Oaks", "private")
    page = client.get(made.get_absolute_url())
    assert titles(soup(page)) == titles(soup(client.get("/@bob/oaks/"))) == ["White", "Red", "Old"]
    assert titles(soup(client.get(made.get_absolute_url(), {"sort": "custom"})))[0] == "White"
    assert "via Bob" in page.text
    assert [(b.note, b.tag_names, b.audience) for b in own(ann)] == [("", ["tree"], "public")] * 3
    assert not any(recount().values())


def test_undoing_takes_away_what_was_made_and_leaves_what_was_touched(client, ann):
    address = asked(client)
    client.post(address)
    kept = own(ann).get(title="Red")
    client.post(f"/b/{kept.key}/edit/", {"url": kept.link.url, "audience": "private"})
    client.post(f"{address}undo/")
    change = BulkChange.objects.get(action="copy")
    assert (change.state, change.restored, change.left) == ("undone", 2, 1)
    assert list(own(ann)) == [kept]
    assert not Collection.objects.filter(owner=ann).exists()


def test_what_one_has_already_stays_and_is_put_there_too(client, ann, oaks):
    link = oaks.items.first().bookmark.link
    mine = BookmarkFactory(owner=ann, link=link, title="Mine", audience="private")
    goal = CollectionFactory(owner=ann, title="Trees")
    client.post(asked(client, collection=goal.pk))
    assert goal.items.count() == own(ann).count() == 3
    mine.refresh_from_db()
    assert (mine.title, mine.audience, mine.via) == ("Mine", "private", None)
    again = soup(client.get(asked(client, collection=goal.pk)))
    assert "Will be copied 0 Lie there already 3" in words(again.select_one(".import-numbers"))
    client.post(f"/changes/{BulkChange.objects.order_by('pk')[0].key}/undo/")
    assert list(own(ann)) == [mine]
    assert goal.items.count() == 0


def test_what_is_no_longer_seen_when_it_is_done_is_not_copied(client, ann, bob):
    address = asked(client)
    Bookmark.objects.filter(title="Red").update(audience="private")
    client.post(address)
    assert own(ann).count() == 2
    assert "Red" not in client.get(asked(client)).text


def test_a_worker_that_is_gone_is_followed_by_one_that_copies_nothing_twice(
    client, ann, monkeypatch
):
    monkeypatch.setattr(choosing, "PART", 1)
    monkeypatch.setattr(working, "AT_ONCE", 0)
    monkeypatch.setattr(working, "publish", lambda change_id: None)
    address = asked(client)
    client.post(address)

    def killed(change, count, at, **numbers):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(BulkChange, "advance", killed)  # after the rows, before the end of the part
        with pytest.raises(KeyboardInterrupt):
            work()
    assert not Collection.objects.filter(owner=ann).exists()
    BulkChange.objects.update(worked_at=None)
    work()
    work()
    assert own(ann).count() == CollectionItem.objects.filter(collection__owner=ann).count() == 3
    assert Collection.objects.filter(owner=ann).count() == 1


@pytest.mark.parametrize("what", ["own", "closed", "of others"])
def test_nobody_copies_what_is_theirs_or_closed_or_into_what_they_may_not_change(
    client, ann, bob, stranger, what
):
    if what == "own":
        client.force_login(bob)
        assert client.get(COPY).status_code == 404
    elif what == "closed":
        Collection.objects.update(audience="private")
        assert client.get(COPY).status_code == 404
    else:
        closed = CollectionFactory(owner=stranger)
        MemberFactory(collection=closed, person=ann)
        answer = client.post(COPY, {"audience": "public", "collection": closed.pk})
        assert answer.status_code == 422
