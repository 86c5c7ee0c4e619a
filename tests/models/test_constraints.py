"""What must be true of data, the database itself holds. Each named constraint refuses."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from accounts.models import Block, HandleChange, SignUpCode, SiteSettings, User
from bookmarks.models import (
    Appeal,
    Bookmark,
    BulkChange,
    BulkPart,
    Case,
    Collection,
    CollectionEvent,
    CollectionMember,
    DataExport,
    Digest,
    DomainRule,
    Follow,
    FormerAddress,
    Hold,
    Import,
    ImportHiding,
    Invitation,
    Link,
    MailChoice,
    ModerationEntry,
    Mute,
    Notice,
    Picture,
    PopularLink,
    PresetReason,
    Report,
    SearchChange,
    Sent,
    Spelling,
    Tag,
    TagAlias,
    Tagging,
    Watched,
)
from tests.factories import (
    NOON,
    BookmarkFactory,
    CollectionFactory,
    PersonFactory,
    minutes_after_noon,
    place,
)

pytestmark = pytest.mark.django_db

# Constraints of numbers that only triggers write: `manage.py recount` proves those.
KEPT_BY_TRIGGERS = {"one_tally_a_collection_and_person", "one_tally_a_tag_and_person"}

# The name of each constraint → rows, the last of which it refuses. `t` holds what they stand on.
REFUSED: dict[str, Callable[[Any], list[models.Model]]] = {
    "the_site_has_one_settings": lambda t: [SiteSettings(pk=2)],
    "sign_up_mode_known": lambda t: [SiteSettings(pk=1, sign_up="ajar")],
    "a_person_saves_a_link_once": lambda t: [copy_of(t.bookmark, key="other")],
    "bookmark_audience_known": lambda t: [bookmark_of(t, audience="friends")],
    "a_collection_address_once_a_person": lambda t: [copy_of(t.shelf)],
    "collection_has_a_title": lambda t: [collection_of(t, title="")],
    "no_collection_inside_itself": lambda t: [collection_of(t, pk=77, parent_id=77)],
    "no_custom_order_of_what_is_found": lambda t: [
        collection_of(t, query="tea", default_sort="custom")
    ],
    "collection_audience_known": lambda t: [collection_of(t, audience="friends")],
    "one_membership_a_person": lambda t: [member_of(t), member_of(t)],
    "member_role_known": lambda t: [member_of(t, role="king")],
    "a_bookmark_once_a_collection": lambda t: [copy_of(t.item)],
    "a_collection_is_followed_once": lambda t: [follow_of(t), follow_of(t)],
    "a_person_is_followed_once": lambda t: [follow_of(t, "person"), follow_of(t, "person")],
    "a_tag_is_followed_once": lambda t: [follow_of(t, "tag"), follow_of(t, "tag")],
    "a_follow_is_of_one_thing": lambda t: [follow_of(t, "collection", "person")],
    "nobody_follows_themselves": lambda t: [Follow(follower=t.ann, person=t.ann, created_at=NOON)],
    "a_person_is_muted_once": lambda t: [mute_of(t, person=t.ann), mute_of(t, person=t.ann)],
    "a_tag_is_muted_once": lambda t: [mute_of(t, tag=t.tag), mute_of(t, tag=t.tag)],
    "a_site_is_muted_once": lambda t: [mute_of(t, host="a.example"), mute_of(t, host="a.example")],
    "a_mute_is_of_one_thing": lambda t: [mute_of(t, tag=t.tag, host="a.example")],
    "nobody_mutes_themselves": lambda t: [mute_of(t, person=t.bob)],
    "link_has_an_address": lambda t: [Link(url="", host="", created_at=NOON)],
    "link_is_a_web_address": lambda t: [Link(url="ftp://a.example/", host="a", created_at=NOON)],
    "watched_kind_known": lambda t: [watched_of(kind="mood")],
    "watched_state_known": lambda t: [watched_of(state="odd")],
    "something_is_watched_for": lambda t: [watched_of(pattern="")],
    "no_code_is_used_too_often": lambda t: [SignUpCode(uses=1, used=2, made_at=NOON)],
    "hold_cause_known": lambda t: [hold_of(t, cause="mood")],
    "hold_state_known": lambda t: [hold_of(t, state="odd")],
    "one_rule_an_area": lambda t: [rule_of(), rule_of()],
    "a_rule_has_a_domain": lambda t: [rule_of(domain="")],
    "domain_rule_action_known": lambda t: [rule_of(action="burn")],
    "domain_rule_state_known": lambda t: [rule_of(state="odd")],
    "a_tag_has_an_address": lambda t: [Tag(name="a/../b")],
    "an_alias_means_one_tag_to_a_person": lambda t: [alias_of(t, t.ann), alias_of(t, t.ann)],
    "an_alias_means_one_tag_to_all": lambda t: [alias_of(t, None), alias_of(t, None)],
    "one_use_a_bookmark": lambda t: [tagging_of(t), tagging_of(t)],
    "one_export_waits_a_person": lambda t: [export_of(t), export_of(t)],
    "an_undo_names_what_it_undoes": lambda t: [entry_of(t, action="undo")],
    "no_decision_answers_itself": lambda t: [
        Appeal(entry=t.entry, answer=t.entry, person=t.ann, created_at=NOON)
    ],
    "moderation_action_known": lambda t: [entry_of(t, action="shout")],
    "only_a_suspension_ends_by_itself": lambda t: [entry_of(t, until=NOON)],
    "a_case_is_of_one_thing": lambda t: [case_of(t, person=t.ann)],
    "a_site_has_one_case": lambda t: [
        case_of(t, kind="site", bookmark=None, host="a.example") for _ in range(2)
    ],
    "a_preset_reason_says_something": lambda t: [PresetReason(label="x", text="")],
    "case_state_known": lambda t: [case_of(t, state="lost")],
    "a_person_reports_a_thing_once": lambda t: [report_of(t), report_of(t)],
    "a_visitor_reports_a_thing_once": lambda t: [
        report_of(t, reporter=None, visitor="x") for _ in range(2)
    ],
    "a_rule_reports_a_thing_once": lambda t: [
        report_of(t, reporter=None, rule="x") for _ in range(2)
    ],
    "a_report_is_from_somebody": lambda t: [report_of(t, rule="x")],
    "report_reason_known": lambda t: [report_of(t, reason="boring")],
    "what_is_unpublished_is_private": lambda t: [collection_of(t, unpublished_from="public")],
    "who_is_banned_is_suspended": lambda t: [User(handle="c", banned_at=NOON)],
    "one_invitation_waits_for_a_person": lambda t: [
        invitation_of(t, person=t.bob) for _ in range(2)
    ],
    "one_invitation_waits_for_an_address": lambda t: [
        invitation_of(t, email="a@example.org") for _ in range(2)
    ],
    "one_link_a_role": lambda t: [invitation_of(t), invitation_of(t)],
    "an_invitation_goes_one_way": lambda t: [invitation_of(t, person=t.bob, email="a@example.org")],
    "only_a_person_is_made_owner": lambda t: [invitation_of(t, role="owner")],
    "invitation_state_known": lambda t: [invitation_of(t, state="lost")],
    "what_was_added_is_named": lambda t: [
        CollectionEvent(collection=t.shelf, person=t.ann, kind="added", at=NOON)
    ],
    "a_former_address_once": lambda t: [
        FormerAddress(owner=t.ann, slug="x", collection=t.shelf) for _ in range(2)
    ],
    "a_link_waits_once_in_an_inbox": lambda t: [sent_of(t), sent_of(t)],
    "nobody_sends_to_themselves": lambda t: [sent_of(t, recipient=t.bob)],
    "one_notice_an_entry": lambda t: [notice_of(t), notice_of(t)],
    "what_somebody_did_is_told_once": lambda t: [
        notice_of(t, entry=None, kind="follower", actor=t.bob) for _ in range(2)
    ],
    "a_notice_is_of_an_entry_or_an_actor": lambda t: [notice_of(t, kind="follower")],
    "digest_choice_known": lambda t: [
        MailChoice(person=t.ann, digest="hourly", digest_due_at=NOON)
    ],
    "a_digest_has_its_time": lambda t: [MailChoice(person=t.ann, digest="daily")],
    "one_digest_a_day": lambda t: [digest_of(t), digest_of(t)],
    "a_digest_tells_of_some_time": lambda t: [digest_of(t, minutes=0)],
    "import_state_known": lambda t: [Import(person=t.ann, requested_at=NOON, state="lost")],
    "an_import_is_hidden_once": lambda t: [hiding_of(t), hiding_of(t, entry=saved(entry_of(t)))],
    "import_hiding_state_known": lambda t: [hiding_of(t, state="odd")],
    "import_audience_known": lambda t: [Import(person=t.ann, requested_at=NOON, audience="kin")],
    "a_link_once_a_period": lambda t: [popular_of(t), popular_of(t)],
    "period_known": lambda t: [popular_of(t, period="age")],
    "bulk_state_known": lambda t: [change_of(t, state="lost")],
    "bulk_action_known": lambda t: [change_of(t, action="explode")],
    "bulk_audience_known": lambda t: [change_of(t, audience="friends")],
    "one_part_a_number": lambda t: [BulkPart(change=t.change, number=0, ids=[1]) for _ in range(2)],
    "everybodys_word_has_a_key_once": lambda t: [Spelling(key="te", word="tea") for _ in range(2)],
    "ones_own_word_has_a_key_once": lambda t: [
        Spelling(owner=t.ann, key="te", word="tea") for _ in range(2)
    ],
    "search_change_kind_known": lambda t: [SearchChange(kind="person", target_id=1)],
    "a_picture_an_address_and_role": lambda t: [picture_of(), picture_of()],
    "picture_role_known": lambda t: [picture_of(role="banner")],
    "picture_state_known": lambda t: [picture_of(state="lost")],
    "a_kept_picture_has_files": lambda t: [picture_of(state="ok")],
    "one_block_a_pair": lambda t: [block_of(t.ann, t.bob), block_of(t.ann, t.bob)],
    "nobody_blocks_themselves": lambda t: [block_of(t.ann, t.ann)],
    "handle_unique_whatever_the_case": lambda t: [User(handle="ANN")],
    "user_default_audience_known": lambda t: [User(handle="x1", default_audience="friends")],
    "old_handle_unique_whatever_the_case": lambda t: [
        HandleChange(old_handle=name, person=t.ann, changed_at=NOON) for name in ("old", "OLD")
    ],
}


class Things:
    """What the rows stand on."""

    def __init__(self) -> None:
        self.ann, self.bob = PersonFactory(handle="ann"), PersonFactory(handle="bob")
        self.shelf = CollectionFactory(owner=self.ann)
        self.bookmark = BookmarkFactory(owner=self.ann)
        self.item = place(self.bookmark, self.shelf)
        self.tag = Tag.objects.named(["one"])[0]
        self.change = change_of(self)
        self.change.save()
        self.entry = entry_of(self)
        self.entry.save()
        self.case = case_of(self, kind="collection", bookmark=None, collection=self.shelf)
        self.case.save()
        self.source = saved(Import(person=self.ann, requested_at=NOON, state="done"))


def copy_of(row, **fields):
    values = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}
    values = {
        name: value
        for name, value in (values | fields).items()
        if name != "id" and not row._meta.get_field(name).generated
    }
    return type(row)(**values)


def bookmark_of(t, **fields):
    return Bookmark(owner=t.bob, link=t.bookmark.link, saved_at=NOON, changed_at=NOON, **fields)


def collection_of(t, **fields):
    said = {"title": "T", "slug": "other", "created_at": NOON, "changed_at": NOON, **fields}
    return Collection(owner=t.ann, **said)


def member_of(t, **fields):
    return CollectionMember(collection=t.shelf, person=t.bob, added_at=NOON, **fields)


def follow_of(t, *of):
    targets = {"collection": t.shelf, "person": t.ann, "tag": t.tag}
    chosen = {name: targets[name] for name in of or ("collection",)}
    return Follow(follower=t.bob, created_at=NOON, **chosen)


def mute_of(t, **what):
    return Mute(owner=t.bob, created_at=NOON, **what)


def watched_of(**fields):
    return Watched(**{"pattern": "x", "made_at": NOON} | fields)


def hold_of(t, **fields):
    said = {"bookmark": t.bookmark, "owner": t.ann, "cause": "many", "held_at": NOON} | fields
    return Hold(**said)


def rule_of(**fields):
    said = {"domain": "a.example", "action": "block", "requested_at": NOON} | fields
    return DomainRule(**said)


def hiding_of(t, **fields):
    said = {"source": t.source, "entry": t.entry, "requested_at": NOON} | fields
    return ImportHiding(**said)


def saved(row):
    row.save()
    return row


def alias_of(t, person):
    return TagAlias(person=person, name="uno", slug="uno", tag=t.tag)


def tagging_of(t):
    return Tagging(tag=t.tag, content_object=t.bookmark)


def export_of(t):
    return DataExport(person=t.ann, requested_at=NOON)


def entry_of(t, action="hide", **fields):
    return ModerationEntry(
        action=action, moderator=t.bob, person=t.ann, subject="x", created_at=NOON, **fields
    )


def case_of(t, **fields):
    times = {"opened_at": NOON, "updated_at": NOON}
    return Case(**{"kind": "bookmark", "bookmark": t.bookmark, **times, **fields})


def report_of(t, **fields):
    said = {"reporter": t.bob, "case": t.case, "reason": "spam", "created_at": NOON}
    return Report(**said | fields)


def notice_of(t, **fields):
    return Notice(**{"recipient": t.ann, "entry": t.entry, "created_at": NOON, **fields})


def invitation_of(t, **fields):
    times = {"created_at": NOON, "expires_at": NOON}
    return Invitation(collection=t.shelf, inviter=t.ann, **times, **fields)


def sent_of(t, **fields):
    said = {"sender": t.bob, "recipient": t.ann, "link": t.bookmark.link, "sent_at": NOON}
    return Sent(**said | fields)


def digest_of(t, minutes=1):
    until = minutes_after_noon(minutes)
    return Digest(person=t.ann, day=NOON.date(), since=NOON, until=until)


def change_of(t, **fields):
    return BulkChange(**{"person": t.ann, "action": "trash", "requested_at": NOON} | fields)


def popular_of(t, **fields):
    return PopularLink(link=t.bookmark.link, people=2, since=NOON, **{"period": "day"} | fields)


def picture_of(**fields):
    said = {"role": "cover", "url": "https://a.example/x.png", "host": "a", "wanted_at": NOON}
    return Picture(**said | fields)


def block_of(blocker, blocked):
    return Block(blocker=blocker, blocked=blocked)


@pytest.mark.parametrize("name", REFUSED)
def test_the_database_refuses(name):
    *before, refused = REFUSED[name](Things())
    for row in before:
        row.save()
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        refused.save(force_insert=True)
    assert is_named(name, str(refusal.value), type(refused))


def is_named(name, message, model) -> bool:
    """PostgreSQL and SQLite's checks say the name; SQLite's unique keys name the columns."""
    if name in message:
        return True
    constraint = next(c for c in model._meta.constraints if c.name == name)
    columns = [model._meta.get_field(field).column for field in getattr(constraint, "fields", ())]
    return bool(columns) and all(f".{column}" in message for column in columns)


def test_every_constraint_has_its_line_here():
    ours = [apps.get_app_config(label) for label in ("accounts", "bookmarks")]
    named = {c.name for app in ours for m in app.get_models() for c in m._meta.constraints}
    assert named == REFUSED.keys() | KEPT_BY_TRIGGERS
