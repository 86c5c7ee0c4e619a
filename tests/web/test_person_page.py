"""A person's page: /@handle/; following and blocking them."""

import pytest

from accounts.models import Block
from tests.factories import (
    BookmarkFactory,
    CollectionFactory,
    FollowFactory,
    MemberFactory,
    PersonFactory,
)
from tests.web.pages import soup, titles, words

PAGE = "/@ann/"


def test_it_says_who_it_is_and_since_when(client, ann, bob):
    ann.bio = "Reads *slowly*. <script>x</script>"
    ann.save()
    FollowFactory(follower=bob, person=ann)
    page = soup(client.get(PAGE))
    assert words(page.h1) == "Ann @ann"
    assert page.select_one(".heading-lead em").text == "slowly"
    assert not page.select(".heading-lead script")
    facts = words(page.select_one(".heading-facts"))
    assert facts == f"Since {ann.date_joined:%B %Y} 1 follower"


def test_public_collections_are_listed_by_name_with_their_numbers(client, ann):
    for title in ("Zoo", "Art"):
        CollectionFactory(owner=ann, title=title)
    CollectionFactory(owner=ann, title="Unlisted", audience="unlisted")
    CollectionFactory(owner=ann, title="Private", audience="private")
    CollectionFactory(owner=ann, title="Kept off", is_on_profile=False)
    BookmarkFactory(owner=ann, collections=[ann.collections.get(title="Zoo")])
    lines = soup(client.get(PAGE)).select(".index a")
    assert [words(line) for line in lines] == ["Art 0 bookmarks", "Zoo 1 bookmark"]


def test_it_lists_the_same_to_its_person_as_to_others(client, ann):
    CollectionFactory(owner=ann, title="Private", audience="private")
    for audience in ("public", "collections", "private"):
        BookmarkFactory(owner=ann, title=audience, audience=audience)
    client.force_login(ann)
    page = soup(client.get(PAGE))
    assert titles(page) == ["public"]
    assert not page.select(".index")


def test_a_private_collection_is_not_named_to_its_members_here(client, ann, bob):
    shelf = CollectionFactory(owner=ann, title="Private", audience="private")
    MemberFactory(collection=shelf, person=bob)
    client.force_login(bob)
    assert "Private" not in client.get(PAGE).text


def test_collections_stand_on_the_first_page_only(client, ann):
    CollectionFactory(owner=ann)
    BookmarkFactory.create_batch(2, owner=ann)
    first = soup(client.get(PAGE, {"per_page": 1}))
    second = soup(client.get(PAGE + first.select_one("a[rel=next]")["href"]))
    assert first.select(".index")
    assert not second.select(".index")
    assert len(titles(second)) == 1


@pytest.mark.parametrize("who", ["unverified", "suspended"])
def test_who_may_not_publish_has_a_page_for_themselves_alone(client, who, request):
    person = request.getfixturevalue(who)
    assert client.get(person.get_absolute_url()).status_code == 404
    client.force_login(person)
    assert client.get(person.get_absolute_url()).status_code == 200


def test_a_deactivated_person_and_nobody_are_not_there(client, db):
    gone = PersonFactory(is_active=False)
    assert client.get(gone.get_absolute_url()).status_code == 404
    assert client.get("/@nobody-at-all/").status_code == 404


def test_another_spelling_leads_to_the_one_address(client, ann):
    answer = client.get("/@ANN/?view=cards")
    assert (answer.status_code, answer.url) == (301, "/@ann/?view=cards")


def test_one_button_follows_and_another_stops_it(client, ann, bob):
    client.force_login(bob)
    for action, n in (("follow", 1), ("follow", 1), ("unfollow", 0)):
        client.post("/@ann/follow/", {"action": action})
        assert bob.follows.count() == n


def test_nobody_follows_or_blocks_themselves(client, ann):
    client.force_login(ann)
    for verb in ("follow", "block"):
        assert "This is you." in client.post(f"/@ann/{verb}/", follow=True).text
    assert (ann.follows.count(), Block.objects.count()) == (0, 0)
    assert words(soup(client.get(PAGE)).select_one(".heading .buttons")) == "Share Edit my profile"


def test_a_block_hides_each_from_the_other_and_ends_their_following(client, ann, bob):
    BookmarkFactory(owner=ann, title="Ann's")
    FollowFactory(follower=bob, person=ann)
    client.force_login(ann)
    answer = client.post("/@bob/block/", follow=True)
    assert "Neither of you sees what the other saves." in answer.text
    assert "You have blocked this person" in client.get("/@bob/").text
    client.force_login(bob)
    assert not titles(soup(client.get(PAGE)))
    assert not bob.follows.exists()
    assert client.post("/@ann/follow/").status_code == 404


def test_a_block_is_taken_back_from_the_page_and_from_the_settings(client, ann, bob):
    client.force_login(ann)
    for back in ("/@bob/", "/settings/blocked/"):
        client.post("/@bob/block/")
        form = soup(client.get(back)).select_one("form[action='/@bob/block/']")
        assert form.button["value"] == "unblock"
        client.post(form["action"], {"action": "unblock", "next": back})
        assert not Block.objects.exists()
