"""Tags without typing them out."""

from playwright.sync_api import expect


def test_what_one_began_to_type_is_completed_and_what_fits_is_ticked_by_keys(meet, other_site):
    ann = meet("ann")
    ann.signs_up()
    ann.opens(f"/save/?url={other_site.page('/beds', '<title>Beds</title>')}&tags=gardening,plum")
    ann.presses("Save the link")
    ann.sees("Saved.")
    ann.opens(f"/save/?url={other_site.page('/trees', '<title>Trees</title>')}")
    field, keys = ann.page.get_by_label("Tags"), ann.page.keyboard
    chosen = ann.page.get_by_role("button", name="Remove")
    field.press_sequentially("old, gard")
    expect(ann.page.get_by_role("option", name="gardening")).to_be_visible()
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(chosen).to_have_text(["old", "gardening"])
    ann.page.get_by_role("checkbox", name="plum").focus()
    keys.press("Space")
    expect(chosen).to_have_text(["old", "gardening", "plum"])
    ann.presses("Save the link")
    expect(ann.page.locator(".tags a")).to_have_text(["gardening", "old", "plum"])


PASTE = """(field, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text", text);
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, cancelable: true }));
}"""


def test_tags_are_chips_that_keys_take_away_and_a_mistake_keeps_them(meet, windows):
    ann = meet("ann")
    ann.signs_up()
    ann.opens("/save/?tags=garden,science/physics")
    field, keys = ann.page.get_by_label("Tags"), ann.page.keyboard
    chosen = ann.page.get_by_role("button", name="Remove")
    field.evaluate(PASTE, "one\ntwo, GARDEN\n")
    expect(chosen).to_have_text(["garden", "science/physics", "one", "two"])
    field.press("Backspace")
    expect(ann.page.get_by_role("status").filter(has_text="two removed")).to_be_attached()
    for key in ("ArrowLeft", "ArrowLeft", "Delete"):
        keys.press(key)
    expect(ann.page.get_by_role("button", name="Remove one")).to_be_focused()
    field.fill("web design")
    ann.presses("Save the link")
    ann.sees("Please look at this again")
    expect(chosen).to_have_text(["garden", "one", "web design"])
    windows.troubles.clear()  # the answer to the form without an address
