"""Who sees what: every audience × every viewer × every page that shows or counts bookmarks."""

import io
import zipfile

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.urls import URLPattern, get_resolver

from bookmarks.collecting import end_membership
from bookmarks.following import block_person
from bookmarks.models import Bookmark, Collection, CollectionItem
from tests.factories import NOON
from tests.web import privacy_cases as cases
from tests.web import privacy_rule as rule
from tests.web.privacy_cases import Surface
from tests.web.privacy_rule import ROWS, STATES
from tests.web.privacy_silent import SHOW_NONE
from tests.web.privacy_world import MARKS, World, word

pytestmark = pytest.mark.django_db

PART = {"HX-Request": "true"}

# What strangers, who see what everybody sees, would only say again in each state. The rule is one
# statement on both databases: on the second, two readers make sure that it is there as well.
AGAIN = {"member", "visitor"} | ({"owner", "moderator"} if connection.vendor == "sqlite" else set())
LOOKS = [
    (state, viewer)
    for state in STATES
    for viewer in rule.EVERYONE
    if state == "nothing" or viewer in AGAIN
]


@pytest.mark.parametrize(("state", "viewer"), LOOKS, ids=[", ".join(look) for look in LOOKS])
def test_every_page_shows_what_the_viewer_may_see_and_nothing_else(world, state, viewer):
    look = Look(world, viewer)
    look.at_kept_pages()
    world.happen(state)
    assert "\n".join(look.at_all()) == ""


EVERY_SURFACE = [
    *(*cases.SURFACES, *cases.OF_A_ROW, *cases.OF_SOME_ROWS, *cases.OF_A_COLLECTION),
    *(*cases.OF_THE_SMART_ONE, *cases.ADMIN, *cases.ADMIN_OF_SOME_ROWS),
]
VARIANTS = {
    one.name: list(dict.fromkeys(other.path for other in EVERY_SURFACE if other.name == one.name))
    for one in EVERY_SURFACE
}


class Look:
    """One viewer at every page of the world."""

    def __init__(self, world: World, viewer: str) -> None:
        self.world, self.viewer, self.client = world, viewer, Client()
        if viewer != "visitor":
            self.client.force_login(world.people[viewer])

    def at_kept_pages(self) -> None:
        """So that a page kept from before would be found out."""
        for address in (
            "/library/",
            "/collections/",
            "/@ann/",
            "/@ann/shelfpublic/",
            "/@ann/shelfsmart/",
        ):
            self.client.get(address)
            self.client.get(f"{address}?q=title")
            self.client.get(f"{address}feed.atom")

    def at_all(self) -> list[str]:
        wrong = []
        for surface, names, rows, shelf in self._addresses():
            if surface.viewers is not None and self.viewer not in surface.viewers:
                continue
            if not self._is_due(surface):
                continue
            path = surface.path.format(**names)
            wrong += [f"{path}: {fault}" for fault in self._faults(surface, path, rows, shelf)]
        return wrong

    def _is_due(self, surface) -> bool:
        """Of the ways to look at one page, in each state after the first every third one."""
        n = VARIANTS[surface.name].index(surface.path)
        return self.world.state == "nothing" or n == 0 or (n + self._state) % 3 == 0

    @property
    def _state(self) -> int:
        return list(STATES).index(self.world.state)

    def _addresses(self):
        """Each surface with what fills its address in, the rows that it may show, its shelf."""
        everywhere = self.world.addresses(self.viewer)
        for surface in [*cases.SURFACES, *self._admin(cases.ADMIN)]:
            yield surface, everywhere, surface.rows, None
        for surface in cases.OF_A_ROW:
            for row in ROWS:
                yield surface, self.world.addresses_of(row), surface.rows & {row}, None
        for surface in [*cases.OF_SOME_ROWS, *self._admin(cases.ADMIN_OF_SOME_ROWS)]:
            for row in rule.SOME:
                yield surface, self.world.addresses_of(row), surface.rows & {row}, None
        yield from self._addresses_of_collections()

    def _addresses_of_collections(self):
        for surface in cases.OF_A_COLLECTION:
            for home in ("top", *rule.HOMES[1:]):
                shelf = self.world.shelves[home]
                names = {"slug": shelf.slug, "shelf": shelf.pk}
                yield surface, names, surface.rows & self._lying_in(home, surface), home

        for surface in cases.OF_THE_SMART_ONE:
            shown = surface.rows if self.viewer == "owner" else surface.rows & rule.LISTED
            yield surface, {}, shown, "smart"

    def _admin(self, surfaces):
        """Who is no moderator is turned away at the admin's first page as at all others."""
        return surfaces if self.viewer == "moderator" else surfaces[:2]

    def _lying_in(self, home, surface):
        if home != "top":
            return {row for row in ROWS if row[1] == home}
        named = {home for home, viewers in rule.NAMED.items() if self.viewer in viewers}
        return {row for row in ROWS if row[1] in named and surface.name in _WITH_INNER}

    def _faults(self, surface, path, rows, shelf):
        response = self.client.get(path, headers=PART if surface.is_part else None)
        text, expected = text_of(response), self._expected(surface, rows, shelf)
        for row in expected:
            if f"{surface.mark}-{word(row)}" not in text:
                yield f"{row} is missing"
        hidden = [mark for mark in MARKS if not (surface.echoes and mark in {"tag", "url"})]
        for row in set(ROWS) - expected - self._beside(surface):
            yield from (f"{m} of {row} is shown" for m in hidden if f"{m}-{word(row)}" in text)
        if (
            surface.count
            and response.status_code == 200
            and surface.count(response) != len(expected)
        ):
            yield f"counts {surface.count(response)} instead of {len(expected)}"
        for home in self._unnamed(surface, shelf):
            if f"shelf{home}" in text:
                yield f"names the collection {home}"

    def _expected(self, surface: Surface, rows, shelf):
        """The rows that the tables say."""
        state, viewer = self.world.state, self.viewer
        still_seen, still_open = STATES[state]
        if viewer not in surface.readers or (viewer == "owner" and state == "owner departed"):
            return set()
        if viewer == "owner":
            return rows if state not in surface.not_in else set()
        if surface.as_read_by_moderators:
            return rows & rule.READABLE[state]
        if shelf and not (still_open and viewer in rule.OPENED[shelf]):
            return set()
        return {row for row in rows & still_seen if viewer in rule.SEEN[row]}

    def _beside(self, surface):
        """The other rows that may be shown."""
        if surface.near:
            if self.viewer == "owner" and self.world.state != "owner departed":
                return rule.LISTED
            is_seen = self.viewer in rule.SEEN["public", "none"]
            return rule.LISTED & STATES[self.world.state][0] if is_seen else set()
        is_theirs = surface.beside and self.viewer in surface.readers
        remembered = rule.ANYBODYS if surface.remembers else set()
        return rule.READABLE[self.world.state] | remembered if is_theirs else set()

    def _unnamed(self, surface, shelf):
        """The collections whose name may not be there."""
        state, viewer = self.world.state, self.viewer
        if viewer == "owner" and state != "owner departed":
            return []
        readable = rule.READABLE_SHELVES[state] if surface.as_read_by_moderators else set()
        is_known = shelf or surface.name in {
            "following",
            "notices",
            "my-reports",
            "settings-data-file",
        }
        # The desk of who is signed in shows what they follow.
        is_known = is_known or (surface.name == "home" and self.viewer in rule.SIGNED_IN)
        table = rule.OPENED if is_known else rule.NAMED
        named = {home for home, viewers in table.items() if viewer in viewers}
        return rule.OPENED.keys() - readable - (named if STATES[state][1] else set())


_WITH_INNER = {"collection", "collection-export", "collection-feed", "collection-embed"}


def text_of(response) -> str:
    """Of an archive all files but the notices: their page shows the same."""
    if not response.streaming:
        return response.text
    content = b"".join(response.streaming_content)
    if response["Content-Type"].startswith("text/html"):
        return content.decode()
    archive = zipfile.ZipFile(io.BytesIO(content))
    names = [name for name in archive.namelist() if name != "notices.json"]
    return "\n".join(archive.read(name).decode() for name in names)


# --- What has no bookmark on it and could tell of one all the same ------------------------------


@pytest.mark.parametrize("row", ROWS, ids=word)
def test_the_library_knows_no_tag_that_only_others_use_out_of_sight(client, row, world):
    client.force_login(world.people["stranger"])
    answer = client.get(f"/library/?tag=tag-{word(row)}")
    assert answer.status_code == (200 if row in rule.LISTED else 404)


@pytest.mark.parametrize("state", STATES)
def test_only_a_tag_that_one_uses_or_that_is_listed_for_one_is_completed(client, state, world):
    world.happen(state)
    still_seen, _still_open = STATES[state]
    for viewer in ("owner", "member", "stranger", "blocked", "blocker"):
        client.force_login(world.people[viewer])
        known = rule.LISTED & still_seen if viewer in rule.SEEN["public", "none"] else set()
        if viewer == "owner" and state != "owner departed":
            known = set(ROWS) if state != "bookmarks trashed" else set()
        for row in ROWS:
            tag = f"tag-{word(row)}"
            answer = client.get(f"/save/completed/?q={tag}", headers=PART)
            assert (f'data-name="{tag}"' in answer.text) == (row in known), (viewer, row)


@pytest.mark.parametrize("home", rule.OPENED)
def test_the_admin_leads_by_number_to_no_collection(client, home, world):
    client.force_login(world.people["moderator"])
    collections = ContentType.objects.get_for_model(Collection)
    answer = client.get(f"/admin/r/{collections.pk}/{world.shelves[home].pk}/")
    assert (answer.status_code, answer.headers.get("Location")) == (404, None)


# --- What changes between two visits -----------------------------------------------------------

CHANGES = {
    "blocked by the owner": lambda w, who: block_person(w.ann, who),
    "blocks the owner": lambda w, who: block_person(who, w.ann),
    "no longer a member": lambda w, who: [end_membership(s, who, NOON) for s in w.shelves.values()],
    "all is private": lambda w, who: Bookmark.objects.update(audience="private"),
    "in no collection": lambda w, who: CollectionItem.objects.all().delete(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_who_has_seen_it_a_moment_ago_sees_it_no_longer(client, change, world):
    member = world.people["member"]
    client.force_login(member)
    pages = ["/@ann/", "/@ann/shelfprivate/", "/following/", "/library/", "/collections/"]
    for _visit in range(2):
        shown = [client.get(page).text for page in pages]
    assert "title-collectionsinprivate" in shown[1]
    CHANGES[change](world, member)
    for page in pages:
        assert "collectionsinprivate" not in client.get(page).text


# --- That the table is whole -------------------------------------------------------------------


def test_every_address_of_the_site_is_in_the_table_or_said_to_show_no_bookmarks():
    named = {surface.name for surface in cases.ALL}
    missing = [
        name for name in names_of(get_resolver()) if name not in named and not shows_none(name)
    ]
    assert missing == []


def test_the_table_names_no_address_that_is_gone():
    assert {surface.name for surface in cases.ALL} <= set(names_of(get_resolver()))


def shows_none(name) -> bool:
    beginnings = [start for start in SHOW_NONE if not start[-1].isalpha()]
    return name in SHOW_NONE or any(name.startswith(start) for start in beginnings)


def names_of(resolver, space=""):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name or pattern.pattern}"
        else:
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from names_of(pattern, inner)
