"""Pages on which one's own tags are renamed, merged and deleted, and get other names."""

import pytest

from bookmarks.models import Bookmark, BulkChange, TagAlias
from tests.factories import BookmarkFactory
from tests.web.pages import soup, words

pytestmark = pytest.mark.django_db
CHANGE, ALIASES = "/library/tags/change/", "/library/tags/aliases/"


@pytest.fixture
def desk(client, ann):
    BookmarkFactory(owner=ann, title="One", tags=["js", "js/node"])
    BookmarkFactory(owner=ann, title="Two", tags=["javascript"])
    client.force_login(ann)
    return client


def tags_of(title):
    return Bookmark.objects.get(title=title).tag_names


def test_renaming_shows_how_many_then_does_it_then_undoes_it(desk):
    assert "js/node" in desk.get(f"{CHANGE}?do=rename&tag=js").text
    answer = desk.post(CHANGE, {"do": "rename", "tag": "js", "name": "javascript"})
    preview = soup(desk.get(answer.url))
    assert words(preview.h1) == "Rename tags: js, js/node → javascript"
    assert "Change 1 bookmark" in words(preview.main)
    page = desk.post(answer.url, follow=True)
    assert (page.request["PATH_INFO"], tags_of("One")) == (
        "/library/tags/",
        ["javascript", "javascript/node"],
    )
    undo = next(f for f in soup(page).find_all("form") if f.get("action", "").endswith("/undo/"))
    desk.post(undo["action"])
    assert tags_of("One") == ["js", "js/node"]


def test_what_is_typed_wrong_is_said_beside_its_field(desk):
    for name, words_of_error in (
        ("", "required"),
        ("#", "type a tag"),
        ("JS", "This is the same tag"),
        ("a, b", "without a comma"),
        ("..", "no address"),
        ("x" * 300, "at most 255"),
    ):
        answer = desk.post(CHANGE, {"do": "rename", "tag": "js", "name": name})
        assert answer.status_code == 422
        field = soup(answer).select_one("[name=name]")
        assert field["value"] == name if name else True
        assert words_of_error in words(soup(answer).select_one(".errorlist"))
    assert not BulkChange.objects.exists()


def test_merging_wants_two_and_offers_the_first(desk):
    assert desk.get(f"{CHANGE}?do=merge&tag=js").url == "/library/tags/"
    form = soup(desk.get(f"{CHANGE}?do=merge&tag=javascript&tag=js"))
    assert form.select_one("[name=name]")["value"] == "javascript"
    assert [box["value"] for box in form.select("[name=tag]")] == ["javascript", "js"]


def test_deleting_asks_about_what_lies_below(desk):
    form = soup(desk.get(f"{CHANGE}?do=delete&tag=js"))
    assert form.select_one("[name=with_below]")["type"] == "checkbox"
    answer = desk.post(CHANGE, {"do": "delete", "tag": "js", "with_below": "on"})
    desk.post(answer.url)
    assert tags_of("One") == []


def test_another_persons_tags_are_not_there(desk, bob):
    BookmarkFactory(owner=bob, tags=["theirs"])
    assert desk.get(f"{CHANGE}?do=rename&tag=theirs").status_code == 404
    assert desk.get(f"{CHANGE}?do=explode&tag=js").status_code == 400
    assert desk.get(f"{CHANGE}?do=rename").url == "/library/tags/"


def test_an_alias_is_added_and_offers_to_change_what_has_it(desk, ann):
    said = {"name": "js", "meant": "javascript", "retags": "on"}
    answer = desk.post(ALIASES, said)
    assert words(soup(desk.get(answer.url)).h1).startswith("Rename tags: js")
    desk.post(answer.url)
    assert tags_of("One") == ["javascript", "javascript/node"]
    assert "also js" in words(soup(desk.get("/library/tags/")).select_one(".tag-index"))
    assert "js → javascript" in words(soup(desk.get(ALIASES)).main)


def test_an_alias_is_removed_by_its_person_alone(desk, ann, bob):
    desk.post(ALIASES, {"name": "py", "meant": "python"})
    alias = TagAlias.objects.get(person=ann)
    desk.force_login(bob)
    assert desk.post(f"{ALIASES}remove/", {"alias": alias.pk}).status_code == 404
    desk.force_login(ann)
    desk.post(f"{ALIASES}remove/", {"alias": alias.pk})
    assert not TagAlias.objects.exists()


def test_a_circle_is_explained(desk):
    desk.post(ALIASES, {"name": "py", "meant": "python"})
    answer = desk.post(ALIASES, {"name": "python", "meant": "py"})
    assert answer.status_code == 422
    assert "“py” stands for this tag already" in words(soup(answer).main)


def test_the_library_shows_an_alias_as_its_tag(desk):
    desk.post(ALIASES, {"name": "js", "meant": "javascript"})
    page = soup(desk.get("/library/?tag=js"))
    assert words(page.select_one(".narrowed strong")) == "javascript"
    assert len(page.select(".entry")) == 2


def test_a_kept_page_forgets_an_alias_that_is_gone(desk, ann):
    assert len(soup(desk.get("/library/?tag=javascript")).select(".entry")) == 1
    desk.post(ALIASES, {"name": "js", "meant": "javascript"})
    desk.get("/library/")
    assert len(soup(desk.get("/library/?tag=javascript")).select(".entry")) == 2
    desk.post(f"{ALIASES}remove/", {"alias": TagAlias.objects.get().pk})
    desk.get("/library/")
    assert len(soup(desk.get("/library/?tag=javascript")).select(".entry")) == 1
