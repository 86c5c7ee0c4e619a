"""JSON-LD as pages write it, and which of a page's items is the page's own."""

import pytest

from bookmarks.fetching.page import read_page

HTML = {"content-type": "text/html; charset=utf-8"}


def facts_of(script, head=""):
    page = f"{head}<script type='application/ld+json'>{script}</script>"
    return read_page(page.encode(), HTML, "https://a.example/x")


@pytest.mark.parametrize(
    "script",
    [
        '{"@type":"Article","headline":"Why \\"it\\" floats"}',
        '<!-- {"@type":"Article","headline":"Why \\"it\\" floats"} -->',
        '/* by hand */ {"@type":"Article", // the page\n"headline":"Why \\"it\\" floats",}',
        '{"@type":"Article","headline":"Why &quot;it&quot; floats",}',
        "{&quot;@type&quot;:&quot;Article&quot;,&quot;headline&quot;:&quot;Why 'it' floats&quot;}",
        '{"@type":"Article","headline":"Why \\"it\\"\n floats"}',
        '[{"@graph":[{"@type":["Thing","Article"],"headline":["Why \\"it\\" floats"]}]}]',
        '{"@type":"Article","headline":"Why \\"it\\" floats"}{"@type":"Article","headline":"B"}',
    ],
)
def test_json_is_read_as_it_was_meant(script):
    assert facts_of(script).title.replace("'", '"') == 'Why "it" floats'


@pytest.mark.parametrize("script", ["{", "nonsense", "[]", '{"@type":7,"headline":{}}', "null"])
def test_what_cannot_be_read_says_nothing(script):
    assert facts_of(script).title == ""


def story(name, author):
    return f'{{"@type":"NewsArticle","headline":"{name}","author":"{author}"}}'


def test_the_item_that_bears_the_name_of_the_page_is_its_own():
    stories = ",".join(story(name, name[0]) for name in ("Another", "Boats", "Crane"))
    assert facts_of(f"[{stories}]", "<title>Boats - The Post</title>").author == "B"


def test_a_list_of_other_stories_says_nothing_of_the_page():
    stories = ",".join(story(name, name[0]) for name in ("Another", "Boats", "Crane"))
    found = facts_of(f"[{stories}]", "<title>News of the day</title>")
    assert (found.title, found.author) == ("News of the day", "")
