"""The site without a mouse."""

import pytest
from playwright.sync_api import expect

# The field for tags shows it on the box that holds the chips as well.
SHOWS_FOCUS = """element => {
    const style = getComputedStyle(element.closest(".tag-box") ?? element);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
}"""


@pytest.fixture
def ann(meet):
    ann = meet("ann")
    ann.signs_up()
    return ann


@pytest.fixture
def press(ann):
    def press(*keys):
        for key in keys:
            ann.page.keyboard.press(key)

    return press


def test_a_link_is_saved_by_keys_alone(ann, press, other_site):
    ann.opens("/save/")
    stands_on(ann.page.get_by_label("Address"))
    ann.page.keyboard.type(other_site.page("/keys", "<title>By keys</title>"))
    for label, text in {"Title": "Keys", "Tags": "by hand", "Note": "No mouse."}.items():
        press("Tab")
        stands_on(ann.page.get_by_label(label))
        ann.page.keyboard.type(text)
    press("Tab")
    stands_on(ann.page.get_by_label("Into a new collection"))
    ann.page.keyboard.type("Handmade")
    press("Tab")
    stands_on(ann.page.get_by_label("Everyone"))
    press("ArrowDown", "ArrowDown")
    stands_on(ann.page.get_by_label("Only me"))
    for label in ("Favourite", "To read"):
        press("Tab", "Space")
        stands_on(ann.page.get_by_label(label))
    press("Tab")
    stands_on(ann.page.get_by_role("button", name="Save the link"))
    press("Enter")
    for text in ("Saved.", "Keys", "by hand", "No mouse.", "Only me", "Handmade"):
        ann.sees(text)


def test_the_first_stop_leads_to_the_content(ann, press):
    ann.opens("/collections/")
    press("Tab")
    stands_on(ann.page.get_by_role("link", name="Skip to the content"))
    press("Enter", "Tab")
    stands_on(ann.page.get_by_role("main").get_by_role("link").first)


def test_a_menu_opens_and_closes_by_keys(ann, press):
    menu = ann.page.locator("summary").filter(has_text="Menu of")
    menu.focus()
    press("Enter", "Tab")
    stands_on(ann.page.get_by_role("link", name="My page"))
    press("Escape")
    stands_on(menu)
    expect(ann.page.get_by_role("link", name="My page")).to_be_hidden()


def stands_on(element):
    expect(element).to_be_focused()
    assert element.evaluate(SHOWS_FOCUS), "the focus is not to be seen"
