"""No part that faces people goes round `visible_to` and its twins."""

from pathlib import Path

import pytest
from django.apps import apps
from django.contrib import admin

from tests.door import Guarded, ways_round, ways_round_in_template

ROOT = Path(__file__).parent.parent

# What tells of people's bookmarks.
GUARDED = {
    "Bookmark",
    "Collection",
    "CollectionEvent",
    "CollectionItem",
    "CollectionTally",
    "Doubled",
    "GivenUpLink",
    "Link",
    "LinkText",
    "PersonTally",
    "PopularLink",
    "RankedCollection",
    "SearchChange",
    "SearchRow",
    "Spelling",
    "Tag",
    "TagTally",
    "Tagging",
}
# What tells of none: a person's own rows, asked for by that person (what they point at is behind
# the door), the moderators' log, and numbers of the machinery.
UNGUARDED = {
    "Appeal",
    "Announcement",
    "BulkChange",
    "BulkPart",
    "Case",
    "CollectionMember",
    "DataExport",
    "Digest",
    "Follow",
    "FollowingMark",
    "FormerAddress",
    "Import",
    "ImportHiding",
    "Invitation",
    "ImportRefusal",
    "ImportedBookmark",
    "ImportedCollection",
    "MailChoice",
    "DomainRule",
    "Health",
    "Hold",
    "ModerationEntry",
    "Mute",
    "Notice",
    "Pace",
    "PersonNote",
    "Picture",
    "PictureFiles",
    "PresetReason",
    "Report",
    "Sent",
    "Revision",
    "TagAlias",
    "Watched",
}

# Parts that face nobody: what they return goes to people through the others.
WITHIN = {
    "addresses": "pure",
    "address_messages": "words",
    "apps": "the application's own",
    "bulk": "verbs on one's own, by the thousand; its previews are in the privacy table",
    "collecting": "verbs; whoever calls them has the collection already",
    "ordering": "verbs; whoever calls them has the place already",
    "counting": "numbers kept by the rule's own parts, proved by tests and `recount`",
    "discovery": "is made of the door (the privacy table shows its pages)",
    "demo": "makes and reads its own people's content only",
    "fetching": "works on links for nobody",
    "followed": "is made of the door (the privacy table shows the list)",
    "following": "verbs, and lists that pass the door (the privacy table shows them)",
    "inviting": "verbs; who asks manages the collection, who answers was asked",
    "listing": "is made of the door (the privacy table shows every list)",
    "management": "for who holds the database in their hands",
    "mass_saving": "verbs on one's own, by the hundred",
    "migrations": "changes tables",
    "muting": "what a reader leaves out of what passed the door",
    "models": "is the door",
    "moderation": "has its own door for moderators: `reading`",
    "reserved": "words",
    "saving": "verbs on one's own",
    "screening": "marks what is saved; returns no bookmark to anybody",
    "search": "is handed a queryset that passed the door",
    "sending": "verbs; what is sent passed the door",
    "tasks": "works for nobody",
    "urls": "a table",
}

# Where an interface goes another way, by file and function, and why that shows nobody too much.
ALLOWED = {
    ("bookmarks/admin/cases.py", ""): "`find` refuses what is neither readable nor reported",
    ("bookmarks/admin/holds.py", "HoldAdmin.get_queryset"): "met with readable_bookmarks",
    ("bookmarks/admin/links.py", "LinkAdmin.get_queryset"): "all for administrators alone",
    ("bookmarks/admin/links.py", "GivenUpLinkAdmin.try_again"): "of rows that get_queryset let in",
    ("bookmarks/admin/tags.py", "TagAdmin.get_queryset"): "all for administrators alone",
    ("bookmarks/admin/case_context.py", "_history"): "the name of the tag that was taken away",
    ("bookmarks/admin/case_context.py", "tags_of"): "of what moderators read",
    ("bookmarks/admin/cases.py", "_site"): "whether there is any link of a site",
    ("bookmarks/views/moderation.py", "mine"): "the name of the tag that was taken away",
    ("bookmarks/views/moderation.py", "my_reports"): "names of people and tags reported",
    ("bookmarks/admin/waiting_of.py", "waiting_of_page"): "met with readable_bookmarks",
    ("bookmarks/feeds/websub.py", "_new_places"): "met with visible_to in the same query",
    ("bookmarks/forms.py", "initial_of"): "the ids of the places of one's own bookmark",
    ("bookmarks/notices.py", "_invitations_of"): "of whom is asked; may know what for",
    ("bookmarks/views/invitations.py", "_open"): "of whom is asked; may know what for",
    ("bookmarks/views/inbox.py", "_answer"): "what was sent to the reader on purpose",
    ("bookmarks/views/inbox.py", "index"): "what was sent to the reader on purpose",
    ("bookmarks/views/discovery.py", "_usual_period"): "in which times there is anything",
    ("bookmarks/views/sharing.py", "activity"): "titles are met with visible_to",
    ("bookmarks/collection_forms.py", "CollectionForm.clean_slug"): "one's own addresses",
    ("bookmarks/suggesting/completing.py", "_meant"): "what the person's own words stand for",
    ("bookmarks/suggesting/completing.py", "_others"): "met with listed_uses, a door for EXISTS",
    ("bookmarks/suggesting/completing.py", "_own"): "of one's own tags",
    ("bookmarks/suggesting/proposing.py", "_by_words"): "met with listed_uses in `popular`",
    ("bookmarks/suggesting/proposing.py", "_known_page"): "links, met with visible_to",
    ("bookmarks/suggesting/proposing.py", "_own_by_words"): "of one's own tags",
    ("bookmarks/suggesting/proposing.py", "propose"): "what the person's own words stand for",
    ("bookmarks/suggesting/proposing.py", "_tags_of"): "of bookmarks that passed the door",
    ("bookmarks/portability/bringing_in.py", "_dated"): "tuples of words",
    ("bookmarks/portability/bringing_in.py", "_finish_undoing"): "collections that the import made",
    ("bookmarks/portability/bringing_in.py", "_take_back"): "places that the import made",
    ("bookmarks/portability/bringing_in.py", "_with_own_titles"): "titles that the file names",
    ("bookmarks/portability/checking.py", "_new_among"): "of what editable_by gives",
    ("bookmarks/portability/formats/netscape.py", "_entry"): "a tuple of words",
    ("bookmarks/portability/reading.py", "_tags_of"): "a tuple of words",
    ("bookmarks/portability/reading.py", "as_one"): "a tuple of words",
    ("bookmarks/portability/records.py", "_addresses"): "ids, met with visible_to",
    ("bookmarks/portability/records.py", "_bookmarks"): "ids, met with visible_to",
    ("bookmarks/portability/records.py", "_follows"): "names of tags that the person follows",
    ("bookmarks/portability/records.py", "_reports"): "ids, met with visible_to",
    ("bookmarks/portability/writing.py", "_library"): "places, met with visible_to",
    ("bookmarks/portability/writing.py", "_placed_in"): "places, met with visible_to",
    ("bookmarks/portability/writing.py", "_tags_of"): "of bookmarks that passed the door",
    ("bookmarks/tagging/aliases.py", "add_alias"): "tags that the person named",
    ("bookmarks/tagging/aliases.py", "check_alias"): "tags that the person named",
    ("bookmarks/tagging/branches.py", "related_to"): "of bookmarks that a list showed",
    ("bookmarks/tagging/mine.py", "lines_of"): "of rows that tags_of gave",
    ("bookmarks/tagging/mine.py", "tags_of"): "one's own",
    ("bookmarks/views/tag_changes.py", "aliases"): "tags that the person named",
    ("bookmarks/views/collections.py", "_form"): "the managed collection, read anew",
    ("bookmarks/views/feeds.py", "popular"): "numbers by which a feed is known to be as it was",
    ("bookmarks/views/sharing.py", "_move"): "met with visible_to in the same query",
}


def guarded() -> Guarded:
    models = [apps.get_model("bookmarks", name) for name in GUARDED]
    fields = [field for model in models for field in model._meta.get_fields()]
    everything = [f for m in apps.get_models() for f in m._meta.get_fields()]
    to_them = [f for f in everything if f.is_relation and f.related_model in models]
    return Guarded(
        models=frozenset(GUARDED),
        managers=frozenset(name_of(f) for f in to_them if f.one_to_many or f.many_to_many),
        keys=frozenset(f.name for f in to_them if f.many_to_one or f.one_to_one)
        | frozenset(f.name for f in fields if f.is_relation and f.related_model in models),
    )


def name_of(field) -> str:
    return field.get_accessor_name() if field.auto_created else field.name


def interfaces() -> dict[str, str]:
    """Path → source of every module that faces people: all but those named as within."""
    found = {}
    for path in (*ROOT.glob("bookmarks/**/*.py"), *ROOT.glob("accounts/**/*.py")):
        app, part, *_deeper = path.relative_to(ROOT).parts
        is_within = app == "bookmarks" and part.removesuffix(".py") in WITHIN
        if not is_within and part != "migrations":
            found[str(path.relative_to(ROOT))] = path.read_text()
    return found


@pytest.mark.parametrize("path", interfaces())
def test_no_interface_goes_round_the_door(path):
    found = ways_round(interfaces()[path], guarded())
    assert [way for way in found if (path, way.place) not in ALLOWED] == []


def test_no_exception_is_left_that_nothing_needs():
    used = {
        (path, way.place)
        for path, source in interfaces().items()
        for way in ways_round(source, guarded())
    }
    parts = {path.stem for path in (ROOT / "bookmarks").iterdir()}
    assert ALLOWED.keys() <= used
    assert WITHIN.keys() <= parts


def test_every_model_is_guarded_or_tells_of_no_bookmark():
    models = {model.__name__ for model in apps.get_app_config("bookmarks").get_models()}
    assert models == GUARDED | UNGUARDED


def test_the_admin_of_every_guarded_model_says_which_rows_it_shows():
    for model, page in admin.site._registry.items():
        if model.__name__ in GUARDED:
            assert type(page).get_queryset is not admin.ModelAdmin.get_queryset


# Tags, forms and the moderators' page have names of their own that look like relations.
ALLOWED_IN_TEMPLATES = {
    "around.tags",
    "form.collections",
    "form.tags",
    "attrs.tags",
    "form.collections.field",
    "form.collections.field.queryset.exists",
    "message.tags",
}


def test_no_template_asks_a_row_for_its_relations():
    found = {
        (path.name, name)
        for path in ROOT.glob("templates/**/*.*")
        for name in ways_round_in_template(path.read_text(), guarded())
        if name not in ALLOWED_IN_TEMPLATES
    }
    assert found == set()


# --- That the reader of sources sees what it should -------------------------------------------

ROUND = """
from bookmarks.models import Bookmark
def page(request, person, tag):
    {}
"""
SEEN_THROUGH = [
    "return Bookmark.objects.all()",
    "return Bookmark._default_manager.filter(owner=person).count()",
    "return list(person.bookmarks.all())",
    "return person.bookmarks.filter(title='visible_to').exists()",
    "for item in collection.items.order_by('pk'): pass",
    "return tag.taggings.count()",
    "return [c for c in collection.children.all()]",
    "return get_object_or_404(Bookmark, key=key)",
    "return get_object_or_404(Tag, slug=slug)",
    "found = Collection.objects\n    return found",
    "return Follow.objects.filter(follower=person).select_related('collection__owner')",
    "return person.reports.values_list('bookmark__link__url')",
    "return [thing.visible_to(person) for thing in Bookmark.objects.all()]",
]
LET_THROUGH = [
    "return Bookmark.objects.visible_to(person).kept()",
    "return Bookmark.objects.filter(title='x').editable_by(person)",
    "return person.bookmarks.visible_to(request.user).count()",
    "return get_object_or_404(Tag.objects.seen_by(person), slug=slug)",
    "return dict(a=1).items()",
    "return tree.children(collection)",
    "return Follow.objects.filter(follower=person).count()",
    "return Notice.objects.for_person(person).select_related('entry')",
    "return Collection.objects.none()",
]


@pytest.mark.parametrize("line", SEEN_THROUGH)
def test_a_planted_way_round_is_seen(line):
    assert [way.place for way in ways_round(ROUND.format(line), guarded())] == ["page"]


@pytest.mark.parametrize("line", LET_THROUGH)
def test_the_door_itself_is_let_through(line):
    assert ways_round(ROUND.format(line), guarded()) == []


def test_a_planted_way_round_in_a_template_is_seen():
    text = "{% for b in person.bookmarks.all %}{{ b.title }}{% endfor %} no.bookmarks here"
    assert ways_round_in_template(text, guarded()) == ["person.bookmarks.all"]
