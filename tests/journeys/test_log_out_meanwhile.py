"""The session ends while a person types: nothing typed is lost."""

import pytest
from playwright.sync_api import expect

WORDS = "Half an hour's writing.\n\nAnd a second thought."


@pytest.fixture
def ann(meet):
    ann = meet("ann")
    ann.signs_up()
    ann.is_in()
    return ann


@pytest.fixture
def here(ann, other_site):
    """The address of her bookmark."""
    bookmark = ann.saves(other_site.page("/here", "<title>Here</title>"))
    expect(ann.page.get_by_role("heading", name="Here")).to_be_visible()
    return bookmark


def test_a_link_that_was_being_saved(ann, other_site):
    ann.opens(f"/save/?url={other_site.page('/new', '<title>New</title>')}")
    ann.types("My own title", into="Title")
    ann.types(WORDS, into="Note")
    is_logged_out(ann)
    ann.presses("Save the link")
    logs_in_again_and_sends(ann)
    is_kept(ann, "My own title")


def test_a_link_that_was_being_saved_in_the_sheet(ann, other_site):
    ann.opens("/library/")
    expect(ann.page.locator("html[data-keys]")).to_be_attached()
    ann.page.keyboard.press("a")
    sheet = ann.page.get_by_role("dialog", name="Save a link")
    sheet.get_by_label("Address").fill(other_site.page("/new", "<title>New</title>"))
    sheet.get_by_label("Title").fill("My own title")
    sheet.get_by_label("Note").fill(WORDS)
    is_logged_out(ann)
    sheet.get_by_role("button", name="Save the link").click()
    logs_in_again_and_sends(ann)
    is_kept(ann, "My own title")


def test_a_bookmark_that_was_being_edited(ann, here):
    ann.opens(here)
    ann.clicks("Edit")
    ann.types("My own title", into="Title")
    ann.types(WORDS, into="Note")
    is_logged_out(ann)
    ann.presses("Keep the changes")
    logs_in_again_and_sends(ann)
    is_kept(ann, "My own title")


@pytest.mark.usefixtures("here")
def test_an_entry_that_was_being_changed_where_it_stands(ann):
    ann.opens("/library/")
    expect(ann.page.locator("html[data-keys]")).to_be_attached()
    for key in ("j", "e"):
        ann.page.keyboard.press(key)
    ann.types("My own title", into="Title")
    ann.types(WORDS, into="Note")
    is_logged_out(ann)
    ann.presses("Keep the changes")
    logs_in_again_and_sends(ann)
    is_kept(ann, "My own title")


def is_logged_out(person):
    """As by time, or in another window: the page itself does not know."""
    person.page.context.clear_cookies(name="sessionid")


def logs_in_again_and_sends(person):
    person.sees("Log in")
    person.page.wait_for_url("**/accounts/login/**")
    person.types_name_and_password()
    expect(person.page.get_by_role("heading", name="Send it once more")).to_be_visible()
    person.sees("And a second thought.")
    person.presses("Send it now")


def is_kept(person, title):
    expect(person.page.get_by_role("heading", name=title)).to_be_visible()
    for words in WORDS.split("\n\n"):
        person.sees(words)
