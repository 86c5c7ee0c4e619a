"""Bookmarks by the thousand: brought in from a file, found, changed at once, and all taken back.

LARGE_LIBRARY says how many; 55,410 is what the page had from which the project starts.
"""

import os

import pytest
from playwright.sync_api import expect

from benchmarks.files import write
from tests.launcher.site import until

ENTRIES = int(os.environ.get("LARGE_LIBRARY", "1500"))
LONG = 240_000


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "bookmarks.html"
    write(path, ENTRIES)
    return path


@pytest.fixture
def ann(meet):
    ann = meet("ann")
    ann.signs_up()
    return ann


def test_thousands_come_in_are_found_changed_at_once_and_taken_back(ann, file):
    brings_in(ann, file)
    finds(ann, "created:>2005", "1,000+")
    changes_all(ann, "heap")
    ann.opens("/library/?tag=heap")
    expect(ann.page.locator(".toolbar-count")).to_contain_text(f"{ENTRIES:,} bookmarks")
    undoes(ann)
    ann.opens("/library/?q=%23heap")
    expect(ann.page.locator("article.entry")).to_have_count(0)
    takes_back_the_import(ann)
    ann.opens("/library/")
    expect(ann.page.locator("article.entry")).to_have_count(0)


def brings_in(ann, file):
    ann.opens("/import/")
    ann.page.get_by_label("File of bookmarks").set_input_files(file)
    ann.presses("Look at it")
    shown = ann.page.locator(".import-numbers")
    expect(shown).to_contain_text(f"New{ENTRIES:,}", timeout=LONG)
    ann.presses("Import")
    saved = ann.page.get_by_text(f"{ENTRIES:,} bookmarks saved.")
    expect(saved).to_be_visible(timeout=LONG)


def finds(ann, query, count):
    """What came in by the thousand is indexed within seconds of the last."""
    ann.opens("/library/")
    ann.page.locator("#list-q").fill(query)
    ann.page.locator("#list-q").press("Enter")
    expect(ann.page.locator("#list-q")).to_have_value(query)
    address = ann.page.url
    until(lambda: ann.opens(address) or count in ann.page.locator(".toolbar-count").inner_text())


def changes_all(ann, tag):
    ann.opens("/library/")
    ann.clicks("Select")
    ann.page.locator("#bulk").get_by_label(f"All {ENTRIES:,} in this list").check()
    ann.page.get_by_label("Action").select_option(label="Add tags")
    ann.page.locator("#bulk #id_tags").fill(tag)
    ann.presses("Preview")
    ann.presses(f"Change {ENTRIES:,} bookmarks")
    done = ann.page.locator("#change .notice-success")
    expect(done).to_be_visible(timeout=LONG)


def undoes(ann):
    ann.opens("/changes/")
    ann.page.locator(".row").get_by_role("link").first.click()
    ann.presses("Undo")
    expect(ann.page.locator("#change")).to_contain_text("Undone", timeout=LONG)


def takes_back_the_import(ann):
    ann.opens("/import/")
    ann.clicks("bookmarks.html")
    ann.presses("Take it back")
    expect(ann.page.locator("#import")).to_contain_text("Taken back.", timeout=LONG)
