"""What is drawn, and how often: few things very often, most hardly ever (Zipf's law)."""

from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


def chance_for(name: str) -> Random:
    """The same draws for the same name, on every machine."""
    return Random(name)  # noqa: S311 - repeatable is what it has to be, not secret


class Zipf(Generic[Thing]):
    """Chooses the thing of rank r (from 1) with a chance that falls as r ** -exponent."""

    def __init__(self, things: Sequence[Thing], exponent: float = 1.0) -> None:
        self._things = things
        self._heights = list(accumulate(rank**-exponent for rank in range(1, len(things) + 1)))

    def pick(self, chance: Random) -> Thing:
        return self._things[bisect(self._heights, chance.random() * self._heights[-1])]
