"""The style guide shows what there is; outside DEBUG it has no address."""

from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test.signals import template_rendered
from django.urls import NoReverseMatch, reverse

from bookmarks.views import styleguide
from tests.web.soundness import faults

COMPONENTS = Path(__file__).parents[2] / "templates/components"
# Not shown: parts of a page's head, what scripts ask for, frames of what is shown, and
# the entry on its own page, whose heading is the page's.
LEFT_OUT = {
    *(
        "social_meta.html",
        "feed_links.html",
        "said.html",
        "said_beside.html",
        "bottom_nav.html",
        "completed_tags.html",
        "cover_awaited.html",
    ),
    *("entry_polled.html", "list_page.html", "messages.html", "entry_detail.html"),
    *("settings_sections.html", "side_link.html", "pages.html"),
}


@pytest.fixture
def shown(rf):
    """The page, and the names of all partials that it is made of."""
    names = set()

    def note(template, **_):
        names.add(template.name)

    request = rf.get("/styleguide/")
    request.user, request.session = AnonymousUser(), {}
    template_rendered.connect(note)
    page = styleguide.index(request)
    template_rendered.disconnect(note)
    return page, names


def test_the_style_guide_shows_every_component(shown):
    _page, names = shown
    components = {path.name for path in COMPONENTS.glob("*.html")} - LEFT_OUT
    assert {name for name in components if f"components/{name}" not in names} == set()


def test_the_style_guide_is_as_sound_as_any_page(shown):
    page, _names = shown
    assert faults(page.content) == []


def test_the_style_guide_has_an_address_in_debug_alone():
    with pytest.raises(NoReverseMatch):
        reverse("styleguide")
