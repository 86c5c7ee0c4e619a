"""The rule of who sees what, and every page that shows bookmarks, as tables.

The rule stands here a second time on purpose: the site's own statement (`visible_to`) is what is
tested, so nothing here asks it.
"""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from django.conf import settings

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


@dataclass(frozen=True)
class Surface:
    """One address, or one for each row or collection: `{key}`, `{word}`, `{slug}`, `{shelf}` …

    `rows`: which it may show at all. `readers`: to whom it shows any. `mark`: what of a bookmark
    it shows; nothing of the others' may be there. `not_in`: the states in which it shows not even
    their owner any. `count`: the number that it shows, of a response.
    """

    name: str
    path: str
    rows: AbstractSet[tuple[str, str]]
    readers: list[str]
    mark: str = "title"
    not_in: frozenset[str] = TRASHED
    count: Callable[[Any], int] | None = None
    echoes: bool = False  # repeats its own address, which names the mark "tag" or "url"
    as_read_by_moderators: bool = False
    beside: bool = False  # may show others that moderators read
    remembers: bool = False  # what anybody could read when it was reported
    near: bool = False  # may show other listed ones
    is_part: bool = False  # of a page, for scripts
    viewers: list[str] | None = None  # who looks at it, where it shows each something else


def of_page(response: Any) -> int:
    return int(response.context["page"].count)


HERE = settings.SITE_URL
GATHERED = {row for row in ROWS if row[1] != "none"}
PRIVATE = {row for row in ROWS if row[0] == "private"}
# One of each kind, where all twelve would say the same again.
SOME = [("public", "none"), ("collections", "none"), ("collections", "private"), ROWS[-1]]

SURFACES = [
    Surface("home", "/", LISTED, ["visitor"], viewers=["visitor"]),
    Surface("home", "/", set(ROWS), SIGNED_IN, viewers=SIGNED_IN),
    Surface("library", "/library/", set(ROWS), ["owner"], count=of_page),
    Surface(
        "library",
        "/library/?show=private",
        PRIVATE,
        ["owner"],
        count=of_page,
    ),
    Surface(
        "library",
        "/library/?show=unsorted&sort=a-z&view=headlines",
        set(ROWS) - GATHERED,
        ["owner"],
        count=of_page,
    ),
    Surface("library", "/library/?tag=everywhere", set(ROWS), ["owner"], count=of_page),
    Surface("library", "/library/?q=title", set(ROWS), ["owner"], count=of_page),
    Surface("library", "/library/?q=title+is:private", PRIVATE, ["owner"], count=of_page),
    Surface("search", "/search/?q=title", LISTED, EVERYONE, not_in=WITHHELD, count=of_page),
    Surface("search", "/search/?q=by:ann&tags=all", LISTED, EVERYONE, not_in=WITHHELD),
    Surface("search", "/search/?q=-nothing", LISTED, EVERYONE, not_in=WITHHELD, count=of_page),
    Surface("tag", "/tags/everywhere/?q=note", LISTED, EVERYONE, not_in=WITHHELD, count=of_page),
    Surface("person", "/@ann/?q=title", LISTED, EVERYONE, not_in=WITHHELD, count=of_page),
    Surface("feed", "/feed.atom", LISTED, EVERYONE, not_in=WITHHELD),
    Surface("search-feed", "/search/feed.json?q=title", LISTED, EVERYONE, not_in=WITHHELD),
    Surface("tag-feed", "/tags/branch/feed.rss", LISTED, EVERYONE, not_in=WITHHELD),
    Surface("tag-feed", "/tags/everywhere/feed.atom", LISTED, EVERYONE, not_in=WITHHELD),
    Surface("person-feed", "/@ann/feed.rss", LISTED, EVERYONE, not_in=WITHHELD),
    Surface("person-feed", "/@ann/feed.atom?q=title", LISTED, EVERYONE, not_in=WITHHELD),
    Surface(
        "person-embed",
        "/embed/@ann/",
        LISTED,
        ["visitor"],
        not_in=WITHHELD,
        viewers=["visitor"],
    ),
    Surface("library", "/library/?tag=branch", set(ROWS), ["owner"], count=of_page),
    Surface("my-tags", "/library/tags/", set(ROWS), ["owner"], mark="tag"),
    Surface(
        "my-tags-change",
        "/library/tags/change/?do=rename&tag=branch",
        set(ROWS),
        ["owner"],
        mark="branch/tag",
        not_in=NEVER,
    ),
    Surface("my-tags", "/library/tags/?sort=recent&q=tag-", set(ROWS), ["owner"], mark="tag"),
    Surface("recent", "/recent/", LISTED, EVERYONE, not_in=WITHHELD),
    Surface("popular", "/popular/", LISTED, EVERYONE, mark="page", not_in=WITHHELD),
    Surface("popular-feed", "/popular/feed.atom", LISTED, EVERYONE, mark="page", not_in=WITHHELD),
    Surface("explore", "/explore/", set(), []),
    Surface("explore", "/explore/?sort=followed&q=shelf", set(), []),
    Surface("explore", "/explore/?tag=everywhere", set(), []),
    Surface("tag", "/tags/branch/", LISTED, EVERYONE, not_in=WITHHELD, count=of_page),
    Surface("tag", "/tags/branch/", LISTED, EVERYONE, mark="branch/tag", not_in=WITHHELD),
    Surface("tag", "/tags/everywhere/", LISTED, EVERYONE, not_in=WITHHELD, count=of_page),
    Surface("library", "/library/?at=2026-02", set(ROWS), ["owner"], count=of_page),
    Surface("library", "/library/?select=1", set(ROWS), ["owner"], count=of_page),
    Surface("change", "{change}", set(ROWS[2:]), ["owner"], not_in=NEVER),
    Surface("trash", "/trash/", set(ROWS), ["owner"], not_in=frozenset(STATES) - TRASHED),
    # What is told of a decision is worded for good when it is made, for all who reported the thing.
    Surface(
        "notices",
        "/notices/",
        set(ROWS),
        SIGNED_IN,
        not_in=NEVER,
        as_read_by_moderators=True,
    ),
    Surface("moderation-log", "/moderation/", LISTED, EVERYONE, not_in=WITHHELD),
    Surface("my-reports", "/reports/", set(ROWS), OTHERS),
    Surface("following", "/following/", set(ROWS), OTHERS),
    Surface("following", "/following/?view=cards", set(ROWS), OTHERS),
    Surface("following-feed", "{following_feed}", set(ROWS), OTHERS),
    Surface("library-feed", "{library_feed}", set(ROWS), ["owner"]),
    Surface("collections", "/collections/", set(), []),
    Surface("collection-new", "/collections/new/", set(), []),
    Surface("save", "/save/", set(), []),
    Surface("settings-data-file", "{export}", set(ROWS), SIGNED_IN, mark="url", not_in=NEVER),
    Surface("library-export", "/library/export/", set(ROWS), ["owner"]),
    Surface("person", "/@ann/", LISTED, EVERYONE, not_in=WITHHELD, count=of_page),
    Surface("person", "/@ann/?at=2026-02", LISTED, EVERYONE, not_in=WITHHELD, count=of_page),
    Surface(
        "person", "/@ann/?view=moodboard&sort=z-a", LISTED, EVERYONE, not_in=WITHHELD, count=of_page
    ),
]
SUGGESTED = "/search/suggest/?q=title-{word}", "/search/suggest/?q=%23tag-{word}"
OF_A_ROW = [
    # To those who are signed in their own, to visitors what anybody lists.
    *(
        Surface("search-suggest", path, rows, readers, mark=mark, viewers=viewers)
        for path, mark in zip(SUGGESTED, ("title", "tag"), strict=True)
        for rows, readers, viewers in (
            (set(ROWS), ["owner"], ["owner"]),
            (LISTED, ["visitor"], ["visitor"]),
            (NEVER, [], OTHERS),
        )
    ),
    Surface(
        "search",
        "/search/?q=%23tag-{word}",
        LISTED,
        EVERYONE,
        not_in=WITHHELD,
        count=of_page,
        echoes=True,
    ),
    *(
        Surface("go", "/go/?q=%23tag-{word}", rows, readers, mark="tag", is_part=True, viewers=who)
        for rows, readers, who in (
            (set(ROWS), ["owner"], ["owner"]),
            (LISTED, ["visitor"], ["visitor"]),
            (NEVER, [], OTHERS),
        )
    ),
    # To who saves the same page: what those call it whose bookmarks they see.
    Surface(
        "tags-suggested",
        "/save/suggested/?url=https://example.org/url-{word}",
        set(ROWS),
        OTHERS,
        mark="tag",
        is_part=True,
    ),
    Surface("bookmark", "/b/{key}/", set(ROWS), EVERYONE, not_in=NEVER),
    Surface("link", "/l/{link_key}/", LISTED, EVERYONE, mark="note", not_in=WITHHELD, near=True),
    Surface("link", "/l/{link_key}/?show=all", LISTED, EVERYONE, not_in=WITHHELD, near=True),
    Surface(
        "tag", "/tags/tag-{word}/", LISTED, EVERYONE, not_in=WITHHELD, count=of_page, echoes=True
    ),
]
OF_SOME_ROWS = [
    Surface("bookmark-suggested", "/b/{key}/suggested/", set(), [], is_part=True),
    Surface("bookmark-entry", "/b/{key}/entry/?view=cards", set(ROWS), EVERYONE, not_in=NEVER),
    Surface("bookmark-edit", "/b/{key}/edit/", set(ROWS), ["owner"], not_in=NEVER),
    Surface("bookmark-report", "/b/{key}/report/", set(ROWS), [*OTHERS, "visitor"]),
    Surface(
        "bookmark-inline", "/b/{key}/inline/", set(ROWS), ["owner"], is_part=True, not_in=NEVER
    ),
    Surface("bookmark-send", "/b/{key}/send/", set(ROWS), SIGNED_IN),
    Surface(
        "library",
        "/library/?tag=tag-{word}",
        set(ROWS),
        ["owner"],
        count=of_page,
        echoes=True,
    ),
    Surface(
        "save",
        "/save/?url=https://example.org/url-{word}",
        set(ROWS),
        ["owner"],
        not_in=NEVER,
        echoes=True,
    ),
]
OF_A_COLLECTION = [
    Surface("collection", "/@ann/{slug}/", GATHERED, EVERYONE, count=of_page),
    Surface("collection", "/@ann/{slug}/?q=title", GATHERED, EVERYONE, count=of_page),
    Surface("collection", "/@ann/{slug}/?q=note:note&tags=all", GATHERED, EVERYONE, count=of_page),
    Surface("collection", "/@ann/{slug}/?at=2026-02", GATHERED, EVERYONE, count=of_page),
    Surface("collection", "/@ann/{slug}/?sort=a-z", GATHERED, EVERYONE, count=of_page),
    Surface("collection", "/@ann/{slug}/?sort=custom", GATHERED, EVERYONE, count=of_page),
    Surface("collection", "/@ann/{slug}/?select=1", GATHERED, EVERYONE, count=of_page),
    Surface("collection-feed", "/@ann/{slug}/feed.atom", GATHERED, EVERYONE),
    Surface("collection-feed", "/@ann/{slug}/feed.rss?q=title", GATHERED, EVERYONE),
    # Shown in frames to anybody alike, and told of to programs.
    Surface("collection-embed", "/embed/@ann/{slug}/", GATHERED, ["visitor"], viewers=["visitor"]),
    Surface("oembed", f"/oembed/?url={HERE}/@ann/{{slug}}/", set(), [], viewers=["visitor"]),
    Surface("collection-share", "/@ann/{slug}/share/", set(), []),
    Surface("collection-qr", "/@ann/{slug}/qr.svg", set(), []),
    Surface("collection-export", "/@ann/{slug}/export/", GATHERED, SIGNED_IN),
    Surface("collection-copy", "/@ann/{slug}/copy/", set(), []),
    Surface("collection-order", "/@ann/{slug}/order/", GATHERED, ["owner", "editor"]),
    Surface("collection-edit", "/@ann/{slug}/edit/", set(), []),
    Surface("collection-members", "/@ann/{slug}/members/", set(), []),
    Surface("collection-activity", "/@ann/{slug}/activity/", GATHERED, SHARING),
    Surface("collection-member-remove", "/@ann/{slug}/members/member/remove/", set(), []),
    Surface("collection-hand-over", "/@ann/{slug}/hand-over/", set(), []),
    Surface("collection-delete", "/@ann/{slug}/delete/", set(), []),
    Surface("collection-leave", "/@ann/{slug}/leave/", set(), []),
    Surface("collection-report", "/@ann/{slug}/report/", set(), []),
    Surface("save", "/save/?collection={shelf}", set(), []),
    Surface("collection-new", "/collections/new/?inside={shelf}", set(), []),
]

OF_THE_SMART_ONE = [
    Surface("collection", "/@ann/shelfsmart/", GATHERED, EVERYONE, count=of_page),
    Surface("collection", "/@ann/shelfsmart/?sort=a-z", GATHERED, EVERYONE, count=of_page),
    Surface("collection", "/@ann/shelfsmart/?q=title", GATHERED, EVERYONE, count=of_page),
    Surface("collection-feed", "/@ann/shelfsmart/feed.json", GATHERED, EVERYONE),
    Surface(
        "collection-embed", "/embed/@ann/shelfsmart/", GATHERED, ["visitor"], viewers=["visitor"]
    ),
    Surface("collection-export", "/@ann/shelfsmart/export/", GATHERED, SIGNED_IN),
    Surface("collection-order", "/@ann/shelfsmart/order/", set(), []),
    Surface("collection-edit", "/@ann/shelfsmart/edit/", set(), []),
    Surface("collection-members", "/@ann/shelfsmart/members/", set(), []),
    Surface("collection-report", "/@ann/shelfsmart/report/", set(), []),
]


def admins(name: str, path: str, rows: set[tuple[str, str]], **more: Any) -> Surface:
    more |= {"as_read_by_moderators": True}
    return Surface(f"admin:{name}", f"/admin/{path}", rows, ["moderator"], **more)


ADMIN = [
    admins("index", "", set()),
    admins("app_list", "bookmarks/", set()),
    admins("bookmarks_bookmark_changelist", "bookmarks/bookmark/?q=ann", LISTED),
    admins("bookmarks_collection_changelist", "bookmarks/collection/", set()),
    admins("bookmarks_link_changelist", "bookmarks/link/", set(ROWS), mark="page"),
    admins("bookmarks_tag_changelist", "bookmarks/tag/?q=tag", set(ROWS), mark="tag"),
    admins("bookmarks_case_changelist", "bookmarks/case/?state=decided", set(ROWS)),
    admins("bookmarks_moderationentry_changelist", "bookmarks/moderationentry/", set(ROWS)),
    admins("accounts_user_changelist", "accounts/user/", set()),
    admins("accounts_user_change", "accounts/user/{ann}/change/", set()),
    admins(
        "autocomplete",
        "autocomplete/?term=ann&app_label=bookmarks&model_name=case&field_name=bookmark",
        LISTED,
    ),
]
ADMIN_OF_SOME_ROWS = [
    admins(
        "bookmarks_case", "bookmarks/case/of/bookmark/{pk}/", set(ROWS), beside=True, remembers=True
    ),
    admins("bookmarks_bookmark_change", "bookmarks/bookmark/{pk}/change/", LISTED),
    admins("bookmarks_bookmark_history", "bookmarks/bookmark/{pk}/history/", LISTED),
    admins("bookmarks_link_change", "bookmarks/link/{link}/change/", set(ROWS), mark="page"),
    admins("bookmarks_tag_change", "bookmarks/tag/{tag}/change/", set(ROWS), mark="tag"),
]

ALL = [
    *SURFACES,
    *OF_A_ROW,
    *OF_SOME_ROWS,
    *OF_A_COLLECTION,
    *OF_THE_SMART_ONE,
    *ADMIN,
    *ADMIN_OF_SOME_ROWS,
]

# All other addresses → why they show nobody's bookmarks. A name that ends in no letter stands for
# all that begin so.
SHOW_NONE = {
    "account_": "allauth's: people and credentials",
    "mfa_": "allauth's: second factors",
    "socialaccount_": "allauth's: log-ins from elsewhere",
    "social/": "allauth's, without names",
    "github_": "allauth's",
    "google_": "allauth's",
    "openid_connect_": "allauth's",
    "usersessions_": "allauth's: sessions",
    "settings": "a person's own account",
    "settings-handle": "a person's own account",
    "settings-blocked": "whom one blocked, what one muted",
    "add": "leads to the form of saving",
    "mute": "a form's target",
    "settings-language": "which language the site speaks",
    "settings-mail": "which mails a person wants",
    "mail-off": "a button",
    "invitations": "tests/web/test_invitations.py; names collections to those who are asked",
    "invitation": "tests/web/test_invitations.py; names a collection to those who are asked",
    "inbox": "tests/web/test_inbox.py; links that somebody sent on purpose",
    "person-followers": "people; tests/web/test_followers.py",
    "collection-followers": "people; finds what visible_to gives",
    "my-record": "what was decided about the person's own things: tests/web/test_my_record.py",
    "person-report": "names a person who may publish",
    "tag-report": "a word; finds what seen_by gives (tests/web/test_reports.py)",
    "site-report": "a host; finds what listed_to gives (tests/web/test_reports.py)",
    "appeal": "what was decided about the person's own things, in the words of the log",
    "admin:bookmarks_appeal_": "decisions, in the words of the log",
    "settings-verify": "a form's target",
    "settings-delete": "words",
    "settings-deleted": "words",
    "settings-undelete": "words",
    "imports": "the names of files that the person brought",
    "import": "what the person's own file holds; its collection passes the door",
    "import-refused": "lines of the person's own file",
    "import-undo": "a button",
    "duplicates": "one's own that share a page: tests/web/test_duplicates.py; here none do",
    "duplicates-merge": "a form's target; finds what editable_by gives",
    "changes": "what the person did: their tags, the collections that they chose",
    "change-undo": "a button",
    "library-bulk": "a form's target; finds what editable_by gives",
    "collection-bulk": "a form's target; finds what editable_by gives",
    "trash-bulk": "a form's target; finds what editable_by gives",
    "settings-feeds": "addresses of a person's own feeds",
    "settings-data": "tells when a file was made, not what is in it",
    "sitemap": "numbers of parts",
    "sitemap-part": "addresses of what anybody sees: tests/web/test_sitemaps.py tries each row",
    "favicon": "a picture",
    "collection-card": "a picture of a title and a number: tests/web/test_meta.py",
    "person-share": "addresses of the person's page",
    "person-qr": "the address of the person's page",
    "link-find": "leads to a page or to none: tests/web/test_links.py tries each",
    "healthz": "a word",
    "robots": "rules",
    "bookmarklet": "a page of words",
    "keys": "a page of words",
    "manifest": "words",
    "worker": "a script",
    "offline": "words",
    "typed": "one's own words",
    "fetcher-about": "a page of words",
    "trash-empty": "a number, of one's own (tests/web/test_library.py)",
    "tag-aliases": "a person's own words",
    "tag-alias-remove": "a form's target; finds what is the person's own",
    "tags-completed": "tags; tests/web/test_privacy_table.py tries each",
    "bookmark-tags-add": "a form's target; finds what editable_by gives",
    "bookmark-put": "a form's target; finds what editable_by gives",
    "bookmark-trash": "a form's target; finds what editable_by gives",
    "bookmark-restore": "a form's target; finds what editable_by gives",
    "bookmark-delete": "a form's target; finds what editable_by gives",
    "bookmark-favorite": "a form's target; finds what editable_by gives",
    "bookmark-to-read": "a form's target; finds what editable_by gives",
    "bookmark-refetch": "a form's target; finds what editable_by gives",
    "bookmark-follow-move": "a form's target; finds what editable_by gives",
    "person-follow": "a form's target",
    "person-block": "a form's target",
    "collection-follow": "a question and a form's target; finds what visible_to gives",
    "end-steps": "a button's target",
    "following-seen": "a form's target",
    "following-manage": "names what one follows, as visible_to allows (tests/test_following.py)",
    "follow-change": "a form's target; finds what is one's own",
    "tag-follow": "a question and a form's target; finds what seen_by gives",
    "admin:(?P<url>": "a 404",
    "admin:<path:object_id>/": "leads to the change page of the same thing",
    "admin:login": "the log-in",
    "admin:logout": "the log-out",
    "admin:password_change": "passwords",
    "admin:password_change_done": "passwords",
    "admin:jsi18n": "words",
    "admin:view_on_site": "a 404: see linkshare/urls.py",
    "admin/r/<path:_thing>": "a 404",
    "admin:auth_group_": "groups; administrators alone",
    "admin:account_": "mail addresses; administrators alone",
    "admin:mfa_": "second factors; administrators alone",
    "admin:socialaccount_": "keys of other sites; administrators alone",
    "admin:accounts_block_": "who blocks whom; administrators alone",
    "admin:accounts_user_": "adds and deletes nothing; its history is of changes to accounts",
    "admin:bookmarks_follow_": "who follows what, in numbers; administrators alone",
    "admin:bookmarks_bookmark_": "adds and deletes nothing",
    "admin:bookmarks_collection_": "adds and deletes nothing; its page is that of the list's rows",
    "admin:bookmarks_givenuplink_": "links that nobody could read; administrators alone",
    "admin:bookmarks_link_": "adds and deletes nothing; nothing changes, so no history",
    "admin:bookmarks_moderationentry_": "adds and deletes nothing; its page is a row of the list",
    "admin:bookmarks_picture_": "addresses of pictures; administrators alone",
    "admin:bookmarks_presetreason_": "words of administrators",
    "admin:accounts_signupcode_": "codes of invitation",
    "admin:accounts_signup_": "people who ask for an account",
    "admin:accounts_sitesettings_": "numbers and choices of the site",
    "admin:accounts_settingchange_": "who changed those",
    "admin:bookmarks_domainrule_": "names of sites, and how many bookmarks they reach",
    "admin:bookmarks_health_": "numbers, of bookmarks what anybody sees",
    "admin:bookmarks_hold_": "what waits for a look, if moderators may read it; here nothing",
    "admin:bookmarks_watched_": "words, and which bookmarks that anybody sees have them",
    "blocked-sites": "names of sites",
    "styleguide": "made-up entries; with DEBUG alone",
    "admin:bookmarks_case_": "adds and deletes nothing; its page leads to the case",
    "admin:bookmarks_tagalias_": "words that moderators typed (tests/web/test_admin_aliases.py)",
    "admin:bookmarks_tag_": "adds and deletes nothing; nothing changes, so no history",
}
