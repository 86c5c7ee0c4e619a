"""Every page that shows bookmarks, as a table: what of them, to whom."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from tests.web.privacy_rule import (
    EVERYONE,
    GATHERED,
    LISTED,
    NEVER,
    OTHERS,
    PRIVATE,
    ROWS,
    SHARING,
    SIGNED_IN,
    STATES,
    TRASHED,
    WITHHELD,
)


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
