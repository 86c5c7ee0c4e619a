"""The rule of who sees what, as tables.

It stands here a second time on purpose: the site's own statement (`visible_to`) is what is
tested, so nothing here asks it.
"""

AUDIENCES = ("public", "collections", "private")
HOMES = ("none", "public", "unlisted", "private")
ROWS = [(audience, home) for audience in AUDIENCES for home in HOMES]

SIGNED_IN = "owner member editor stranger blocked blocker moderator".split()
EVERYONE = [*SIGNED_IN, "visitor"]
SHARING = ["owner", "member", "editor"]
OTHERS = [viewer for viewer in SIGNED_IN if viewer != "owner"]

# Of bookmarks: audience, collection that it is in → by whom it is seen. "member" and "editor" are
# of all three collections; so are "blocked", whom the owner blocked, and "blocker", who blocked
# the owner: neither ever sees a thing.
_SEEN = """
public      none      owner member editor stranger visitor moderator
public      public    owner member editor stranger visitor moderator
public      unlisted  owner member editor stranger visitor moderator
public      private   owner member editor stranger visitor moderator
collections none      owner
collections public    owner member editor stranger visitor moderator
collections unlisted  owner member editor stranger visitor moderator
collections private   owner member editor
private     none      owner
private     public    owner
private     unlisted  owner
private     private   owner
"""
SEEN = {tuple(line.split()[:2]): line.split()[2:] for line in _SEEN.strip().splitlines()}

# Of collections: by whom it is opened, and to whom lists name it. "top" is public, holds nothing
# itself, and the others lie inside it. "smart" finds all that the three hold, but shows others only
# what is listed for everyone.
OPENED = {
    "top": "owner member editor stranger visitor moderator".split(),
    "public": "owner member editor stranger visitor moderator".split(),
    "unlisted": "owner member editor stranger visitor moderator".split(),
    "private": "owner member editor".split(),
    "smart": "owner member editor stranger visitor moderator".split(),
}
NAMED = OPENED | {"unlisted": "owner member editor".split()}

# What has happened → which bookmarks anybody but their owner still sees, and whether collections
# still open. In "departed" the owner cannot log in and is a visitor like any other.
LISTED = {row for row in ROWS if row[0] == "public"}
STATES: dict[str, tuple[set[tuple[str, str]], bool]] = {
    "nothing": (set(ROWS), True),
    "bookmarks trashed": (set(), True),
    "bookmarks hidden": (set(), True),
    "collections hidden": (LISTED, False),
    "owner suspended": (set(), False),
    "owner unverified": (set(), False),
    "owner departed": (set(), False),
}

# What moderators read in the admin: what anybody sees, and what only moderation keeps from them.
ANYBODYS = {row for row, viewers in SEEN.items() if "visitor" in viewers}
READABLE = {
    "nothing": ANYBODYS,
    "bookmarks trashed": set(),
    "bookmarks hidden": ANYBODYS,
    "collections hidden": LISTED,
    "owner suspended": ANYBODYS,
    "owner unverified": set(),
    "owner departed": set(),
}
READABLE_SHELVES = {state: {"top", "public", "unlisted", "smart"} for state in STATES} | {
    "owner unverified": set(),
    "owner departed": set(),
}

NEVER: frozenset[str] = frozenset()
TRASHED = frozenset({"bookmarks trashed"})
WITHHELD = TRASHED | {"bookmarks hidden"}  # what is no longer listed for anybody

GATHERED = {row for row in ROWS if row[1] != "none"}
PRIVATE = {row for row in ROWS if row[0] == "private"}
# One of each kind, where all twelve would say the same again.
SOME = [("public", "none"), ("collections", "none"), ("collections", "private"), ROWS[-1]]
