"""Rules about whole sites: what they hide, what they refuse, and that they can be taken back."""

from functools import partial

import pytest

from bookmarks import moderation
from bookmarks.counting import recount
from bookmarks.mass_saving import Dated, save_many
from bookmarks.models import Bookmark, DomainRule
from bookmarks.moderation import sites
from bookmarks.saving import Draft, edit_bookmark, save_bookmark
from tests.at_once import at_once
from tests.factories import NOON, BookmarkFactory, CollectionFactory, PersonFactory

pytestmark = pytest.mark.django_db


def rule_of(domain, path="", **fields):
    said = {"action": "block", "requested_at": NOON} | fields
    return DomainRule.objects.create(domain=domain, path=path, **said)


def begun(by, domain, path="", **fields):
    rule = rule_of(domain, path, **fields)
    assert sites.begin(rule, by=by, at=NOON)
    rule.refresh_from_db()
    return rule


def saved(owner, url, **fields):
    return BookmarkFactory(owner=owner, link__url=url, **fields)


def listed(nobody):
    shown = Bookmark.objects.listed_to(nobody).order_by("link__url")
    return list(shown.values_list("link__url", flat=True))


def test_a_block_hides_what_lies_below_it_from_all_but_its_owner(ann, nobody, admin):
    spam = saved(ann, "https://shop.spam.example/watch")
    saved(ann, "https://antispam.example/")
    rule = begun(admin, "spam.example")
    assert (rule.state, rule.changed) == ("live", 1)
    assert listed(nobody) == ["https://antispam.example/"]
    assert Bookmark.objects.visible_to(ann).filter(pk=spam.pk).exists()


def test_a_path_is_blocked_without_its_neighbours(ann, nobody, admin):
    for path in ("ann", "ann/1", "anna"):
        saved(ann, f"https://blogs.example/{path}")
    begun(admin, "blogs.example", "/ann")
    assert listed(nobody) == ["https://blogs.example/anna"]


def test_new_and_old_are_alike_however_they_are_saved(ann, nobody, admin):
    begun(admin, "spam.example")
    one = save_bookmark(ann, Draft("https://spam.example/1", "public"), NOON).bookmark
    many = Dated(Draft("https://spam.example/2", "public"), NOON, NOON)
    save_many(ann, [many], NOON)
    moved = saved(ann, "https://good.example/")
    edit_bookmark(moved, Draft("https://spam.example/3", "public"), NOON, by=ann)
    assert listed(nobody) == []
    edit_bookmark(one, Draft("https://good.example/1", "public"), NOON, by=ann)
    assert listed(nobody) == ["https://good.example/1"]


def test_taken_back_all_is_as_before_and_so_are_the_numbers(ann, bob, nobody, admin):
    shelf = CollectionFactory(owner=ann)
    for n in range(30):
        owner, audience = (ann, "public") if n % 2 else (bob, "collections")
        where = [shelf] if n % 3 else []
        url = f"https://{n % 4}.spam.example/{n}"
        saved(owner, url, audience=audience, collections=where, tags=["watch"])
    saved(ann, "https://spam.example/hidden", hidden_at=NOON)
    before = list(Bookmark.objects.order_by("pk").values_list("pk", "reach"))
    rule = begun(admin, "spam.example")
    assert set(Bookmark.objects.values_list("reach", flat=True)) == {0}
    assert not any(recount().values())
    assert sites.end(rule, by=admin, at=NOON)
    assert list(Bookmark.objects.order_by("pk").values_list("pk", "reach")) == before
    assert not any(recount().values())


def test_what_lies_below_two_rules_stays_hidden_until_both_are_gone(ann, nobody, admin):
    saved(ann, "https://spam.example/x")
    rules = [begun(admin, "spam.example"), begun(admin, "spam.example", "/x")]
    for rule, seen in zip(rules, (0, 1), strict=True):
        sites.end(rule, by=admin, at=NOON)
        assert len(listed(nobody)) == seen


def test_a_killed_worker_loses_and_doubles_nothing(ann, nobody, admin, monkeypatch):
    monkeypatch.setattr(sites, "BATCH", 2)
    monkeypatch.setattr(sites, "AT_ONCE", 0)
    monkeypatch.setattr(sites, "publish", lambda _pk: None)
    for n in range(5):
        saved(ann, f"https://{n % 2}.spam.example/{n}")
    rule = begun(admin, "spam.example")
    sites._step(rule)
    again = DomainRule.objects.get()
    assert (again.state, again.position, again.changed) == ("beginning", 2, 2)
    sites._step(rule)
    assert sites._step(again) is False  # it was another's
    DomainRule.objects.update(worked_at=None)  # as beat would find it a minute later
    sites.work_on(DomainRule.objects.get())
    done = DomainRule.objects.get()
    assert (done.state, done.position, done.changed) == ("live", 5, 5)
    assert listed(nobody) == []


def test_a_dry_run_counts_what_everybody_sees_and_changes_nothing(ann, bob, nobody, admin):
    for owner, audience in ((ann, "public"), (bob, "public"), (bob, "private")):
        saved(owner, f"https://spam.example/{owner}{audience}", audience=audience)
    run = sites.dry_run(rule_of("spam.example").area)
    assert (run.hidden, run.people, run.is_more) == (2, 2, False)
    assert len(listed(nobody)) == 2


def test_a_review_hides_nothing_that_is_there(ann, nobody, admin):
    saved(ann, "https://odd.example/")
    assert begun(admin, "odd.example", action="review").state == "live"
    assert listed(nobody) == ["https://odd.example/"]


def test_only_administrators_rule_over_sites(moderator, ann):
    rule = rule_of("spam.example")
    for person in (moderator, ann):
        with pytest.raises(moderation.NotAllowed):
            sites.begin(rule, by=person, at=NOON)


@pytest.mark.django_db(transaction=True)
def test_what_is_saved_while_a_rule_begins_or_ends_is_as_the_rule_says(admin, nobody):
    people = [PersonFactory() for _n in range(4)]
    for verb, seen in ((sites.begin, 0), (sites.end, 8)):
        rule = DomainRule.objects.first() or rule_of("spam.example")
        saves = [
            partial(
                save_bookmark,
                person,
                Draft(f"https://spam.example/{verb.__name__}", "public"),
                NOON,
            )
            for person in people
        ]
        at_once([*saves[:2], partial(verb, rule, by=admin, at=NOON), *saves[2:]])
        assert len(listed(nobody)) == seen
    assert not any(recount().values())
