"""What public pages say of themselves to search engines and to other sites."""

import json
from io import BytesIO

import pytest
from PIL import Image

from bookmarks.models import Collection
from tests.factories import BookmarkFactory, CollectionFactory, LinkFactory, PictureFactory
from tests.web.pages import canonical, meta, soup

SITE = "http://127.0.0.1:8000"


@pytest.fixture
def bookmark(ann):
    shelf = CollectionFactory(owner=ann, title="Shelf", description="All **about** trees.")
    link = LinkFactory(title="Oaks", cover=PictureFactory())
    return BookmarkFactory(owner=ann, link=link, collections=[shelf], tags=["tree"])


def pages(bookmark):
    """Path → title for other sites, description, type."""
    return {
        "/": ("Links worth keeping, in good order", "Save links, gather them", "website"),
        "/@ann/": ("Ann", "Bookmarks and collections of Ann", "profile"),
        "/@ann/shelf/": ("Shelf", "All about trees.", "website"),
        "/tags/tree/": ("tree", "What people save with the tag “tree”", "website"),
        bookmark.get_absolute_url(): ("Oaks", "What the page says of itself.", "article"),
        "/bookmarklet/": ("Bookmarklet", "Save any page with one click", "website"),
        "/about/fetcher/": ("About our fetcher", "What the program that reads", "website"),
    }


def test_every_public_page_has_one_address_a_title_and_a_description(client, bookmark):
    for path, (title, description, kind) in pages(bookmark).items():
        page = soup(client.get(path))
        assert canonical(page) == meta(page, "og:url") == SITE + path
        assert meta(page, "og:title") == meta(page, "twitter:title") == title
        assert meta(page, "og:type") == kind
        for name in ("description", "og:description", "twitter:description"):
            assert meta(page, name).startswith(description), (path, name)
        assert meta(page, "robots") is None


def test_titles_differ_from_page_to_page_and_end_with_the_sites_name(client, bookmark):
    found = [soup(client.get(path)).title.text for path in pages(bookmark)]
    assert len(set(found)) == len(found)
    assert all("linkshare" in title for title in found)


def test_without_a_description_it_says_how_many_and_whose(client, bookmark):
    Collection.objects.update(description="")
    page = soup(client.get("/@ann/shelf/"))
    for name in ("description", "og:description", "twitter:description"):
        assert meta(page, name) == "1 bookmark, gathered by Ann"


def test_a_collection_has_a_drawn_picture(client, bookmark):
    page = soup(client.get("/@ann/shelf/"))
    assert meta(page, "og:image") == f"{SITE}/@ann/shelf/card.png"
    assert meta(page, "twitter:card") == "summary_large_image"
    assert meta(soup(client.get("/@ann/")), "twitter:card") == "summary"
    answer = client.get("/@ann/shelf/card.png")
    picture = Image.open(BytesIO(answer.content))
    assert (answer["Content-Type"], picture.format, picture.size) == (
        "image/png", "PNG", (1200, 630)
    )  # fmt: skip
    Collection.objects.update(title="Other")
    assert client.get("/@ann/shelf/card.png").content != answer.content
    Collection.objects.update(audience="unlisted")
    assert client.get("/@ann/shelf/card.png").status_code == 404


def test_pages_say_in_the_words_of_schema_org_what_they_are(client, ann, bookmark):
    Collection.objects.update(title="</script><b>&")
    [block] = soup(client.get("/@ann/shelf/")).select("script[type='application/ld+json']")
    page, trail = json.loads(block.text)["@graph"]
    assert (page["@type"], page["name"]) == ("CollectionPage", "</script><b>&")
    assert page["mainEntity"]["numberOfItems"] == 1
    assert page["mainEntity"]["itemListElement"][0]["name"] == "Oaks"
    assert [step["name"] for step in trail["itemListElement"]] == ["Ann", "</script><b>&"]
    [block] = soup(client.get("/@ann/")).select("script[type='application/ld+json']")
    [page] = json.loads(block.text)["@graph"]
    assert page["@type"] == "ProfilePage"
    assert page["mainEntity"]["name"] == "Ann"
    assert not soup(client.get("/@ann/?q=oaks")).select("script[type='application/ld+json']")


@pytest.mark.parametrize("path", ["/@ann/shelf/", "/@ann/", "/tags/tree/"])
def test_views_sizes_and_sorts_are_one_page_to_a_search_engine(client, bookmark, path):
    for query in ("view=cards", "per_page=50", "sort=oldest", "utm_source=x"):
        assert canonical(soup(client.get(f"{path}?{query}"))) == SITE + path


def test_each_further_page_of_a_list_is_a_page_of_its_own(client, ann, bookmark):
    shelf = Collection.objects.get()
    BookmarkFactory.create_batch(2, owner=ann, collections=[shelf])
    first = soup(client.get("/@ann/shelf/?per_page=1&sort=oldest&view=cards"))
    second = soup(client.get("/@ann/shelf/" + first.select_one("a[rel=next]")["href"]))
    address = canonical(second).removeprefix(SITE)
    assert "sort=oldest" in address
    assert "cards" not in address
    assert soup(client.get(address)).select_one(".entry")


@pytest.mark.parametrize("audience", ["unlisted", "private"])
def test_a_collection_that_is_not_listed_is_kept_from_search_engines(
    client, ann, bookmark, audience
):
    Collection.objects.update(audience=audience)
    client.force_login(ann)
    page = soup(client.get("/@ann/shelf/"))
    assert meta(page, "robots") == "noindex"
    assert canonical(page) is None


@pytest.mark.parametrize("audience", ["collections", "private"])
def test_a_bookmark_that_is_not_listed_is_kept_from_search_engines(client, ann, bookmark, audience):
    type(bookmark).objects.update(audience=audience)
    client.force_login(ann)
    page = soup(client.get(bookmark.get_absolute_url()))
    assert meta(page, "robots") == "noindex"
    assert meta(page, "og:title") is None


def test_what_people_write_stays_inside_the_quotes(client, ann):
    shelf = CollectionFactory(owner=ann, title='A "b" <c>', slug="odd", description='"><script>')
    page = soup(client.get(shelf.get_absolute_url()))
    assert meta(page, "og:title") == 'A "b" <c>'
    assert page.title.text.startswith('A "b" <c>')
    scripts = page.select("script:not([type='application/ld+json'])")
    assert not [script for script in scripts if not script.get("src")]


def test_the_log_in_is_found_and_no_other_page_of_accounts(client, db):
    page = soup(client.get("/accounts/login/?next=/library/"))
    assert (canonical(page), meta(page, "robots")) == (f"{SITE}/accounts/login/", None)
    for path in ("/accounts/signup/", "/accounts/password/reset/"):
        page = soup(client.get(path))
        assert (canonical(page), meta(page, "robots")) == (None, "noindex")
    assert "Disallow: /accounts/login/" not in client.get("/robots.txt").text


def test_crawlers_are_told_what_is_not_worth_their_time(client, db):
    answer = client.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    lines = answer.text.splitlines()
    assert lines[0] == "User-agent: *"
    assert "Disallow: /save/" in lines
    assert not [line for line in lines if line in {"Disallow: /", "Disallow:"}]
