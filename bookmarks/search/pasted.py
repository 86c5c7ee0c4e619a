"""An address that somebody pastes to see whether they have the page. Pure."""

import re
from urllib.parse import unquote

from bookmarks.addresses import AddressError, canonical

# A name with points alone may as well be a file's, or a sentence without a space.
_ADDRESS = re.compile(r"(?:https?://|www\.)\S|(?:[\w-]+\.)+[a-z]{2,}/\S", re.I)


def pasted_address(text: str) -> str:
    """What all spellings of the address have in common; empty for what is none."""
    if not _ADDRESS.match(text):
        return ""
    try:
        address = canonical(text)
    except AddressError:
        address = text
    # The index has letters where an address has numbers for them.
    return unquote(address.partition("://")[2] or address, errors="replace").removeprefix("www.")
