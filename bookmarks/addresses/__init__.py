"""One canonical spelling of a URL, so that one page is one Link however its address was pasted.

Pure: text in, text out; neither Django nor Celery is imported here.
"""

from bookmarks.addresses.errors import MESSAGES, AddressError
from bookmarks.addresses.hosts import canonical_host, host_of
from bookmarks.addresses.keys import key_of
from bookmarks.addresses.spelling import MAX_LENGTH, canonical, join

__all__ = [
    "MAX_LENGTH",
    "MESSAGES",
    "AddressError",
    "canonical",
    "canonical_host",
    "host_of",
    "join",
    "key_of",
]
