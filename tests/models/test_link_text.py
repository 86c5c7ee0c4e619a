"""A page's text, kept apart from its link."""

import pytest

from bookmarks.models import Link, LinkText
from tests.factories import LinkFactory

pytestmark = pytest.mark.django_db


def test_a_newer_text_takes_the_place_of_the_older_one():
    one, other = LinkFactory(), LinkFactory()
    LinkText.objects.keep({one.pk: "old"})
    LinkText.objects.keep({one.pk: "new", other.pk: "first"})
    assert dict(LinkText.objects.values_list("link_id", "text")) == {
        one.pk: "new",
        other.pk: "first",
    }


def test_keeping_nothing_asks_the_database_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        LinkText.objects.keep({})


def test_the_text_goes_with_its_link():
    link = LinkFactory()
    LinkText.objects.keep({link.pk: "text"})
    Link.objects.filter(pk=link.pk).delete()
    assert not LinkText.objects.exists()
