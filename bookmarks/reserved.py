"""Slugs that no collection may have: under a person's address they mean something else."""

RESERVED_SLUGS = frozenset(
    "block collections edit embed feed feeds follow followers following moods report rss "
    "share tags unfollow".split()
)
