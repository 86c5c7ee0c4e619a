"""Many bookmarks at once, in a browser."""

from playwright.sync_api import expect


def test_a_range_is_ticked_tagged_and_taken_back(meet, other_site):
    ann = meet("ann")
    ann.signs_up()
    for n in range(4):
        ann.saves(other_site.page(f"/bulk-{n}", f"<title>Loaf {n}</title><p>Bread, number {n}."))
    ann.opens("/library/")
    ann.clicks("Select")
    boxes = ann.page.locator("main .tick input")
    boxes.nth(0).check()
    boxes.nth(2).click(modifiers=["Shift"])
    expect(ann.page.get_by_role("status").filter(has_text="3 selected")).to_be_visible()
    ann.types("sourdough", into="Tags")
    ann.presses("Preview")
    ann.presses("Change 3 bookmarks")
    ann.sees("The tags of 3 bookmarks changed.")
    expect(ann.page.get_by_role("link", name="sourdough")).to_have_count(3)
    ann.presses("Undo")
    ann.sees("Undone: 3 bookmarks are as they were.")
    expect(ann.page.get_by_role("link", name="sourdough")).to_have_count(0)
