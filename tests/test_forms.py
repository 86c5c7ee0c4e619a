"""What forms make of what is typed: clean values, or an error; never a save by half."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bookmarks.forms import BookmarkForm, merged_with
from bookmarks.models import Bookmark, Link, Tag
from bookmarks.saving import save_bookmark
from bookmarks.tag_fields import TAGS_MAX, TagsField
from bookmarks.tag_names import TAG_MAX
from tests.factories import NOON, BookmarkFactory, CollectionFactory

TAGS = {
    "": (),
    " , ,": (),
    "#": (),
    "one": ("one",),
    "one, two": ("one", "two"),
    "two,one": ("two", "one"),
    " web   design ,css ": ("web design", "css"),
    "#one, ##two": ("one", "two"),
    "Python, python, PYTHON": ("Python",),
    "one,\ntwo": ("one", "two"),
    "c#, c++": ("c#", "c++"),
    "straße, STRASSE": ("straße",),
    "x" * TAG_MAX: ("x" * TAG_MAX,),
    "/dev / python/, a//b, /": ("dev/python", "a/b"),
    "..., .net": ("...", ".net"),
    "#one #two, issue #4": ("one", "two", "issue #4"),
    "タグ、もう一つ，三つ": ("タグ", "もう一つ", "三つ"),
    'c, "web design", “art”, #"a b"': ("c", "web design", "art", "a b"),
    "one\ntwo": ("one", "two"),
    "\u202eabc, \u200b, a\u200bbc, 👩\u200d👧": ("abc", "👩\u200d👧"),
}
BAD_TAGS = {
    "x" * (TAG_MAX + 1): "tag_too_long",
    "\ufdfa" * 100: "tag_too_long",  # one sign, written out in eighteen letters
    "good, ..": "tag_without_address",
    "a/./b": "tag_without_address",
    ",".join(f"tag {n}" for n in range(TAGS_MAX + 1)): "too_many_tags",
}


@pytest.mark.parametrize(("text", "names"), TAGS.items())
def test_tags_are_parted_by_commas(text, names):
    assert TagsField(required=False).clean(text) == names


@pytest.mark.parametrize(
    ("text", "code"), BAD_TAGS.items(), ids=["long", "unfolded", "dots", "dot", "many"]
)
def test_tags_that_do_not_fit_are_refused(text, code):
    with pytest.raises(ValidationError) as refused:
        TagsField(required=False).clean(text)
    assert refused.value.code == code


@pytest.mark.django_db
def test_a_note_has_the_line_ends_of_all_others_whatever_the_browser_sends(ann):
    said = {"url": "https://example.org/", "note": "a\r\n" * 50_000, "audience": "private"}
    form = BookmarkForm(said, user=ann)
    assert form.is_valid()
    assert form.cleaned_data["note"].startswith("a\na\n")


typed = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@pytest.mark.django_db
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=typed, title=typed, note=typed, tags=typed)
@example(path="", title="\0", note="", tags="")
@example(path="", title="", note="", tags="\ufdfa" * 60)
@example(path="", title="", note="", tags="/,//,a//b,a/b")
@example(path="", title="\x85\u2028", note="\r\n", tags="\u200b,\ufeff")
def test_whatever_is_typed_is_saved_whole_or_refused_whole(ann, path, title, note, tags):
    Bookmark.objects.all().delete()
    Link.objects.all().delete()
    Tag.objects.all().delete()
    said = {"title": title, "note": note, "tags": tags, "audience": "private"}
    form = BookmarkForm({"url": f"https://example.org/{path}", **said}, user=ann)
    if not form.is_valid():
        assert not Link.objects.exists()
        return
    kept = save_bookmark(ann, form.draft(NOON), NOON).bookmark
    kept = Bookmark.objects.get(pk=kept.pk)
    assert (kept.title, kept.note) == (form.cleaned_data["title"], form.cleaned_data["note"])
    assert len(kept.tag_names) == len(form.cleaned_data["tags"])


@pytest.mark.django_db
def test_a_form_offers_only_the_collections_that_the_person_may_fill(ann, bob):
    own, other = CollectionFactory(owner=ann), CollectionFactory(owner=bob)
    said = {"url": "https://example.org/", "audience": "public"}
    assert BookmarkForm({**said, "collections": [own.pk]}, user=ann).is_valid()
    form = BookmarkForm({**said, "collections": [own.pk, other.pk]}, user=ann)
    assert form.errors.keys() == {"collections"}


@pytest.mark.django_db
def test_typing_what_is_there_again_adds_and_loses_nothing(ann):
    shelves = [CollectionFactory(owner=ann), CollectionFactory(owner=ann)]
    bookmark = BookmarkFactory(
        owner=ann, title="Mine", note="A note.", tags=["one"], collections=shelves[:1]
    )
    again = {"title": "", "note": "note", "tags": ("ONE", "two"), "collections": shelves}
    merged = merged_with(bookmark, again)
    assert (merged["title"], merged["note"]) == ("Mine", "A note.")
    assert merged["tags"][-1] == "two"
    assert len(merged["tags"]) == 2
    assert merged["collections"] == [shelf.pk for shelf in shelves]
    assert merged_with(bookmark, again | {"note": "More."})["note"] == "A note.\n\nMore."
