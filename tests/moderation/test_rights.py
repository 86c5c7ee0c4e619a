"""Who may act on whom."""

import pytest

from bookmarks import moderation
from bookmarks.models import Import, ModerationEntry, Notice
from bookmarks.moderation import import_hiding
from bookmarks.moderation.dossier import note
from bookmarks.moderation.effects import EFFECTS
from tests.factories import (
    NOON,
    BookmarkFactory,
    CollectionFactory,
    PersonFactory,
    ReportFactory,
    make_staff,
)

pytestmark = pytest.mark.django_db
WORDS = {"reason": "Because.", "at": NOON}


@pytest.fixture
def staff(db):
    """Opens the admin, without the permission to moderate."""
    return PersonFactory(handle="the-clerk", is_staff=True)


@pytest.mark.parametrize("act", ["dismiss", "hide", "suspend"])
@pytest.mark.parametrize("who", ["stranger", "staff"])
def test_people_without_the_permission_decide_nothing(act, who, request, report, spam, ann):
    by = request.getfixturevalue(who)
    about = {"dismiss": spam, "hide": spam, "suspend": ann}[act]
    with pytest.raises(moderation.NotAllowed):
        getattr(moderation, act)(about, by=by, **WORDS)
    assert not ModerationEntry.objects.exists()
    assert not Notice.objects.exists()


def test_people_without_the_permission_undo_nothing(spam, moderator, staff):
    entry = moderation.hide(spam, by=moderator, **WORDS)
    with pytest.raises(moderation.NotAllowed):
        moderation.undo(entry, by=staff, **WORDS)


def test_a_suspended_moderator_decides_nothing(spam, moderator, admin):
    moderation.suspend(moderator, by=admin, **WORDS)
    moderator.refresh_from_db()
    with pytest.raises(moderation.NotAllowed):
        moderation.hide(spam, by=moderator, **WORDS)


def test_nobody_decides_about_themselves(moderator, admin):
    mine = BookmarkFactory(owner=moderator)
    with pytest.raises(moderation.NotAllowed):
        moderation.hide(mine, by=moderator, **WORDS)
    with pytest.raises(moderation.NotAllowed):
        moderation.dismiss(ReportFactory(target=mine).target, by=moderator, **WORDS)
    with pytest.raises(moderation.NotAllowed):
        moderation.suspend(admin, by=admin, **WORDS)


def test_nobody_lifts_what_was_decided_about_them(moderator, admin):
    entry = moderation.hide(BookmarkFactory(owner=moderator), by=admin, **WORDS)
    with pytest.raises(moderation.NotAllowed):
        moderation.undo(entry, by=moderator, **WORDS)


def test_staff_are_suspended_and_freed_by_administrators_alone(moderator, other_moderator, admin):
    with pytest.raises(moderation.NotAllowed):
        moderation.suspend(other_moderator, by=moderator, **WORDS)
    entry = moderation.suspend(other_moderator, by=admin, **WORDS)
    with pytest.raises(moderation.NotAllowed):
        moderation.undo(entry, by=moderator, **WORDS)
    moderation.undo(entry, by=admin, **WORDS)
    other_moderator.refresh_from_db()
    assert other_moderator.may_publish


def test_the_group_of_moderators_may_look_and_decide_and_nothing_else(moderator):
    permissions = moderator.get_all_permissions()
    assert moderation.MODERATE in permissions
    assert {name.split(".")[1].split("_")[0] for name in permissions} == {
        "moderate",
        "triage",
        "view",
    }


# --- Every act, every role -------------------------------------------------------------------

ROLES = ("Triage", "Moderators", "Administrators")
DECIDE = {"Moderators", "Administrators"}
BY_ROLE = {
    "dismiss": {*ROLES},
    "hide": DECIDE,
    "hide-import": DECIDE,
    "sensitive": DECIDE,
    "unpublish": DECIDE,
    "untag": DECIDE,
    "warn": DECIDE,
    "limit": DECIDE,
    "suspend": DECIDE,
    "ban": DECIDE,
    "undo a dismissal": {*ROLES},
    "undo a hiding": DECIDE,
    "answer an appeal": DECIDE,
    "claim": {*ROLES},
    "note": {*ROLES},
}


def do(what, by, judge):
    author = PersonFactory()
    thing = BookmarkFactory(owner=author, tags=["tea"])
    said = {"by": by, **WORDS}
    if what == "claim":
        return moderation.claim(ReportFactory(target=thing).case, by=by, at=NOON)
    if what == "note":
        return note(author, "A note.", by=by, at=NOON)
    if what == "hide-import":
        source = Import.objects.create(person=author, state="done", requested_at=NOON)
        return import_hiding.begin(source, **said)
    if what.startswith("undo"):
        ReportFactory(target=thing)
        act = moderation.dismiss if what == "undo a dismissal" else moderation.hide
        return moderation.undo(act(thing, by=judge, **WORDS), **said)
    if what == "answer an appeal":
        entry = moderation.hide(thing, by=judge, **WORDS)
        return moderation.grant(moderation.appeal(entry, "No.", by=author, at=NOON), **said)
    target = CollectionFactory(owner=author) if what == "unpublish" else thing
    ReportFactory(target=target)
    tag = {"tag": thing.taggings.get().tag} if what == "untag" else {}
    return moderation.act(target, moderation.Order(what, **said, **tag))


@pytest.mark.parametrize("role", [*ROLES, "none"])
def test_each_role_does_what_it_may_and_nothing_else(role, staff, admin):
    by = staff if role == "none" else make_staff(role, handle="the-member")
    assert {*EFFECTS} <= BY_ROLE.keys()
    done = set()
    for what in BY_ROLE:
        try:
            do(what, by, admin)
        except moderation.NotAllowed:
            continue
        done.add(what)
    assert done == {what for what, roles in BY_ROLE.items() if role in roles}
