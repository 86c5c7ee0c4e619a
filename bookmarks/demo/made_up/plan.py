"""Who saves which page when: a stream that is the same for the same number and seed.

It holds only the pages that are passed on at the moment, so its memory does not grow; and it is
quick, so that a run that was interrupted walks through what it has written already.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from bookmarks.demo.made_up.chance import Zipf, chance_for

START = datetime(2016, 1, 1, tzinfo=UTC)
END = datetime(2026, 1, 1, tzinfo=UTC)
OTHERS = 35
OF_DEMO = 0.75
"""The share of bookmarks that are the demo person's: one big library among small ones."""

_PASSED_ON = 2_000
_GROWTH = 0.7


@dataclass(frozen=True, slots=True)
class Saving:
    """`person` 0 is the demo person; `link` counts pages in the order of their first saving."""

    number: int
    person: int
    link: int
    saved_at: datetime


def savings(count: int, seed: int) -> Iterator[Saving]:
    """Oldest first, so that ids follow time."""
    chance = chance_for(f"{seed}/{count}")
    others = Zipf(range(1, OTHERS + 1))
    passed_on = _PassedOn()
    links = 0
    for number in range(count):
        person = 0 if chance.random() < OF_DEMO else others.pick(chance)
        link = passed_on.to(person, chance)
        if link is None:
            link = links
            links += 1
            passed_on.add(link, person, chance)
        yield Saving(number, person, link, _date(number, count, chance))


class _PassedOn:
    """Pages that are going round, each with who has it already, as bits."""

    def __init__(self) -> None:
        self._pages: list[tuple[int, int]] = []

    def to(self, person: int, chance: Random) -> int | None:
        """A page that goes round and that the person has not, if they follow the others now."""
        if chance.random() > (0.2 if person == 0 else 0.6) or not self._pages:
            return None
        slot = int(len(self._pages) * chance.random() ** 3)
        link, owners = self._pages[slot]
        if owners >> person & 1:
            return None
        self._pages[slot] = (link, owners | 1 << person)
        return link

    def add(self, link: int, person: int, chance: Random) -> None:
        if len(self._pages) < _PASSED_ON:
            self._pages.append((link, 1 << person))
        elif chance.random() < 0.3:
            self._pages[chance.randrange(_PASSED_ON)] = (link, 1 << person)


def _date(number: int, count: int, chance: Random) -> datetime:
    """Never before the one of the number below; the later the denser."""
    part = (number + chance.random()) / count
    return (START + (END - START) * float(part**_GROWTH)).replace(microsecond=0)


def days_after(at: datetime, chance: Random, most: int) -> datetime:
    return min(at + timedelta(days=chance.random() * most), END)
