"""Searching in the lists of the site: ?q= and /search/."""

import pytest

from bookmarks.search.indexing import sweep
from tests.factories import BookmarkFactory, CollectionFactory
from tests.web.pages import meta, soup, titles, words

pytestmark = pytest.mark.django_db

PAGES = ["/library/", "/@ann/shelf/", "/@ann/", "/tags/green/", "/search/"]


@pytest.fixture
def shelf(ann):
    return CollectionFactory(owner=ann, title="Shelf", slug="shelf")


@pytest.fixture
def as_ann(client, ann):
    client.force_login(ann)
    return client


@pytest.fixture
def save(ann, shelf):
    """Save for Ann, on her shelf and with the tag "green", and index it."""

    def save(title, **fields):
        tags = ["green", *fields.pop("tags", [])]
        made = BookmarkFactory(owner=ann, title=title, collections=[shelf], tags=tags, **fields)
        while sweep():
            pass
        return made

    return save


def found(client, path, text, **more):
    return soup(client.get(path, {"q": text, **more}))


@pytest.mark.parametrize("path", PAGES)
def test_each_list_is_searched_in_its_place(as_ann, save, path):
    for title in ("tea one", "lunch", "more tea"):
        save(title)
    page = found(as_ann, path, "tea")
    assert titles(page) == ["more tea", "tea one"]
    assert page.select_one("#list-q")["value"] == "tea"
    assert words(page.select_one(".toolbar-count")) == "2 bookmarks"


@pytest.mark.parametrize("path", PAGES)
def test_no_search_engine_reads_a_result(as_ann, save, path):
    save("tea")
    assert meta(found(as_ann, path, "tea"), "robots") == "noindex"


@pytest.mark.parametrize("path", PAGES)
def test_a_mistake_is_pointed_at_and_the_text_stays_in_the_box(as_ann, save, path):
    save("tea")
    answer = as_ann.get(path, {"q": 'tea "green'})
    page = soup(answer)
    assert answer.status_code == 422
    assert "The quotation mark is never closed." in words(page.select_one("[role=alert]"))
    assert page.select_one(".search-mistake mark").text == '"green'
    box = page.select_one("#list-q")
    assert (box["value"], box["aria-invalid"]) == ('tea "green', "true")
    assert page.select_one(f"#{box['aria-describedby']}")


def test_a_result_is_sorted_by_relevance_or_time(as_ann, save):
    save("x", note="tea")
    save("tea")
    save("y", note="tea")
    for sort, expected in (
        ({}, ["tea", "y", "x"]),
        ({"sort": "newest"}, ["y", "tea", "x"]),
        ({"sort": "oldest"}, ["x", "tea", "y"]),
    ):
        assert titles(found(as_ann, "/library/", "tea", **sort)) == expected
    assert as_ann.get("/library/", {"q": "tea", "sort": "a-z"}).status_code == 400


def test_a_result_has_pages(as_ann, save):
    for n in range(3):
        save(f"tea {n}")
    page = found(as_ann, "/library/", "tea", per_page=2)
    further = soup(as_ann.get("/library/" + page.select_one("a[rel=next]")["href"]))
    assert titles(page) + titles(further) == ["tea 2", "tea 1", "tea 0"]


def test_what_else_the_address_says_goes_along_with_a_new_search(as_ann, save):
    save("tea", is_favorite=True)
    asked = {"show": "favorites", "tag": "green", "view": "cards", "sort": "oldest"}
    page = found(as_ann, "/library/", "tea", **asked)
    sent = {field["name"]: field["value"] for field in page.select(".search-form input")}
    assert sent == {"q": "tea", **asked}
    assert titles(page) == ["tea"]
    assert titles(found(as_ann, "/library/", "tea", show="to-read")) == []


def test_an_order_that_results_do_not_have_does_not_go_along(as_ann, save):
    save("tea")
    page = soup(as_ann.get("/library/", {"sort": "a-z"}))
    assert [field["name"] for field in page.select(".search-form input")] == ["q"]


def test_the_way_back_to_the_whole_list_forgets_relevance_alone(as_ann, save):
    save("tea")
    page = found(as_ann, "/library/", "tea", sort="relevance", view="cards")
    assert page.select_one(".search-form a")["href"] == "?view=cards"


def test_a_shelf_is_chosen_within_a_search(as_ann, save):
    save("tea", is_favorite=True)
    links = {a["href"] for a in found(as_ann, "/library/", "tea").select(".side a")}
    assert "?q=tea&show=favorites" in links


def test_tags_of_the_result_narrow_it(as_ann, save):
    save("tea one", tags=["black"])
    save("tea two")
    page = found(as_ann, "/library/", "tea")
    chips = {words(a): a["href"] for a in page.select(".narrow a")}
    assert list(chips) == ["#green 2", "#black 1"]
    narrowed = soup(as_ann.get("/library/" + chips["#black 1"]))
    assert titles(narrowed) == ["tea one"]
    assert narrowed.select_one("#list-q")["value"] == "tea #black"


def test_the_sixteenth_tag_is_shown_when_all_are_asked_for(as_ann, save):
    save("tea", tags=[f"tag {n}" for n in range(15)])
    page = found(as_ann, "/library/", "tea")
    more = page.select_one(".chip-more")
    assert (len(page.select(".narrow li")), words(more)) == (16, "Show all 16")
    everything = soup(as_ann.get("/library/" + more["href"]))
    assert len(everything.select(".narrow li")) == 16
    assert everything.select_one(".chip-more") is None


def test_types_sites_and_years_of_the_result_narrow_it(as_ann, save):
    save("tea film", link__kind="video", link__url="https://film.example/1")
    save("tea", saved_at="2024-05-01T12:00Z", link__url="https://text.example/1")
    page = found(as_ann, "/library/", "tea")
    facets = {words(facet.summary) for facet in page.select(".facets details")}
    assert facets == {"Type", "Site", "Saved"}
    for name, expected in (("Video", "tea film"), ("film.example", "tea film"), ("2024", "tea")):
        way = page.find("span", class_="facet-name", string=name).parent
        assert titles(soup(as_ann.get("/library/" + way["href"]))) == [expected]


def test_each_thing_that_is_asked_for_can_be_left_out(as_ann, save):
    save("tea")
    page = found(as_ann, "/library/", 'tea #green -"black tea"')
    parts = {words(a.select_one("span")): a["href"] for a in page.select(".parts a")}
    assert list(parts) == ["tea", "#green", '-"black tea"']
    without = soup(as_ann.get("/library/" + parts["#green"]))
    assert without.select_one("#list-q")["value"] == 'tea -"black tea"'


def ways_out(page):
    return {words(li): li.a["href"] for li in page.select(".ways-out li")}


def test_nothing_found_says_so_and_what_would_be_found(as_ann, save):
    save("teapot one")
    save("teapot two", tags=["black"])
    page = found(as_ann, "/library/", "tea #black")
    assert "Nothing here has all of this" in words(page.select_one(".empty"))
    ways = ways_out(page)
    assert list(ways) == ["Words that begin with “tea” 1", "Without “tea” 1"]
    assert titles(soup(as_ann.get("/library/" + ways["Without “tea” 1"]))) == ["teapot two"]
    assert "Words that begin with “teapo” 2" in ways_out(found(as_ann, "/library/", "teapo"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tea or coffee", "tea OR coffee” 2"),
        ("green and tea or coffee", "green tea OR coffee” 2"),
        ("tea and not milk", "tea -milk” 1"),
    ],
)
def test_small_signs_of_other_sites_are_told_where_they_find_nothing(as_ann, save, typed, meant):
    save("green tea")
    save("milk coffee")
    wanted = meant.replace("”", "”?")
    assert f"Did you mean “{wanted}" in ways_out(found(as_ann, "/library/", typed))


def test_a_tag_of_two_words_is_told_where_its_quotes_are_missing(as_ann, save):
    save("tea", tags=["hot drinks"])
    ways = ways_out(found(as_ann, "/library/", "tea #hot drinks"))
    assert next(iter(ways)) == 'Did you mean “tea #"hot drinks"”? 1'


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("slow bakng", "slow baking"),
        ("lsow bakking", "slow baking"),
        ("Bakign", "baking"),
        ("#sourdouhg", "#sourdough"),
        ('title:"slow bakimg"', 'title:"slow baking"'),
    ],
)
def test_a_slip_is_put_right(as_ann, save, django_capture_on_commit_callbacks, typed, meant):
    with django_capture_on_commit_callbacks(execute=True):
        save("Slow baking", tags=["sourdough"])
    assert f"Did you mean “{meant}”? 1" in ways_out(found(as_ann, "/library/", typed))


def test_nothing_found_leads_to_what_everyone_shows(as_ann, save):
    save("tea")
    page = found(as_ann, "/library/", "coffee & cake")
    links = [a["href"] for a in page.select(".empty .buttons a")]
    assert links == ["/search/?q=coffee%20%26%20cake", "?"]
    assert "/search/?q" not in {a["href"] for a in found(as_ann, "/search/", "x").select("a")}


def test_a_way_out_tells_nothing_of_what_others_hide(client, save):
    save("teapot", audience="private")
    assert ways_out(found(client, "/@ann/", "teapo")) == {}


def test_each_example_of_the_help_can_be_asked(as_ann, save):
    save("tea")
    examples = [words(code) for code in soup(as_ann.get("/library/")).select(".search-help code")]
    assert len(examples) > 10
    for example in examples:
        assert as_ann.get("/library/", {"q": example}).status_code == 200, example


def test_the_head_of_a_page_searches_mine_or_everyones(as_ann, save, bob):
    BookmarkFactory(owner=bob, title="Bob's tea")
    save("my tea")
    mine = as_ann.get("/search/", {"q": "tea", "where": "mine"}, follow=True)
    everyones = as_ann.get("/search/", {"q": "tea", "where": "everyone"})
    assert titles(soup(mine)) == ["my tea"]
    assert titles(soup(everyones)) == ["my tea", "Bob's tea"]
    assert as_ann.get("/search/", {"q": "tea", "where": "there"}).status_code == 400


def test_a_visitor_searches_what_everyone_shows(client, save):
    save("tea")
    save("secret tea", audience="private")
    assert titles(found(client, "/search/", "tea")) == ["tea"]
    assert client.get("/search/", {"q": "tea", "where": "mine"}).url == "/library/?q=tea"


def test_what_is_saved_is_found_at_once_though_the_list_was_kept(as_ann, save):
    save("tea one")
    assert titles(found(as_ann, "/library/", "tea")) == ["tea one"]
    save("tea two")
    assert titles(found(as_ann, "/library/", "tea")) == ["tea two", "tea one"]
