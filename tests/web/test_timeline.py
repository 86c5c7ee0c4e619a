"""The months of a list, and the way to each of them."""

from datetime import UTC, datetime

import pytest

from bookmarks.models import Bookmark
from tests.factories import BookmarkFactory, CollectionFactory
from tests.web.pages import soup, titles, words

pytestmark = pytest.mark.django_db

LISTS = ["/@ann/shelf/", "/@ann/outer/", "/@ann/", "/library/"]


def at(year, month, day=10, hour=12):
    return datetime(year, month, day, hour, tzinfo=UTC)


@pytest.fixture
def outer(ann):
    return CollectionFactory(owner=ann, slug="outer")


@pytest.fixture
def shelf(ann, outer):
    return CollectionFactory(owner=ann, slug="shelf", parent=outer)


@pytest.fixture
def save(ann, shelf):
    def save(moment, title="", **fields):
        return BookmarkFactory(
            owner=ann,
            title=title or f"{moment:%Y-%m-%d}",
            saved_at=moment,
            collections=[shelf],
            **fields,
        )

    return save


@pytest.fixture
def years(save):
    """Three a month in four months of two years."""
    for year, month in ((2023, 11), (2024, 1), (2024, 3), (2024, 12)):
        for day in (1, 15, 28):
            save(at(year, month, day))


def months(client, address):
    links = soup(client.get(address, {"per_page": "2"})).select(".timeline a")
    return {words(link): link["href"] for link in links}


@pytest.mark.parametrize("path", LISTS)
def test_a_list_names_its_months_the_latest_year_first(client, ann, years, path):
    client.force_login(ann)
    assert [*months(client, path)] == ["Jan 2024", "Mar 2024", "Dec 2024", "Nov 2023"]


@pytest.mark.parametrize("path", LISTS)
def test_a_month_is_a_link_to_where_the_list_comes_to_it(client, ann, years, path):
    client.force_login(ann)
    page = soup(client.get(path + months(client, path)["Mar 2024"]))
    assert titles(page) == ["2024-03-28", "2024-03-15"]
    assert words(page.select_one(".timeline [aria-current]")) == "Mar 2024"
    assert (
        titles(soup(client.get(path + page.select_one("a[rel=next]")["href"])))[0] == "2024-03-01"
    )
    back = soup(client.get(path + page.select_one("a[rel=prev]")["href"]))
    assert titles(back) == ["2024-12-15", "2024-12-01"]


def test_oldest_first_a_month_begins_with_its_first_day(client, years):
    page = soup(client.get("/@ann/shelf/?sort=oldest&per_page=2&at=2024-01"))
    assert titles(page) == ["2024-01-01", "2024-01-15"]
    back = soup(client.get("/@ann/shelf/" + page.select_one("a[rel=prev]")["href"]))
    assert titles(back) == ["2023-11-15", "2023-11-28"]


def test_the_first_month_is_the_first_page(client, years):
    assert months(client, "/@ann/shelf/")["Dec 2024"] == "?per_page=2"


def test_a_month_without_anything_leads_to_what_comes_next(client, years):
    assert titles(soup(client.get("/@ann/shelf/?at=2024-02")))[0] == "2024-01-28"
    beyond = soup(client.get("/@ann/shelf/?at=2030-01"))
    assert titles(beyond)[0] == "2024-12-28"
    assert not beyond.select("a[rel=prev]")
    assert "The list ends before this place." in client.get("/@ann/shelf/?at=1999-01").text


def test_the_very_first_and_last_moment_of_a_month_are_in_it(client, save):
    edges = [
        datetime(2024, 3, 1, tzinfo=UTC),
        datetime(2024, 3, 31, 23, 59, 59, 999999, tzinfo=UTC),
    ]
    for n, moment in enumerate([at(2024, 2), *edges, at(2024, 4)]):
        save(moment, title=f"n{n}")
    for sort, first in (("newest", "n2 n1 n0"), ("oldest", "n1 n2 n3")):
        page = soup(client.get(f"/@ann/shelf/?sort={sort}&at=2024-03"))
        assert " ".join(titles(page)) == first


def test_months_are_those_where_the_reader_is(client, ann, save):
    type(ann).objects.update(time_zone="Pacific/Auckland")
    save(datetime(2024, 3, 31, 20, tzinfo=UTC), title="April there")
    for day in (1, 2):
        save(at(2024, 1, day))
    assert "Mar 2024" in months(client, "/@ann/")
    client.force_login(ann)
    assert "Apr 2024" in months(client, "/@ann/")
    assert titles(soup(client.get("/library/?sort=oldest&at=2024-04"))) == ["April there"]


# --- What it does not tell ---------------------------------------------------------------------


@pytest.mark.parametrize("path", LISTS[:3])
@pytest.mark.parametrize("hidden", [{"audience": "private"}, {"hidden_at": at(2025, 1)}])
def test_a_month_of_what_the_reader_may_not_see_is_no_month(client, ann, save, years, path, hidden):
    save(at(2024, 7), **hidden)
    assert "Jul 2024" not in months(client, path)
    client.force_login(ann)
    assert ("Jul 2024" in months(client, path)) == (path != "/@ann/")


def test_it_follows_what_changes(client, ann, years):
    client.force_login(ann)
    client.get("/save/")
    assert "Nov 2023" in months(client, "/library/")
    Bookmark.objects.filter(saved_at__year=2023).update(trashed_at=at(2025, 1))
    assert "Nov 2023" not in months(client, "/library/")


def test_a_collection_that_one_may_not_open_gives_its_parent_no_month(client, years, shelf):
    assert "Nov 2023" in months(client, "/@ann/outer/")
    type(shelf).objects.filter(pk=shelf.pk).update(audience="private")
    assert months(client, "/@ann/outer/") == {}


# --- Where there is none -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "query", ["sort=a-z", "sort=custom", "q=2024", "per_page=50"], ids=lambda query: query
)
def test_only_a_long_list_by_date_has_one(client, years, query):
    assert not soup(client.get(f"/@ann/shelf/?{query}")).select(".timeline")


@pytest.mark.parametrize(
    "query",
    ["at=", "at=2024", "at=2024-13", "at=2024-3", "at=0000-01", "at=9999-12", "at=x",
     "at=2024-03&sort=a-z", "at=2024-03&sort=custom", "at=2024-03&q=2024"],
)  # fmt: skip
def test_what_is_no_month_of_this_list_is_refused(client, years, query):
    assert client.get(f"/@ann/shelf/?{query}").status_code == 400


@pytest.mark.parametrize("path", ["/tags/green/", "/search/"])
def test_a_list_in_another_order_knows_no_months(client, save, path):
    save(at(2024, 1), tags=["green"])
    assert client.get(path, {"at": "2024-01"}).status_code == 400
