"""A link's page: /l/<key>/, and the way there from an address."""

import pytest

from accounts.models import Block
from bookmarks.discovery import link_page
from bookmarks.models import Bookmark
from tests.factories import (
    NOON,
    BookmarkFactory,
    CollectionFactory,
    LinkFactory,
    PersonFactory,
)
from tests.web.pages import follow_link, soup, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def link():
    return LinkFactory(
        url="https://oaks.example/", title="Oaks", excerpt="Of old oaks.",
        site_name="Trees", author="L. Green", kind="article", published_at=NOON,
    )  # fmt: skip


def saved(link, owner, **said):
    return BookmarkFactory(link=link, owner=owner, **said)


def page_of(client, link, **query):
    return soup(client.get(link.get_absolute_url(), query))


def said(page):
    return [words(each) for each in page.select(".saving .prose")]


def test_it_shows_what_was_read_and_who_saved_it_and_was_first(client, link, ann, bob):
    saved(link, ann)
    saved(link, bob)
    page = page_of(client, link)
    facts = words(page.select_one(".facts"))
    for fact in ("oaks.example", "Article", "Published 1 Feb", "Saved by 2 people", "First by Ann"):
        assert fact in facts
    assert words(page.select_one(".page-says")) == "Of old oaks. L. Green, Trees"


def test_notes_are_there_newest_first_and_all_who_saved_it_behind_a_link(client, link, ann, bob):
    saved(link, ann, note="First *words*.")
    saved(link, PersonFactory(name="Silent"))
    saved(link, bob, note="Second.", title="My oaks", tags=["tree"])
    page = page_of(client, link)
    assert said(page) == ["Second.", "First words ."]
    assert words(page.select_one(".saving-title")) == "My oaks"
    everybody = page.select(".tabs a")[1]
    all_of_them = soup(follow_link(client, link.get_absolute_url(), everybody))
    heads = [words(head.a) for head in all_of_them.select(".saving-head")]
    assert heads == ["Bob", "Silent", "Ann"]


def test_notes_come_page_by_page(client, link):
    for n in range(3):
        saved(link, PersonFactory(), note=f"Note {n}")
    page = page_of(client, link, per_page=2)
    on = soup(follow_link(client, link.get_absolute_url(), page.select_one("[rel=next]")))
    assert (said(page), said(on)) == (["Note 2", "Note 1"], ["Note 0"])


def test_common_tags_and_public_collections_are_named(client, link, ann, bob):
    open_one = CollectionFactory(owner=ann, title="Open")
    hidden = CollectionFactory(owner=bob, title="Closed", audience="unlisted")
    saved(link, ann, tags=["rare", "tree"], collections=[open_one])
    saved(link, bob, tags=["tree"], collections=[hidden])
    page = page_of(client, link)
    assert [words(li) for li in page.select(".tags-around .tags li")] == ["tree 2", "rare 1"]
    assert [words(a) for a in page.select(".chips a")] == ["Open Ann"]


def test_related_is_what_shares_tags_or_people_and_is_listed(client, link, ann, bob):
    saved(link, ann, tags=["tree", "wood"])
    both, one = LinkFactory(title="Both"), LinkFactory(title="One")
    saved(both, bob, tags=["tree", "wood"])
    saved(both, ann)
    saved(one, bob, tags=["tree"])
    saved(LinkFactory(title="Private"), ann, tags=["tree"], audience="private")
    saved(LinkFactory(title="Unrelated"), bob, tags=["sea"])
    related = page_of(client, link).select(".rows .row-main a")
    assert [words(a) for a in related] == ["Both", "One"]


def test_who_may_not_be_seen_is_not_counted(client, link, ann, bob, stranger, suspended):
    saved(link, bob, note="Bob's")
    for owner, audience in ((ann, "private"), (suspended, "public"), (stranger, "public")):
        saved(link, owner, audience=audience)
    Block.objects.create(blocker=stranger, blocked=ann)
    client.force_login(ann)
    page = page_of(client, link)
    assert "Saved by 1 person" in words(page.select_one(".facts"))
    assert "My bookmark of it" in page.text


def test_a_link_that_nobody_lists_has_no_page_and_is_not_found(client, link, ann):
    own = saved(link, ann, audience="private")
    client.force_login(ann)
    assert client.get(link.get_absolute_url()).status_code == 404
    assert client.get("/l/", {"url": link.url}).status_code == 404
    Bookmark.objects.filter(pk=own.pk).update(audience="public")
    answer = client.get("/l/", {"url": "HTTPS://oaks.example/?utm_source=x"})
    assert (answer.status_code, answer.url) == (302, link.get_absolute_url())


def test_what_is_no_address_is_said_beside_the_field(client, db):
    answer = client.get("/l/", {"url": "ftp://oaks"})
    assert answer.status_code == 422
    assert soup(answer).select_one("#id_url_error").text
    assert client.get("/l/").status_code == 200


def test_every_entry_leads_to_it_with_the_number_of_people(client, link, ann, bob):
    saved(link, bob)
    own = saved(link, ann)
    saved(link, PersonFactory(), audience="private")
    for path in ("/@ann/", "/@ann/?view=cards", "/@ann/?view=headlines", own.get_absolute_url()):
        lead = soup(client.get(path)).select_one(f"a[href='{link.get_absolute_url()}']")
        assert words(lead) == "Saved by 2 people"


def test_beyond_a_bound_nobody_is_counted(client, link, monkeypatch):
    monkeypatch.setattr(link_page, "SAVERS_MAX", 2)
    monkeypatch.setattr("bookmarks.views.links.SAVERS_MAX", 2)
    for _ in range(4):
        saved(link, PersonFactory())
    assert "Saved by more than 2 people" in words(page_of(client, link).select_one(".facts"))
