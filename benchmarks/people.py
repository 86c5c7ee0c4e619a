"""`python -m benchmarks.people N`: people who are logged in; a line of JSON with their sessions."""

import json
import sys

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django must be set up first
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from accounts.sessions import SessionStore  # noqa: E402


def main(people: int) -> None:
    print(json.dumps([session_of(f"crowd-{number}")[0] for number in range(people)]))


def session_of(handle: str) -> tuple[str, User]:
    """The key of a new session, and whose it is."""
    person, _ = User.objects.get_or_create(
        handle=handle,
        defaults={"email": f"{handle}@example.org", "verified_at": timezone.now()},
    )
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key), person


if __name__ == "__main__":
    main(int(sys.argv[1]))
