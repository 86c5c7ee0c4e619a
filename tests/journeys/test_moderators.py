"""Two moderators on one case, in two browsers; then an appeal, heard by the other of them."""

import secrets

import pytest
from playwright.sync_api import expect

from tests.journeys.person import Person

QUEUE = "/admin/bookmarks/case/"
# An author with three reported bookmarks, the first of them the heaviest, and who decides.
MAKE_SPAM = """
from tests.factories import BookmarkFactory, PersonFactory, ReportFactory, make_moderator
for name in ("kim", "lee"):
    make_moderator(handle=f"{{name}}-{0}")
ann = PersonFactory(handle="ann-{0}")
for n, title in enumerate(("Cheap watches", "Cheap clocks", "Cheap rings")):
    bookmark = BookmarkFactory(owner=ann, title=title, link__url=f"https://shop-{0}.example/{{n}}")
    for reporter in range(3 - n):
        who = PersonFactory(handle=f"reader-{0}-{{n}}-{{reporter}}")
        ReportFactory(target=bookmark, reporter=who)
"""


@pytest.fixture
def people(site, windows):
    """Two who moderate, and the author; signed in."""
    mark = secrets.token_hex(3)
    site.manage("shell", "--verbosity", "0", "--command", MAKE_SPAM.format(mark))
    people = [Person(f"{name}-{mark}", windows.open()) for name in ("kim", "lee", "ann")]
    for person in people:
        person.logs_in()
    return people


def test_two_moderators_never_decide_one_case_twice_and_the_other_hears_the_appeal(people, windows):
    kim, lee, ann = people
    claims(kim, ann)
    is_kept_out(lee, kim, ann)
    hides(kim)
    is_told_that_it_is_decided(lee, kim)
    # The pages that refused are what the journey is about.
    assert {trouble[-3:] for trouble in windows.troubles if "Failed" not in trouble} == {
        "422",
        "409",
    }
    windows.troubles.clear()
    appeals(ann)
    grants(lee)
    has_it_back(ann)
    dismisses_the_others_together(kim, ann)


def finds(person, ann):
    person.opens(f"{QUEUE}?q={ann.name}")
    person.page.get_by_role("link", name="Cheap watches").click()
    expect(person.page.get_by_role("heading", level=1)).to_have_text("Case")
    person.page.wait_for_load_state()  # keys are heard once the page is whole


def claims(kim, ann):
    finds(kim, ann)
    kim.page.keyboard.press("m")
    kim.sees("Yours until")


def is_kept_out(lee, kim, ann):
    """By the claim. What he wrote stays, and so does the page that he decided on."""
    finds(lee, ann)
    lee.sees(f"@{kim.name} is at it")
    lee.types("Let him sell.", into="Reason, which the author")
    lee.page.keyboard.press("Tab")
    lee.presses("Dismiss: it may stay")
    lee.sees("Another moderator is deciding this.")
    expect(lee.page.get_by_label("Reason, which the author")).to_have_value("Let him sell.")


def hides(kim):
    kim.types("Advertising.", into="Reason, which the author")
    kim.presses("Hide it")
    kim.sees("Done: ")


def is_told_that_it_is_decided(lee, kim):
    lee.presses("Dismiss: it may stay")
    lee.sees("Nothing that you sent was done.")
    lee.sees(f"@{kim.name}")
    lee.sees("Let him sell.")
    lee.clicks("Look at the case as it is now")
    expect(lee.page.locator("#entries + ul > li")).to_have_count(1)
    lee.sees("Advertising.")


def appeals(ann):
    ann.opens("/moderation/mine/")
    ann.clicks("Appeal")
    ann.types("They are mine, and a gift.", into="Why is the decision wrong?")
    ann.presses("Send the appeal")
    ann.sees("Another moderator will look at it.")


def grants(lee):
    lee.opens("/admin/bookmarks/appeal/")
    row = lee.page.get_by_role("row").filter(has_text="They are mine, and a gift.")
    row.get_by_role("link").first.click()
    lee.types("A gift it is.", into="Reason, which the author")
    lee.presses("Grant: take the decision back")
    lee.sees("Done: ")


def has_it_back(ann):
    ann.opens("/moderation/mine/")
    ann.sees("withdrawn")
    ann.page.get_by_role("link", name="Cheap watches").first.click()
    expect(ann.page.get_by_role("heading", level=1)).to_have_text("Cheap watches")
    address = ann.page.url
    ann.logs_out()
    ann.opens(address)
    expect(ann.page.get_by_role("heading", level=1)).to_have_text("Cheap watches")


def dismisses_the_others_together(kim, ann):
    kim.opens(f"{QUEUE}?q={ann.name}")
    for title in ("Cheap clocks", "Cheap rings"):
        kim.page.get_by_role("row").filter(has_text=title).get_by_role("checkbox").check()
    kim.page.locator("select[name=action]").select_option(label="Decide about all that are chosen")
    kim.presses("Go")
    kim.sees("2 cases")
    kim.presses("Do it to 2 cases")
    kim.sees("2 cases are decided.")
    kim.opens(f"{QUEUE}?q={ann.name}&state=decided")
    expect(kim.page.locator("#result_list tbody tr")).to_have_count(2)
