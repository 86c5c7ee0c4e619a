"""Who is there, and what each is going to do. The same seed makes the same world."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from accounts.models import User
from bookmarks.addresses import host_of
from bookmarks.models import Link, Watched

BEGIN = datetime(2026, 3, 2, tzinfo=UTC)
STYLES = ("burst", "domains", "words")
WORDS = ("cheap watches", "miracle pills", "easy loans")


@dataclass(frozen=True, slots=True)
class Size:
    people: int = 1_000
    spammers: int = 20
    false_reporters: int = 5
    moderators: int = 3
    days: int = 3
    links_of_a_spammer: int = 40


@dataclass(frozen=True, slots=True)
class Save:
    at: datetime
    person: int
    url: str
    title: str
    is_spam: bool


@dataclass
class World:
    size: Size
    seed: int
    begin: datetime = BEGIN
    honest: list[User] = field(default_factory=list)
    spammers: list[User] = field(default_factory=list)
    brigade: list[User] = field(default_factory=list)
    moderators: list[User] = field(default_factory=list)
    saves: list[Save] = field(default_factory=list)

    @classmethod
    def made(cls, size: Size, seed: int, begin: datetime = BEGIN) -> "World":
        world = cls(size, seed, begin)
        chance = random.Random(seed)  # noqa: S311 - play
        world._settle(chance)
        world.saves = sorted(
            [*world._honest_saves(chance), *world._spam(chance)], key=lambda one: one.at
        )
        _make_links(world.saves, begin)
        Watched.objects.bulk_create(
            Watched(pattern=words, state=Watched.State.LIVE, made_at=begin) for words in WORDS
        )
        return world

    def _settle(self, chance: random.Random) -> None:
        size = self.size
        others = size.spammers + size.false_reporters + size.moderators
        span = timedelta(days=size.days)
        for n in range(size.people - others):
            is_new = chance.random() < 0.1
            age = timedelta() if is_new else timedelta(days=chance.uniform(10, 400))
            joined = self.begin - age + (chance.random() * span if is_new else timedelta())
            self.honest.append(_person(f"honest-{n}", joined))
        for n in range(size.spammers):
            joined = self.begin + chance.random() * 0.7 * span
            self.spammers.append(_person(f"{STYLES[n % len(STYLES)]}-{n}", joined))
        old = self.begin - timedelta(days=100)
        self.brigade = [_person(f"brigade-{n}", old) for n in range(size.false_reporters)]
        self.moderators = [
            _person(f"moderator-{n}", old, is_staff=True, is_superuser=True)
            for n in range(size.moderators)
        ]
        for group in (self.honest, self.spammers, self.brigade, self.moderators):
            User.objects.bulk_create(group)

    def _honest_saves(self, chance: random.Random) -> Iterator[Save]:
        end = self.begin + timedelta(days=self.size.days)
        for person in self.honest:
            first = max(person.date_joined, self.begin)
            for _n in range(chance.choice((0, 1, 2, 3, 6))):
                is_known = chance.random() < 0.8
                site = f"site-{chance.randrange(50)}" if is_known else f"own-{chance.random():.8f}"
                url = f"https://{site}.example/{chance.randrange(10**9)}"
                at = first + chance.random() * (end - first)
                yield Save(at, person.pk, url, "Something to read", is_spam=False)

    def _spam(self, chance: random.Random) -> Iterator[Save]:
        for n, person in enumerate(self.spammers):
            style = STYLES[n % len(STYLES)]
            span = timedelta(minutes=30) if style == "burst" else timedelta(hours=12)
            for number in range(self.size.links_of_a_spammer):
                host = f"spam-{n}" if style != "domains" else f"spam-{n}-{number}"
                words = chance.choice(WORDS) if style == "words" else "Look at this"
                at = person.date_joined + chance.random() * span
                url = f"https://{host}.example/{number}"
                yield Save(at, person.pk, url, f"{words} {number}", is_spam=True)


def _person(handle: str, joined: datetime, **rights: bool) -> User:
    return User(
        handle=handle,
        email=f"{handle}@people.example",
        password="!",  # noqa: S106 - nobody logs in
        date_joined=joined,
        verified_at=joined,
        **rights,
    )


def _make_links(saves: list[Save], at: datetime) -> None:
    """Read already: a play asks no page of anybody's."""
    Link.objects.bulk_create(
        [
            Link(url=url, host=host_of(url), state=Link.State.OK, created_at=at, fetched_at=at)
            for url in {save.url for save in saves}
        ],
        batch_size=1_000,
        ignore_conflicts=True,
    )
