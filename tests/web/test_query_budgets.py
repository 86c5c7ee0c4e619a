"""A list of twenty costs no more queries than a list of two, and no list many."""

import re
from dataclasses import dataclass
from datetime import timedelta
from html import unescape

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import FeedKey
from bookmarks import moderation
from bookmarks.discovery.ranking import rank_collections, rank_links
from bookmarks.models import BulkChange, Tag
from bookmarks.search import postgres
from bookmarks.search.indexing import sweep
from tests.factories import (
    NOON,
    BookmarkFactory,
    CollectionFactory,
    FollowFactory,
    LinkFactory,
    MemberFactory,
    PersonFactory,
    minutes_after_noon,
)

pytestmark = pytest.mark.django_db

BUDGET = 12
NEXT = re.compile(r'<a(?=[^>]*\srel="next")[^>]*\shref="([^"]+)"')


@dataclass
class Looked:
    queries: int
    text: str


class Site:
    """Grows by `n` of everything that a list of Ann's can show."""

    def __init__(self, ann, moderator) -> None:
        self.ann, self.moderator = ann, moderator
        self.shelf = CollectionFactory(owner=ann, title="Shelf", slug="shelf")

        FeedKey.objects.create(person=ann, key="the-key", made_at=NOON)
        self.link = LinkFactory()
        CollectionFactory(
            owner=ann, title="Smart", slug="smart", query="page #everywhere created:2026"
        )

    def grow(self, n: int) -> None:
        for number in range(n):
            name = f"{n}-{number}"
            other = PersonFactory(handle=f"other-{name}")
            query = f'#everywhere created:2026 -#"tag {name}"'
            CollectionFactory(owner=self.ann, parent=self.shelf, title=f"By {name}", query=query)
            found = CollectionFactory(owner=other, title=f"Found {name}", query=query)
            FollowFactory(follower=self.ann, collection=found)
            inside = CollectionFactory(owner=self.ann, parent=self.shelf, title=f"Inside {name}")
            theirs = CollectionFactory(owner=other, title=f"Theirs {name}")
            MemberFactory(collection=theirs, person=self.ann)
            MemberFactory(collection=self.shelf, person=other, role="editor")
            FollowFactory(follower=self.ann, collection=theirs)
            FollowFactory(follower=self.ann, person=other)
            FollowFactory(follower=self.ann, tag=Tag.objects.named([f"tag {name}"])[0])
            tags = ["everywhere", f"tag {name}", f"other {name}", f"branch/{name}/leaf"]
            where = [self.shelf, inside]
            via = BookmarkFactory(owner=other)
            BookmarkFactory(owner=self.ann, via=via, tags=tags, collections=where)
            BookmarkFactory(owner=other, tags=tags, collections=[self.shelf, theirs])
            BookmarkFactory(
                owner=other, link=self.link, note="Look.", tags=tags, collections=[theirs]
            )
            BookmarkFactory(owner=self.ann, tags=tags, trashed_at=minutes_after_noon(number))
            hidden = BookmarkFactory(owner=self.ann)
            moderation.hide(hidden, by=self.moderator, reason="Because.", at=NOON)
            BulkChange.objects.create(
                person=self.ann, action="trash", state="done", changed=1, requested_at=NOON
            )
        self._work()

    def _work(self) -> None:
        """What beat does."""
        rank_links(BookmarkFactory().saved_at + timedelta(hours=1))
        rank_collections(NOON)
        while sweep():
            pass


@pytest.fixture
def site(ann, moderator):
    return Site(ann, moderator)


PAGES = {
    "home": ("/", None),
    "desk, with following": ("/", "ann"),
    "library": ("/library/", "ann"),
    "library by tag": ("/library/?tag=everywhere", "ann"),
    "library, searched": ("/library/?q=page+%23everywhere", "ann"),
    "collection, searched": ("/@ann/shelf/?q=page", None),
    "search": ("/search/?q=page+-lunch+%23everywhere", None),
    "search, signed in": ("/search/?q=page+-lunch+%23everywhere", "ann"),
    "library, selecting": ("/library/?select=1", "ann"),
    "trash": ("/trash/", "ann"),
    "trash, selecting": ("/trash/?select=1", "ann"),
    "changes": ("/changes/", "ann"),
    "following": ("/following/", "ann"),
    "what one follows": ("/following/manage/", "ann"),
    "notices": ("/notices/", "ann"),
    "collections": ("/collections/", "ann"),
    "collection": ("/@ann/shelf/", None),
    "embed": ("/embed/@ann/shelf/", None),
    "embed of a person": ("/embed/@ann/", None),
    "feed of following": ("/feeds/the-key/following.atom", None),
    "smart": ("/@ann/smart/", None),
    "smart, own": ("/@ann/smart/?sort=a-z", "ann"),
    "smart, searched": ("/@ann/smart/?q=page+%23everywhere", None),
    "collection, own": ("/@ann/shelf/?sort=custom", "ann"),
    "collection, selecting": ("/@ann/shelf/?select=1", "ann"),
    "order": ("/@ann/shelf/order/", "ann"),
    "members": ("/@ann/shelf/members/", "ann"),
    "collection, another's": ("/@other-2-0/theirs-2-0/", "ann"),
    "person": ("/@ann/", None),
    "person, own": ("/@ann/", "ann"),
    "recent": ("/recent/", "ann"),
    "popular": ("/popular/", "ann"),
    "explore": ("/explore/", "ann"),
    "explore by tag": ("/explore/?tag=everywhere", "ann"),
    "link": ("/l/{link}/", None),
    "link, signed in": ("/l/{link}/", "ann"),
    "tag": ("/tags/everywhere/", None),
    "tag with tags below": ("/tags/branch/", "ann"),
    "library by tag with tags below": ("/library/?tag=branch", "ann"),
    "my tags": ("/library/tags/", "ann"),
    "my tags, filtered": ("/library/tags/?q=a&sort=count", "ann"),
    "tag, signed in": ("/tags/everywhere/", "ann"),
    "blocked": ("/settings/blocked/", "ann"),
}


def test_a_page_of_twenty_costs_what_a_page_of_two_costs(site, monkeypatch):
    """All pages are asked for on one site: making it takes longer than looking at them."""
    monkeypatch.setattr(postgres, "EDGE_KEPT_FOR", 3600)
    site.grow(2)
    of_two = {page: queries(site, page) for page in PAGES}
    site.grow(18)
    of_twenty = {page: queries(site, page) for page in PAGES}
    assert of_twenty == of_two


def queries(site, page) -> int:
    """How many a page asks that nothing is kept of; no more than its budget, nor does the next."""
    path, reader = PAGES[page]
    client = Client()
    if reader:
        client.force_login(site.ann)
    found = queries_of(client, path.format(link=site.link.key), page)
    follows = NEXT.search(found.text)
    if follows:
        queries_of(client, unescape(follows[1]), f"{page}, read on")
    return found.queries


def queries_of(client, path, page) -> Looked:
    # The first page of a session writes that there is one, the first search where it begins.
    client.get(path)
    caches["pages"].clear()  # on Redis that is every cache: the session's mark goes too
    client.get("/bookmarklet/")
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    assert answer.status_code == 200
    assert len(captured) <= BUDGET, (page, [one["sql"] for one in captured])
    return Looked(len(captured), answer.text)
