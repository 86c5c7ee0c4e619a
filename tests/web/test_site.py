"""The site's own pages."""

from django.contrib.staticfiles import finders


def test_the_icon_is_found_where_browsers_look_for_it_unasked(client):
    address = client.get("/favicon.ico").headers["Location"]
    assert finders.find(address.removeprefix("/static/"))
