"""From sign-up to a shared collection, its followers and its moderators."""

import threading

import pytest
from playwright.sync_api import expect

from tests.journeys.windows import NO_SCRIPT
from tests.launcher.site import until

EXCERPT = "Bread that takes two days is mostly waiting, and waiting is free."
PAGE = f"<title>Slow bread</title><meta name=description content='{EXCERPT}'>"


@pytest.fixture
def held_page(other_site, request):
    """The address of a page, and what lets it be answered."""
    may_answer = threading.Event()

    def answer(handler):
        may_answer.wait(30)
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html; charset=utf-8")
        handler.end_headers()
        handler.wfile.write(PAGE.encode())

    yield other_site.route(f"/bread/{request.node.callspec.id}", answer), may_answer.set
    may_answer.set()


def test_a_link_is_saved_read_shared_followed_reported_and_hidden(
    meet, look, held_page, other_site, moderator
):
    ann, reader, bob, eve = (meet(name, **look) for name in ("ann", "reader", "bob", "eve"))
    ann.signs_up()
    ann.follows_the_link_in_the_mail()
    bookmark = watches_the_excerpt_arrive(ann, *held_page, has_script=look is not NO_SCRIPT)
    collection = ann.makes_a_public_collection("Slow things")
    ann.puts(bookmark, "Slow things")
    reads_it_signed_out(reader, collection)
    follows_and_sees_the_next_save(bob, ann, collection, other_site)
    reports(eve, collection)
    hides(moderator, ann)
    it_is_gone(bookmark, collection, reader, eve)
    undoes(moderator, ann)
    reads_it_signed_out(reader, collection)
    was_told(ann)


def watches_the_excerpt_arrive(ann, url, let_it_answer, has_script):
    bookmark = ann.saves(url)
    ann.sees("Reading the page…")
    ann.page.evaluate("window.isTheSamePage = true")
    let_it_answer()
    if not has_script:
        until(lambda: ann.page.reload() and ann.page.get_by_text(EXCERPT).count())
    ann.sees(EXCERPT)
    expect(ann.page.get_by_role("heading", level=1)).to_have_text("Slow bread")
    assert ann.page.evaluate("window.isTheSamePage === true") is has_script
    return bookmark


def reads_it_signed_out(reader, collection):
    reader.opens(collection)
    entry = reader.page.get_by_role("article").filter(has_text="Slow bread")
    expect(entry).to_contain_text(EXCERPT)
    expect(entry).to_contain_text("127.0.0.1")
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("Slow things")


def follows_and_sees_the_next_save(bob, ann, collection, other_site):
    bob.signs_up()
    bob.opens(collection)
    bob.presses("Follow")
    expect(bob.page.get_by_role("button", name="Following")).to_be_visible()
    page = other_site.page("/slow-soup", "<title>Slow soup</title><p>Soup in a day or two.</p>")
    ann.saves(page, collection="Slow things")
    expect(ann.page.get_by_role("heading", name="Slow soup")).to_be_visible()
    bob.clicks("Following", within="header")
    bob.sees("Slow soup")


def reports(eve, collection):
    eve.signs_up()
    eve.opens(collection)
    entry = eve.page.get_by_role("article").filter(has_text="Slow bread")
    entry.get_by_role("link", name="Permalink").click()
    eve.clicks("Report")
    eve.ticks("Spam")
    eve.types("It sells bread.", into="In your words")
    eve.presses("Send the report")
    eve.sees("A moderator will look at it.")


def hides(moderator, ann):
    moderator.opens("/admin/bookmarks/case/")
    row = moderator.page.get_by_role("row").filter(has_text=ann.name)
    row.get_by_role("link", name="Slow bread").click()
    moderator.sees("It sells bread.")
    moderator.types("Advertising.", into="Reason, which the author")
    moderator.presses("Hide it")
    moderator.sees("Done: ")


def it_is_gone(bookmark, collection, *people):
    for person in people:
        person.opens(collection)
        person.sees("Slow soup")
        person.misses("Slow bread")
        assert person.is_refused(bookmark)


def undoes(moderator, ann):
    moderator.opens("/admin/bookmarks/case/?state=decided")
    row = moderator.page.get_by_role("row").filter(has_text=ann.name)
    row.get_by_role("link", name="Slow bread").click()
    moderator.types("It is a recipe.", into="Why undo it?")
    moderator.presses("Undo")
    moderator.sees("undone")


def was_told(ann):
    ann.opens("/notices/")
    ann.sees("Advertising.")
    ann.sees("It is a recipe.")
