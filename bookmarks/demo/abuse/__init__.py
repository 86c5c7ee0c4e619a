"""A site under abuse, played through: how much of it is seen, by whom, and for how long."""

from bookmarks.demo.abuse.findings import Findings
from bookmarks.demo.abuse.playing import play
from bookmarks.demo.abuse.world import Size, World

__all__ = ["Findings", "Size", "World", "play"]
