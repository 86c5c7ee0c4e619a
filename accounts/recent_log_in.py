"""What changes much at once is done by who proved lately that it is they."""

import time

from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest

LATELY = 30 * 60
"""Seconds since the log-in, or since they were asked again."""


def ask_again_unless_recent(request: HttpRequest) -> None:
    """Raise ReauthenticationRequired: allauth keeps what was sent, and does it after the proof."""
    records = get_authentication_records(request, request.user)
    if records and time.time() - records[-1]["at"] < LATELY:
        return
    # allauth knows what it keeps by its path alone: with a query, it would be lost. What the query
    # says is kept beside it.
    _read = request.GET
    request.META = {**request.META, "QUERY_STRING": ""}
    raise ReauthenticationRequired
