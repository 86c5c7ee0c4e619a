"""What the play shows."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median

from accounts.models import User
from bookmarks.demo.abuse.world import Save, World
from bookmarks.models import Bookmark, Case, Hold, ModerationEntry
from bookmarks.models.bookmark import BookmarkQuerySet


@dataclass
class Spam:
    saved_at: datetime
    author: int
    was_public: bool = False
    gone_at: datetime | None = None

    def minutes(self, until: datetime) -> float:
        end = self.gone_at or until
        return (end - self.saved_at) / timedelta(minutes=1) if self.was_public else 0.0


@dataclass
class Findings:
    world: World
    limit: int
    """Minutes after which spam that is public counts as seen."""
    spam: dict[int, Spam] = field(default_factory=dict)
    open_spam: set[int] = field(default_factory=set)
    honest_saves: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    at: datetime | None = None

    def person(self, pk: int) -> User:
        return User.objects.get(pk=pk)

    def saved(self, bookmark: Bookmark, save: Save) -> None:
        if not save.is_spam:
            self.honest_saves += 1
            return
        self.spam[bookmark.pk] = Spam(save.at, save.person, was_public=not bookmark.is_held)
        if not bookmark.is_held:
            self.open_spam.add(bookmark.pk)

    def look(self, public: BookmarkQuerySet, at: datetime) -> None:
        """Which of what was public still is."""
        self.at = at
        there = set(public.values_list("pk", flat=True))
        for pk in self.open_spam - there:
            self.spam[pk].gone_at = at
        self.open_spam = there

    @property
    def seen_too_long(self) -> float:
        """The share of spam links public for longer than the limit."""
        assert self.at is not None
        long = [each for each in self.spam.values() if each.minutes(self.at) > self.limit]
        return len(long) / max(1, len(self.spam))

    @property
    def contained(self) -> float:
        """The share never public, or gone by the first decision about its author."""
        first = self._first_decisions()
        held = [
            each
            for each in self.spam.values()
            if not each.was_public or (each.gone_at and each.gone_at <= first[each.author])
        ]
        return len(held) / max(1, len(self.spam))

    def _first_decisions(self) -> dict[int | None, datetime]:
        """Rounded up to the look that follows it: that is when we see what is gone."""
        rows = ModerationEntry.objects.filter(person__in=[p.pk for p in self.world.spammers])
        return dict(rows.order_by("-created_at").values_list("person", "created_at"))

    @property
    def honest_waiting(self) -> tuple[int, float]:
        """How many honest people had a link that waited, and how long in the middle, in minutes."""
        holds = Hold.objects.filter(owner__in=[person.pk for person in self.world.honest])
        times = [
            (decided - held) / timedelta(minutes=1)
            for held, decided in holds.values_list("held_at", "decided_at")
            if decided
        ]
        return holds.values("owner").distinct().count(), median(times or [0.0])

    @property
    def honest_limited(self) -> int:
        honest = [person.pk for person in self.world.honest]
        return ModerationEntry.objects.strikes().filter(person__in=honest).count()

    @property
    def cases_a_spammer(self) -> float:
        spammers = [person.pk for person in self.world.spammers]
        return Case.objects.filter(author__in=spammers).count() / max(1, len(spammers))

    @property
    def lost(self) -> int:
        """Decisions that moderators were told are made, without their entry in the log."""
        return self.counts["decisions"] - ModerationEntry.objects.exclude(action="approve").count()

    @property
    def double(self) -> int:
        """Acts of one kind on one thing, beyond the first."""
        rows = ModerationEntry.objects.standing().exclude(action="dismiss")
        acts = list(rows.values_list("action", "person", "bookmark", "collection"))
        return len(acts) - len(set(acts))
