"""Three people: one gathers, one follows, one is asked to join."""

import re

from playwright.sync_api import expect

from tests.factories import PASSWORD


def test_three_people_follow_share_and_send(meet, other_site):
    ann, bob, cem = (meet(name) for name in ("ann", "bob", "cem"))
    ann.signs_up()
    ann.follows_the_link_in_the_mail()
    collection = ann.makes_a_public_collection("Quiet engines")
    follows_on_the_way_in(bob, ann, collection)
    joins_by_link(cem, ann, collection)
    page = other_site.page("/stirling", "<title>Stirling engines</title><p>They hum.</p>")
    adds(cem, page, collection)
    sees_what_came(bob, cem)
    hears_of_all(ann, bob, cem)
    sends(ann, bob, other_site)
    wants_no_more(bob, collection)
    is_framed_elsewhere(ann, collection, other_site)


def follows_on_the_way_in(bob, ann, collection):
    """Signed out: the button leads through the sign-up, and the follow is made."""
    bob.opens(collection)
    bob.clicks("Follow")
    bob.clicks("Sign up")
    bob.types(bob.name, into="Name")
    bob.types(f"{bob.name}@example.org", into="Mail address")
    bob.types(PASSWORD, into="Password")
    bob.presses("Sign up")
    expect(bob.page.get_by_role("button", name="Following")).to_be_visible()
    bob.follows_the_link_in_the_mail()
    bob.opens(f"/@{ann.name}/")
    bob.presses("Follow")


def joins_by_link(cem, ann, collection):
    cem.signs_up()
    cem.follows_the_link_in_the_mail()
    ann.opens(f"{collection}members/")
    ann.presses("A link for those who may add")
    link = ann.page.get_by_label("May add and order").input_value()
    cem.opens(link)
    cem.sees(f"{ann.name} invites you")
    cem.presses("Accept")
    cem.sees("You are a member of “Quiet engines”.")


def adds(cem, page, collection):
    cem.opens(collection)
    cem.clicks("Add a link")
    cem.types(page, into="Address")
    cem.presses("Save the link")
    cem.sees("Saved.")
    expect(cem.page.get_by_role("heading", name="Stirling engines")).to_be_visible()


def sees_what_came(bob, cem):
    """In the list of what he follows, with why it is there; and saves it."""
    bob.clicks("Following", within="header")
    entry = bob.page.get_by_role("article").filter(has_text="Stirling engines")
    expect(entry).to_contain_text("Quiet engines")
    entry.get_by_role("link", name=re.compile("^Save ?:")).click()
    bob.presses("Save the link")
    expect(entry.get_by_role("link", name="Saved", exact=True)).to_be_focused()
    bob.page.get_by_role("link", name="Open", exact=True).click()
    bob.sees("via")
    cem.opens("/notices/")
    cem.sees("saved “Stirling engines” from you.")


def hears_of_all(ann, bob, cem):
    ann.opens("/notices/")
    ann.sees("follows “Quiet engines”.")
    ann.sees("follows you.")
    ann.opens(f"/@{ann.name}/quiet-engines/activity/")
    expect(ann.page.locator(".row").first).to_contain_text(f"{cem.name} added")


def sends(ann, bob, other_site):
    page = other_site.page("/pump", "<title>A quiet pump</title><p>No sound at all.</p>")
    bookmark = ann.saves(page)
    ann.opens(bookmark)
    ann.clicks("Send")
    ann.types(bob.name, into="Name of the person")
    ann.types("For your cellar.", into="A few words")
    ann.presses("Send")
    ann.sees(f"Sent to {bob.name}.")
    bob.opens("/inbox/")
    bob.sees("For your cellar.")
    bob.page.get_by_role("button", name=re.compile("^Save ?:")).click()
    bob.sees("Saved:")


def wants_no_more(bob, collection):
    bob.opens(collection)
    bob.page.get_by_role("button", name="Following").click()
    expect(bob.page.get_by_role("button", name="Follow", exact=True)).to_be_visible()


def is_framed_elsewhere(ann, collection, other_site):
    """Until it is for its members alone; no other page of ours may be."""
    frames = {"list": collection.replace("/@", "/embed/@"), "page": collection}
    elsewhere = other_site.page("/elsewhere", "".join(map(FRAME.format, frames, frames.values())))
    window = ann.page.context.new_page()  # what is refused in it is no trouble
    window.goto(elsewhere)
    shown = window.frame_locator("[name=list]").get_by_role("link", name="Stirling engines")
    expect(shown).to_be_visible()
    assert window.frame("page").url.startswith("chrome-error:")
    ann.opens(f"{collection}edit/")
    ann.ticks("Its members")
    ann.presses("Keep the changes")
    ann.sees("Changed.")
    window.reload()
    expect(shown).to_have_count(0)
    assert window.frame("list").url.startswith("chrome-error:")


FRAME = '<iframe name="{}" src="{}"></iframe>'
