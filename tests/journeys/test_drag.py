"""Entries put elsewhere by the pointer, and the same by keys alone."""

import pytest
from playwright.sync_api import expect

TITLES = ("one", "two", "three")


@pytest.fixture
def ann(meet):
    ann = meet("ann")
    ann.signs_up()
    ann.is_in()
    return ann


@pytest.fixture
def shelf(ann, other_site):
    """The address of a collection of three, which stand as they were put there."""
    shelf = ann.makes_a_public_collection("Shelf")
    for title in reversed(TITLES):  # what comes goes on top
        ann.saves(other_site.page(f"/{title}", f"<title>{title}</title>"), collection="Shelf")
        expect(ann.page.get_by_role("heading", name=title)).to_be_visible()
    return shelf


@pytest.fixture(params=["list", "cards"])
def in_order(request, ann, shelf):
    """It is shown in the order of its own, below each other or beside each other."""
    ann.opens(f"{shelf}?sort=custom&view={request.param}")
    stand(ann, "one", "two", "three")


@pytest.mark.usefixtures("in_order")
def test_an_entry_is_dragged_to_another_place_and_stays_there(ann):
    with ann.page.expect_response("**/order/"):
        drag(ann.page, entry(ann, "three"), entry(ann, "one"))
    stand(ann, "three", "one", "two")
    ann.page.reload()
    stand(ann, "three", "one", "two")


@pytest.mark.usefixtures("in_order")
def test_what_could_not_be_put_there_stands_where_it_was(ann, windows):
    ann.page.context.set_offline(True)
    drag(ann.page, entry(ann, "three"), entry(ann, "one"))
    ann.sees("you seem to be offline")
    stand(ann, "one", "two", "three")
    windows.troubles.clear()


def test_on_the_page_of_the_order_rows_are_dragged_too(ann, shelf):
    ann.opens(f"{shelf}order/")
    with ann.page.expect_response("**/order/"):
        drag(ann.page, row(ann, "one"), row(ann, "three"), is_late=True)
    expect(ann.page.locator(".rows > li .row-main")).to_contain_text(["two", "three", "one"])
    ann.opens(f"{shelf}?sort=custom")
    stand(ann, "two", "three", "one")


def test_keys_alone_put_an_entry_at_another_place(ann, shelf):
    ann.opens(f"{shelf}order/")
    button = ann.page.get_by_role("button", name="To the top: three")
    walk_to(ann.page, button)
    ann.page.keyboard.press("Enter")
    expect(ann.page.locator(".rows > li .row-main")).to_contain_text(["three", "one", "two"])
    ann.opens(f"{shelf}?sort=custom")
    stand(ann, "three", "one", "two")


@pytest.fixture
def goal(ann, shelf):
    """The address of another collection, with nothing in it."""
    goal = ann.makes_a_public_collection("Goal")
    ann.opens("/library/")
    return goal


def test_an_entry_is_dragged_into_a_collection_and_taken_out_again(ann, goal):
    page = ann.page
    drag(page, entry(ann, "two"), page.locator("[data-drop]", has_text="Goal"))
    ann.sees("1 bookmark added.")
    page.locator("#said").get_by_role("button", name="Undo").press("Enter")
    ann.sees("Undone")
    ann.opens(goal)
    stand(ann)
    ann.opens("/library/")
    drag(page, entry(ann, "two"), page.locator("[data-drop]", has_text="Goal"))
    ann.sees("1 bookmark added.")
    ann.opens(goal)
    stand(ann, "two")


def test_keys_alone_put_an_entry_into_a_collection(ann, goal):
    page = ann.page
    entry(ann, "two").get_by_role("link", name="Edit").focus()
    page.keyboard.press("Enter")
    more = page.get_by_role("link", name="More…")
    walk_to(page, more)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Edit the bookmark")).to_be_visible()
    box = page.get_by_label("Goal", exact=True)
    walk_to(page, box)
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    page.keyboard.press("Enter")
    ann.sees("Changed.")
    ann.opens(goal)
    stand(ann, "two")


def entry(person, title):
    return person.page.locator("#entries li", has=person.page.locator(".entry")).filter(
        has_text=title
    )


def row(person, title):
    return person.page.locator(".rows > li").filter(has_text=title)


def stand(person, *titles):
    expect(person.page.locator("#entries .entry-title a")).to_have_text([*titles])


def drag(page, what, where, *, is_late=False):
    """By its handle, to the near or far half of where it goes; the mouse is moved as hands do."""
    what.hover()
    handle = middle(what.locator("> .grip"))
    page.mouse.move(*handle)
    page.mouse.down()
    page.mouse.move(handle[0] + 8, handle[1] + 8, steps=4)
    # What opens only now has to have opened.
    expect(where).to_be_visible()
    box = where.bounding_box()
    share = 0.8 if is_late else 0.2
    page.mouse.move(box["x"] + box["width"] * share, box["y"] + box["height"] * share, steps=12)
    page.mouse.up()


def middle(element):
    box = element.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def walk_to(page, element):
    """By Tab, as far as it takes."""
    for _step in range(80):
        if element.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("Tab does not lead there")
