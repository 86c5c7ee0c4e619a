"""Ann's bookmarks of every audience in every kind of collection, and those who look at them."""

from django.urls import reverse

from accounts.models import Block, FeedKey
from bookmarks import moderation
from bookmarks.bulk.choosing import write
from bookmarks.models import (
    Bookmark,
    BulkChange,
    Collection,
    CollectionEvent,
    CollectionItem,
    PopularLink,
    RankedCollection,
    Tag,
)
from bookmarks.portability import exporting
from bookmarks.search.indexing import sweep
from tests.factories import (
    NOON,
    BookmarkFactory,
    CollectionFactory,
    FollowFactory,
    LinkFactory,
    MemberFactory,
    PersonFactory,
    ReportFactory,
    make_moderator,
)
from tests.web.privacy_rule import HOMES, OTHERS, ROWS, SIGNED_IN

MARKS = ("title", "note", "tag", "url", "page")


def word(row) -> str:
    """Stands in all that is a bookmark's, and nowhere else."""
    return "in".join(row)


class World:
    """Things have taken their course in no way yet: `happen` says how."""

    state = "nothing"

    def __init__(self) -> None:
        self.ann = PersonFactory(handle="ann")
        self.people = {
            viewer: make_moderator(handle=viewer)
            if viewer == "moderator"
            else PersonFactory(handle=viewer)
            for viewer in OTHERS
        } | {"owner": self.ann}
        self.shelves = self._make_shelves()
        self.bookmarks = {row: self._make_bookmark(row) for row in ROWS}
        self._let_people_in()
        self._rank()
        while sweep():
            pass

    def happen(self, state: str) -> None:
        """Let come what the state says; then the moderators decide about all that was reported."""
        self.state = state
        bookmarks, shelves = Bookmark.objects.all(), Collection.objects.all()
        match state:
            case "bookmarks trashed":
                bookmarks.update(trashed_at=NOON)
            case "bookmarks hidden":
                bookmarks.update(hidden_at=NOON)
            case "collections hidden":
                shelves.update(hidden_at=NOON)
            case "owner suspended":
                self.ann.suspend(NOON)
            case "owner unverified":
                type(self.ann).objects.filter(pk=self.ann.pk).update(verified_at=None)
            case "owner departed":
                type(self.ann).objects.filter(pk=self.ann.pk).update(is_active=False)
        self._decide()

    def addresses_of(self, row) -> dict[str, object]:
        bookmark = self.bookmarks[row]
        return {
            "key": bookmark.key,
            "pk": bookmark.pk,
            "link": bookmark.link_id,
            "link_key": bookmark.link.key,
            "tag": Tag.objects.get(name=f"tag-{word(row)}").pk,
            "word": word(row),
        }

    def addresses(self, viewer) -> dict[str, object]:
        return {
            "ann": self.ann.pk,
            "export": self._export(viewer),
            "change": self._change(viewer),
            **self._private_feeds(viewer),
        }

    def _private_feeds(self, viewer) -> dict[str, str]:
        person = self.people.get(viewer)
        key = FeedKey.renew(person, NOON).key if person else "none"
        return {
            "following_feed": f"/feeds/{key}/following.atom",
            "library_feed": f"/feeds/{key}/library.json",
        }

    def _make_shelves(self) -> dict[str, Collection]:
        top = CollectionFactory(owner=self.ann, title="shelftop")
        inside = {
            home: CollectionFactory(owner=self.ann, title=f"shelf{home}", audience=home, parent=top)
            for home in HOMES[1:]
        }
        none = " ".join(f"-{word(row)}" for row in ROWS if row[1] == "none")
        smart = CollectionFactory(
            owner=self.ann, title="shelfsmart", parent=top, query=f"#everywhere {none}"
        )
        return {"top": top, "smart": smart} | inside

    def _make_bookmark(self, row) -> Bookmark:
        audience, home = row
        name = word(row)
        return BookmarkFactory(
            owner=self.ann,
            audience=audience,
            link=LinkFactory(
                url=f"https://example.org/url-{name}", title=f"page-{name}", excerpt=f"says-{name}"
            ),
            title=f"title-{name}",
            note=f"note-{name}",
            tags=[f"tag-{name}", "everywhere", f"branch/tag-{name}"],
            collections=[self.shelves[home]] if home in self.shelves else [],
        )

    def _let_people_in(self) -> None:
        """Members; and all follow and have reported all there is, whatever they see of it now."""
        for viewer in ("member", "editor", "blocked", "blocker"):
            for shelf in self.shelves.values():
                role = "editor" if viewer == "editor" and not shelf.is_smart else "viewer"
                MemberFactory(collection=shelf, person=self.people[viewer], role=role)
        for item in CollectionItem.objects.all():
            event = {"kind": "added", "person": self.ann, "at": NOON}
            CollectionEvent.objects.create(
                collection=item.collection, bookmark=item.bookmark, **event
            )
        for viewer in OTHERS:
            person = self.people[viewer]
            FollowFactory(follower=person, person=self.ann)
            FollowFactory(follower=person, tag=Tag.objects.get(slug="everywhere"))
            for shelf in self.shelves.values():
                FollowFactory(follower=person, collection=shelf)
                ReportFactory(reporter=person, target=shelf)
            for bookmark in self.bookmarks.values():
                ReportFactory(reporter=person, target=bookmark)
        Block.objects.create(blocker=self.ann, blocked=self.people["blocked"])
        Block.objects.create(blocker=self.people["blocker"], blocked=self.ann)

    def _rank(self) -> None:
        """As if all had been listed when that was counted."""
        for bookmark in self.bookmarks.values():
            PopularLink.objects.create(link=bookmark.link, period="week", people=2, since=NOON)
        for shelf in self.shelves.values():
            RankedCollection.objects.create(collection=shelf, active_at=NOON, words=shelf.title)

    def _decide(self) -> None:
        judge = make_moderator(handle="judge")
        for thing in (*self.bookmarks.values(), *self.shelves.values()):
            moderation.dismiss(thing, by=judge, reason="", at=NOON)

    def _change(self, viewer) -> str:
        """A preview of the viewer's that names all of Ann's bookmarks, as if it had been forged."""
        if viewer not in SIGNED_IN:
            return "/changes/"
        change = BulkChange(person=self.people[viewer], action="favorite", requested_at=NOON)
        write(change, [bookmark.pk for bookmark in self.bookmarks.values()])
        return reverse("change", args=[change.key])

    def _export(self, viewer) -> str:
        if viewer not in SIGNED_IN:
            return "/settings/data/"
        export = exporting.request_export(self.people[viewer], at=NOON)
        exporting.fulfil(export, at=NOON)
        return reverse("settings-data-file", args=[export.key])
