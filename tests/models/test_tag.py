"""Tags: one word whatever its spelling, made once however many use it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bookmarks.models import Tag
from bookmarks.tag_names import (
    above,
    folded,
    has_address,
    is_below,
    path_of,
    paths_below,
    spelled,
)
from tests.factories import NOON, BookmarkFactory, CollectionFactory

# Spellings of one tag.
SAME = [
    ("Python", "python", "PYTHON"),
    ("web design", "Web  Design", " web\tdesign ", "web\u00a0design", "web\u3000design"),
    ("straße", "STRASSE", "Strasse"),
    ("café", "cafe\u0301", "CAFÉ"),
    ("ﬁle", "file"),
    ("ｆｕｌｌ", "full"),
    ("x²", "X2"),
    ("ΣΊΣΥΦΟΣ", "σίσυφος"),
    ("dev/python", "Dev / Python", "/dev//python/", "dev／python"),
]
DIFFERENT = [("resume", "résumé"), ("c", "c++"), ("web design", "webdesign"), ("ı", "i")]


@pytest.mark.parametrize("spellings", SAME)
def test_spellings_of_one_tag_fold_to_one(spellings):
    assert len({folded(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize("pair", DIFFERENT)
def test_other_words_are_other_tags(pair):
    assert folded(pair[0]) != folded(pair[1])


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
@example("\u1f81\u0318\u0308")  # folding its case leaves its marks in another order
def test_folding_twice_is_folding_once(name):
    assert folded(folded(name)) == folded(name)
    assert folded(name).strip() == folded(name)


@pytest.mark.django_db
@pytest.mark.parametrize("spellings", SAME)
def test_the_first_spelling_names_the_tag(spellings):
    first = Tag.objects.named(spellings[:1])
    assert Tag.objects.named(spellings) == first
    assert Tag.objects.get().name == spelled(spellings[0])


@pytest.mark.django_db
def test_white_space_is_no_tag():
    assert Tag.objects.named(["", "  ", "\t\u3000", "/", " / "]) == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", [".", "..", "a/../b", "./a", "a/..", "‥", "．"])
def test_what_no_address_can_lead_to_is_no_tag(name):
    """A browser takes these parts of an address for steps up and makes another address of it."""
    assert not has_address(name)
    assert Tag.objects.named([name]) == []


@pytest.mark.parametrize("name", ["...", ".net", "a.b", "a/.b", "..a", "a/b"])
def test_other_dots_are_part_of_a_tag(name):
    assert has_address(name)


def test_below_a_tag_is_what_goes_on_after_a_slash():
    slugs = ["dev", "dev/python", "dev/python/django", "dev ops", "dev-ops", "devil", "deve"]
    assert [slug for slug in slugs if is_below(slug, "dev")] == slugs[:3]
    assert above("dev/python/django") == ["dev", "dev/python"]
    assert sorted(slugs, key=path_of) == [*slugs[:3], "dev ops", "dev-ops", "deve", "devil"]
    start, end = paths_below("dev")
    assert [s for s in slugs if start <= path_of(s) < end] == slugs[1:3]


@pytest.mark.django_db
def test_tags_cost_three_queries_when_they_are_new_and_one_when_known(django_assert_num_queries):
    names = [f"tag {n}" for n in range(20)]
    with django_assert_num_queries(3):
        Tag.objects.named(names)
    with django_assert_num_queries(1):
        Tag.objects.named(names)


@pytest.mark.django_db
def test_a_tag_is_seen_by_those_who_see_a_listed_bookmark_with_it(ann, stranger, nobody):
    shelf = CollectionFactory(owner=ann)
    BookmarkFactory(owner=ann, tags=["open", "both"])
    BookmarkFactory(owner=ann, tags=["secret", "both"], audience="private")
    BookmarkFactory(owner=ann, tags=["shelved"], audience="collections", collections=[shelf])
    BookmarkFactory(owner=ann, tags=["binned"], trashed_at=NOON)
    BookmarkFactory(owner=ann, tags=["hidden"], hidden_at=NOON)
    Tag.objects.named(["unused"])
    for viewer in (stranger, nobody, ann):
        seen = Tag.objects.seen_by(viewer).values_list("name", flat=True)
        assert set(seen) == {"open", "both"}
