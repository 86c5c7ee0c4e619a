"""The public page that the demo repeats, beside its text; nobody is signed in."""

import pytest
from playwright.sync_api import expect

from tests.demo.seed_page import ENTRIES, PAGE
from tests.journeys.windows import LOOKS, NO_SCRIPT, PHONE
from tests.launcher.site import until

ADDRESS = "/@demo/link-sharing/"


@pytest.fixture
def page(windows, look):
    page = windows.open(**look)
    page.goto(ADDRESS)
    return page


def test_every_entry_of_the_page_is_shown_as_it_stands_there(page):
    expect(page.get_by_role("heading", level=1)).to_have_text(PAGE.splitlines()[0])
    expect(page.get_by_text(f"{len(ENTRIES)} bookmarks", exact=True)).to_be_visible()
    expect(page.locator("summary").filter(has_text="Newest")).to_be_visible()
    shown = page.get_by_role("article").all()
    for entry, (title, words, host) in zip(shown, ENTRIES, strict=True):
        expect(entry.get_by_role("heading", level=2)).to_have_text(title)
        assert "".join(words) in "".join(entry.text_content().split())
        expect(entry.locator(".facts")).to_contain_text(host)
        expect(entry.locator(".cover").locator("img, .stand-in").first).to_be_visible()


def test_it_is_as_wide_as_the_window(page):
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_a_note_as_long_as_an_article_unfolds(page):
    note = page.locator(".fold").first
    folded = note.bounding_box()["height"]
    note.get_by_text("Read the whole note").click()
    expect(note.get_by_text("Fold the note")).to_be_visible()
    assert note.bounding_box()["height"] > 3 * folded


@pytest.mark.parametrize("look", [LOOKS["desktop"], PHONE], ids=["desktop", "phone"])
def test_the_next_entries_come_as_one_reads_on(page):
    page.goto(f"{ADDRESS}?per_page=3")
    entries, foot = page.get_by_role("article"), page.get_by_role("contentinfo")
    until(lambda: foot.scroll_into_view_if_needed() or entries.count() == len(ENTRIES))
    titles = page.get_by_role("heading", level=2)
    expect(titles).to_have_text([title for title, _, _ in ENTRIES])


@pytest.mark.parametrize("look", [NO_SCRIPT], ids=["no-script"])
def test_without_scripts_links_lead_to_the_next_entries(page):
    page.goto(f"{ADDRESS}?per_page=3")
    titles = page.get_by_role("heading", level=2)
    read = titles.all_inner_texts()
    while page.get_by_role("link", name="Next").count():
        page.get_by_role("link", name="Next").click()
        expect(page.get_by_role("link", name="First page")).to_be_visible()
        read += titles.all_inner_texts()
    assert read == [title for title, _, _ in ENTRIES]
