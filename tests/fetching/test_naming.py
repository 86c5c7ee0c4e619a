"""Titles without their sites, sites out of their titles."""

import pytest

from bookmarks.fetching.naming import (
    bare_title,
    site_by_difference,
    site_by_host,
    without_last_part,
)

STORY = "Boats and why they float"


@pytest.mark.parametrize(
    ("title", "site", "bare"),
    [
        (f"{STORY} | The Post", "The Post", STORY),
        (f"{STORY} – the post", "The Post", STORY),
        (f"{STORY} -- The Post", "The Post", STORY),
        (f"{STORY} :: The Post", "The Post", STORY),
        (f"{STORY}｜港新聞", "港新聞", STORY),
        (f"{STORY}_港新聞", "港新聞", STORY),
        (f"{STORY} | The Post Weekend", "The Post", STORY),
        (f"{STORY} | Weekend | The Post", "The Post", f"{STORY} | Weekend"),
        (f"The Post: {STORY}", "The Post", STORY),
        (f"The Post » {STORY}", "The Post", STORY),
        (f"Left Boots » Blog Archive » {STORY}", "", STORY),
        (f"{STORY} - site.example", "", STORY),
        (f"{STORY} | Site", "", STORY),
        (f"{STORY} | Posterior views", "Post", f"{STORY} | Posterior views"),
        ("The Post", "The Post", "The Post"),
        ("Spider-Man", "Man", "Spider-Man"),
        ("C / C++ - a comparison", "", "C / C++ - a comparison"),
    ],
)
def test_a_title_sheds_its_site(title, site, bare):
    assert bare_title(title, site, [], [], "https://www.site.example/a") == bare


@pytest.mark.parametrize(
    ("title", "names", "headings", "bare"),
    [
        (f"{STORY} - Old Harbour Press", [STORY], [], STORY),
        (f"{STORY} - Press", [], [STORY], STORY),
        (f"Old Harbour Press - {STORY}", [], ["Old Harbour Press"], f"Old Harbour Press - {STORY}"),
    ],
)
def test_another_name_of_the_page_settles_what_is_the_title(title, names, headings, bare):
    assert bare_title(title, "", names, headings, "https://a.example/x") == bare


def test_a_front_page_keeps_the_name_of_its_site():
    title = "The Post - News from the harbour"
    assert bare_title(title, "The Post", [], [], "https://a.example/") == title


@pytest.mark.parametrize(
    ("title", "rest"),
    [
        (f"{STORY} - Old Press", STORY),
        ("Boats | Old Press", "Boats | Old Press"),
        ("Old boats | Old Press", "Old boats"),
        ("Dead reckoning - a confession", "Dead reckoning - a confession"),
        (f"{STORY} - Sea - Part of Life - Old Press", STORY),
        (STORY, STORY),
    ],
)
def test_a_long_title_gives_up_what_seems_to_be_its_site(title, rest):
    assert without_last_part(title) == rest


@pytest.mark.parametrize(
    ("title", "url", "site"),
    [
        ("Bread - Wikipedia", "https://en.wikipedia.org/wiki/Bread", "Wikipedia"),
        ("Bread - Wikipedia, the free one", "https://en.wikipedia.org/wiki/Bread", "Wikipedia"),
        ("Old Boats | Bread", "https://oldboats.example/bread", "Old Boats"),
        ("Bread - Baking", "https://en.wikipedia.org/wiki/Bread", ""),
        ("Wikipedia", "https://en.wikipedia.org/", ""),
    ],
)
def test_a_site_is_told_by_its_host(title, url, site):
    assert site_by_host(title, url) == site


@pytest.mark.parametrize(
    ("title", "named", "site"),
    [
        (f"{STORY} | Sea | Old Press", STORY, "Old Press"),
        (f"Old Press: {STORY}", STORY, "Old Press"),
        (f"{STORY} - Old Press", "Old Press", "Old Press"),
        (STORY, STORY, ""),
        (STORY, "", ""),
    ],
)
def test_a_site_is_what_a_title_says_beyond_the_name_of_the_page(title, named, site):
    assert site_by_difference(title, named) == site
