"""Every page there is, as everybody: none breaks, each is sound, no link on it leads nowhere."""

import pytest
from django.test import Client

from bookmarks import moderation
from bookmarks.models import Collection, Link
from tests.factories import (
    NOON,
    BookmarkFactory,
    CollectionFactory,
    FollowFactory,
    LinkFactory,
    MemberFactory,
    PersonFactory,
    ReportFactory,
)
from tests.web.crawl import addresses, links
from tests.web.soundness import faults

EVERYBODY = ["nobody", "ann", "bob", "stranger", "unverified", "suspended", "moderator", "admin"]
# Whose pages are read letter by letter; the others share them.
READ = {"nobody", "ann", "bob", "unverified"}
# Whose links are followed: what the others see leads nowhere else.
WALKING = {"nobody", "ann", "bob", "moderator"}
# One leads out of the session, the other to a file.
LEFT_ALONE = {"/accounts/logout/", "/favicon.ico"}
FORMS = ["/save/", "/collections/new/", "/@ann/shelf/edit/", "/@ann/shelf/members/",
         "/settings/", "/settings/address/"]  # fmt: skip


@pytest.fixture
def known(ann, bob, moderator):
    """A site on which everything has happened once; what fills its addresses in."""
    shelf = CollectionFactory(owner=ann, title="Shelf", icon="🌳", description="*All* of it.")
    inner = CollectionFactory(owner=ann, title="Inner <b>", slug="inner", parent=shelf)
    CollectionFactory(owner=ann, title="Private", parent=inner, audience="private")
    MemberFactory(collection=shelf, person=bob, role="editor")
    bookmark = BookmarkFactory(
        owner=ann, collections=[shelf, inner], tags=["tree", "a/b & c", "日本"], is_favorite=True,
        note="# Mine\n\n- a <b>note</b>\n\n![x](https://example.org/x.png)\n" + "word " * 300,
        link=LinkFactory(url="https://example.org/?a=1&b=\"'", cover_url="https://example.org/c"),
    )  # fmt: skip
    for n, state in enumerate(Link.State.values):
        link = LinkFactory(state=state, reason="Some <reason>.", kind=Link.Kind.values[n])
        BookmarkFactory(owner=bob, link=link, collections=[shelf])
    BookmarkFactory(owner=ann, audience="private", tags=["hidden"], is_to_read=True)
    BookmarkFactory(owner=ann, trashed_at=NOON)
    hidden = BookmarkFactory(owner=ann, title="Hidden")
    moderation.hide(hidden, by=moderator, reason="Spam.", at=NOON)
    ReportFactory(target=bookmark, reporter=bob)
    FollowFactory(follower=ann, person=bob)
    FollowFactory(follower=bob, collection=shelf)
    return {
        "key": bookmark.key, "link_key": bookmark.link.key, "handle": "ann", "slug": "shelf",
        "name": "tree", "uidb36": "1",
        "provider_id": "oidc", "pk": "1", "token": "x", "form": "atom", "member": "bob",
        "kind": "tags", "n": "0",
    }  # fmt: skip


@pytest.fixture(params=EVERYBODY)
def who(request):
    client = Client()
    person = request.getfixturevalue(request.param)
    if request.param != "nobody":
        client.force_login(person)
    client.is_read = request.param in READ
    return client


@pytest.fixture(params=sorted(WALKING))
def walker(request):
    client = Client()
    if request.param != "nobody":
        client.force_login(request.getfixturevalue(request.param))
    return client


def is_page(answer) -> bool:
    is_file = "Content-Disposition" in answer
    return (
        answer.status_code == 200 and answer["Content-Type"].startswith("text/html") and not is_file
    )


def test_no_page_breaks_and_each_is_sound(known, who):
    found = []
    for address in addresses(known):
        answer = who.get(address)
        assert answer.status_code < 500, address
        if is_page(answer) and who.is_read and not is_fragment(address, answer):
            found += [f"{address}: {fault}" for fault in faults(answer.content)]
    assert not found, "\n".join(found)


def test_every_link_leads_somewhere(known, walker):
    ahead, seen = {"/", "/@ann/", "/@ann/shelf/"}, set(LEFT_ALONE)
    while ahead:
        path = ahead.pop()
        seen.add(path)
        if path.startswith("/admin/"):
            continue
        answer = walker.get(path, follow=True)
        assert answer.status_code == 200, path
        ahead |= links(answer) - seen if is_page(answer) else set()
    assert len(seen) > 10


@pytest.mark.parametrize("view", Collection.View.values)
@pytest.mark.parametrize("hidden", [[], list(Collection.HIDEABLE)], ids=["whole", "bare"])
def test_each_view_is_sound_for_readers_and_for_its_owner(known, client, ann, view, hidden):
    Collection.objects.update(hidden_fields={view: hidden})
    for person in (None, ann):
        if person:
            client.force_login(person)
        for path in ("/@ann/shelf/", "/tags/tree/", "/library/" if person else "/@bob/"):
            assert not faults(client.get(path, {"view": view}).content), path


@pytest.mark.parametrize("path", FORMS)
def test_a_form_with_errors_is_sound(known, client, ann, path):
    client.force_login(ann)
    answer = client.post(path, {"url": "x", "tags": "x" * 300, "handle": "!", "slug": "!"})
    assert b"error" in answer.content
    assert not faults(answer.content)


def test_pages_with_nothing_on_them_are_sound(client, db):
    newcomer = PersonFactory()
    client.force_login(newcomer)
    for path in ("/library/", "/trash/", "/following/", "/collections/", "/notices/",
                 "/settings/blocked/", newcomer.get_absolute_url()):  # fmt: skip
        assert not faults(client.get(path).content), path


@pytest.mark.parametrize("path", ["/nowhere/", "/tags/nothing/", "/@ann/?sort=x", "/b/x/trash/"])
def test_answers_to_mistakes_are_sound(known, client, path):
    answer = client.get(path)
    assert answer.status_code in {400, 404, 405}
    assert not faults(answer.content)


def is_fragment(address, answer) -> bool:
    return address.endswith(("/entry/", "/suggest/")) or address.startswith("/admin/")
