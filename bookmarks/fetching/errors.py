"""Why nothing came of a fetch, in words that the person who saved the link can read."""

from typing import Literal

from django.utils.translation import gettext as _

State = Literal["blocked", "challenge", "gone", "error"]


class FetchError(Exception):
    """`retry`: whether a later try may end better; `retry_after`: not before so many seconds."""

    retries = False

    def __init__(
        self,
        reason: str,
        *,
        state: State = "error",
        retry: bool | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.state: State = state
        self.retry = self.retries if retry is None else retry
        self.retry_after = retry_after


class Refused(FetchError):
    """We do not go there. Its words name nothing but what the person typed."""


class TimedOut(FetchError):
    retries = True

    def __init__(self, reason: str = "") -> None:
        super().__init__(reason or _("The site did not answer in time."))


class Unreachable(FetchError):
    """No name, no connection, or no secure one."""

    retries = True


class BadAnswer(FetchError):
    """Something answered, but not with a page that can be read."""


class Unreadable(FetchError):
    """A page that was answered could not be read: too hard, or our reader failed at it."""
