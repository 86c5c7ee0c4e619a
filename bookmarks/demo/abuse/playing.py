"""The play: people save, some report, moderators decide; a quarter of an hour at a time."""

import random
from datetime import datetime, timedelta

from django.contrib.auth.models import AnonymousUser

from bookmarks import moderation
from bookmarks.demo.abuse.deciding import take_turns
from bookmarks.demo.abuse.findings import Findings
from bookmarks.demo.abuse.world import Save, World
from bookmarks.models import Bookmark, Report
from bookmarks.models.bookmark import BookmarkQuerySet
from bookmarks.moderation.watching import report_bursts
from bookmarks.saving import Draft, save_bookmark
from bookmarks.screening.holding import end_by_age

STEP = timedelta(minutes=15)
NOTICED = 0.15
"""How likely somebody reports a piece of spam that they see, in a quarter of an hour."""
TARGETS = 10
"""Bookmarks of honest people that the brigade reports, all of them each."""


def play(world: World, minutes: int) -> Findings:
    chance = random.Random(world.seed + 1)  # noqa: S311 - play
    found = Findings(world, minutes)
    spammers = frozenset(person.pk for person in world.spammers)
    saves = iter(world.saves)
    following = next(saves, None)
    at = world.begin
    while at < world.begin + timedelta(days=world.size.days):
        at += STEP
        while following and following.at <= at:
            _save(following, found)
            following = next(saves, None)
        _report_what_is_seen(world, found, chance, at)
        if at == world.begin + timedelta(days=1):
            _report_by_brigade(world, at)
        report_bursts(at)
        end_by_age(at)
        found.counts.update(take_turns(world.moderators, spammers, at, world.seed))
        found.look(_public_spam(found), at)
    return found


def _save(save: Save, found: Findings) -> None:
    """Who was suspended has lost interest."""
    owner = found.person(save.person)
    if owner.suspended_at:
        return
    saved = save_bookmark(owner, Draft(save.url, "public", title=save.title), save.at)
    found.saved(saved.bookmark, save)


def _report_what_is_seen(
    world: World, found: Findings, chance: random.Random, at: datetime
) -> None:
    reporters = [person for person in world.honest if person.date_joined < world.begin]
    for bookmark in _public_spam(found).select_related("link", "owner").order_by("pk"):
        if chance.random() < NOTICED:
            source = moderation.Source(reporter=chance.choice(reporters))
            moderation.file_report(bookmark, source, reason=Report.Reason.SPAM, note="", at=at)


def _report_by_brigade(world: World, at: datetime) -> None:
    honest = [person.pk for person in world.honest]
    seen = Bookmark.objects.listed_to(AnonymousUser()).filter(owner__in=honest)
    for bookmark in seen.select_related("link", "owner").order_by("pk")[:TARGETS]:
        for reporter in world.brigade:
            source = moderation.Source(reporter=reporter)
            moderation.file_report(bookmark, source, reason=Report.Reason.SCAM, note="", at=at)


def _public_spam(found: Findings) -> BookmarkQuerySet:
    return Bookmark.objects.listed_to(AnonymousUser()).filter(pk__in=list(found.open_spam))
