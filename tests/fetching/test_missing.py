"""Pages that answer 200 and say that they do not exist."""

import pytest

from bookmarks.fetching.missing import says_it_is_missing


@pytest.mark.parametrize(
    "title",
    [
        "404",
        "404 Not Found",
        "Error 404 (Not Found)!!1",
        "404 - File or directory not found.",
        "Page not found – The Slow Oven",
        "The Slow Oven | Oops! That page can’t be found.",
        "Page Not Found (404)",
        "Seite nicht gefunden",
        "Page introuvable",
        "Страница не найдена",
        "ページが見つかりません",
        "Sorry, this page isn't available.",
        "Video unavailable",
    ],
)
def test_a_title_that_says_so_is_believed(title):
    assert says_it_is_missing(title, is_article=False)


@pytest.mark.parametrize(
    "title",
    ["", "Peugeot 404", "404 days in Paris", "Not found in translation", "What is a 404 page?"],
)
def test_a_title_that_only_speaks_of_it_is_not(title):
    assert not says_it_is_missing(title, is_article=False)


def test_an_article_may_have_such_a_title():
    assert not says_it_is_missing("Page not found", is_article=True)
