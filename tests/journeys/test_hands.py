"""What hands do: keys, sheets over the page, things put elsewhere."""

import pytest
from playwright.sync_api import expect


@pytest.fixture
def ann(meet):
    ann = meet("ann")
    ann.signs_up()
    ann.is_in()
    return ann


@pytest.fixture
def keys(ann):
    def keys(*keys):
        expect(ann.page.locator("html[data-keys]")).to_be_attached()
        for key in keys:
            ann.page.keyboard.press(key)

    return keys


def saves_by_the_sheet(ann, keys, url, title):
    keys("a")
    sheet = ann.page.get_by_role("dialog", name="Save a link")
    expect(sheet.get_by_label("Address")).to_be_focused()
    ann.page.keyboard.type(url)
    sheet.get_by_label("Title").fill(title)
    sheet.get_by_label("Note").fill(f"What is said of {title}.")
    sheet.get_by_role("button", name="Save the link").click()
    expect(sheet).to_be_hidden()
    ann.sees("Saved.")


def test_keys_lead_everywhere_and_a_sheet_saves_from_there(ann, keys, other_site):
    page = ann.page
    keys("?")
    expect(page.get_by_role("dialog", name="Keyboard")).to_be_visible()
    keys("Escape", "g", "c")
    page.wait_for_url("**/collections/")
    for name in ("one", "two"):
        saves_by_the_sheet(ann, keys, other_site.page(f"/{name}", f"<title>{name}</title>"), name)
    keys("g", "l")
    page.wait_for_url("**/library/")
    keys("j")
    expect(page.get_by_role("link", name="two", exact=True)).to_be_focused()
    keys("j", "k", "j")
    expect(page.get_by_role("link", name="one", exact=True)).to_be_focused()
    ann.opens("/library/?view=headlines")
    one, two = (page.locator(".preview", has_text=f"said of {name}.") for name in ("one", "two"))
    keys("j", "j")
    expect(one).to_be_visible()
    page.get_by_role("link", name="two", exact=True).hover()
    expect(two).to_be_visible()
    keys("Escape")
    expect(one).to_be_hidden()
    expect(two).to_be_hidden()


def test_keys_rest_in_fields_and_where_they_are_switched_off(ann, keys):
    page = ann.page
    ann.opens("/save/")
    page.get_by_label("Title").focus()
    keys("g", "l", "a", "?")
    expect(page.get_by_label("Title")).to_have_value("gla?")
    ann.opens("/keys/")
    page.get_by_label("Keys that are a single letter").uncheck()
    ann.opens("/collections/")
    keys("a", "g", "l")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.url.endswith("/collections/")


def test_a_name_leads_to_a_collection_by_keys_alone(ann, keys):
    page = ann.page
    ann.makes_a_public_collection("Green gardens")
    ann.opens("/following/")
    keys("Control+k")
    field = page.get_by_role("combobox", name="A collection, tag, person or action")
    expect(field).to_be_focused()
    page.keyboard.type("gar")
    option = page.get_by_role("option", name="Green gardens")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", option.get_attribute("id"))
    keys("ArrowDown", "ArrowUp", "Enter")
    expect(page.get_by_role("heading", name="Green gardens")).to_be_visible()


def test_collections_are_found_and_made_while_one_types(ann, keys, other_site):
    page = ann.page
    ann.makes_a_public_collection("Gardens")
    ann.opens(f"/save/?url={other_site.page('/here', '<title>Here</title>')}")
    field = page.get_by_label("Find or make a collection")
    field.fill("boats")
    ann.presses("Make “boats”")
    field.fill("gar")
    keys("Enter")
    expect(page.get_by_label("Gardens")).to_be_checked()
    ann.presses("Save the link")
    for title in ("Gardens", "boats"):
        expect(page.get_by_role("main").get_by_role("link", name=title)).to_be_visible()


@pytest.fixture
def library(ann, other_site):
    """With one bookmark."""
    ann.saves(other_site.page("/here", "<title>Here</title>"))
    ann.opens("/library/")
    expect(ann.page.get_by_role("link", name="Here", exact=True)).to_be_visible()


@pytest.mark.usefixtures("library")
def test_an_entry_is_changed_where_it_stands_and_escape_puts_back_what_was(ann, keys):
    keys("j", "e")
    field = ann.page.get_by_label("Title (optional)")
    expect(field).to_be_focused()
    ann.page.keyboard.type("Never mind")
    keys("Escape")
    expect(ann.page.get_by_role("link", name="Here", exact=True)).to_be_focused()
    keys("e")
    expect(field).to_be_focused()
    ann.page.keyboard.type("There")
    keys("Enter")
    expect(ann.page.get_by_role("link", name="There", exact=True)).to_be_focused()


@pytest.mark.usefixtures("library")
def test_what_could_not_be_done_is_said_and_put_back(ann, keys, windows):
    ann.page.context.set_offline(True)
    keys("j", "s")
    ann.sees("you seem to be offline")
    expect(ann.page.locator(".is-starring")).to_have_count(0)
    windows.troubles.clear()
    ann.page.context.set_offline(False)
    keys("s")
    star = ann.page.locator(".fact-favorite")
    expect(star).to_have_count(1)
    ann.page.locator(".stamp").click()
    button = ann.page.get_by_role("button", name="Favourite", pressed=True)
    expect(button).to_be_visible()
    ann.page.context.set_offline(True)
    button.press("Enter")
    ann.sees("you seem to be offline")
    expect(button).to_be_focused()
    windows.troubles.clear()
    ann.page.context.set_offline(False)
    button.press("Enter")
    expect(ann.page.get_by_role("button", name="Favourite", pressed=False)).to_be_focused()
    expect(star).to_have_count(0)


@pytest.mark.usefixtures("library")
def test_a_list_is_read_without_a_network_by_who_saw_it_and_nobody_else(ann, windows):
    page = ann.page
    page.evaluate("navigator.serviceWorker.ready")
    for address in ("/library/", "/popular/"):  # now through the worker
        ann.opens(address)
    page.context.set_offline(True)
    ann.opens("/library/")
    ann.sees("this is the page as you saw it last")
    expect(page.get_by_role("link", name="Here", exact=True)).to_be_visible()
    ann.opens("/explore/")
    ann.sees("What you saw last")
    page.context.set_offline(False)
    ann.opens("/library/")
    ann.logs_out()
    page.context.set_offline(True)
    ann.opens("/library/")
    ann.sees("There is no network just now.")
    expect(page.locator("#kept")).to_be_hidden()
    windows.troubles.clear()
