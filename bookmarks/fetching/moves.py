"""Whether a page has moved for good, and where to. Pure."""

from urllib.parse import SplitResult, urlsplit

from bookmarks.fetching.answers import Response

_FOR_GOOD = frozenset({301, 308})


def moved_to(response: Response) -> str:
    """The new address, if the site says that the page lives there from now on; else nothing.

    Not meant: a change of scheme, `www.` or a closing slash, which no reader would call a move; a
    way to the site's front page, which is how many sites say that a page is gone.
    """
    hops = response.history
    if not hops or any(hop.status not in _FOR_GOOD for hop in hops):
        return ""
    if not 200 <= response.status < 400:
        return ""
    old, new = urlsplit(hops[0].url), urlsplit(response.url)
    if _place(old) == _place(new) or (_is_front(new) and not _is_front(old)):
        return ""
    return response.url


def _place(url: SplitResult) -> tuple[str, str, str]:
    return ((url.netloc or "").removeprefix("www."), url.path.rstrip("/"), url.query)


def _is_front(url: SplitResult) -> bool:
    return url.path in {"", "/"} and not url.query
