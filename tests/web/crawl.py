"""Every address of the site, from its own table."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.urls import get_resolver, reverse

from tests.web.pages import soup


def addresses(known: dict[str, str]) -> Iterator[str]:
    """Of each name in the table, filled in with what is known; of the admin its entrance alone."""
    table = get_resolver().reverse_dict
    for name in table:
        if isinstance(name, str):
            [(_form, parameters)] = table[name][0]
            yield reverse(name, kwargs={each: known[each] for each in parameters})
    yield reverse("admin:index")


def links(response) -> set[str]:
    """Paths on this site that a page leads to; what only its query changes is one."""
    found = {urlsplit(link["href"]) for link in soup(response).select("a[href]")}
    return {link.path for link in found if not link.netloc and link.path.startswith("/")}
