"""From a saving to rows. A page is the same whoever saves it, and depends on its number alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from string import ascii_letters, digits
from typing import TypeVar

from django.utils.text import slugify

from accounts.models.user import Audience
from bookmarks.demo.made_up.chance import chance_for
from bookmarks.demo.made_up.plan import Saving, days_after
from bookmarks.demo.made_up.words import Language, Subject
from bookmarks.models import Bookmark, Link

Value = TypeVar("Value")

HOSTS_END = ".example"

_KEY = ascii_letters + digits
_KINDS = {"article": 72, "link": 13, "video": 7, "document": 4, "image": 2, "audio": 1, "book": 1}
_AUDIENCES = {Audience.PUBLIC: 88, Audience.COLLECTIONS: 7, Audience.PRIVATE: 5}
_TAG_COUNTS = {0: 12, 1: 18, 2: 25, 3: 20, 4: 12, 5: 7, 6: 4, 8: 2}
_BASE36 = digits + ascii_letters[:26]


@dataclass(frozen=True, slots=True)
class Page:
    subject: Subject
    url: str
    host: str
    title: str
    excerpt: str
    site_name: str
    author: str
    kind: str

    def as_link(self, at: datetime) -> Link:
        """Read already and not due: the page does not exist, nothing may look for it."""
        return Link(
            url=self.url,
            host=self.host,
            title=self.title,
            excerpt=self.excerpt,
            site_name=self.site_name,
            author=self.author,
            language="en",
            kind=self.kind,
            state=Link.State.OK,
            published_at=at - timedelta(days=2) if self.author else None,
            fetched_at=at,
            created_at=at,
        )


def page(number: int, seed: int, language: Language) -> Page:
    chance = chance_for(f"{seed}/page/{number}")
    subject = language.subjects.pick(chance)
    host = language.hosts.pick(chance)
    title = language.title(subject, chance)
    return Page(
        subject=subject,
        url=f"https://{host}/{slugify(title)[:60]}-{_base36(number)}",
        host=host,
        title=title,
        excerpt=language.excerpt(subject, chance)[:500],
        site_name=host.partition(".")[0].replace("-", " ").title(),
        author=chance.choice(language.people) if chance.random() < 0.5 else "",
        kind=_weighted(_KINDS, chance),
    )


def bookmark_chance(number: int, run: str) -> Random:
    """What decides all of a bookmark; the first that is drawn from it is the key."""
    return chance_for(f"{run}/{number}")


def key_of(chance: Random) -> str:
    return "".join(chance.choices(_KEY, k=11))


def bookmark(
    saving: Saving, link: Link, owner_id: int, page: Page, chance: Random, language: Language
) -> Bookmark:
    at = saving.saved_at
    return Bookmark(
        key=key_of(chance),
        owner_id=owner_id,
        link=link,
        title=language.title(page.subject, chance) if chance.random() < 0.1 else "",
        note=_note(page, chance, language),
        audience=_weighted(_AUDIENCES, chance),
        is_favorite=chance.random() < 0.04,
        is_to_read=chance.random() < 0.08,
        saved_at=at,
        changed_at=days_after(at, chance, 90) if chance.random() < 0.1 else at,
        trashed_at=days_after(at, chance, 400) if chance.random() < 0.01 else None,
    )


def tag_names(page: Page, chance: Random, language: Language) -> set[str]:
    """Mostly of the page's subject, the rest from all that people use."""
    return {
        page.subject.words.pick(chance) if chance.random() < 0.55 else language.tags.pick(chance)
        for _ in range(_weighted(_TAG_COUNTS, chance))
    }


def _note(page: Page, chance: Random, language: Language) -> str:
    draw = chance.random()
    if draw < 0.003:
        return language.essay(page.subject, chance)
    return language.remark(page.subject, chance) if draw < 0.15 else ""


def _weighted(weights: dict[Value, int], chance: Random) -> Value:
    draw = chance.random() * 100
    for value, weight in weights.items():
        draw -= weight
        if draw < 0:
            return value
    return value


def _base36(number: int) -> str:
    text = ""
    while True:
        number, digit = divmod(number, 36)
        text = _BASE36[digit] + text
        if not number:
            return text
