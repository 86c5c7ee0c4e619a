"""What people type wrong: said beside its field, all of it still there, nothing saved by half."""

import pytest

from bookmarks.models import Bookmark, Collection, Link, Tag
from tests.factories import BookmarkFactory, CollectionFactory
from tests.web.pages import errors_beside, soup, typed, words

GOOD = {
    "url": "https://example.org/", "title": "A title", "note": "A note.", "tags": "a tag",
    "audience": "private", "is_favorite": "on",
}  # fmt: skip
PLAY = "All work and no play. "
TEN_MEGABYTES = PLAY * 480_000
# More than Django takes unless it is told to; to read ten of a page takes seconds.
MEGABYTES = PLAY * 145_000

BAD_BOOKMARKS = {
    "nothing": ("url", "", "This field is required."),
    "words": ("url", "an oak by the road", "does not look like the address of a page"),
    "javascript": ("url", "javascript:alert(1)", "script"),
    "JavaScript": ("url", " JavaScript:alert(1)", "script"),
    "data": ("url", "data:text/html,<b>x</b>", "script"),
    "a file": ("url", "file:///etc/passwd", "file"),
    "ftp": ("url", "ftp://example.org/x", "FTP addresses cannot be saved"),
    "mail": ("url", "mailto:ann@example.org", "begin with http:// or https://"),
    "5,000 letters": ("url", "https://example.org/" + "x" * 5000, "5,020"),
    "a paste of 10 MB": ("url", TEN_MEGABYTES, "10,559,999 characters long"),
    "a control character": ("url", "https://example.org/\x07x", "another invisible character"),
    "a NUL": ("url", "https://example.org/\0", "Null characters"),
    "two addresses": ("url", "https://example.org/ https://example.com/", "more than one address"),
    "a port": ("url", "https://example.org:99999/", "port"),
    "a title of 3 MB": ("title", MEGABYTES, "at most 500 characters"),
    "a title with a bell": ("title", "Ring \x07", "control characters"),
    "a title with a NUL": ("title", "a\0b", "Null characters"),
    "a note of 3 MB": ("note", MEGABYTES, "at most 100000 characters"),
    "a note with an escape": ("note", "\x1b[31mred", "control characters"),
    "a tag of 300 letters": ("tags", "tree, " + "x" * 300, "has 300 letters"),
    "101 tags": ("tags", ", ".join(f"tag {n}" for n in range(101)), "These are 101 tags"),
    "tags of 3 MB": ("tags", MEGABYTES, "letters; a tag has at most"),
    "a tag with a NUL": ("tags", "a\0b", "Null characters"),
    "an audience": ("audience", "friends", "not one of the available choices"),
    "no audience": ("audience", "", "This field is required."),
}


@pytest.fixture
def client(client, ann):
    client.force_login(ann)
    return client


def as_sent(text: str) -> str:
    """A parser of HTML cannot hold a NUL, and a text field no break at its start."""
    return text.replace("\0", "\ufffd")


def assert_still_there(answer, sent):
    shown = typed(answer)
    for name, value in sent.items():
        if name != "audience":
            there = shown[name] if isinstance(shown[name], str) else shown[name][0]
            assert there.replace("\0", "\ufffd") == as_sent(value), name


@pytest.mark.parametrize("case", BAD_BOOKMARKS)
def test_a_bad_bookmark_is_not_saved_and_nothing_typed_is_lost(client, case):
    field, value, said = BAD_BOOKMARKS[case]
    sent = GOOD | {field: value}
    answer = client.post("/save/", sent)
    assert answer.status_code == 422
    assert said in errors_beside(answer, field)
    assert_still_there(answer, sent)
    assert [model.objects.count() for model in (Bookmark, Link, Tag)] == [0, 0, 0]


@pytest.mark.parametrize("case", BAD_BOOKMARKS)
def test_a_bookmark_that_is_changed_badly_stays_as_it_was(client, ann, case):
    field, value, said = BAD_BOOKMARKS[case]
    bookmark = BookmarkFactory(owner=ann, title="Before", note="Before.", tags=["before"])
    sent = GOOD | {field: value}
    answer = client.post(f"/b/{bookmark.key}/edit/", sent)
    assert answer.status_code == 422
    assert said in errors_beside(answer, field)
    assert_still_there(answer, sent)
    bookmark.refresh_from_db()
    assert (bookmark.title, bookmark.note, bookmark.tag_names) == ("Before", "Before.", ["before"])
    assert Link.objects.count() == 1


BAD_COLLECTIONS = {
    "no title": ("title", " ", "This field is required."),
    "a long title": ("title", "x" * 121, "at most 120 characters"),
    "a title with a bell": ("title", "Ring \x07", "control characters"),
    "a title with a NUL": ("title", "a\0b", "Null characters"),
    "a description of 3 MB": ("description", MEGABYTES, "at most 5000 characters"),
    "a reserved address": ("slug", "edit", "This address is reserved."),
    "capitals in the address": ("slug", "My Shelf", "Use a–z, 0–9 and -."),
    "a long address": ("slug", "x" * 81, "at most 80 characters"),
    "an address twice": ("slug", "shelf", "at this address already"),
    "a word for a sign": ("icon", "tree", "one emoji"),
    "many signs": ("icon", "🌳" * 17, "at most 16 characters"),
    "a sign with a NUL": ("icon", "\0", "Null characters"),
    "an unknown view": ("default_view", "wall", "not one of the available choices"),
    "an unknown sort": ("default_sort", "best", "not one of the available choices"),
    "an unknown audience": ("audience", "friends", "not one of the available choices"),
    "a field nobody can hide": ("hide_cards", "title", "not one of the available choices"),
    "nowhere": ("parent", "999999", "not one of the available choices"),
}


@pytest.mark.parametrize("case", BAD_COLLECTIONS)
def test_a_bad_collection_is_not_kept_and_nothing_typed_is_lost(client, ann, case):
    field, value, said = BAD_COLLECTIONS[case]
    CollectionFactory(owner=ann, title="Shelf")
    other = CollectionFactory(owner=ann, title="Other", description="Before.")
    sent = typed(client.get("/@ann/other/edit/")) | {"description": "Typed.", field: value}
    for path in ("/collections/new/", "/@ann/other/edit/"):
        answer = client.post(path, sent)
        assert answer.status_code == 422, path
        assert said in errors_beside(answer, field), path
        assert field == "description" or typed(answer)["description"] == "Typed."
    other.refresh_from_db()
    assert (other.title, other.description) == ("Other", "Before.")
    assert Collection.objects.count() == 2


def test_a_collection_is_not_put_into_itself_or_into_what_lies_in_it(client, ann):
    outer = CollectionFactory(owner=ann, title="Outer")
    inner = CollectionFactory(owner=ann, title="Inner", parent=outer)
    innermost = CollectionFactory(owner=ann, title="Innermost", parent=inner)
    form = typed(client.get("/@ann/outer/edit/"))
    for parent in (outer, inner, innermost):
        answer = client.post("/@ann/outer/edit/", form | {"parent": parent.pk, "icon": "🌳"})
        assert answer.status_code == 422
        assert errors_beside(answer, "parent")
        assert typed(answer)["icon"] == "🌳"
    outer.refresh_from_db()
    assert (outer.parent, outer.icon) == (None, "")


def test_a_collection_of_another_is_no_place_for_mine(client, bob):
    theirs = CollectionFactory(owner=bob)
    sent = {"title": "Mine", "audience": "public", "parent": theirs.pk}
    answer = client.post("/collections/new/", sent)
    assert "not one of the available choices" in errors_beside(answer, "parent")


@pytest.mark.parametrize("icon", ["🌳", "🇩🇪", "👩‍👩‍👧‍👦", "7️⃣", "ℹ️", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "☠︎", ""])
def test_a_sign_may_be_of_several_characters(client, icon):
    sent = typed(client.get("/collections/new/")) | {"title": "Signed", "icon": icon}
    assert client.post("/collections/new/", sent).status_code == 302
    assert Collection.objects.get().icon == icon


BAD_MEMBERS = {
    "nobody": ("handle", "nobody-at-all", "There is nobody with this name."),
    "the owner": ("handle", "@ann", "this person's own"),
    "a NUL": ("handle", "a\0b", "Null characters"),
    "too long": ("handle", "x" * 40, "at most 31 characters"),
    "no role": ("role", "king", "not one of the available choices"),
}


@pytest.mark.parametrize("case", BAD_MEMBERS)
def test_a_bad_member_is_not_added(client, ann, bob, case):
    field, value, said = BAD_MEMBERS[case]
    shelf = CollectionFactory(owner=ann, title="Shelf")
    sent = {"handle": "bob", "role": "viewer"} | {field: value}
    answer = client.post("/@ann/shelf/members/", sent)
    assert answer.status_code == 422
    assert said in errors_beside(answer, field)
    assert not shelf.members.exists()


def test_each_error_is_summed_up_on_top_with_a_way_to_its_field(client):
    answer = client.post("/save/", GOOD | {"url": "", "tags": "x" * 300, "audience": "friends"})
    page = soup(answer)
    links = page.select(".error-summary a")
    assert [a["href"] for a in links] == ["#id_url", "#id_tags", "#id_audience"]
    assert all(page.select_one(a["href"]) for a in links)
    assert words(links[0]) == "Address: This field is required."


def test_a_form_beyond_all_measure_is_refused_whole(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = client.post("/save/", GOOD | {"note": "x" * 2000})
    assert answer.status_code == 400
    assert soup(answer).h1
    assert not Bookmark.objects.exists()


def test_no_browser_cuts_what_is_pasted(client):
    for path in ("/save/", "/collections/new/", "/settings/"):
        assert not soup(client.get(path)).main.select("[maxlength]"), path
