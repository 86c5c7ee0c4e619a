"""A verdict on what somebody is about to show to others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from accounts.models import SiteSettings, User
from accounts.models.user import Audience
from bookmarks.addresses.sites import site_key
from bookmarks.models import Bookmark, DomainRule, Hold, Watched
from bookmarks.models.bookmark import BookmarkQuerySet
from bookmarks.screening.trust import LONGEST, is_new
from bookmarks.screening.watching import first_found

Cause = Hold.Cause
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of a canonical address, as far as it is looked at."""

    url: str
    audience: str
    words: str = ""

    @property
    def is_private(self) -> bool:
        return self.audience == Audience.PRIVATE


@dataclass(frozen=True, slots=True)
class Verdict:
    """`cause`: why it waits for a look; empty if it does not. `rule`: which one says so."""

    is_blocked: bool = False
    cause: str = ""
    rule: str = ""


FREE = Verdict()


def judge(owner: User, said: Said, at: datetime, *, was_public: bool = False) -> Verdict:
    """In the transaction that saves it. `was_public`: trust is not asked about it once more."""
    verdict = _by_rules(said, _rules([said]))
    if said.is_private or verdict.cause or was_public or at - owner.date_joined >= LONGEST:
        return verdict
    limits = SiteSettings.current()
    cause = _by_trust(owner, said, limits, at) if is_new(owner, limits, at) else ""
    return Verdict(verdict.is_blocked, cause)


def judge_many(owner: User, all_said: Sequence[Said], at: datetime) -> dict[str, Verdict]:
    """By address. Of what a new account brings by the hundred, all that is for others waits."""
    rules = _rules(all_said)
    is_young = at - owner.date_joined < LONGEST
    shows = any(not said.is_private for said in all_said)
    waits = is_young and shows and is_new(owner, SiteSettings.current(), at)
    verdicts = {}
    for said in all_said:
        verdict = _by_rules(said, rules)
        if waits and not verdict.cause and not said.is_private:
            verdict = Verdict(verdict.is_blocked, Cause.MANY)
        verdicts[said.url] = verdict
    return verdicts


@dataclass(frozen=True, slots=True)
class _Rules:
    """Of moderators, all that are live."""

    sites: Mapping[str, list[DomainRule]]
    watched: Sequence[Watched]


def _rules(all_said: Sequence[Said]) -> _Rules:
    DomainRule.objects.share()
    sites = DomainRule.objects.live().over([said.url for said in all_said])
    shows = any(not said.is_private for said in all_said)
    return _Rules(sites, list(Watched.objects.live()) if shows else [])


def _by_rules(said: Said, rules: _Rules) -> Verdict:
    over = rules.sites.get(said.url, ())
    is_blocked = any(rule.action == DomainRule.Action.BLOCK for rule in over)
    if said.is_private:
        return Verdict(is_blocked)
    review = next((rule for rule in over if rule.action == DomainRule.Action.REVIEW), None)
    if review:
        return Verdict(is_blocked, Cause.SITE, str(review.area)[:300])
    if watched := first_found(rules.watched, said.url, said.words):
        return Verdict(is_blocked, Cause.WORDS, watched.pattern)
    return Verdict(is_blocked)


def _by_trust(owner: User, said: Said, limits: SiteSettings, at: datetime) -> str:
    key = site_key(said.url)
    today = _shown(at - DAY, at).filter(owner=owner)
    if today[: limits.new_links_a_day].count() == limits.new_links_a_day:
        return Cause.MANY
    if not _is_seen(key, owner) and _unseen(today, limits.new_sites_a_day):
        return Cause.UNSEEN
    young = at - timedelta(days=limits.new_for_days)
    crowd = _shown(at - HOUR, at).filter(link__site_key=key, owner__date_joined__gt=young)
    if crowd[: limits.site_saves_an_hour].count() == limits.site_saves_an_hour:
        return Cause.CROWDED
    return ""


def _shown(since: datetime, until: datetime) -> BookmarkQuerySet:
    """To others, or they would be: what was trashed since counts too, or that were a way round."""
    lately = Bookmark.objects.filter(saved_at__gt=since, saved_at__lte=until)
    return lately.exclude(audience=Audience.PRIVATE)


def _is_seen(key: str, owner: User) -> bool:
    """Whether somebody else shows a page of the site."""
    return Bookmark.objects.listed().filter(link__site_key=key).exclude(owner=owner).exists()


def _unseen(today: BookmarkQuerySet, most: int) -> bool:
    """Whether the person has saved so many of sites that nobody else shows."""
    others = Bookmark.objects.listed().filter(link__site_key=OuterRef("link__site_key"))
    unseen = today.exclude(Exists(others.exclude(owner=OuterRef("owner"))))
    return unseen[:most].count() == most
