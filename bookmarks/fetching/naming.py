"""A page's title and its site's name, which pages write into one another: "A story | Paper"."""

import re
from urllib.parse import urlsplit

_BETWEEN = r"\s+[|\-–—·•:»/]+\s+"
_LAST_PART = re.compile(rf"^(.*\S){_BETWEEN}(\S.{{0,60}})$")


def without_site(title: str, site_name: str) -> str:
    """`title` without the name of its site at its end or its front."""
    if not site_name or title.casefold() == site_name.casefold():
        return title
    name = re.escape(site_name)
    shorter = re.sub(rf"{_BETWEEN}{name}$", "", title, flags=re.I)
    shorter = re.sub(rf"^{name}\s*[|\-–—·•:»]+\s+", "", shorter, flags=re.I)
    return shorter.strip() or title


def site_by_host(title: str, url: str) -> str:
    """The last part of a title, if the page's host bears its name ("Bread - Wikipedia")."""
    found = _LAST_PART.match(title)
    if not found:
        return ""
    labels = (urlsplit(url).hostname or "").removeprefix("www.").split(".")
    name = _letters(found[2])
    return found[2] if name and name in {*labels, "".join(labels)} else ""


def site_by_difference(title: str, named: str) -> str:
    """What `<title>` says beyond the name that the page gives itself elsewhere."""
    rest = title.removeprefix(named) if named else ""
    found = re.match(rf"^{_BETWEEN}(\S.{{0,60}})$", rest) if rest != title else None
    return found[1] if found else ""


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()
