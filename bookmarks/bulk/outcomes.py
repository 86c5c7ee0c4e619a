"""What an act tells of what it did."""

from typing import Any, NamedTuple


class Done(NamedTuple):
    before: Any
    """JSON: what `undo` gets."""
    changed: int


class Undone(NamedTuple):
    restored: int
    left: int = 0
    """Changed since, and not overwritten."""
