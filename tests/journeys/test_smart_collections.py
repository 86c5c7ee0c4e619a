"""A search that is kept as a collection, in a browser."""

from playwright.sync_api import expect


def test_a_search_is_kept_and_fills_itself(meet, other_site):
    ann = meet("ann")
    ann.signs_up()
    ann.saves(other_site.page("/smart-1", "<title>Rye loaf</title><p>Bread of rye.</p>"))
    ann.sees("Rye loaf")
    ann.opens("/library/?q=loaf")
    ann.clicks("Keep this as a smart collection")
    ann.types("Loaves", into="Title")
    ann.presses("Make the collection")
    expect(ann.page.get_by_role("heading", name="Loaves")).to_be_visible()
    ann.sees("Rye loaf")
    loaves = ann.page.url
    ann.saves(other_site.page("/smart-2", "<title>Wheat loaf</title><p>Bread of wheat.</p>"))
    ann.sees("Wheat loaf")
    ann.opens(loaves)
    ann.sees("Wheat loaf")
