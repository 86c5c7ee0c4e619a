"""Addresses of bookmarks, collections, tags, people and the site's own pages."""

from django.urls import path, register_converter

from bookmarks.views import (
    bookmarks,
    bulk,
    changes,
    collections,
    data,
    discovery,
    duplicates,
    exports,
    feeds,
    imports,
    library,
    links,
    mail,
    my_tags,
    notices,
    people,
    reports,
    saving,
    search,
    search_suggestions,
    sharing,
    site,
    suggestions,
    tag_changes,
    tags,
)


class FeedForm:
    """What a feed is written as; see `bookmarks/feeds/writing.py`."""

    regex = "atom|rss|json"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(FeedForm, "form")

urlpatterns = [
    path("", site.home, name="home"),
    path("favicon.ico", site.favicon, name="favicon"),
    path("healthz", site.health, name="healthz"),
    path("robots.txt", site.robots, name="robots"),
    path("feed.<form:form>", feeds.recent, name="feed"),
    path("bookmarklet/", site.bookmarklet, name="bookmarklet"),
    path("about/fetcher/", site.fetcher, name="fetcher-about"),
    path("search/", search.index, name="search"),
    path("search/feed.<form:form>", feeds.recent, name="search-feed"),
    path("search/suggest/", search_suggestions.suggest, name="search-suggest"),
    path("save/", saving.save, name="save"),
    path("save/suggested/", suggestions.suggested, name="tags-suggested"),
    path("save/completed/", suggestions.completed, name="tags-completed"),
    path("library/", library.library, name="library"),
    path("library/bulk/", bulk.library, name="library-bulk"),
    path("library/duplicates/", duplicates.index, name="duplicates"),
    path("library/duplicates/merge/", duplicates.merge, name="duplicates-merge"),
    path("changes/", changes.index, name="changes"),
    path("changes/<str:key>/", changes.detail, name="change"),
    path("changes/<str:key>/undo/", changes.undo, name="change-undo"),
    path("library/tags/", my_tags.index, name="my-tags"),
    path("library/tags/change/", tag_changes.change, name="my-tags-change"),
    path("library/tags/aliases/", tag_changes.aliases, name="tag-aliases"),
    path("library/tags/aliases/remove/", tag_changes.remove_alias, name="tag-alias-remove"),
    path("trash/", library.trash, name="trash"),
    path("trash/bulk/", bulk.trash, name="trash-bulk"),
    path("trash/empty/", library.empty_trash, name="trash-empty"),
    path("notices/", notices.notices, name="notices"),
    path("following/", library.following, name="following"),
    path("following/tags/<path:name>/", tags.follow, name="tag-follow"),
    path("import/", imports.index, name="imports"),
    path("import/<str:key>/", imports.detail, name="import"),
    path("import/<str:key>/refused.csv", imports.refused, name="import-refused"),
    path("import/<str:key>/undo/", imports.undo, name="import-undo"),
    path("library/export/", exports.library, name="library-export"),
    path("settings/mail/", mail.choices, name="settings-mail"),
    path("mail/off/<str:token>/", mail.off, name="mail-off"),
    path("settings/data/", data.index, name="settings-data"),
    path("settings/data/<str:key>/", data.download, name="settings-data-file"),
    path("b/<str:key>/", bookmarks.detail, name="bookmark"),
    path("b/<str:key>/edit/", saving.edit, name="bookmark-edit"),
    path("b/<str:key>/entry/", bookmarks.entry, name="bookmark-entry"),
    path("b/<str:key>/trash/", bookmarks.trash, name="bookmark-trash"),
    path("b/<str:key>/restore/", bookmarks.restore, name="bookmark-restore"),
    path("b/<str:key>/delete/", bookmarks.delete, name="bookmark-delete"),
    path("b/<str:key>/suggested/", suggestions.of_bookmark, name="bookmark-suggested"),
    path("b/<str:key>/tags/", suggestions.add, name="bookmark-tags-add"),
    path("b/<str:key>/favorite/", bookmarks.favorite, name="bookmark-favorite"),
    path("b/<str:key>/fetch/", bookmarks.refetch, name="bookmark-refetch"),
    path("b/<str:key>/follow-move/", bookmarks.follow_move, name="bookmark-follow-move"),
    path("b/<str:key>/report/", reports.bookmark, name="bookmark-report"),
    path("popular/", discovery.popular, name="popular"),
    path("recent/", discovery.recent, name="recent"),
    path("explore/", discovery.explore, name="explore"),
    path("l/", links.find, name="link-find"),
    path("l/<str:link_key>/", links.detail, name="link"),
    path("collections/", collections.mine, name="collections"),
    path("collections/new/", collections.new, name="collection-new"),
    path("tags/<path:name>/feed.<form:form>", feeds.tag, name="tag-feed"),
    path("tags/<path:name>/", tags.detail, name="tag"),
    path("@<str:handle>/", people.detail, name="person"),
    path("@<str:handle>/feed.<form:form>", feeds.person, name="person-feed"),
    path("@<str:handle>/follow/", people.follow, name="person-follow"),
    path("@<str:handle>/block/", people.block, name="person-block"),
    path("@<str:handle>/<str:slug>/", collections.detail, name="collection"),
    path("@<str:handle>/<str:slug>/feed.<form:form>", feeds.collection, name="collection-feed"),
    path("@<str:handle>/<str:slug>/edit/", collections.edit, name="collection-edit"),
    path("@<str:handle>/<str:slug>/bulk/", bulk.collection, name="collection-bulk"),
    path("@<str:handle>/<str:slug>/delete/", collections.delete, name="collection-delete"),
    path("@<str:handle>/<str:slug>/members/", sharing.members, name="collection-members"),
    path("@<str:handle>/<str:slug>/order/", sharing.order, name="collection-order"),
    path("@<str:handle>/<str:slug>/leave/", collections.leave, name="collection-leave"),
    path("@<str:handle>/<str:slug>/follow/", collections.follow, name="collection-follow"),
    path("@<str:handle>/<str:slug>/export/", exports.collection, name="collection-export"),
    path("@<str:handle>/<str:slug>/report/", reports.collection, name="collection-report"),
]
