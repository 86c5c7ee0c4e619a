"""Saving a link: /save/."""

import re

import pytest

from bookmarks.models import Bookmark, Collection, Link
from tests.factories import NOON, BookmarkFactory, CollectionFactory, LinkFactory, MemberFactory
from tests.web.pages import soup, typed, words

URL = "https://example.org/oak"


@pytest.fixture
def client(client, ann):
    client.force_login(ann)
    return client


def sent(**fields):
    return {"url": URL, "audience": "public", **fields}


def test_an_address_is_enough(client, ann, django_capture_on_commit_callbacks):
    answer = client.post("/save/", {"url": "example.org/oak?utm_source=x", "audience": "public"})
    bookmark = Bookmark.objects.get()
    assert answer.url == bookmark.get_absolute_url()
    assert (bookmark.owner, bookmark.link.url) == (ann, URL)
    assert bookmark.link.is_waiting
    assert bookmark.link.due_at


def test_all_that_is_typed_is_kept(client, ann):
    shelf = CollectionFactory(owner=ann)
    fields = {"title": "Oak", "note": "*My* words\n", "tags": "Tree, #wood , old  oak,tree"}
    marks = {"audience": "collections", "is_favorite": "on", "is_to_read": "on"}
    client.post("/save/", sent(**fields, **marks, collections=shelf.pk))
    bookmark = Bookmark.objects.get()
    assert (bookmark.title, bookmark.note.strip()) == ("Oak", "*My* words")
    assert bookmark.tag_names == ["Tree", "old oak", "wood"]
    assert (bookmark.audience, bookmark.is_favorite, bookmark.is_to_read) == (
        "collections", True, True
    )  # fmt: skip
    assert list(bookmark.collections.all()) == [shelf]


def test_the_form_begins_empty_with_the_audience_of_the_persons_choice(client, ann):
    ann.default_audience = "private"
    ann.save()
    form = typed(client.get("/save/"))
    assert (form["url"], form["title"], form["audience"]) == ("", "", ["private"])
    assert "collections" not in form


def test_an_address_fills_the_form_in(client, ann):
    shelf = CollectionFactory(owner=ann)
    other = CollectionFactory(owner=ann)
    query = {"url": URL, "title": "Oak & ash", "note": "> marked", "tags": "tree, old oak"}
    form = typed(client.get("/save/", query | {"collection": [shelf.pk, other.pk]}))
    assert query.items() <= form.items()
    assert form["collections"] == [str(shelf.pk), str(other.pk)]
    assert not Bookmark.objects.exists()


def test_other_sites_bookmarklets_are_understood(client, ann):
    form = typed(client.get("/save/", {"link": URL, "title": "Oak", "description": "marked"}))
    assert (form["url"], form["title"], form["note"]) == (URL, "Oak", "marked")
    form = typed(client.get("/add/", {"url": URL, "title": "Oak & ash"}, follow=True))
    assert (form["url"], form["title"]) == (URL, "Oak & ash")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Look: https://example.org/a.", "https://example.org/a"),
        ("(see www.example.org/b)", "www.example.org/b"),
        ("https://example.org/c_(d) is good", "https://example.org/c_(d)"),
        ("No address", ""),
    ],
)
def test_of_a_shared_text_its_address_is_saved(client, ann, text, address):
    assert typed(client.get("/save/", {"text": text}))["url"] == address


def test_only_collections_that_one_may_add_to_are_offered(client, ann, bob):
    roles = {role: CollectionFactory(owner=bob, title=role) for role in ("editor", "viewer", "no")}
    for role in ("editor", "viewer"):
        MemberFactory(collection=roles[role], person=ann, role=role)
    asked = {"collection": [shelf.pk for shelf in roles.values()]}
    page = client.get("/save/", asked)
    assert typed(page)["collections"] == [str(roles["editor"].pk)]
    assert words(soup(page).select_one("#id_collections label")) == "editor (bob)"
    answer = client.post("/save/", sent(collections=roles["viewer"].pk))
    assert answer.status_code == 422
    assert not Bookmark.objects.exists()


def test_what_is_there_already_is_shown_with_what_was_typed(client, ann):
    shelf, other = CollectionFactory.create_batch(2, owner=ann)
    kept = {"title": "Old", "note": "Then.", "audience": "private", "is_favorite": True}
    BookmarkFactory(
        owner=ann, link=LinkFactory(url=URL), tags=["Tree"], collections=[shelf], **kept
    )
    fields = {"title": "New", "note": "Now.", "tags": "tree, wood", "is_to_read": "on"}
    answer = client.post("/save/", sent(**fields, collections=other.pk))
    form = typed(answer)
    assert "You saved this on 1 Feb" in answer.text
    assert (form["title"], form["tags"]) == ("New", "tree, wood")
    assert form["note"].replace("\r", "") == "Then.\n\nNow."
    assert (form["audience"], form["is_favorite"], form["is_to_read"]) == (
        ["private"], ["on"], ["on"]
    )  # fmt: skip
    assert set(form["collections"]) == {str(shelf.pk), str(other.pk)}
    assert "Old" in words(soup(answer).select_one(".notice"))


def test_nothing_is_changed_until_it_is_kept_and_then_all_of_it(client, ann):
    bookmark = BookmarkFactory(owner=ann, link=LinkFactory(url=URL), note="Then.")
    answer = client.post("/save/", sent(note="Now.", tags="wood"))
    bookmark.refresh_from_db()
    assert bookmark.note == "Then."
    form = soup(answer).select_one("form.form")
    client.post(form["action"], typed(answer))
    bookmark.refresh_from_db()
    assert bookmark.note.replace("\r", "") == "Then.\n\nNow."
    assert bookmark.tag_names == ["wood"]
    assert Bookmark.objects.count() == 1


def test_the_bookmarklet_on_a_known_page_adds_and_keeps_ones_own_title(client, ann):
    BookmarkFactory(owner=ann, link=LinkFactory(url=URL), title="Mine", note="Then.", tags=["a"])
    query = {"url": URL + "?utm_source=x", "title": "Theirs", "note": "Then.", "tags": "b"}
    form = typed(client.get("/save/", query))
    assert (form["title"], form["note"], form["tags"]) == ("Mine", "Then.", "a, b")


def test_what_lies_in_the_trash_says_so_and_comes_out_of_it(client, ann):
    bookmark = BookmarkFactory(owner=ann, link=LinkFactory(url=URL), trashed_at=NOON)
    answer = client.get("/save/", {"url": URL})
    assert "It lies in the trash" in answer.text
    client.post(f"/b/{bookmark.key}/edit/", typed(answer))
    bookmark.refresh_from_db()
    assert bookmark.trashed_at is None


def test_what_somebody_else_has_saved_is_new_to_me(client, ann, bob):
    BookmarkFactory(owner=bob, link=LinkFactory(url=URL), title="Bob's", note="His.")
    form = typed(client.get("/save/", {"url": URL}))
    assert (form["title"], form["note"]) == ("", "")
    client.post("/save/", sent())
    assert Bookmark.objects.get(owner=ann).note == ""
    assert Link.objects.count() == 1


def test_another_persons_entry_is_saved_from_where_it_stands(client, ann, bob):
    theirs = BookmarkFactory(owner=bob, title="Oaks & ashes?", link=LinkFactory(url=URL + "?a=b&c"))
    offer = soup(client.get("/@bob/")).select_one(".entry .action")["href"]
    form = typed(client.get(offer))
    assert (form["url"], form["title"]) == (theirs.link.url, "Oaks & ashes?")
    client.post("/save/", form)
    assert Bookmark.objects.get(owner=ann).link == theirs.link


def test_an_unverified_person_saves_too_and_publishes_nothing(client, unverified):
    client.force_login(unverified)
    answer = client.post("/save/", sent())
    assert client.get(answer.url).status_code == 200
    client.logout()
    assert client.get(answer.url).status_code == 404


# --- From others -------------------------------------------------------------------------------


def save_from(client, bookmark, **fields):
    page = soup(client.get(f"/b/{bookmark.key}/"))
    form = typed(client.get(page.find("a", href=re.compile("via="))["href"]))
    client.post("/save/", {**form, "audience": "public", **fields})


def credits_on(client, path):
    return [words(fact) for fact in soup(client.get(path)).select(".facts") if "via" in words(fact)]


@pytest.fixture
def theirs(bob):
    return BookmarkFactory(owner=bob, link=LinkFactory(url=URL, title="Oaks"))


def test_what_is_saved_from_another_says_so_while_that_one_is_listed(client, ann, theirs):
    save_from(client, theirs)
    own = Bookmark.objects.get(owner=ann)
    assert own.via == theirs
    pages = ("/library/", "/@ann/", own.get_absolute_url())
    for audience, number in (("public", 1), ("private", 0), ("public", 1)):
        Bookmark.objects.filter(pk=theirs.pk).update(audience=audience)
        for page in pages:
            assert len(credits_on(client, page)) == number
    theirs.owner.suspend(NOON)
    assert not any(credits_on(client, page) for page in pages)
    theirs.delete()
    assert not any(credits_on(client, page) for page in pages)


def test_what_one_has_saved_already_leads_to_ones_own(client, ann, theirs):
    def actions():
        return [words(link).split()[0] for link in soup(client.get("/@bob/")).select(".action")]

    assert actions() == actions() == ["Save"]
    save_from(client, theirs)
    own = Bookmark.objects.get(owner=ann)
    assert actions() == ["Saved"]
    assert soup(client.get(theirs.get_absolute_url())).find("a", href=own.get_absolute_url())
    own.trash(NOON)
    own.delete()
    assert actions() == ["Save"]


@pytest.mark.parametrize("what", ["unseen", "another page", "own", "nothing"])
def test_nothing_else_is_credited(client, ann, theirs, what):
    if what == "unseen":
        Bookmark.objects.update(audience="private")
    url = f"{URL}/other" if what == "another page" else URL
    keys = {"own": BookmarkFactory(owner=ann).key, "nothing": "x\\y"}
    client.post("/save/", sent(url=url, via=keys.get(what, theirs.key)))
    assert Bookmark.objects.get(owner=ann, link__url=url).via is None


def test_a_bookmark_that_is_given_another_address_credits_nobody(client, ann, theirs):
    save_from(client, theirs)
    own = Bookmark.objects.get(owner=ann)
    client.post(f"/b/{own.key}/edit/", sent(title="Still"))
    assert Bookmark.objects.get(owner=ann).via == theirs
    client.post(f"/b/{own.key}/edit/", sent(url=f"{URL}/other"))
    assert Bookmark.objects.get(owner=ann).via is None


def test_a_nested_collection_is_named_by_what_it_lies_in(client, ann):
    work = CollectionFactory(owner=ann, title="Work")
    CollectionFactory(owner=ann, title="Acme", parent=work)
    BookmarkFactory(owner=ann)
    for address in ("/save/", "/library/?select=1"):
        page = soup(client.get(address))
        named = [
            words(each) for each in page.select("[name=collections], [name=collection] option")
        ]
        named += [words(label) for label in page.select("label:has([name=collections])")]
        assert "Work / Acme" in named


def test_a_new_collection_is_made_on_the_way_once_and_only_its_owner_sees_it(client, ann):
    for n in range(2):
        form = {"url": f"https://example.org/{n}", "audience": "public", "new_collection": "Boats"}
        client.post("/save/", form)
    made = Collection.objects.get()
    assert (made.title, made.audience, made.items.count()) == ("Boats", "private", 2)
