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
    field.press_sequentially("old, gard")
    expect(ann.page.get_by_role("option", name="gardening")).to_be_visible()
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(field).to_have_value("old, gardening, ")
    ann.page.get_by_role("checkbox", name="plum").focus()
    keys.press("Space")
    expect(field).to_have_value("old, gardening, plum, ")
    ann.presses("Save the link")
    expect(ann.page.locator(".tags a")).to_have_text(["gardening", "old", "plum"])
