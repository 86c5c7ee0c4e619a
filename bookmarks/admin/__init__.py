"""What staff see and decide. One module a subject; each registers itself."""

from django.conf import settings
from django.contrib import admin

from bookmarks.admin import (
    appeals,
    bookmarks,
    collections,
    domain_rules,
    follows,
    health,
    holds,
    links,
    log,
    pictures,
    queue,
    tag_aliases,
    tags,
    watched,
)

__all__ = [
    "appeals",
    "bookmarks",
    "collections",
    "domain_rules",
    "follows",
    "health",
    "holds",
    "links",
    "log",
    "pictures",
    "queue",
    "tag_aliases",
    "tags",
    "watched",
]

# What is moderated goes through `bookmarks.moderation`, never by the dozen.
admin.site.disable_action("delete_selected")
admin.site.enable_nav_sidebar = False
admin.site.index_title = ""
admin.site.site_header = admin.site.site_title = settings.SITE_NAME
