"""The made-up people and their collections. What is there already is taken as it is."""

from dataclasses import dataclass
from itertools import pairwise
from random import Random

from accounts.models import User
from bookmarks.demo.made_up.plan import START
from bookmarks.demo.made_up.words import Language
from bookmarks.demo.people import mail_address, make_person
from bookmarks.models import Collection, CollectionMember, Follow

ARCHIVE = "archive"
"""The demo person's collection to which everybody adds: it holds every made-up bookmark."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """People by their number in the plan, and the ids of their collections."""

    people: list[User]
    archive: Collection
    by_subject: dict[tuple[int, str], int]
    reading_lists: dict[int, int]

    def collections_for(self, person: int, subject: str, chance: Random) -> list[int]:
        found = [self.archive.pk]
        draw = chance.random()
        of_subject = self.by_subject.get((person, subject))
        if of_subject and (draw < 0.4 or person):
            found.append(of_subject)
        if person in self.reading_lists and draw > 0.8:
            found.append(self.reading_lists[person])
        return found


def gather(demo: User, language: Language) -> Crowd:
    people = [demo, *(_person(name) for name in language.people)]
    archive = _collection(demo, ARCHIVE, "Archive")
    archive.description = archive.description or "Ten years of links, kept by everybody together."
    archive.save(update_fields=["description"])
    CollectionMember.objects.bulk_create(
        [
            CollectionMember(
                collection=archive,
                person=person,
                role=CollectionMember.Role.EDITOR,
                added_at=START,
            )
            for person in people[1:]
        ],
        ignore_conflicts=True,
    )
    _follow_in_a_ring(people, archive)
    return Crowd(
        people, archive, _subject_collections(people, language), _make_reading_lists(people)
    )


def _person(name: str) -> User:
    handle = name.lower().replace(" ", "-")
    known = User.objects.filter(email=mail_address(handle)).first()
    return known or make_person(handle, START, name=name, bio="One of the made-up people.")


def _collection(
    owner: User,
    slug: str,
    title: str,
    audience: str = Collection.Audience.PUBLIC,
    parent: Collection | None = None,
) -> Collection:
    collection, _created = Collection.objects.get_or_create(
        owner=owner,
        slug=slug,
        defaults={
            "title": title,
            "audience": audience,
            "parent": parent,
            "created_at": START,
            "changed_at": START,
        },
    )
    return collection


def _subject_collections(people: list[User], language: Language) -> dict[tuple[int, str], int]:
    """(person, subject) → collection: the demo person has all subjects, the others one each."""
    root = _collection(people[0], "subjects", "Subjects")
    names = language.subject_names
    found = {
        (0, name): _collection(people[0], f"on-{name}", name.capitalize(), parent=root).pk
        for name in names
    }
    for number, person in enumerate(people[1:], 1):
        name = names[number % len(names)]
        found[number, name] = _collection(person, f"on-{name}", name.capitalize()).pk
    return found


def _make_reading_lists(people: list[User]) -> dict[int, int]:
    """Person → collection, for every third; one is public, the next unlisted, the next private."""
    audiences = list(Collection.Audience)
    return {
        number: _collection(
            people[number], "reading-list", "Reading list", audiences[number // 3 % 3]
        ).pk
        for number in range(3, len(people), 3)
    }


def _follow_in_a_ring(people: list[User], archive: Collection) -> None:
    others = people[1:]
    follows = [
        Follow(follower=one, person=next_one, created_at=START)
        for one, next_one in pairwise([*others, others[0]])
    ]
    follows += [Follow(follower=one, collection=archive, created_at=START) for one in others[::2]]
    Follow.objects.bulk_create(follows, ignore_conflicts=True)
