"""Aliases for everybody, as moderators make them in the admin."""

import pytest

from bookmarks.models import TagAlias
from bookmarks.search.indexing import sweep
from bookmarks.tagging.aliases import add_alias
from tests.factories import BookmarkFactory, PersonFactory
from tests.web.pages import soup, titles, words

pytestmark = pytest.mark.django_db
LIST = "/admin/bookmarks/tagalias/"


@pytest.fixture
def desk(client, moderator):
    client.force_login(moderator)
    return client


def test_a_moderator_adds_one_and_the_tags_page_leads_on(desk, ann, bob):
    BookmarkFactory(owner=ann, title="Old", tags=["js"])
    BookmarkFactory(owner=bob, title="New", tags=["JavaScript"])
    sweep()
    answer = desk.post(f"{LIST}add/", {"name": "js", "meant": "javascript"})
    assert answer.url == LIST
    desk.logout()
    answer = desk.get("/tags/js/")
    assert (answer.status_code, answer.url) == (302, "/tags/JavaScript/")
    page = soup(desk.get(answer.url))
    assert titles(page) == ["New", "Old"]
    assert "Also called: js" in words(page.main)
    assert BookmarkFactory._meta.model.objects.get(title="Old").tag_names == ["js"]


def test_it_leads_on_where_nobody_lists_the_tag_itself(client, ann):
    BookmarkFactory(owner=ann, title="Old", tags=["js"])
    sweep()
    add_alias(None, "js", "JavaScript")
    assert titles(soup(client.get("/tags/js/", follow=True))) == ["Old"]


def test_a_circle_is_explained_beside_its_field(desk):
    add_alias(None, "js", "javascript")
    answer = desk.post(f"{LIST}add/", {"name": "javascript", "meant": "js"})
    assert "stands for this tag already" in answer.text
    assert TagAlias.objects.count() == 1


def test_peoples_own_are_not_shown(desk, ann):
    add_alias(ann, "secret", "word")
    alias = TagAlias.objects.get()
    assert "secret" not in desk.get(LIST).text
    assert desk.get(f"{LIST}{alias.pk}/change/").status_code == 302
    assert desk.post(f"{LIST}{alias.pk}/delete/", {"post": "yes"}).status_code == 302
    assert TagAlias.objects.exists()


def test_one_is_taken_back(desk):
    alias = add_alias(None, "js", "javascript")
    assert desk.get(f"{LIST}{alias.pk}/change/").status_code == 200
    desk.post(f"{LIST}{alias.pk}/delete/", {"post": "yes"})
    assert not TagAlias.objects.exists()


@pytest.mark.parametrize("who", ["ann", "clerk"])
def test_they_are_for_moderators(client, ann, who):
    clerk = PersonFactory(handle="clerk", is_staff=True)
    client.force_login({"ann": ann, "clerk": clerk}[who])
    assert client.get(LIST).status_code in {302, 403}
    assert client.post(f"{LIST}add/", {"name": "a", "meant": "b"}).status_code in {302, 403}
    assert not TagAlias.objects.exists()
