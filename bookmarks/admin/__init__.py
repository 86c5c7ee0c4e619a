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
    home,
    imports,
    links,
    log,
    log_ins,
    people,
    pictures,
    preset_reasons,
    queue,
    tag_aliases,
    tags,
    watched,
)
from linkshare.kit.read_only_admin import CappedPaginator

__all__ = [
    "appeals",
    "bookmarks",
    "collections",
    "domain_rules",
    "follows",
    "health",
    "holds",
    "home",
    "imports",
    "links",
    "log",
    "log_ins",
    "people",
    "pictures",
    "preset_reasons",
    "queue",
    "tag_aliases",
    "tags",
    "watched",
]

# No list of the admin counts all of its rows, whoever registered it.
admin.ModelAdmin.paginator = CappedPaginator
admin.ModelAdmin.show_full_result_count = False
admin.ModelAdmin.show_facets = admin.ShowFacets.NEVER
# What is moderated goes through `bookmarks.moderation`, never by the dozen.
admin.site.disable_action("delete_selected")
admin.site.enable_nav_sidebar = False
admin.site.index_title = ""
admin.site.site_header = admin.site.site_title = settings.SITE_NAME
