"""A bookmark's page, its entry that waits for the excerpt, and its owner's buttons."""

import pytest
from django.urls import reverse
from django.utils import timezone

from bookmarks.models import Collection, Link
from tests.factories import (
    NOON,
    BookmarkFactory,
    CollectionFactory,
    LinkFactory,
    MemberFactory,
)
from tests.web.pages import soup, words


@pytest.fixture
def bookmark(ann):
    link = LinkFactory(title="Oaks", excerpt="Of old oaks.", site_name="Trees", author="L. Green")
    return BookmarkFactory(owner=ann, link=link, note="# Why\n\nFor the *roof*.", tags=["tree"])


def address(bookmark, verb=""):
    return reverse(f"bookmark-{verb}" if verb else "bookmark", args=[bookmark.key])


def test_it_shows_all_of_a_bookmark(client, bookmark):
    page = soup(client.get(address(bookmark)))
    assert words(page.h1) == "Oaks"
    assert words(page.select_one(".page-says")) == "Of old oaks. L. Green, Trees"
    assert page.select_one(".note-whole h2").text == "Why"
    assert page.select_one(".note-whole em").text == "roof"
    assert page.select_one(".tags a")["href"] == "/tags/tree/"
    assert words(page.select_one(".address")) == bookmark.link.url
    assert page.select_one(".crumbs a")["href"] == "/@ann/"


def test_others_may_save_and_report_it_and_do_nothing_else(client, bookmark, bob):
    client.force_login(bob)
    page = soup(client.get(address(bookmark)))
    links = [a["href"] for a in page.select("article + .buttons a")]
    assert links[0].startswith("/save/?url=https%3A%2F%2Fexample.org%2F")
    assert links[1:] == [address(bookmark, "send"), address(bookmark, "report")]
    forms = page.select("article + .buttons form")
    assert [form["action"] for form in forms] == ["/mutes/"]


def test_its_owner_edits_marks_reads_again_and_throws_away(client, bookmark, ann):
    client.force_login(ann)
    buttons = soup(client.get(address(bookmark))).select_one("article + .buttons")
    verbs = [form["action"].split("/")[-2] for form in buttons.select("form")]
    assert verbs == ["favorite", "to-read", "fetch", "trash"]
    assert buttons.a["href"] == address(bookmark, "edit")


def test_it_names_the_collections_that_its_reader_may_see(client, bookmark, ann, bob):
    for audience in Collection.Audience.values:
        shelf = CollectionFactory(owner=ann, title=audience.title(), audience=audience)
        shelf.items.create(bookmark=bookmark, position=1, saved_at=NOON, added_at=NOON)

    def named():
        return [words(a) for a in soup(client.get(address(bookmark))).select(".chips a")]

    assert named() == ["Public"]
    client.force_login(ann)
    assert named() == ["Private", "Public", "Unlisted"]


@pytest.mark.parametrize(
    "change", [{"audience": "private"}, {"trashed_at": NOON}, {"hidden_at": NOON}]
)
def test_what_others_may_not_see_is_not_there_and_its_owner_reads_why(
    client, bookmark, ann, bob, change
):
    type(bookmark).objects.update(**change)
    for path in (address(bookmark), address(bookmark, "entry")):
        assert client.get(path).status_code == 404
    client.force_login(bob)
    assert client.get(address(bookmark)).status_code == 404
    client.force_login(ann)
    said = words(soup(client.get(address(bookmark))).main)
    assert any(reason in said for reason in ("Only me", "in the trash", "Hidden by a moderator"))


def test_a_favourite_is_marked_for_everybody_and_taken_back(client, bookmark, ann):
    client.force_login(ann)
    client.post(address(bookmark, "favorite"), {"favorite": "yes"})
    assert "Favourite" in words(soup(client.get(address(bookmark))).select_one(".facts"))
    client.post(address(bookmark, "favorite"), {"favorite": "yes"})
    bookmark.refresh_from_db()
    assert bookmark.is_favorite
    client.post(address(bookmark, "favorite"), {"favorite": "no"})
    bookmark.refresh_from_db()
    assert not bookmark.is_favorite


def test_what_was_read_is_marked_where_it_stands(client, bookmark, ann):
    client.force_login(ann)
    part = {"HX-Request": "true"}
    path = f"{address(bookmark, 'to-read')}?view=detail"
    for said, n in (("yes", 1), ("no", 0)):
        entry = soup(client.post(path, {"to_read": said}, headers=part)).select_one(".entry-detail")
        assert words(entry).count("To read") == n
    assert client.post(path, {"to_read": "yes"}).url == bookmark.get_absolute_url()
    button = soup(client.get(address(bookmark))).select_one("[name=to_read]:not([hidden])")
    assert (button["value"], button["aria-pressed"]) == ("no", "true")


@pytest.mark.parametrize("verb", ["favorite", "to-read", "refetch", "trash", "restore"])
def test_nobody_presses_the_buttons_of_another(client, bookmark, bob, verb):
    client.force_login(bob)
    assert client.post(address(bookmark, verb), {"favorite": "yes"}).status_code == 404
    bookmark.refresh_from_db()
    assert (bookmark.is_favorite, bookmark.trashed_at) == (False, None)


def test_reading_the_page_again_is_asked_for_once_in_a_while(client, bookmark, ann):
    client.force_login(ann)
    Link.objects.update(fetched_at=NOON)
    again = client.post(address(bookmark, "refetch"), follow=True)
    assert "will be read again in a moment" in again.text
    Link.objects.update(fetched_at=timezone.now(), state=Link.State.OK, due_at=None)
    soon = client.post(address(bookmark, "refetch"), follow=True)
    assert "Please wait half a minute." in soon.text


@pytest.fixture
def waiting(ann):
    shelf = CollectionFactory(owner=ann, title="Shelf", hidden_fields={"cards": ["tags"]})
    inner = CollectionFactory(owner=ann, title="Inner", parent=shelf)
    link = LinkFactory(state=Link.State.QUEUED, excerpt="")
    return BookmarkFactory(owner=ann, link=link, tags=["tree"], collections=[inner])


@pytest.mark.parametrize("view", [*Collection.View.values, "detail"])
def test_the_entry_that_arrives_is_in_the_view_that_waits(client, waiting, ann, view):
    client.force_login(ann)
    Link.objects.update(state=Link.State.OK, excerpt="It has come.")
    answer = client.get(address(waiting, "entry"), {"view": view})
    assert answer.status_code == 286
    kind = {"headlines": "headline", "moodboard": "mood", "cards": "card"}.get(view, view)
    assert soup(answer).article["class"] == ["entry", f"entry-{kind}"]


def test_the_entry_that_arrives_is_as_its_collections_owner_wants_it(client, waiting, bob):
    MemberFactory(collection=Collection.objects.get(slug="inner"), person=bob, role="editor")
    type(waiting).objects.update(owner=bob)
    client.force_login(bob)
    asks = soup(client.get("/@ann/shelf/?view=cards")).select_one(".fetching")["data-hx-get"]
    Link.objects.update(state=Link.State.OK)
    entry = soup(client.get(asks))
    assert entry.select_one(".facts a[href='/@ann/inner/']")
    assert entry.select_one(".facts a[href='/@bob/']")
    assert not entry.select(".tags")


def test_a_collection_that_its_reader_may_not_open_says_nothing_of_an_entry(client, waiting, bob):
    Collection.objects.update(audience="private")
    shelf = Collection.objects.get(slug="shelf")
    Link.objects.update(state=Link.State.OK)
    entry = soup(client.get(address(waiting, "entry"), {"in": shelf.pk, "view": "cards"}))
    assert "Inner" not in entry.text
    assert entry.select(".tags")


# --- What became of the page ------------------------------------------------------------------


@pytest.mark.parametrize("fate", [{"broken_at": NOON, "state": "error"}, {"state": "gone"}])
@pytest.mark.parametrize("reader", ["ann", "bob"])
def test_of_a_dead_page_a_copy_of_its_time_is_offered(client, bookmark, ann, bob, fate, reader):
    type(bookmark).objects.update(saved_at=NOON)
    Link.objects.update(**fate)
    client.force_login({"ann": ann, "bob": bob}[reader])
    for page in (address(bookmark), "/@ann/"):
        copy = soup(client.get(page)).select_one("a[href*='web.archive.org']")
        assert copy["href"] == f"https://web.archive.org/web/20260201120000/{bookmark.link.url}"
        assert "noreferrer" in copy["rel"]


@pytest.mark.parametrize("state", ["ok", "blocked", "challenge", "error"])
def test_of_a_page_that_may_live_none_is(client, bookmark, ann, state):
    Link.objects.update(state=state, failures=2, failing_since=NOON)
    client.force_login(ann)
    assert "web.archive.org" not in client.get(address(bookmark)).text


def test_a_site_without_an_archive_offers_none(client, bookmark, settings):
    settings.ARCHIVE_URL = ""
    Link.objects.update(state="gone")
    assert not soup(client.get(address(bookmark))).select(".fetch-failed")


@pytest.fixture
def moved(bookmark):
    Link.objects.update(moved_to="https://new.example/oaks?utm_source=old")
    bookmark.refresh_from_db()
    return bookmark


def test_its_owner_may_use_the_address_to_which_the_page_has_moved(client, moved, ann, bob):
    theirs = BookmarkFactory(owner=bob, link=moved.link)
    client.force_login(ann)
    form = soup(client.get(address(moved))).select_one(".fetch-failed")
    assert form["action"] == address(moved, "follow-move")
    client.post(form["action"])
    moved.refresh_from_db()
    theirs.refresh_from_db()
    assert moved.link.url == "https://new.example/oaks"
    assert theirs.link.moved_to
    assert moved.tag_names == ["tree"]


def test_two_bookmarks_are_never_made_one(client, moved, ann):
    other = BookmarkFactory(owner=ann, link__url="https://new.example/oaks", note="Mine too.")
    client.force_login(ann)
    answer = client.post(address(moved, "follow-move"), follow=True)
    assert "You have saved the new address already." in answer.text
    moved.refresh_from_db()
    assert moved.link != other.link


def test_an_address_that_cannot_be_saved_is_not_followed(client, moved, ann):
    Link.objects.update(moved_to="ftp://new.example/")
    client.force_login(ann)
    assert "none that can be saved" in client.post(address(moved, "follow-move"), follow=True).text


def test_the_move_is_its_owners_to_follow(client, moved, bob):
    client.force_login(bob)
    assert not soup(client.get(address(moved))).select(".fetch-failed")
    assert client.post(address(moved, "follow-move")).status_code == 404
