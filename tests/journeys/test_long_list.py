"""A list of many pages: to a month, on and on, and back."""

import re

import pytest
from playwright.sync_api import expect

from bookmarks.demo import login
from tests.journeys.windows import NO_SCRIPT, PHONE

LIST = f"/@{login.HANDLE}/link-sharing/"


@pytest.mark.parametrize("look", [PHONE, NO_SCRIPT], ids=["phone", "no-script"])
def test_a_reader_jumps_to_a_month(windows, look):
    page = windows.open(**look)
    page.goto("/@ann/slow-web/?per_page=1&sort=oldest")
    page.locator("summary").filter(has_text="Jump to a month").click()
    month = page.get_by_role("navigation", name="Months").get_by_role("link").last
    expect(month).to_be_in_viewport()
    month.click()
    expect(page).to_have_url(re.compile(r"at=\d{4}-\d\d"))
    expect(page.locator(".timeline [aria-current]")).to_have_count(1)
    expect(page.get_by_role("link", name="Previous")).to_be_visible()


def test_pages_come_by_themselves_until_one_wants_to_see_the_foot(windows):
    page = windows.open()
    page.goto(f"{LIST}?per_page=1&view=headlines")
    entries, following = page.locator("#entries > ol"), page.get_by_role("link", name="Next")
    expect(entries).to_have_count(4)
    expect(page.locator("footer")).to_be_in_viewport()
    following.click()
    expect(entries).to_have_count(5)
    expect(entries.last.get_by_role("link").first).to_be_focused()
    expect(page.locator("#read-on-said")).to_have_text("1 more, below.")


def test_back_and_reload_lead_to_what_was_in_sight(windows):
    page = windows.open()
    page.goto(f"{LIST}?per_page=3")
    page.locator("#read-on").scroll_into_view_if_needed()
    second = page.locator("#entries > ol").nth(1)
    expect(second).to_be_attached()
    second.evaluate("list => list.scrollIntoView()")
    expect(page).to_have_url(re.compile("after="))
    shown = page.url
    page.reload()
    expect(page).to_have_url(shown)
    expect(page.get_by_role("link", name="First page")).to_be_visible()


def test_back_leads_to_the_entry_that_one_left(windows):
    page = windows.open(viewport={"width": 1280, "height": 400})
    page.goto(f"{LIST}?per_page=3")
    page.locator("#read-on").scroll_into_view_if_needed()
    left = page.locator("#entries > ol").nth(1).locator(".entry").nth(1)
    left.evaluate("entry => scrollBy(0, entry.getBoundingClientRect().top - 40)")
    expect(page).to_have_url(re.compile("after="))
    name = left.get_attribute("id")
    page.evaluate("window.onunload = () => {}")  # so that the browser keeps no copy of the page
    left.locator("a.stamp").click()
    expect(page.locator(".entry-detail")).to_be_visible()
    page.go_back()
    top = page.locator(f"#{name}").evaluate("entry => entry.getBoundingClientRect().top")
    assert abs(top - 40) < 2
